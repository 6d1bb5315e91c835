"""Addresses of a file's way from its upload to its undoing."""

from django.urls import path

from reports.imports import deciding_views as deciding
from reports.imports import marked, profile_views, views, workbook_views

urlpatterns = [
    path("imports/", views.import_list, name="import_list"),
    path("imports/<int:pk>/", views.import_run, name="import_run"),
    path("imports/<int:pk>/progress/", views.import_progress, name="import_progress"),
    path("imports/<int:pk>/decide/", deciding.import_decide, name="import_decide"),
    path("imports/<int:pk>/apply/", deciding.import_apply, name="import_apply"),
    path("imports/<int:pk>/undo/", deciding.import_undo, name="import_undo"),
    path("imports/<int:pk>/again/", deciding.import_again, name="import_again"),
    path("imports/<int:pk>/discard/", deciding.import_discard, name="import_discard"),
    path("imports/<int:pk>/marked/", marked.import_marked, name="import_marked"),
    path("imports/<int:pk>/restart/", views.import_restart, name="import_restart"),
    path("imports/<int:pk>/file/", views.import_file, name="import_file"),
    path("rounds/<slug:code>/workbook/", workbook_views.round_upload, name="round_upload"),
    path(
        "entry/<slug:unit>/<slug:period>/workbook/",
        workbook_views.entry_upload,
        name="entry_upload",
    ),
    path("imports/profiles/", profile_views.profile_list, name="profile_list"),
    path("imports/profiles/<int:pk>/rename/", profile_views.profile_rename, name="profile_rename"),
    path("imports/profiles/<int:pk>/remove/", profile_views.profile_remove, name="profile_remove"),
]
