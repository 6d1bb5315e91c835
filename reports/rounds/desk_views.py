"""The desk: who has sent a round's figures, who owes, who is reminded."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from reports.attachments.handing_out import made_file
from reports.rounds.desk_documents import desk_xlsx
from reports.rounds.desk_filters import DeskFilter
from reports.rounds.desk_presentation import count_bar, desk_row, due_note, headline
from reports.rounds.desk_selectors import (
    DeskLine,
    desk_lines,
    desk_round,
    failed_mails,
    reminded_by_clock,
    reminders_of,
)
from reports.rounds.models import Round
from reports.rounds.reminder_presentation import (
    clock_items,
    reminder_row,
    reminder_text,
    sample_text,
)
from reports.rounds.reminder_services import ByHand, by_hand_plan, remind_by_hand
from reports.rounds.selectors import begun_rounds, lock_of
from reports.rounds.tables import PAGE, DeskTable
from reports.rounds.tasks import mail_reminders
from units.access import judges_only, office_only, scope_for
from units.models import Unit
from units.refusing import Refused


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The round that the address asks for, and those it can ask for."""

    rounds: list[Round]
    round_: Round | None
    today: date

    def context(self) -> dict[str, Any]:
        context: dict[str, Any] = {"rounds": self.rounds, "round": self.round_}
        if self.round_ is not None:
            note = due_note(self.round_, self.today)
            context.update(due_note=note, overdue=self.round_.deadline < self.today)
        return context


def _chosen(request: HttpRequest) -> _Chosen:
    scope = scope_for(request)
    if scope.office is None:
        raise Http404
    rounds = begun_rounds(scope.office)
    code = request.GET.get("period")
    visible = Round.objects.visible_to(scope)
    round_ = get_object_or_404(visible, period__code=code) if code else desk_round(rounds)
    return _Chosen(rounds, round_, timezone.localdate())


@require_GET
@office_only
def desk(request: HttpRequest) -> HttpResponse:
    """All units of a round: who sent, who owes, how complete, who was reminded."""
    chosen = _chosen(request)
    if chosen.round_ is None:
        return render(request, "reports/rounds/desk.html", chosen.context())
    round_, today = chosen.round_, chosen.today
    lines = desk_lines(round_, today)
    units, shown = _shown(request, round_, lines)
    may_remind = round_.is_open and scope_for(request).may_judge
    table = DeskTable([desk_row(line) for line in shown], round_=round_, may_remind=may_remind)
    table.show(page=request.GET.get("page"))
    context = {
        **chosen.context(),
        "lock": lock_of(round_),
        "headline": headline(lines),
        "counts": count_bar(lines),
        "filter": units,
        "table": table,
        "may_remind": may_remind,
        "remindable": len(by_hand_plan(lines).remind),
        "clock": clock_items(round_, today, reminded_by_clock(round_)),
        "extended": any(line.extended for line in lines),
        "sample": sample_text(round_, lines),
        "failed": failed_mails(round_),
    }
    return render(request, "reports/rounds/desk.html", context)


def _shown(
    request: HttpRequest, round_: Round, lines: tuple[DeskLine, ...]
) -> tuple[DeskFilter, tuple[DeskLine, ...]]:
    units = DeskFilter(request.GET, queryset=Unit.objects.reporting_to(round_.office))
    units.limit_kinds(lines)
    return units, units.kept(lines)


@require_GET
@office_only
def desk_export(request: HttpRequest) -> HttpResponse:
    """The desk as a workbook, with the filters of the page."""
    chosen = _chosen(request)
    if chosen.round_ is None:
        raise Http404
    lines = desk_lines(chosen.round_, chosen.today)
    _filter, shown = _shown(request, chosen.round_, lines)
    data = desk_xlsx(chosen.round_, shown, chosen.today)
    return made_file(data, f"don-doc-{chosen.round_.period.code}.xlsx")


@require_http_methods(["GET", "POST"])
@judges_only
def remind(request: HttpRequest) -> HttpResponse:
    """Show the letters before they go; then remind those who owe, once a day each."""
    data = request.POST if request.method == "POST" else request.GET
    round_ = get_object_or_404(
        Round.objects.visible_to(scope_for(request)), period__code=data.get("period", "")
    )
    lines = desk_lines(round_, timezone.localdate())
    codes = set(data.getlist("unit"))
    if codes - {line.unit.code for line in lines}:
        raise Http404
    wanted = [line for line in lines if line.unit.code in codes or (not codes and line.owes)]
    if request.method == "POST":
        return _remind(request, round_, [line.unit for line in wanted])
    plan = by_hand_plan(wanted)
    letters = [(line, reminder_text(round_, line)) for line in plan.remind]
    context = {"round": round_, "lock": lock_of(round_), "plan": plan, "letters": letters}
    return render(request, "reports/rounds/desk_remind.html", context)


def _remind(request: HttpRequest, round_: Round, units: list[Unit]) -> HttpResponse:
    try:
        plan = remind_by_hand(round_=round_, units=units, user=request.user)  # type: ignore[arg-type]
        if plan.remind:
            mail_reminders.delay_on_commit()
        _tell(request, plan)
    except Refused as error:
        messages.error(request, error.message)
    return redirect(f"{reverse('desk')}?period={round_.period.code}")


def _tell(request: HttpRequest, plan: ByHand) -> None:
    count = len(plan.remind)
    if count:
        text = ngettext("%(n)s unit is reminded.", "%(n)s units are reminded.", count)
        messages.success(request, text % {"n": count})
    else:
        text = _("Nobody was reminded: those who owe were reminded today already.")
        messages.info(request, text)


@require_GET
@office_only
def reminder_list(request: HttpRequest) -> HttpResponse:
    """Who was reminded of a round, when, by whom, and what became of the mail."""
    chosen = _chosen(request)
    context = chosen.context()
    if chosen.round_ is not None:
        page = Paginator(reminders_of(chosen.round_), PAGE).get_page(request.GET.get("page"))
        context.update(pages=page, rows=[reminder_row(reminder) for reminder in page])
    return render(request, "reports/rounds/desk_reminders.html", context)
