"""Addresses of the import and of reports."""

from django.urls import path

from reports.views import facts, imports

urlpatterns = [
    path("imports/", imports.import_list, name="import_list"),
    path("imports/<int:pk>/", imports.import_run, name="import_run"),
    path("imports/<int:pk>/progress/", imports.import_progress, name="import_progress"),
    path("imports/<int:pk>/decide/", imports.import_decide, name="import_decide"),
    path("imports/<int:pk>/apply/", imports.import_apply, name="import_apply"),
    path("imports/<int:pk>/restart/", imports.import_restart, name="import_restart"),
    path("imports/<int:pk>/file/", imports.import_file, name="import_file"),
    path("reports/<int:pk>/facts/", facts.report_facts, name="report_facts"),
]
