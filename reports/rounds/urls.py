"""Addresses of rounds, of the desk and of reminders."""

from django.urls import path

from reports.rounds import desk_views as desk
from reports.rounds import views

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/export.xlsx", desk.desk_export, name="desk_export"),
    path("desk/remind/", desk.remind, name="remind"),
    path("desk/reminders/", desk.reminder_list, name="reminder_list"),
    path("rounds/", views.round_list, name="round_list"),
    path("rounds/plan/", views.year_plan, name="year_plan"),
    path("rounds/own/", views.own_period_plan, name="own_period_plan"),
    path("rounds/deadlines/", views.offsets_set, name="offsets_set"),
    path("rounds/<slug:code>/", views.round_page, name="round"),
    path("rounds/<slug:code>/step/", views.round_step, name="round_step"),
    path("rounds/<slug:code>/deadline/", views.round_deadline, name="round_deadline"),
    path("rounds/<slug:code>/extensions/", views.extension_give, name="extension_give"),
    path("rounds/<slug:code>/extensions/<int:pk>/end/", views.extension_end, name="extension_end"),
]
