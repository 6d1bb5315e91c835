"""The overdue register in words: how a file stands, what its letter and the counts say."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Self

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directives.compliance import words
from directives.compliance.selectors import unit_ref
from directives.overdue.apologies.domain import comes_late
from directives.overdue.domain import FileStanding, LateTally, minus_points, percent_shown
from directives.overdue.models import OverdueFile
from directives.overdue.selectors import LateFiles, UnitRegister
from reports.figures.figures import format_figure_value, format_points
from reports.figures.periods import format_date
from units.models import Unit

FIELD_NAMES: Final[Mapping[str, str | Promise]] = {
    "unit": gettext_lazy("Unit"),
    "code": gettext_lazy("File code"),
    "procedure": gettext_lazy("Procedure"),
    "applicant": gettext_lazy("Applicant"),
    "address": gettext_lazy("Address"),
    "phone": gettext_lazy("Telephone"),
    "id_number": gettext_lazy("Identity number"),
    "handler": gettext_lazy("Handler"),
    "received_on": gettext_lazy("Day of receipt"),
    "due_on": gettext_lazy("Due day"),
    "due_time": gettext_lazy("Hour promised"),
    "resolved_on": gettext_lazy("Day of the result"),
    "reason": gettext_lazy("Reason"),
    "reason_text": gettext_lazy("Reason in words"),
    "keep_until": gettext_lazy("Personal data kept until"),
}
"""What a field is called on a form and in a sentence about a sheet."""

_STANDINGS: Final[Mapping[str, tuple[str | Promise, str, str]]] = {
    FileStanding.RESOLVED_LATE: (gettext_lazy("resolved late"), "clock-alert", "warn"),
    FileStanding.PENDING_LATE: (gettext_lazy("overdue, being resolved"), "circle-alert", "bad"),
    FileStanding.DUE_SOON: (gettext_lazy("due soon"), "hourglass", "warn"),
    FileStanding.RUNNING: (gettext_lazy("within its time"), "clock", "na"),
    FileStanding.IN_TIME: (gettext_lazy("resolved in time"), "circle-check", "ok"),
}
_LETTERS: Final[Mapping[str, tuple[str | Promise, str, str]]] = {
    "attached": (gettext_lazy("letter attached"), "mail-check", "ok"),
    "made": (gettext_lazy("letter made, not attached"), "mail", "warn"),
    "missing": (gettext_lazy("letter missing"), "mail-x", "bad"),
    "soon": (gettext_lazy("apologise today if it will be late"), "mail-warning", "warn"),
}
_LATE: Final = gettext_lazy(
    "The rule asks for this letter one day before the due day at the latest. It comes later, and "
    "is needed all the same."
)
_LATE_ATTACHED: Final = gettext_lazy(
    "The letter was signed later than the rule asks: one day before the due day."
)


def field_name(field: str) -> str:
    """The name of a field in the reader's language; "" for none."""
    return str(FIELD_NAMES[field]) if field else ""


def unit_name(unit: Unit) -> str:
    """A unit in a table: "xã Vĩnh Giang"."""
    return words.unit_label(unit_ref(unit))


@dataclass(frozen=True, slots=True)
class StateChip:
    """A state as word, icon and tone."""

    word: str
    icon: str
    tone: str

    @classmethod
    def of(cls, state: tuple[str | Promise, str, str]) -> Self:
        """In the reader's language."""
        return cls(str(state[0]), *state[1:])


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as one reader may see it, and what is said of it on a day; no letter is needed where
    `letter` is None. `carried`: it was late before the period began."""

    row: OverdueFile
    standing: StateChip
    letter: StateChip | None
    late: str
    carried: bool

    @property
    def unit(self) -> str:
        """Whose register it stands in."""
        return unit_name(self.row.unit)


def shown_file(
    row: OverdueFile, *, seen: Collection[int] = (), since: date | None = None
) -> ShownFile:
    """A file that was read `as_of` a day, masked in place unless its unit is among those whose
    applicants the reader sees (`seen`). `since` is the first day of the period."""
    if row.unit_id not in seen:
        row.mask()
    letter = _letter_state(row)
    return ShownFile(
        row=row,
        standing=StateChip.of(_STANDINGS[row.standing]),
        letter=StateChip.of(_LETTERS[letter]) if letter else None,
        late=_late_text(row),
        carried=since is not None and row.is_late and row.due_on < since,
    )


def _letter_state(row: OverdueFile) -> str:
    if row.letter:
        return "attached" if row.has_letter else "made"
    if row.is_late:
        return "missing"
    return "soon" if row.standing == FileStanding.DUE_SOON else ""


def _late_text(row: OverdueFile) -> str:
    """How late a file is; while it waits, until which day that is counted."""
    if not row.is_late:
        return ""
    days = {"days": row.days_late}
    late = ngettext("%(days)s day late", "%(days)s days late", row.days_late) % days
    if row.result_on is not None:
        return late
    day = format_date(row.waited_until)
    return _("%(late)s until %(day)s") % {"late": late, "day": day}


def letter_late(row: OverdueFile, on: date) -> str:
    """The warning that a file's letter is too late by the rule; "" where there is none to give."""
    if not _letter_state(row):
        return ""
    signed = row.letter.signed_on if row.letter else None
    late = _LATE_ATTACHED if row.has_letter else _LATE
    return str(late) if comes_late(signed, row.due_on, today=on) else ""


def ratio_text(tally: LateTally) -> str:
    """The share of late files with a letter, "72,7%"; in words where nothing was late."""
    if tally.percent is None:
        return _("no cases arose")
    shown = percent_shown(tally.percent)
    return f"{format_figure_value(shown, 0 if shown == 100 else 1)}%"


def ratio_chip(tally: LateTally) -> StateChip:
    """The ratio beside the 100 % that clause 4 asks for."""
    ratio = ratio_text(tally)
    if tally.percent is None:
        return StateChip(ratio, "circle-slash", "na")
    if not tally.missing:
        return StateChip(_("%(ratio)s · met") % {"ratio": ratio}, "circle-check", "ok")
    return StateChip(_("%(ratio)s · short of 100%%") % {"ratio": ratio}, "circle-x", "bad")


def points_text(tally: LateTally, minus: Decimal | None) -> str:
    """What missing letters cost; "" where none is missing. `minus` are the points for each, if the
    office has laid it down."""
    if not tally.missing:
        return ""
    points = minus_points(tally.missing, minus)
    if points is None:
        return _("Points of administrative reform are taken off; how many is not laid down.")
    return ngettext(
        "%(points)s points of administrative reform are taken off for %(missing)s letter.",
        "%(points)s points of administrative reform are taken off for %(missing)s letters.",
        tally.missing,
    ) % {"points": format_points(points), "missing": tally.missing}


def lead(tally: LateTally) -> str:
    """One sentence on top of the register."""
    if not tally.late:
        return _("No file is late in this period.")
    files = ngettext("%(late)s late file", "%(late)s late files", tally.late) % {"late": tally.late}
    if not tally.missing:
        return _("%(files)s, all with an apology letter.") % {"files": files}
    counts = {"files": files, "letters": tally.letters, "missing": tally.missing}
    return _("%(files)s: %(letters)s with an apology letter, %(missing)s without.") % counts


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One unit's register of a period, with what is said of its letters and of the report."""

    register: UnitRegister

    @property
    def name(self) -> str:
        """The unit in a table."""
        return unit_name(self.register.unit)

    @property
    def ratio(self) -> StateChip:
        """Its letters beside its late files."""
        return ratio_chip(self.register.tally)

    @property
    def difference(self) -> str:
        """The register beside the report; "" where they agree or nothing is reported."""
        check = self.register.check
        if check.agrees:
            return ""
        counts = {
            "registered": check.registered,
            "reported": check.reported,
            "more": abs(check.difference),
        }
        if check.difference < 0:
            return (
                _(
                    "The register has %(registered)s late files, the report says %(reported)s: "
                    "%(more)s are missing from the register."
                )
                % counts
            )
        return (
            _(
                "The register has %(registered)s late files, the report says %(reported)s: "
                "%(more)s too many in the register."
            )
            % counts
        )


@dataclass(frozen=True, slots=True)
class RegisterPanel:
    """The late files of one unit: a square for each (its key, code, whether the letter lies in
    it), and the first that still wait for a letter."""

    line: RegisterLine
    squares: list[tuple[int, str, bool]]
    todo: tuple[ShownFile, ...]
    points: str

    @property
    def more(self) -> int:
        """How many others wait for one."""
        return max(self.line.register.tally.missing - len(self.todo), 0)


def register_panel(register: UnitRegister, late: LateFiles, minus: Decimal | None) -> RegisterPanel:
    """The late files of one unit as they stood at the end of a period."""
    return RegisterPanel(
        line=RegisterLine(register),
        squares=late.squares,
        todo=tuple(shown_file(row) for row in late.without_letter),
        points=points_text(register.tally, minus),
    )
