"""M6: the verdicts on every unit of one period, against bare SQL and against model objects.

It judges figures that the product imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.db import connection

from bench.clock import Contender, by_turns
from bench.files import write_file
from bench.product import apply
from bench.surroundings import UNITS, forget_figures
from cchc.demo.letter import install_letter
from directives.clauses.models import Directive
from directives.clauses.targets import TargetRef, targets_for
from directives.compliance.domain import UnitCompliance, UnitRef, Verdict, assess, evaluate
from directives.compliance.selectors import targets_of, unit_ref
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import Record
from reports.figures.selectors import figures_of_periods
from units.models import Unit

Measure = tuple[str, str, str, str, str]


def measures(folder: Path, rounds: int) -> Iterator[Measure]:
    """The lines of the results."""
    forget_figures()
    apply(write_file(folder, indicators=5))
    install_letter(_office())
    contenders = {"product": product, "sql": sql, "objects": objects}
    times = by_turns({name: Contender(run) for name, run in contenders.items()}, rounds=rounds)
    ours = times["product"]
    what = f"verdicts on {UNITS:,} units × 5"
    for name, other, goal in (("sql", "bare SQL", "≤ 1.3×"), ("objects", "", "≥ 5×")):
        taken = times[name]
        ratio = ours / taken if other else taken / ours
        sides = f"{ours:.2f} s ÷ {taken:.2f} s" if other else f"{taken:.2f} s ÷ {ours:.2f} s"
        pair = f"product ÷ {other}" if other else "model objects ÷ product"
        yield ("M6", f"{what}: {pair}", f"{ratio:.2f}×", goal, sides)


@cache
def _period() -> Period:
    return Period.objects.get(code="2023-Q2")


@cache
def _office() -> Unit:
    return Unit.objects.get(code="vinhlinh")


@cache
def _refs() -> tuple[UnitRef, ...]:
    return tuple(map(unit_ref, Unit.objects.filter(code__startswith="bench-")))


def _targets() -> tuple[TargetRef, ...]:
    directive = Directive.objects.get()
    return targets_of(directive, directive.effective_from)


def product() -> tuple[UnitCompliance, ...]:
    """As every page does: figures as tuples in one query, then the domain."""
    rows = tuple(Indicator.objects.all())
    figures = figures_of_periods([_period()], rows, office=_office())[_period().pk].figures
    return assess(_refs(), figures, _targets(), tuple(row.code for row in rows))


def sql() -> list[tuple[object, ...]]:
    """The least that a verdict can be: a comparison in the database, one row for each figure."""
    ids = dict(Indicator.objects.values_list("code", "pk"))
    own = targets_for(_targets(), unit_id=0, kind=Unit.Kind.COMMUNE.value)
    floors = {ids[code]: found[0].floor for code, found in own.items()}
    cases = " ".join(
        f"WHEN indicator_id = {pk} THEN value >= {floor}"
        for pk, floor in floors.items()
        if floor is not None
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT unit_id, indicator_id, state, value, CASE {cases} END"
            " FROM reports_record WHERE period_id = %s",
            [_period().pk],
        )
        rows: list[tuple[object, ...]] = cursor.fetchall()
    return rows


def objects() -> list[Verdict]:
    """The same with a model object for each figure, its unit and its indicator."""
    own = targets_for(_targets(), unit_id=0, kind=Unit.Kind.COMMUNE.value)
    records = Record.objects.filter(period=_period()).select_related("unit", "indicator")
    return [
        evaluate(one.figure, own[one.indicator.code][0] if one.indicator.code in own else None)
        for one in records
    ]
