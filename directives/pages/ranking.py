"""The ranking page and its exports: the same rows, filters and order."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from directives.compliance.choosing import choice_for
from directives.compliance.pages import PoolNote, pool_note, source_line, unranked_note
from directives.compliance.period_words import compared_head, compared_text
from directives.compliance.sentence import standing
from directives.compliance.sheet import SheetView, sheet
from directives.compliance.summary import Summary
from directives.compliance.words import trial_text
from directives.pages.documents import ranking_csv, ranking_xlsx
from directives.pages.filters import UnitFilter
from directives.pages.rendering import page_or_part
from directives.pages.tables import RankingTable
from reports.attachments.handing_out import made_file
from units.access import Scope, members_only, scope_for
from units.kinds import Pool
from units.models import Unit

_FORMATS = ("xlsx", "csv")


@dataclass(frozen=True, slots=True)
class RankedPool:
    """One pool: its table, and what the ranking counts; last those without a place."""

    note: PoolNote
    table: RankingTable


@require_GET
@members_only
def ranking(request: HttpRequest) -> HttpResponse:
    """Units by place, sorted and filtered as the address asks; a fragment for htmx."""
    choice = choice_for(request)
    summary = choice.summary()
    if summary is None:
        return render(request, "directives/pages/ranking.html", {"choice": choice})
    units = _filter(request, summary)
    whole = _sheet(summary, scope_for(request), units)
    pools = _pools(request, summary, whole)
    context = {
        "choice": choice,
        "summary": summary,
        "pools": pools,
        "shown": sum(len(pool.table.rows) for pool in pools),
        "filter": units,
        "sheet": whole,
        "standing": standing(summary),
        "compared": compared_text(summary.source),
        "source": _source(summary, scope_for(request)),
    }
    return page_or_part(request, "ranking", "ranking_pools", context)


def _filter(request: HttpRequest, summary: Summary) -> UnitFilter:
    units = UnitFilter(request.GET, queryset=Unit.objects.filter(parent=summary.source.office.id))
    units.limit_kinds([unit.kind for unit in summary.source.units])
    units.offer_idle(summary.not_started())
    return units


def _sheet(summary: Summary, scope: Scope, units: UnitFilter) -> SheetView:
    """The rows that the user may see and asked for; places count the whole pool."""
    shown = units.unit_ids()
    if not scope.sees_office:
        shown = scope.unit_ids if shown is None else shown & scope.unit_ids
    return sheet(summary, by_place=True, unit_ids=shown)


def _source(summary: Summary, scope: Scope) -> str:
    """The line of sources; an officer's counts the own units' figures alone."""
    return source_line(summary, None if scope.sees_office else scope.unit_ids)


def _pools(request: HttpRequest, summary: Summary, whole: SheetView) -> list[RankedPool]:
    pools = []
    for pool in (*Pool, None):
        rows = whole.rows.of_pool(pool)
        if not rows or not summary.reported:
            continue
        table = RankingTable(whole, rows)
        table.show(order_by=request.GET.getlist("sort"), page=request.GET.get("page"))
        note = pool_note(summary, pool) if pool else unranked_note(summary)
        pools.append(RankedPool(note, table))
    return pools


@require_GET
@members_only
def ranking_export(request: HttpRequest, fmt: str) -> HttpResponse:
    choice = choice_for(request)
    summary = choice.summary()
    if fmt not in _FORMATS or summary is None or choice.period is None:
        raise Http404
    whole = _sheet(summary, scope_for(request), _filter(request, summary))
    pools = _pools(request, summary, whole)
    ordered = [(pool.note.title, row) for pool in pools for row in pool.table.data.data]
    trial, change = trial_text(summary.source.directive), compared_head(summary.source)
    if fmt == "csv":
        data = ranking_csv(whole, ordered, trial=trial, change=change)
    else:
        title = _("Ranking, %(period)s") % {"period": choice.period.label}
        source = _source(summary, scope_for(request))
        rules = dict.fromkeys(pool.note.rule for pool in pools)
        notes = [trial, *rules, compared_text(summary.source), source]
        data = ranking_xlsx(whole, ordered, title=title, notes=notes, change=change)
    return made_file(data, f"xep-hang-{choice.period.code}.{fmt}")
