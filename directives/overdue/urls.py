"""Addresses of the register of overdue files."""

from django.urls import path

from directives.overdue import sheet_views as overdue_sheets
from directives.overdue import views as overdue

urlpatterns = [
    path("overdue/", overdue.overdue_list, name="overdue_list"),
    path("overdue/export.<str:fmt>", overdue_sheets.overdue_export, name="overdue_export"),
    path("overdue/template.xlsx", overdue_sheets.overdue_template, name="overdue_template"),
    path("overdue/add/", overdue.overdue_add, name="overdue_add"),
    path("overdue/sheet/", overdue_sheets.overdue_sheet, name="overdue_sheet"),
    path("overdue/sheet/apply/", overdue_sheets.overdue_sheet_apply, name="overdue_sheet_apply"),
    path("overdue/<int:pk>/", overdue.overdue_file, name="overdue_file"),
    path("overdue/<int:pk>/edit/", overdue.overdue_edit, name="overdue_edit"),
    path("overdue/<int:pk>/remove/", overdue.overdue_remove, name="overdue_remove"),
]
