"""Addresses of apology letters."""

from django.urls import path

from directives.overdue import apology_views as apologies

urlpatterns = [
    path("overdue/letters.pdf", apologies.apologies_print, name="apologies_print"),
    path("overdue/<int:pk>/letter/", apologies.apology, name="apology"),
    path("overdue/<int:pk>/letter.<str:fmt>", apologies.apology_print, name="apology_print"),
    path("overdue/<int:pk>/letter/attach/", apologies.apology_attach, name="apology_attach"),
    path("overdue/<int:pk>/letter/scan/", apologies.apology_scan, name="apology_scan"),
]
