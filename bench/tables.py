"""M5: the ranking page at 19, 100 and 1,000 units, beside bare SQL with a bare template.

Its table alone stands beside django-tables2 as shipped, which shows the same rows and pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import django_tables2
from django.db import connection
from django.template import engines
from django.template.base import Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.clock import Contender, by_turns
from bench.crowd import INDICATORS, months, office_of, report
from bench.surroundings import forget_figures
from directives.compliance.choice import choose
from directives.compliance.sheet import SheetView, sheet
from directives.pages.tables import PAGE, RankingTable
from reports.figures.indicator_models import Indicator
from units.models import Unit, User

SIZES = (19, 100, 1_000)
Measure = tuple[str, str, str, str, str]
_CODES = [f"c{at}" for at in range(INDICATORS)]


def measures(rounds: int) -> Iterator[Measure]:
    """The lines of the results."""
    offices = {size: office_of(size) for size in SIZES}
    for office in offices.values():
        report(office, months(2))
    queries = {size: _queries(office) for size, office in offices.items()}
    for size, office in offices.items():
        yield from _measure(size, office, rounds)
    counted = " / ".join(str(queries[size]) for size in SIZES)
    same = "the same" if len(set(queries.values())) == 1 else "not the same"
    sizes = " / ".join(f"{size:,}" for size in SIZES)
    yield "M5", f"queries of the ranking page at {sizes} units", same, "the same", counted
    forget_figures()


def _measure(size: int, office: Unit, rounds: int) -> Iterator[Measure]:
    view = _sheet(office)
    rows = [dict(zip(["name", *_CODES], row, strict=True)) for row in _rows(office)]
    contenders: dict[str, Callable[[], object]] = {
        "page": lambda: page(office),
        "bare": lambda: bare(office),
        "table": lambda: table(view),
        "shipped": lambda: shipped(rows),
    }
    times = by_turns({name: Contender(run) for name, run in contenders.items()}, rounds=rounds)
    what = f"{size:,} units: "
    yield _ratio(what + "ranking page ÷ bare SQL and template", times, "page", "bare", "≤ 1.25×")
    yield _ratio(what + "its table ÷ django-tables2 as shipped", times, "table", "shipped", "≤ 1/6")
    ours, theirs = len(table(view)), len(bare(office).encode())
    raw = f"{ours / 1024:.0f} KB ÷ {theirs / 1024:.0f} KB"
    yield "M5", what + "bytes of the table ÷ plain table", f"{ours / theirs:.1f}×", "≤ 1.2×", raw


def _ratio(what: str, times: dict[str, float], ours: str, theirs: str, goal: str) -> Measure:
    raw = f"{times[ours] * 1000:.1f} ms ÷ {times[theirs] * 1000:.1f} ms"
    return "M5", what, f"{times[ours] / times[theirs]:.2f}×", goal, raw


@cache
def _client(office: Unit) -> Client:
    client = Client()
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(User.objects.get(username=office.code), backend=backend)
    return client


def page(office: Unit) -> bytes:
    """The whole page as a member of the office's staff asks for it."""
    response = _client(office).get(reverse("ranking"), HTTP_HOST="localhost")
    if response.status_code != 200:
        raise RuntimeError(f"The ranking answers {response.status_code}")
    return response.content


def _queries(office: Unit) -> int:
    page(office)
    with CaptureQueriesContext(connection) as sent:
        page(office)
    return len(sent)


_REQUEST = RequestFactory().get("/ranking/")


def _sheet(office: Unit) -> SheetView:
    summary = choose(office).summary()
    if summary is None:
        raise RuntimeError("No period has a report")
    return sheet(summary, by_place=True)


def table(view: SheetView) -> bytes:
    """The first page of rows as the product lays them out: value, place and change."""
    shown = RankingTable(view, view.rows)
    shown.show(order_by=[], page=None)
    context = {"table": shown}
    return render_to_string("directives/pages/ranking_table.html", context, _REQUEST).encode()


def _rows(office: Unit) -> list[tuple[object, ...]]:
    columns = ", ".join(
        f"MAX(CASE WHEN r.indicator_id = {pk} THEN r.value END) AS {code}"
        for pk, code in zip(Indicator.objects.values_list("pk", flat=True), _CODES, strict=False)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT u.name, {columns} FROM units_unit u JOIN reports_record r ON r.unit_id = u.id"
            " WHERE u.parent_id = %s AND r.period_id = %s GROUP BY u.id, u.name"
            " ORDER BY c0 DESC",
            [office.pk, months(1)[0].pk],
        )
        rows: list[tuple[object, ...]] = cursor.fetchall()
    return rows


@cache
def _bare() -> Template:
    return engines["django"].from_string(
        "<table>{% for row in rows %}<tr>{% for value in row %}<td>{{ value }}</td>{% endfor %}"
        "</tr>{% endfor %}</table>"
    )


def bare(office: Unit) -> str:
    """The least: one query and a loop over the rows of the first page."""
    return str(_bare().render({"rows": _rows(office)[:PAGE]}))


class _Shipped(django_tables2.Table):  # type: ignore[misc]
    name = django_tables2.Column()


def shipped(rows: list[dict[str, object]]) -> str:
    """The same rows in django-tables2 with its own template."""
    extra = [(code, django_tables2.Column()) for code in _CODES]
    shown = _Shipped(rows, extra_columns=extra)
    shown.paginate(page=1, per_page=PAGE)
    return str(shown.as_html(_REQUEST))
