"""A sheet of overdue files before it is written: rows by what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from django.utils.translation import gettext as _

from directives.overdue.masking import GUARDED
from directives.overdue.models import OverdueFile
from directives.overdue.sheets.plan import Change, Outcome, Planned, Value
from directives.overdue.wording import field_name, problem_text
from reports.figures.periods import format_date

_LOOKS: Final[Mapping[Outcome, tuple[str, str]]] = {
    Outcome.NEW: ("circle-plus", "ok"),
    Outcome.CHANGED: ("pencil", "warn"),
    Outcome.SAME: ("equal", "na"),
    Outcome.REFUSED: ("circle-x", "bad"),
    Outcome.MOVED: ("circle-x", "bad"),
}
# Those that need a look come first.
_ORDER: Final = (Outcome.REFUSED, Outcome.MOVED, Outcome.CHANGED, Outcome.NEW, Outcome.SAME)
MOST_SHOWN: Final = 300


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the sheet: its number there, its code, and what becomes of it."""

    number: int
    code: str
    unit: str
    due: date | None
    word: str
    icon: str
    tone: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """The rows that need a look first, with counts; `more` are not shown one by one."""

    rows: tuple[RowView, ...]
    more: int
    new: int
    changed: int
    same: int
    refused: int

    @property
    def writes(self) -> int:
        """How many rows would be written."""
        return self.new + self.changed


def sheet_view(planned: tuple[Planned, ...], units: Mapping[int, str]) -> SheetView:
    """What the preview shows; `units` are names by id, "" where the whole sheet is one unit's."""
    ordered = sorted(planned, key=lambda one: (_ORDER.index(one.outcome), one.row.number))
    counts = {outcome: sum(one.outcome is outcome for one in planned) for outcome in Outcome}
    return SheetView(
        rows=tuple(_row(one, units) for one in ordered[:MOST_SHOWN]),
        more=max(len(ordered) - MOST_SHOWN, 0),
        new=counts[Outcome.NEW],
        changed=counts[Outcome.CHANGED],
        same=counts[Outcome.SAME],
        refused=counts[Outcome.REFUSED],
    )


def _row(one: Planned, units: Mapping[int, str]) -> RowView:
    icon, tone = _LOOKS[one.outcome]
    if one.outcome is Outcome.REFUSED:
        said = tuple(problem_text(problem) for problem in one.problems)
    else:
        changes = one.changes if one.outcome is Outcome.CHANGED else ()
        said = tuple(_change_text(change) for change in changes)
    return RowView(
        number=one.row.number,
        code=one.row.code or "–",
        unit=units.get(one.unit, one.row.unit) if one.unit else one.row.unit,
        due=one.row.days.get("due_on"),
        word=outcome_word(one.outcome),
        icon=icon,
        tone=tone,
        said=said,
    )


def outcome_word(outcome: Outcome) -> str:
    """What becomes of a row, in a word."""
    return {
        Outcome.NEW: _("new file"),
        Outcome.CHANGED: _("changed file"),
        Outcome.SAME: _("as it is"),
        Outcome.REFUSED: _("not taken"),
        Outcome.MOVED: _("not taken"),
    }[outcome]


def _change_text(change: Change) -> str:
    """A change in words; of a person only that something changed, since the sender need not be
    one who may see what was there."""
    name = field_name(change.field)
    if change.field in GUARDED:
        return _("%(field)s changed") % {"field": name}
    told = {
        "field": name,
        "before": _shown(change.field, change.before),
        "after": _shown(change.field, change.after),
    }
    return _("%(field)s: %(before)s → %(after)s") % told


def _shown(field: str, value: Value | None) -> str:
    if value is None:
        return _("(blank)")
    if field == "reason":
        return str(OverdueFile.Reason(str(value)).label)
    if isinstance(value, date):
        return format_date(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)
