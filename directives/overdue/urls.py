"""Addresses of the register of overdue files, its sheets and its apology letters."""

from django.urls import path

from directives.overdue import views as overdue
from directives.overdue.apologies import views as apologies
from directives.overdue.sheets import views as overdue_sheets

urlpatterns = [
    path("overdue/", overdue.overdue_list, name="overdue_list"),
    path("overdue/export.<str:fmt>", overdue.overdue_export, name="overdue_export"),
    path("overdue/template.xlsx", overdue_sheets.overdue_template, name="overdue_template"),
    path("overdue/add/", overdue.overdue_add, name="overdue_add"),
    path("overdue/sheet/", overdue_sheets.overdue_sheet, name="overdue_sheet"),
    path("overdue/sheet/apply/", overdue_sheets.overdue_sheet_apply, name="overdue_sheet_apply"),
    path("overdue/<int:pk>/", overdue.overdue_file, name="overdue_file"),
    path("overdue/<int:pk>/edit/", overdue.overdue_edit, name="overdue_edit"),
    path("overdue/<int:pk>/remove/", overdue.overdue_remove, name="overdue_remove"),
    path("overdue/letters.pdf", apologies.apologies_print, name="apologies_print"),
    path("overdue/<int:pk>/letter/", apologies.apology, name="apology"),
    path("overdue/<int:pk>/letter.<str:fmt>", apologies.apology_print, name="apology_print"),
    path("overdue/<int:pk>/letter/attach/", apologies.apology_attach, name="apology_attach"),
    path("overdue/<int:pk>/letter/scan/", apologies.apology_scan, name="apology_scan"),
]
