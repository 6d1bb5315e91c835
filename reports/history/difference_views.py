"""The province's figures and the units' own side by side, and what becomes of a difference."""

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
from reports.history.difference_services import (
    UNSETTLED,
    difference_say,
    sayable_states,
)
from reports.rounds.models import Round
from units.access import Scope, members_only, scope_for
from units.models import Unit, User
from units.refusing import Refused

_LINES = 100
_ALL = frozenset(Difference.State.values)
_TONES = {"open": "warn", "explained": "none", "corrected": "ok", "disputed": "bad"}
_ICONS = {
    "open": "circle-dashed",
    "explained": "message-square-text",
    "corrected": "circle-check",
    "disputed": "triangle-alert",
}


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One line in words. `states` are those that the user may give, empty where none; `form` is
    what they sent last, where it was not kept."""

    line: DifferenceLine
    id: str
    province: str
    own: str
    gap: str
    state: str
    tone: str
    icon: str
    states: tuple[tuple[str, str], ...]
    chosen: str
    note: str
    version: int
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
    rounds = compared_rounds(scope.office) if scope.office else []
    round_ = _chosen(period or request.GET.get("period"), scope, rounds)
    filter_, lines, every = _lines(request, scope, round_)
    page = Paginator(lines, _LINES).get_page(request.GET.get("page"))
    context = {
        "rounds": rounds,
        "round": round_,
        "filter": filter_,
        "tally": tally_of(every),
        "page": page,
        "lines": [_view(line, scope, failed or {}) for line in page.object_list],
        "form": next(iter(failed.values()), None) if failed else None,
    }
    status = 422 if failed else 200
    return render(request, "reports/history/difference_list.html", context, status=status)


def _chosen(code: str | None, scope: Scope, rounds: list[Round]) -> Round | None:
    """The round that is asked for; 404 for one that is not there or not begun."""
    if not code:
        filled = [
            reporting_round
            for reporting_round in rounds
            if getattr(reporting_round, "has_accepted", False)
        ]
        return next(iter(filled or rounds), None)
    round_ = get_object_or_404(Round.objects.visible_to(scope), period__code=code)
    if round_ not in rounds:
        raise Http404
    return round_


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


def _view(line: DifferenceLine, scope: Scope, failed: dict[str, SayForm]) -> DifferenceRow:
    allowed = sayable_states(scope, line.unit.pk)
    word = line.said
    settled = line.state not in {"", *UNSETTLED}
    offered = () if settled and not allowed >= _ALL else tuple(_labelled(allowed))
    key = _line_id(line.unit.pk, line.indicator.pk)
    form = failed.get(key)
    return DifferenceRow(
        line=line,
        id=key,
        province=figure_text(line.province),
        own=figure_text(line.own),
        gap=gap_text(line.comparison, line.indicator),
        state=state_text(line.state),
        tone=_TONES.get(line.state, "none"),
        icon=_ICONS.get(line.state, "circle-check"),
        states=offered if line.comparison.is_beyond or word else (),
        chosen=form.data.get("state", "") if form else line.state,
        note=form.data.get("note", "") if form else word.note if word else "",
        version=word.version if word else 0,
        form=form,
    )


def _line_id(unit_id: int, indicator_id: int) -> str:
    return f"d{unit_id}-{indicator_id}"


def _labelled(states: frozenset[str]) -> list[tuple[str, str]]:
    return [(state, str(label)) for state, label in Difference.State.choices if state in states]


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
    if form.is_valid() and _kept(request, form, record, allowed):
        messages.success(request, _("Your note on the difference is kept."))
        query = request.GET.copy()
        query["period"] = period
        return redirect(f"{reverse('difference_list')}?{query.urlencode()}#{key}")
    return _list(request, period, {key: form})


def _kept(request: HttpRequest, form: SayForm, record: Any, allowed: frozenset[str]) -> bool:
    user = request.user
    try:
        difference_say(
            record=record,
            user=user if isinstance(user, User) else User(),
            allowed=allowed,
            **form.cleaned_data,
        )
    except Refused as error:
        form.add_error(error.field, error.message)
        return False
    return True


@require_GET
@members_only
def difference_export(request: HttpRequest) -> HttpResponse:
    """The same lines as an Excel file."""
    scope = scope_for(request)
    rounds = compared_rounds(scope.office) if scope.office else []
    round_ = _chosen(request.GET.get("period"), scope, rounds)
    if round_ is None:
        raise Http404
    _asked, lines, _every = _lines(request, scope, round_)
    data = difference_workbook(round_.period, lines)
    return made_file(data, f"chenh-lech-{round_.period.code}.xlsx")
