"""M4: the first hundred units by one indicator with their change, beside hand-written SQL.

Also how both grow with ten times the months and ten times the units.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db import connection

from bench.clock import Contender, by_turns
from bench.crowd import INDICATORS, months, office_of, report
from bench.surroundings import forget_figures
from directives.compliance.choice import choose
from directives.compliance.sheet import RowView, sheet
from directives.pages.tables import PAGE, RankingTable
from reports.figures.indicator_models import Indicator
from units.models import Unit

FEW, MANY = 12, 120
SMALL, LARGE = 1_100, 11_000
Measure = tuple[str, str, str, str, str]


def measures(rounds: int) -> Iterator[Measure]:
    """The lines of the results."""
    small, large = office_of(SMALL), office_of(LARGE)
    report(small, months(FEW))
    few = _times(small, rounds)
    report(small, months(MANY)[FEW:])
    many = _times(small, rounds)
    report(large, months(FEW))
    beside, wide = _times(small, rounds), _times(large, rounds)
    forget_figures()
    what = f"100 rows by one indicator, {SMALL:,} units × {INDICATORS} × {MANY} months"
    yield _ratio(f"{what}: product ÷ SQL by hand", many["product"], many["sql"], "≤ 1.2×")
    for name, who in (("product", "product"), ("sql", "SQL by hand")):
        yield _ratio(f"{who}: {MANY} months ÷ {FEW}", many[name], few[name], "≤ 1.1×")
        yield _ratio(f"{who}: {LARGE:,} units ÷ {SMALL:,}", wide[name], beside[name], "≤ 15×")
        what = f"{who}: beside an office of {LARGE:,} units ÷ alone"
        yield _ratio(what, beside[name], many[name], "–")


def _ratio(what: str, more: float, less: float, goal: str) -> Measure:
    raw = f"{more * 1000:.1f} ms ÷ {less * 1000:.1f} ms"
    return "M4", what, f"{more / less:.2f}×", goal, raw


def _times(office: Unit, rounds: int) -> dict[str, float]:
    contenders = {"product": partial(product, office), "sql": partial(sql, office)}
    if [row.unit.code for row in product(office)] != [code for _, code, *_ in sql(office)]:
        raise RuntimeError("The two pages do not show the same units")
    return by_turns({name: Contender(run) for name, run in contenders.items()}, rounds=rounds)


def product(office: Unit) -> list[RowView]:
    """What the ranking page shows: all figures, places and verdicts, then a hundred rows."""
    summary = choose(office).summary()
    if summary is None:
        raise RuntimeError("No period has a report")
    whole = sheet(summary, by_place=True)
    table = RankingTable(whole, whole.rows)
    table.show(order_by=["-" + whole.columns[0].code], page=None)
    return list(table.page_rows)


_SQL = """
WITH now AS (
  SELECT unit_id, value, RANK() OVER (ORDER BY value DESC) AS place
  FROM reports_record WHERE period_id = %s AND indicator_id = %s AND source = 'province'
    AND unit_id IN (SELECT id FROM units_unit WHERE parent_id = %s)
)
SELECT now.place, unit.code, now.value, now.value - before.value
FROM now JOIN units_unit unit ON unit.id = now.unit_id
LEFT JOIN reports_record before ON before.period_id = %s AND before.indicator_id = %s
  AND before.unit_id = now.unit_id AND before.source = 'province'
ORDER BY now.place, unit.display_order LIMIT %s
"""


def sql(office: Unit) -> list[tuple[object, ...]]:
    """The least: one indicator of two months, ranked by the database."""
    now, then = (one.pk for one in months(2))
    code = Indicator.objects.values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [now, code, office.pk, then, code, PAGE])
        rows: list[tuple[object, ...]] = cursor.fetchall()
    return rows
