"""Addresses of workbooks to fill in and of the files beside a unit's figures."""

from django.urls import path

from reports.entry import book_views as books
from reports.entry import evidence_views as evidence

urlpatterns = [
    path("rounds/<slug:code>/workbook.xlsx", books.round_workbook, name="round_workbook"),
    path(
        "entry/<slug:unit>/<slug:period>/workbook.xlsx",
        books.entry_workbook,
        name="entry_workbook",
    ),
    path("entry/<slug:code>/<slug:period>/evidence/", evidence.evidence_add, name="evidence_add"),
    path("evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<int:pk>/remove/", evidence.evidence_remove, name="evidence_remove"),
]
