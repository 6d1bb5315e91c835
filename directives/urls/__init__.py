"""Addresses of the pages that need all three rooms, a file for each subject."""

from directives.urls import (
    apologies,
    editor,
    entry,
    feedback,
    findings,
    letters,
    notices,
    overdue,
    pages,
    publishing,
    scoring,
    whatif,
)

urlpatterns = [
    # Before the pages: “directives/new/” is no directive's code.
    *editor.urlpatterns,
    *pages.urlpatterns,
    *entry.urlpatterns,
    *notices.urlpatterns,
    *feedback.urlpatterns,
    *findings.urlpatterns,
    *overdue.urlpatterns,
    *apologies.urlpatterns,
    *scoring.urlpatterns,
    *publishing.urlpatterns,
    *letters.urlpatterns,
    *whatif.urlpatterns,
]
