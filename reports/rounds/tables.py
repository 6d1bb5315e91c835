"""The desk as a django-tables2 table: those who owe first, then the others; rows are ready text."""

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.rounds.desk_presentation import DeskRow
from reports.rounds.domain import DeskStatus
from reports.rounds.models import Round

PAGE = 100


class DeskTable(tables.Table):  # type: ignore[misc]
    """Unit, what it sent, how complete, judged, reminded; with `may_remind` rows can be picked."""

    unit = tables.Column(verbose_name=_("Unit"), accessor="line__unit__short_name")
    sent = tables.Column(verbose_name=_("Figures sent"), accessor="fact")
    cells = tables.Column(verbose_name=_("Complete"))
    review = tables.Column(verbose_name=_("Judged"))
    reminded = tables.Column(
        verbose_name=pgettext_lazy("column", "Reminded"), accessor="line__reminded__times"
    )

    class Meta:
        template_name = "reports/rounds/desk_table.html"
        empty_text = _("No unit matches.")
        orderable = False
        attrs = {"class": "table-plain desk-table"}

    caption = _("Units of the round: what they sent, those who owe first")

    def __init__(
        self, rows: Sequence[DeskRow], *, round_: Round, may_remind: bool, **kwargs: Any
    ) -> None:
        # A table's template is given the table alone, nothing of the page around it.
        self.round = round_
        self.may_remind = may_remind
        self.owing = sum(row.line.owes for row in rows)
        self.others = len(rows) - self.owing
        self.all_sent = not any(row.line.status is DeskStatus.EXCUSED for row in rows)
        super().__init__(sorted(rows, key=lambda row: not row.line.owes), **kwargs)

    def show(self, *, page: str | None) -> None:
        """Page as the address asks; what it cannot ask shows the first or the last page."""
        self.paginate(per_page=PAGE)
        self.page = self.paginator.get_page(page)

    @property
    def page_groups(self) -> tuple[tuple[bool, list[DeskRow]], ...]:
        """The rows of this page: who owes, and the others; empty groups are left out."""
        start = (self.page.number - 1) * PAGE
        rows: list[DeskRow] = self.data.data[start : start + PAGE]
        parts = ((owes, [row for row in rows if row.line.owes is owes]) for owes in (True, False))
        return tuple((owes, group) for owes, group in parts if group)
