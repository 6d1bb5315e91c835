"""Addresses of the import and of reports."""

from django.urls import path

from reports.views import deciding, facts, imports, marked, profiles

urlpatterns = [
    path("imports/", imports.import_list, name="import_list"),
    path("imports/<int:pk>/", imports.import_run, name="import_run"),
    path("imports/<int:pk>/progress/", imports.import_progress, name="import_progress"),
    path("imports/<int:pk>/decide/", deciding.import_decide, name="import_decide"),
    path("imports/<int:pk>/apply/", deciding.import_apply, name="import_apply"),
    path("imports/<int:pk>/undo/", deciding.import_undo, name="import_undo"),
    path("imports/<int:pk>/again/", deciding.import_again, name="import_again"),
    path("imports/<int:pk>/discard/", deciding.import_discard, name="import_discard"),
    path("imports/<int:pk>/marked/", marked.import_marked, name="import_marked"),
    path("imports/<int:pk>/restart/", imports.import_restart, name="import_restart"),
    path("imports/<int:pk>/file/", imports.import_file, name="import_file"),
    path("imports/profiles/", profiles.profile_list, name="profile_list"),
    path("imports/profiles/<int:pk>/rename/", profiles.profile_rename, name="profile_rename"),
    path("imports/profiles/<int:pk>/remove/", profiles.profile_remove, name="profile_remove"),
    path("reports/<int:pk>/facts/", facts.report_facts, name="report_facts"),
]
