"""A sheet of overdue files before it is written: what becomes of each line, and why not."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.overdue.masking import GUARDED
from directives.overdue.models import OverdueFile
from directives.overdue.presentation import StateChip, field_name
from directives.overdue.sheets.plan import WRITTEN, FieldChange, LineOutcome, PlannedLine, Value
from directives.overdue.sheets.reading import LONGEST, LineProblem
from reports.figures.periods import format_date

# In the order of the page: those that need a look come first.
_STATES: Final[Mapping[LineOutcome, StateChip]] = {
    LineOutcome.REFUSED: StateChip(gettext_lazy("not taken"), "circle-x", "bad"),
    LineOutcome.MOVED: StateChip(gettext_lazy("not taken"), "circle-x", "bad"),
    LineOutcome.CHANGED: StateChip(gettext_lazy("changed file"), "pencil", "warn"),
    LineOutcome.NEW: StateChip(gettext_lazy("new file"), "circle-plus", "ok"),
    LineOutcome.SAME: StateChip(gettext_lazy("as it is"), "equal", "na"),
}
_PROBLEMS: Final[Mapping[str, str | Promise]] = {
    "no-code": gettext_lazy("The file code is missing. Write it in the row."),
    "no-procedure": gettext_lazy("The procedure is missing. Write its name in the row."),
    "no-due": gettext_lazy("The due day is missing. Write it as day/month/year."),
    "bad-day": gettext_lazy("“%(value)s” in “%(field)s” is no day. Write it as day/month/year."),
    "due-before-received": gettext_lazy(
        "The due day comes before the day of receipt. Correct one of them."
    ),
    "result-before-received": gettext_lazy(
        "The result comes before the day of receipt. Correct one of them."
    ),
    "result-to-come": gettext_lazy(
        "The day of the result has not come yet. Leave it empty while there is no result."
    ),
    "too-long": gettext_lazy("“%(field)s” is longer than %(most)s characters. Shorten it."),
    "twice": gettext_lazy("File %(value)s stands in the sheet twice. Keep one of the rows."),
    "unknown-unit": gettext_lazy(
        "“%(value)s” is no unit of this register. Write its name as in the system."
    ),
    "no-unit": gettext_lazy(
        "The row does not say whose file it is. Choose a unit or fill the column “Unit”."
    ),
}
MOST_SHOWN: Final = 300


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of the sheet with what becomes of it, and why or how."""

    row: PlannedLine
    unit: str
    state: StateChip
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """The lines that need a look first, with their number by outcome; `more` are not shown."""

    lines: tuple[ShownLine, ...]
    more: int
    counts: Mapping[str, int]

    @property
    def writes(self) -> int:
        """How many lines would be written."""
        return sum(self.counts[outcome] for outcome in WRITTEN)


def sheet_preview(planned: tuple[PlannedLine, ...], units: Mapping[int, str]) -> SheetPreview:
    """What is shown before writing; `units` are names by id, none where all is one unit's."""
    order = list(_STATES)
    ordered = sorted(planned, key=lambda row: (order.index(row.outcome), row.line.number))
    return SheetPreview(
        lines=tuple(_shown(row, units) for row in ordered[:MOST_SHOWN]),
        more=max(len(ordered) - MOST_SHOWN, 0),
        counts=Counter(row.outcome for row in planned),
    )


def _shown(row: PlannedLine, units: Mapping[int, str]) -> ShownLine:
    notes: tuple[str, ...] = ()
    if row.outcome is LineOutcome.REFUSED:
        notes = tuple(problem_text(problem) for problem in row.problems)
    elif row.outcome is LineOutcome.CHANGED:
        notes = tuple(_change_text(change) for change in row.changes)
    unit = units.get(row.unit or 0, row.line.unit)
    return ShownLine(row, unit, _STATES[row.outcome], notes)


def problem_text(problem: LineProblem) -> str:
    """Why a line is not taken, and what to do."""
    return str(_PROBLEMS[problem.code]) % {
        "value": problem.value,
        "field": field_name(problem.field),
        "most": LONGEST.get(problem.field, ""),
    }


def _change_text(change: FieldChange) -> str:
    """A change in words; of a person only that something changed, since the sender need not be
    one who may see what was there."""
    name = field_name(change.field)
    if change.field in GUARDED:
        return _("%(field)s changed") % {"field": name}
    return _("%(field)s: %(before)s → %(after)s") % {
        "field": name,
        "before": _value_text(change.field, change.before),
        "after": _value_text(change.field, change.after),
    }


def _value_text(field: str, value: Value | None) -> str:
    if value is None:
        return _("(blank)")
    if field == "reason":
        return str(OverdueFile.Reason(str(value)).label)
    if isinstance(value, date):
        return format_date(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)
