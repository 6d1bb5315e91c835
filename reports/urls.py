"""Addresses of the import and of reports."""

from django.urls import path

from reports.entry import book_views as entry_books
from reports.entry import evidence_views as evidence
from reports.history import difference_views as differences
from reports.history import fact_views as facts
from reports.imports import deciding_views as deciding
from reports.imports import marked
from reports.imports import profile_views as profiles
from reports.imports import views as imports
from reports.rounds import desk_views as desk
from reports.rounds import views as rounds

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
    path("desk/", desk.desk, name="desk"),
    path("desk/export.xlsx", desk.desk_export, name="desk_export"),
    path("desk/remind/", desk.remind, name="remind"),
    path("desk/reminders/", desk.reminder_list, name="reminder_list"),
    path("rounds/", rounds.round_list, name="round_list"),
    path("rounds/plan/", rounds.year_plan, name="year_plan"),
    path("rounds/own/", rounds.own_period_plan, name="own_period_plan"),
    path("rounds/deadlines/", rounds.offsets_set, name="offsets_set"),
    path("rounds/<slug:code>/", rounds.round_page, name="round"),
    path("rounds/<slug:code>/step/", rounds.round_step, name="round_step"),
    path("rounds/<slug:code>/deadline/", rounds.round_deadline, name="round_deadline"),
    path("rounds/<slug:code>/extensions/", rounds.extension_give, name="extension_give"),
    path("rounds/<slug:code>/extensions/<int:pk>/end/", rounds.extension_end, name="extension_end"),
    path("rounds/<slug:code>/workbook/", entry_books.round_upload, name="round_upload"),
    path("rounds/<slug:code>/workbook.xlsx", entry_books.round_workbook, name="round_workbook"),
    path(
        "entry/<slug:unit>/<slug:period>/workbook/", entry_books.entry_upload, name="entry_upload"
    ),
    path(
        "entry/<slug:unit>/<slug:period>/workbook.xlsx",
        entry_books.entry_workbook,
        name="entry_workbook",
    ),
    path("entry/<slug:code>/<slug:period>/evidence/", evidence.evidence_add, name="evidence_add"),
    path("evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<int:pk>/remove/", evidence.evidence_remove, name="evidence_remove"),
    path("differences/", differences.difference_list, name="difference_list"),
    path("differences/export.xlsx", differences.difference_export, name="difference_export"),
    path(
        "differences/<slug:period>/<slug:unit>/<slug:indicator>/",
        differences.difference_write,
        name="difference_write",
    ),
    path("reports/<int:pk>/facts/", facts.report_facts, name="report_facts"),
]
