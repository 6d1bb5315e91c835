"""The annex that lists what units find difficult: grouped by clause, for paper and for a sheet.

Decree 30/2020/NĐ-CP, appendix I: the number and day of the letter it goes with stay open until that
letter is signed. Whoever prints activates Vietnamese first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from directives.clauses.models import Directive
from directives.feedback.models import Feedback
from directives.feedback.presentation import clause_title, late_text
from reports.figures.periods import format_date


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One difficulty; `late` and `answer` may be empty."""

    number: str
    unit: str
    indicator: str
    text: str
    sent: str
    late: str
    answer: str


@dataclass(frozen=True, slots=True)
class AnnexGroup:
    """The difficulties with one clause."""

    title: str
    rows: tuple[AnnexRow, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """The whole annex in the order it is printed."""

    head: str
    title: str
    subtitle: str
    attached: str
    total: str
    heads: tuple[str, ...]
    groups: tuple[AnnexGroup, ...]
    empty: str


def annex(directive: Directive, rows: Iterable[Feedback], today: date) -> Annex:
    """The annex of a directive; `rows` stand in the order of its clauses."""
    kept = tuple(rows)
    groups = groupby(kept, key=lambda row: row.clause)
    units = len({row.unit_id for row in kept})
    return Annex(
        head=_("ANNEX"),
        title=_("DIFFICULTIES AND OBSTACLES REPORTED BY UNITS"),
        subtitle=_("in carrying out %(letter)s") % {"letter": _named(directive)},
        attached=_attached(directive, today),
        total=_total(len(kept), units),
        heads=_heads(),
        groups=tuple(
            AnnexGroup(
                clause_title(clause),
                tuple(_row(at, row) for at, row in enumerate(rows_of_clause, 1)),
            )
            for clause, rows_of_clause in groups
        ),
        empty=_("No unit has reported a difficulty."),
    )


def _named(directive: Directive) -> str:
    name = str(directive.title)
    return f"{name[:1].lower()}{name[1:]}" if directive.number else name


def _attached(directive: Directive, today: date) -> str:
    """ "(Kèm theo Công văn số        /UBND-VP ngày      tháng      năm 2023 của …)"."""
    return _("(With letter no. %(gap)s/%(symbol)s of %(day)s/%(month)s/%(year)s of %(office)s)") % {
        "gap": "\u00a0" * 8,
        "symbol": directive.symbol,
        "day": "\u00a0" * 5,
        "month": "\u00a0" * 5,
        "year": today.year,
        "office": directive.issuer.name,
    }


def _total(count: int, units: int) -> str:
    if not count:
        return ""
    reports = ngettext("%(n)s report", "%(n)s reports", count) % {"n": count}
    of = ngettext("of %(n)s unit", "of %(n)s units", units) % {"n": units}
    return f"{reports} {of}"


def _heads() -> tuple[str, ...]:
    return (
        pgettext("table head", "No."),
        pgettext("table head", "Unit"),
        _("Difficulty, obstacle, proposal"),
        pgettext("table head", "Indicator"),
        _("Sent on"),
        _("Answer of the office"),
    )


def _row(number: int, row: Feedback) -> AnnexRow:
    return AnnexRow(
        number=str(number),
        unit=row.unit.name,
        indicator=row.indicator.short_name if row.indicator else "",
        text=row.text,
        sent=format_date(localdate(row.sent_at)),
        late=late_text(row),
        answer=row.answer or _("not answered yet"),
    )
