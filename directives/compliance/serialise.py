"""A summary as JSON for machines: the commands print it, other systems read it.

Numbers are JSON numbers: whole ones as integers, others as the exact decimal text gives them. Rates
and gaps are in percent points. Nothing known is null, never 0. The `source` of a figure is
"province" or "unit".
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from directives.compliance.domain import NOTHING, UnitRef, Verdict
from directives.compliance.pages import pool_note
from directives.compliance.source import SummarySource
from directives.compliance.summarising import overall_order
from directives.compliance.summary import Summary, UnitLine
from directives.compliance.words import pool_word
from reports.figures.periods import ComparedWith, is_year_before
from reports.figures.ranking import Ranking, sort_blanks_last
from reports.figures.sources import SourceName
from units.kinds import Pool

Json = dict[str, Any]


def compliance_json(summary: Summary) -> Json:
    """Every unit against its targets, in the official order.

    `cells` hold the indicators that a unit has a target or a figure for. `met` of `of` count the
    targets with a number that can be judged. `totals` are those of communes and towns.
    """
    pools = {pool.value: _totals(summary, pool) for pool in Pool}
    return {
        **_about(summary),
        "rows": [_compliance_row(summary, line) for line in summary.lines],
        "totals": pools[Pool.LOCAL.value],
        "pools": pools,
        "all_met": [unit_json(unit) for unit in summary.all_met()],
    }


def ranking_json(summary: Summary, indicator: str | None = None) -> Json:
    """The places of every unit by indicator, with the overall place.

    Communes and towns come first, then the offices, each by overall place, or by the place on the
    one `indicator` that is asked for. A unit without a value has the rank null and comes last.
    Raises LookupError for an indicator that has neither figure nor target.
    """
    known = [ref.code for ref in summary.indicators]
    codes = [code for code in known if indicator in (None, code)]
    if not codes:
        raise LookupError(indicator)
    return {
        **_about(summary),
        "pools": {
            pool.value: {
                **_pool(summary, pool, codes),
                "rule": ranking_rule(summary, pool, indicator),
            }
            for pool in Pool
        },
        "rows": [_ranking_row(summary, line, codes) for line in ranking_order(summary, indicator)],
    }


def ranking_order(summary: Summary, indicator: str | None = None) -> list[UnitLine]:
    """The lines pool by pool, best place first and blanks last; unranked units at the end."""
    ordered: list[UnitLine] = []
    for pool in (*Pool, None):
        lines = overall_order(line for line in summary.lines if line.unit.pool == pool)
        if indicator is not None:
            lines = sort_blanks_last(lines, key=lambda line: _first_place(line, indicator))
        ordered += lines
    return ordered


def ranking_rule(summary: Summary, pool: Pool, indicator: str | None = None) -> str:
    """How the places come about, in words: overall, or on the one indicator."""
    if indicator is None:
        return pool_note(summary, pool).rule
    return _(
        "Place by the value; equals share a place and the next is skipped. Units without a value "
        "have no place."
    )


def _first_place(line: UnitLine, indicator: str) -> int | None:
    place = line.places.get(indicator)
    return place.first if place else None


def unit_json(unit: UnitRef) -> Json:
    """A unit by its code, with its official name and kind."""
    return {"code": unit.code, "name": unit.name, "kind": unit.kind}


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole numbers as int, others as the float nearest to the exact decimal."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _about(summary: Summary) -> Json:
    source = summary.source
    report = source.report
    issued = report.issued_on.isoformat() if report and report.issued_on else None
    return {
        "office": unit_json(source.office),
        "directive": source.directive.code if source.directive else None,
        "trial": bool(source.directive and source.directive.is_draft),
        "period": source.period.code,
        "start": source.period.start.isoformat(),
        "end": source.period.end.isoformat(),
        "compared_with": _compared_with(source),
        "without_place": [
            {"unit": unit_json(unit), "ended_on": unit.ended.isoformat()}
            for unit in source.units
            if unit.ended
        ],
        "source": {"number": report.number, "issued_on": issued, "issuer": report.issuer}
        if report
        else None,
        "extensions": [
            {
                "unit": unit_json(extension.unit),
                "until": extension.until.isoformat(),
                "reason": extension.reason,
            }
            for extension in source.extensions
        ],
    }


def _compared_with(source: SummarySource) -> Json | None:
    """The earlier period that each `change` is counted from."""
    before = source.previous
    if before is None:
        return None
    same = is_year_before(source.period, before)
    return {
        "period": before.code,
        "start": before.start.isoformat(),
        "end": before.end.isoformat(),
        "by": (ComparedWith.YEAR if same else ComparedWith.PREVIOUS).value,
    }


def _compliance_row(summary: Summary, line: UnitLine) -> Json:
    return {
        "unit": unit_json(line.unit),
        "cells": {
            code: {**_cell(verdict), "source": _source(summary, line, code)}
            for code, verdict in line.cells.items()
        },
        "met": line.met,
        "of": line.of,
    }


def _cell(verdict: Verdict) -> Json:
    target = verdict.target
    return {
        "status": verdict.status.value,
        "value": number(verdict.figure.value),
        "state": verdict.figure.state.value,
        "floor": number(target.floor) if target else None,
        "ambition": number(target.ambition) if target else None,
        "gap": number(verdict.gap),
        "gap_files": verdict.gap_files,
        "clause": target.clause if target else None,
    }


def _totals(summary: Summary, pool: Pool) -> Json:
    return {
        code: {
            "met": tally.met,
            "of": tally.of,
            "statuses": {status.value: count for status, count in tally.statuses.items()},
        }
        for code, tally in summary.tallies[pool].items()
        if tally.statuses
    }


def _pool(summary: Summary, pool: Pool, codes: Iterable[str]) -> Json:
    names = {unit.id: unit for unit in summary.source.units}
    rankings = {code: summary.rankings[pool, code] for code in codes}
    return {
        "name": pool_word(pool, summary.source.units),
        "size": len(summary.lines_of(pool)),
        "exempt": {
            code: [names[key].code for key in ranking.exempt]
            for code, ranking in rankings.items()
            if ranking.exempt
        },
    }


def _ranking_row(summary: Summary, line: UnitLine, codes: Iterable[str]) -> Json:
    return {
        "unit": unit_json(line.unit),
        "figures": {code: _figure(summary, line, code) for code in codes},
        "overall": {
            "place": line.overall.first if line.overall else None,
            "met": line.met,
            "of": line.of,
        },
    }


def _figure(summary: Summary, line: UnitLine, code: str) -> Json:
    verdict = line.cells.get(code)
    figure = verdict.figure if verdict else NOTHING
    moved = line.changes.get(code)
    pool = line.unit.pool
    ranking: Ranking[int] | None = summary.rankings[Pool(pool), code] if pool else None
    return {
        "state": figure.state.value,
        "value": number(figure.value),
        "rank": ranking.places.get(line.unit.id) if ranking else None,
        "pool": ranking.pool if ranking else None,
        "pool_name": pool,
        "change": number(moved.difference) if moved else None,
        "source": _source(summary, line, code),
    }


def _source(summary: Summary, line: UnitLine, code: str) -> str | None:
    """Who gave a figure: "province" or "unit"; None where nobody did."""
    if (line.unit.id, code) not in summary.source.figures:
        return None
    return (SourceName.UNIT if code in line.own else SourceName.PROVINCE).value
