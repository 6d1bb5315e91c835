"""The ranking as a django-tables2 table: columns, sorting and paging; rows are ready-made text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_tables2.data import TableListData

from directives.presentation.sheet import ColumnView, RowView, SheetView
from reports.domain.figures import Measure
from reports.domain.ranking import sort_blanks_last
from units.domain.collation import sort_key

PAGE = 100


class RankedRows(TableListData):  # type: ignore[misc]
    """Rows that sort with blanks last in both directions; ties keep the order of the places."""

    def __init__(self, rows: Sequence[RowView], columns: Sequence[ColumnView]) -> None:
        super().__init__(list(rows))
        self.data: list[RowView]
        self.keys: dict[str, Callable[[RowView], Any]] = {
            "place": lambda row: row.place_number,
            "unit": lambda row: sort_key(row.name),
            "score": lambda row: row.score.met if row.score.of else None,
        }
        for position, column in enumerate(columns):
            self.keys[column.code] = _value_at(position)

    def order_by(self, aliases: Sequence[str]) -> None:
        """Sort by the last given alias first, so that the first one decides."""
        for alias in reversed(list(aliases)):
            name = alias.lstrip("-")
            self.data = sort_blanks_last(
                self.data, key=self.keys[name], reverse=alias.startswith("-")
            )


def _value_at(position: int) -> Callable[[RowView], Any]:
    return lambda row: row.cells[position].value


class RankingTable(tables.Table):  # type: ignore[misc]
    """Units of one pool with their places, figures and score."""

    place = tables.Column(verbose_name=_("Place"), attrs={"th": {"class": "m-no"}})
    unit = tables.Column(verbose_name=_("Unit"), accessor="name", attrs={"th": {"class": "m-unit"}})

    class Meta:
        template_name = "directives/ranking_table.html"
        empty_text = _("No unit matches.")
        attrs = {"class": "matrix"}

    wrap_class = "matrix-wrap"

    def __init__(self, sheet: SheetView, rows: Sequence[RowView], **kwargs: Any) -> None:
        self.sheet = sheet
        self.pool = rows[0].pool if rows else ""
        super().__init__(
            RankedRows(rows, sheet.columns),
            extra_columns=[
                *((column.code, _indicator_column(column)) for column in sheet.columns),
                ("score", _score_column()),
            ],
            **kwargs,
        )

    @property
    def page_rows(self) -> list[RowView]:
        """The rows of this page; the table's own row objects are not needed for ready-made text."""
        return list(self.page.object_list.data if self.page else self.data.data)


def _score_column() -> tables.Column:
    return tables.Column(
        verbose_name=pgettext_lazy("column", "Met"),
        initial_sort_descending=True,
        attrs={"th": {"class": "m-score"}},
    )


def _indicator_column(column: ColumnView) -> tables.Column:
    """Best first at the first click: the highest rate, the lowest count."""
    return tables.Column(
        verbose_name=column.short,
        accessor="code",
        initial_sort_descending=column.measure == Measure.RATE.value,
        attrs={"th": {"class": "m-fig"}},
    )
