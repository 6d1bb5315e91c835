"""The ranking as a django-tables2 table: columns, sorting and paging; rows are ready-made text."""

from collections.abc import Callable, Sequence
from typing import Any

import django_tables2 as tables
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_tables2.data import TableListData

from directives.compliance.sheet import Rows, RowView, SheetView
from directives.compliance.source import IndicatorRef
from directives.compliance.summary import UnitLine
from reports.figures.figures import exact_value
from units.names.collation import sort_key

PAGE = 100


class RankedRows(TableListData):  # type: ignore[misc]
    """Rows that sort with blanks last in both directions; ties keep the order of the places."""

    data: Rows

    def __init__(self, rows: Rows, columns: Sequence[IndicatorRef]) -> None:
        super().__init__(rows)
        self.keys: dict[str, Callable[[UnitLine], Any]] = {
            "place": lambda line: line.overall.first if line.overall else None,
            "unit": lambda line: sort_key(line.unit.short_name),
            "score": lambda line: line.met if line.of else None,
            **{column.code: _value_of(column.code) for column in columns},
        }

    def order_by(self, aliases: Sequence[str]) -> None:
        """Sort by the last given alias first, so that the first one decides."""
        for alias in reversed(list(aliases)):
            name = alias.lstrip("-")
            self.data = self.data.sorted_by(self.keys[name], reverse=alias.startswith("-"))


def _value_of(code: str) -> Callable[[UnitLine], Any]:
    def value(line: UnitLine) -> Any:
        verdict = line.cells.get(code)
        known = verdict is not None and verdict.figure.value is not None
        return exact_value(verdict.figure) if verdict and known else None

    return value


class RankingTable(tables.Table):  # type: ignore[misc]
    """Units of one pool with their places, figures and score."""

    place = tables.Column(verbose_name=_("Place"), attrs={"th": {"class": "m-no"}})
    unit = tables.Column(verbose_name=_("Unit"), accessor="name", attrs={"th": {"class": "m-unit"}})

    class Meta:
        template_name = "directives/pages/ranking_table.html"
        empty_text = _("No unit matches.")
        attrs = {"class": "matrix"}

    wrap_class = "matrix-wrap"

    def __init__(self, sheet: SheetView, rows: Rows, **kwargs: Any) -> None:
        self.sheet = sheet
        self.pool = (rows[0].unit.pool or "") if rows else ""
        super().__init__(
            RankedRows(rows, sheet.columns),
            extra_columns=[
                *((column.code, _indicator_column(column)) for column in sheet.columns),
                ("score", _score_column()),
            ],
            **kwargs,
        )

    def show(self, *, order_by: Sequence[str], page: str | None) -> None:
        """Sort and page as the address asks; what it cannot ask changes nothing."""
        if order_by:
            self.order_by = order_by
        self.paginate(per_page=PAGE)
        self.page = self.paginator.get_page(page)

    @property
    def page_rows(self) -> Rows:
        """The rows of this page; the table's own row objects are not needed for ready text."""
        start = (self.page.number - 1) * PAGE
        rows: Rows = self.data.data[start : start + PAGE]
        return rows


def _score_column() -> tables.Column:
    return tables.Column(
        verbose_name=pgettext_lazy("column", "Met"),
        initial_sort_descending=True,
        attrs={"th": {"class": "m-score"}},
    )


def _indicator_column(column: IndicatorRef) -> tables.Column:
    """Best first at the first click: the highest rate, the lowest count."""
    return tables.Column(
        verbose_name=column.short_name,
        accessor="code",
        initial_sort_descending=column.is_rate,
        attrs={"th": {"class": "m-fig"}},
    )


def page_of(rows: Rows, request: HttpRequest) -> Page[RowView]:
    """The hundred rows that the address asks for; a number out of range gives the nearest."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))
