"""The way of a file: upload, watch, review, decide, apply."""

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from reports.attachments.handing_out import kept_file
from reports.figures.import_models import ImportRun
from reports.imports.filters import RunFilter, waiting_twin, with_periods
from reports.imports.forms import UploadForm, period_choices
from reports.imports.office_units import office_units, unit_texts
from reports.imports.parsed import issues_of
from reports.imports.presentation import kept_lines
from reports.imports.preview import ImportPreview, import_preview
from reports.imports.preview_issues import issue_groups, issue_lines, severity_counts, unsettled
from reports.imports.preview_names import with_typed
from reports.imports.progress import interruption, run_progress
from reports.imports.purposes import purpose_of
from reports.imports.requests import posted_from, run_of, runs_of, user_of
from reports.imports.selectors import indicator_names
from reports.imports.tasks import import_run_start
from reports.imports.uploads import import_run_create
from reports.rounds.selectors import lock_on
from units.access import importers_only, scope_for, senders_only

Status = ImportRun.Status

_ROWS = 200
_NAMES = 25
_RUNS = 50
_REMARKS = 50
_SHOWN = ("new", "changed", "same", "blank", "refused")
_DOUBTS = "doubts"


@require_http_methods(["GET", "POST"])
@importers_only
def import_list(request: HttpRequest) -> HttpResponse:
    """The runs, newest first, with the upload on top."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent)
    if form.is_valid():
        return redirect("import_run", _start(request, form.cleaned_data).pk)
    runs = runs_of(request)
    chosen = RunFilter(request.GET, queryset=runs, request=request)
    page = Paginator(chosen.qs, _RUNS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "runs": with_periods(page.object_list),
        "filter": chosen,
        "any_runs": runs.exists(),
    }
    return render(request, "reports/imports/list.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _start(request: HttpRequest, data: dict[str, Any]) -> ImportRun:
    office = scope_for(request).office
    if office is None:
        raise TypeError("Only a member of an office imports")
    run = import_run_create(
        file=data["file"],
        filename=data["file"].name,
        office=office,
        user=user_of(request),
        period_code=data["period"],
    )
    import_run_start(run=run)
    return run


@require_GET
@senders_only
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run, whatever its state: progress, review, or what became of it."""
    run = run_of(request, pk)
    context: dict[str, Any] = {"run": run, "entry": purpose_of(run).sent_from(run)}
    if run.is_moving or run.status == Status.INTERRUPTED:
        context |= {"progress": run_progress(run, now=timezone.now()), "why": interruption(run)}
        return render(request, "reports/imports/moving.html", context)
    if run.parsed is None:
        context["issues"] = issue_lines(issues_of(run), indicator_names())
        return render(request, "reports/imports/refused.html", context)
    context |= _review_context(request, run)
    return render(request, "reports/imports/review.html", context)


def _review_context(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    preview = import_preview(run)
    period, in_file = preview.review.period, preview.review.parsed.period
    show = request.GET.get("show", "")
    rows, names = preview.rows, with_typed(request, run, preview.names)
    numbers = [row.reviewed.row.number for row in rows]
    if show == _DOUBTS:
        rows = tuple(row for row in rows if row.questioned)
    elif show in _SHOWN:
        rows = tuple(row for row in rows if show in {cell.status for cell in row.reviewed.cells})
    return {
        "preview": preview,
        "lock": lock_on(run.office_id, period.code if period else ""),
        "kept": kept_lines(run),
        "twin": waiting_twin(run, runs_of(request)) if run.status == Status.REVIEW else None,
        "show": show if show in (*_SHOWN, _DOUBTS) else "",
        "rows": Paginator(rows, _ROWS).get_page(_table_page(request, numbers)),
        "row_numbers": frozenset(numbers),
        "doubts": Paginator(names, _NAMES).get_page(request.GET.get("names")),
        "unit_texts": unit_texts(office_units(run.office).units) if preview.names else (),
        "unsettled": unsettled(preview.issues, preview.names, per_page=_NAMES),
        **_remarks(request, preview),
        "skipped": list(run.decisions.get("cells", {})),
        "periods": period_choices(
            chosen=run.decisions.get("period", {}).get("code", ""),
            in_file=in_file.code if in_file else "",
        ),
        "can_decide": run.status in {Status.REVIEW, Status.UNCHANGED},
    }


def _table_page(request: HttpRequest, numbers: list[int]) -> str | int | None:
    """The page of the table: by its number, or the one with a row of the file ("?row=9#row-9")."""
    row = request.GET.get("row", "")
    if row.isdecimal() and int(row) in numbers:
        return numbers.index(int(row)) // _ROWS + 1
    return request.GET.get("page")


def _remarks(request: HttpRequest, preview: ImportPreview) -> dict[str, Any]:
    """The remarks by kind or, where the address names a kind, all of that kind in pages."""
    kind = request.GET.get("remarks", "")
    lines = [line for line in preview.issues if line.issue.code == kind]
    if not lines:
        groups = issue_groups(preview.issues)
        return {"groups": groups, "severities": severity_counts(preview.issues)}
    pages = Paginator(lines, _REMARKS).get_page(request.GET.get("remark_page"))
    return {"remarks": pages, "severities": severity_counts(lines)}


@require_GET
@senders_only
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The moving part of the progress page; once the reading is over the page loads anew."""
    run = get_object_or_404(runs_of(request), pk=pk)
    if not run.is_moving:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    context = {"run": run, "progress": run_progress(run, now=timezone.now())}
    return render(request, "reports/imports/progress.html", context)


@senders_only
@posted_from("import_run")
def import_restart(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file again after an interruption."""
    run = get_object_or_404(runs_of(request), pk=pk)
    if run.status in {Status.INTERRUPTED, Status.QUEUED}:
        import_run_start(run=run)
    return redirect("import_run", run.pk)


@require_GET
@senders_only
def import_file(request: HttpRequest, pk: int) -> FileResponse | HttpResponse:
    """The original file, as it was uploaded."""
    run = get_object_or_404(runs_of(request), pk=pk)
    if not run.file:
        return render(request, "404.html", status=404)
    return kept_file(run.file, run.filename)
