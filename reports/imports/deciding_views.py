"""What people do with a reviewed file: decide, apply, take back, import once more."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.figures.import_models import ImportRun
from reports.imports import presentation
from reports.imports.applying import NOT_SEEN, ApplyOutcome, ApplyResult, import_run_apply
from reports.imports.deciding import import_run_decide
from reports.imports.forms import decisions_from
from reports.imports.office_units import office_units, typed_units
from reports.imports.preview import ImportPreview, import_preview
from reports.imports.preview_names import keep_typed, typed_problem
from reports.imports.purposes import purpose_of
from reports.imports.requests import posted_from, run_of, user_of
from reports.imports.tasks import import_run_start, read_import_run
from reports.imports.undoing import import_run_undo
from reports.imports.uploads import import_run_again, import_run_discard
from units.access import senders_only

_KEPT_NAMED = 3


@senders_only
@posted_from("import_run")
def import_decide(request: HttpRequest, pk: int) -> HttpResponse:
    run = run_of(request, pk)
    try:
        if "confirm_proposed" in request.POST:
            decisions = {"names": _first_proposals(import_preview(run))}
        else:
            decisions = _chosen(request, run)
        decided = import_run_decide(run=run, decisions=decisions, user=user_of(request))
        if decided.status == ImportRun.Status.QUEUED:
            read_import_run.delay_on_commit(run.pk)
    except ValueError:
        messages.error(request, _("This choice no longer fits the file. Load the page again."))
    # The page stays where it was: its rows, its page of names.
    where = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("import_run", args=[run.pk]) + where)


def _chosen(request: HttpRequest, run: ImportRun) -> dict[str, dict[str, Any]]:
    data = request.POST.dict()
    decisions = decisions_from(data)
    typed, unknown = typed_units(data, office_units(run.office).units)
    if typed:
        decisions["names"] = {**decisions.get("names", {}), **typed}
    keep_typed(request, run, unknown)
    for wrong in unknown.values():
        messages.error(request, typed_problem(wrong))
    return decisions


def _first_proposals(preview: ImportPreview) -> dict[str, Any]:
    return {
        doubt.cell: doubt.proposals[0].unit.pk
        for doubt in preview.names
        if doubt.open and doubt.proposals
    }


@senders_only
@posted_from("import_run")
def import_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the figures of a reviewed run, or only the good ones."""
    run = run_of(request, pk)
    result = import_run_apply(
        run=run,
        user=user_of(request),
        partial="partial" in request.POST,
        seen=request.POST.get("seen") or NOT_SEEN,
    )
    _tell_applied(request, run, result)
    return redirect("import_run", run.pk)


def _tell_applied(request: HttpRequest, run: ImportRun, result: ApplyResult) -> None:
    written = result.written.new + result.written.changed
    if result.before:
        text = _("Nothing was written again: %(who)s applied this file at %(when)s.")
        when = _moment(run.applied_at)
        messages.info(request, text % {"who": run.applied_by or "–", "when": when})
    elif [issue.code for issue in result.issues] == ["changed-meanwhile"]:
        messages.error(request, presentation.message(result.issues[0]))
    elif run.status == ImportRun.Status.UNDONE:
        text = _("Nothing was written: %(who)s undid this import at %(when)s.")
        when = _moment(run.undone_at)
        messages.error(request, text % {"who": run.undone_by or "–", "when": when})
    elif result.outcome is ApplyOutcome.BLOCKED:
        messages.error(request, _("Nothing was written: the file still has open doubts."))
    elif written == 0:
        messages.info(request, _("Nothing to do: all figures of the file are there already."))
    else:
        text = ngettext("%(count)s cell written.", "%(count)s cells written.", written)
        messages.success(request, text % {"count": written})


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "H:i, j/n/Y") if at else "–"


@senders_only
@posted_from("import_run")
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an applied run back and name what was kept; the file can be imported again."""
    run = run_of(request, pk)
    if why := purpose_of(run).not_undone:
        messages.info(request, str(why))
        return redirect("import_run", run.pk)
    result = import_run_undo(run=run, user=user_of(request))
    text = ngettext(
        "Undone: %(count)s cell is as it was before.",
        "Undone: %(count)s cells are as they were before.",
        result.restored,
    )
    messages.success(request, text % {"count": result.restored})
    if result.repeated:
        messages.info(request, _repeated_text(result.repeated))
    if result.kept:
        messages.warning(request, _kept_text(run))
    return redirect("import_run", run.pk)


def _repeated_text(count: int) -> str:
    text = ngettext(
        "%(count)s cell stays, since another applied import gives the same figure.",
        "%(count)s cells stay, since another applied import gives the same figures.",
        count,
    )
    return text % {"count": count}


def _kept_text(run: ImportRun) -> str:
    lines = presentation.kept_lines(run)
    named = "; ".join(
        f"{line.unit}, {line.indicator} ({line.cell})" for line in lines[:_KEPT_NAMED]
    )
    text = ngettext(
        "%(count)s cell was kept, since it was changed after this import: %(cells)s.",
        "%(count)s cells were kept, since they were changed after this import: %(cells)s.",
        len(lines),
    )
    more = " …" if len(lines) > _KEPT_NAMED else ""
    return text % {"count": len(lines), "cells": named + more}


@senders_only
@posted_from("import_run")
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a run that wrote nothing off the list, with its file."""
    run = run_of(request, pk)
    sent_from = purpose_of(run).sent_from(run)
    import_run_discard(run=run, user=user_of(request))
    text = _("The import of “%s” is discarded; nothing was written.")
    messages.success(request, text % run.filename)
    return redirect(sent_from.upload if sent_from else "import_list")


@senders_only
@posted_from("import_run")
@transaction.atomic
def import_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Import the file of an undone run once more, as a run of its own."""
    run = run_of(request, pk)
    if run.status != ImportRun.Status.UNDONE or not run.file:
        messages.error(request, _("Only an undone import can be imported again from here."))
        return redirect("import_run", run.pk)
    again = import_run_again(run=run, user=user_of(request))
    import_run_start(run=again)
    return redirect("import_run", again.pk)
