"""The province's figures and the units' own side by side, and what becomes of a difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from reports.attachments.handing_out import made_file
from reports.figures.indicator_models import Indicator
from reports.figures.presentation import figure_text
from reports.figures.record_models import Record, Source
from reports.history.difference_documents import difference_workbook
from reports.history.difference_forms import DifferenceFilter, SayForm
from reports.history.difference_models import Difference
from reports.history.difference_presentation import gap_text, state_text
from reports.history.difference_selectors import (
    DifferenceLine,
    compared_rounds,
    difference_lines,
    tally_of,
)
from reports.history.difference_services import UNSETTLED, difference_say, sayable_states
from reports.rounds.models import Round
from units.access import Scope, members_only, scope_for
from units.models import Unit
from units.refusing import Refused

_LINES = 100
_ALL = frozenset(Difference.State.values)
_CHIPS = {
    "open": {"tone": "warn", "icon": "circle-dashed"},
    "explained": {"tone": "none", "icon": "message-square-text"},
    "corrected": {"tone": "ok", "icon": "circle-check"},
    "disputed": {"tone": "bad", "icon": "triangle-alert"},
}


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One line in words; `form` is None where the user may say nothing of it."""

    line: DifferenceLine
    id: str
    province: str
    own: str
    gap: str
    chip: Mapping[str, str]
    form: SayForm | None


@require_GET
@members_only
def difference_list(request: HttpRequest) -> HttpResponse:
    """The differences of a period, the newest with accepted figures where none is asked for."""
    return _list(request)


def _list(
    request: HttpRequest, period: str = "", failed: dict[str, SayForm] | None = None
) -> HttpResponse:
    scope = scope_for(request)
    rounds, round_ = _rounds(scope, period or request.GET.get("period"))
    filter_, lines, every = _lines(request, scope, round_)
    page = Paginator(lines, _LINES).get_page(request.GET.get("page"))
    context = {
        "rounds": rounds,
        "round": round_,
        "filter": filter_,
        "tally": tally_of(every),
        "page": page,
        "lines": [_row(line, scope, failed or {}) for line in page.object_list],
        "form": next(iter(failed.values()), None) if failed else None,
    }
    status = 422 if failed else 200
    return render(request, "reports/history/difference_list.html", context, status=status)


def _rounds(scope: Scope, code: str | None) -> tuple[list[Round], Round | None]:
    """The office's rounds, and the one of the period that is asked for; 404 for one that is not
    there or not begun."""
    rounds = compared_rounds(scope.office) if scope.office else []
    if code:
        asked = [round_ for round_ in rounds if round_.period.code == code]
        if not asked:
            raise Http404
    else:
        asked = [round_ for round_ in rounds if getattr(round_, "has_accepted", False)] or rounds
    return rounds, next(iter(asked), None)


def _lines(
    request: HttpRequest, scope: Scope, round_: Round | None
) -> tuple[DifferenceFilter, list[DifferenceLine], list[DifferenceLine]]:
    """The filter, the lines that it lets through, and all of them."""
    filter_ = DifferenceFilter(request.GET, indicators=Indicator.objects.entered())
    if round_ is None:
        return filter_, [], []
    units = Unit.objects.below_office_of(scope)
    every = difference_lines(round_, units)
    return filter_, filter_.kept(every, units), every


def _row(line: DifferenceLine, scope: Scope, failed: dict[str, SayForm]) -> DifferenceRow:
    key = _line_id(line.unit.pk, line.indicator.pk)
    form = _empty_form(line, sayable_states(scope, line.unit.pk), key)
    return DifferenceRow(
        line=line,
        id=key,
        province=figure_text(line.province),
        own=figure_text(line.own),
        gap=gap_text(line.comparison, line.indicator),
        chip={"word": state_text(line.state), **_CHIPS[line.state]} if line.state else {},
        form=form and failed.get(key, form),
    )


def _empty_form(line: DifferenceLine, allowed: frozenset[str], key: str) -> SayForm | None:
    """Where the user says something of the line; None where there is nothing to be said now."""
    settled = line.state not in {"", *UNSETTLED}
    spoken_of = line.comparison.is_beyond or line.difference is not None
    if not (allowed and spoken_of) or (settled and not allowed >= _ALL):
        return None
    initial = {"state": line.state, "note": line.difference.note if line.difference else ""}
    return SayForm(initial=initial, allowed=allowed, auto_id=f"{key}-%s")


def _line_id(unit_id: int, indicator_id: int) -> str:
    return f"d{unit_id}-{indicator_id}"


@require_POST
@members_only
def difference_write(request: HttpRequest, period: str, unit: str, indicator: str) -> HttpResponse:
    """Keep a state and a note; the filters of the list ride along in the address."""
    scope = scope_for(request)
    own = Record.objects.filter(source=Source.UNIT, unit__in=Unit.objects.below_office_of(scope))
    record = get_object_or_404(own, period__code=period, unit__code=unit, indicator__code=indicator)
    allowed = sayable_states(scope, record.unit_id)
    if not allowed:
        raise Http404
    key = _line_id(record.unit_id, record.indicator_id)
    form = SayForm(request.POST, allowed=allowed, auto_id=f"{key}-%s")
    if form.is_valid():
        user: Any = request.user
        try:
            difference_say(record=record, user=user, allowed=allowed, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
    if form.errors:
        return _list(request, period, {key: form})
    messages.success(request, _("Your note on the difference is kept."))
    query = request.GET.copy()
    query["period"] = period
    return redirect(f"{reverse('difference_list')}?{query.urlencode()}#{key}")


@require_GET
@members_only
def difference_export(request: HttpRequest) -> HttpResponse:
    """The same lines as an Excel file."""
    scope = scope_for(request)
    _all, round_ = _rounds(scope, request.GET.get("period"))
    if round_ is None:
        raise Http404
    _asked, lines, _every = _lines(request, scope, round_)
    data = difference_workbook(round_.period, lines)
    return made_file(data, f"chenh-lech-{round_.period.code}.xlsx")
