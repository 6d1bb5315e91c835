"""The overdue register in words: how a file stands, what its letter and the counts say."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directives.compliance import words
from directives.compliance.selectors import unit_ref
from directives.overdue.apologies.domain import comes_late
from directives.overdue.domain import FileStanding, LateTally, minus_points, percent_shown
from directives.overdue.models import OverdueFile
from directives.overdue.selectors import UnitRegister
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


@dataclass(frozen=True, slots=True)
class StateChip:
    """A state as word, icon and tone."""

    word: str | Promise
    icon: str
    tone: str


_STANDINGS: Final[Mapping[str, StateChip]] = {
    FileStanding.RESOLVED_LATE: StateChip(gettext_lazy("resolved late"), "clock-alert", "warn"),
    FileStanding.PENDING_LATE: StateChip(
        gettext_lazy("overdue, being resolved"), "circle-alert", "bad"
    ),
    FileStanding.DUE_SOON: StateChip(gettext_lazy("due soon"), "hourglass", "warn"),
    FileStanding.RUNNING: StateChip(gettext_lazy("within its time"), "clock", "na"),
    FileStanding.IN_TIME: StateChip(gettext_lazy("resolved in time"), "circle-check", "ok"),
}
_LETTERS: Final[Mapping[str, StateChip]] = {
    "attached": StateChip(gettext_lazy("letter attached"), "mail-check", "ok"),
    "made": StateChip(gettext_lazy("letter made, not attached"), "mail", "warn"),
    "missing": StateChip(gettext_lazy("letter missing"), "mail-x", "bad"),
    "soon": StateChip(gettext_lazy("apologise today if it will be late"), "mail-warning", "warn"),
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
class ShownFile:
    """A file that was read `as_of` a day, as one reader may see it, with what is said of it.
    `since` is the first day of the period."""

    row: OverdueFile
    since: date | None = None

    @property
    def unit(self) -> str:
        """Whose register it stands in."""
        return unit_name(self.row.unit)

    @property
    def standing(self) -> StateChip:
        return _STANDINGS[self.row.standing]

    @property
    def letter(self) -> StateChip | None:
        """How its letter stands; None where none is needed."""
        if self.row.letter:
            return _LETTERS["attached" if self.row.has_letter else "made"]
        if self.row.is_late:
            return _LETTERS["missing"]
        return _LETTERS["soon"] if self.row.standing == FileStanding.DUE_SOON else None

    @property
    def carried(self) -> bool:
        """Whether it was late before the period began."""
        return self.since is not None and self.row.is_late and self.row.due_on < self.since

    @property
    def late(self) -> str:
        """How late it is, until which day: that of its result, else that of asking."""
        if not self.row.is_late:
            return ""
        days = self.row.days_late
        late = ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
        if self.row.result_on is not None:
            day = format_date(self.row.result_on)
            return _("%(late)s, result on %(day)s") % {"late": late, "day": day}
        day = format_date(self.row.waited_until)
        return _("%(late)s until %(day)s") % {"late": late, "day": day}

    def letter_late(self, on: date) -> str:
        """The warning that its letter is too late by the rule; "" where there is none to give."""
        signed = self.row.letter.signed_on if self.row.letter else None
        if not self.letter or not comes_late(signed, self.row.due_on, today=on):
            return ""
        return str(_LATE_ATTACHED if self.row.has_letter else _LATE)


def shown_file(
    row: OverdueFile, *, seen: Collection[int] = (), since: date | None = None
) -> ShownFile:
    """A file, masked in place unless its unit is among those whose applicants the reader sees."""
    if row.unit_id not in seen:
        row.mask()
    return ShownFile(row, since)


def ratio_text(tally: LateTally) -> str:
    """The share of late files with a letter, "72,7%"; in words where nothing was late."""
    if tally.percent is None:
        return _("no cases arose")
    shown = percent_shown(tally.percent)
    return f"{format_figure_value(shown, 0 if shown == 100 else 1)}%"


def ratio_chip(tally: LateTally, reported: int | None = None) -> StateChip:
    """The ratio beside the 100 % that clause 4 asks for; a register without a file says nothing of
    those that the report counts."""
    if reported and not tally.late:
        return StateChip(_("not in the register yet"), "circle-dashed", "na")
    ratio = ratio_text(tally)
    if tally.percent is None:
        return StateChip(ratio, "circle-slash", "na")
    if not tally.missing:
        return StateChip(_("%(ratio)s · met") % {"ratio": ratio}, "circle-check", "ok")
    return StateChip(_("%(ratio)s · short of 100%%") % {"ratio": ratio}, "circle-x", "bad")


def points_text(tally: LateTally) -> str:
    """What missing letters cost; "" where none is missing."""
    if not tally.missing:
        return ""
    points = minus_points(tally.missing, settings.APOLOGY_MINUS_POINTS)
    if points is None:
        return _("Points of administrative reform are taken off; how many is not laid down.")
    return ngettext(
        "%(points)s points of administrative reform are taken off for %(missing)s letter.",
        "%(points)s points of administrative reform are taken off for %(missing)s letters.",
        tally.missing,
    ) % {"points": format_points(points), "missing": tally.missing}


def lead(tally: LateTally, reported: int | None = None) -> str:
    """One sentence on top of the register, whose period's report counts `reported` late files."""
    if reported and not tally.late:
        return ngettext(
            "The report counts %(count)s late file; none is in the register yet.",
            "The report counts %(count)s late files; none is in the register yet.",
            reported,
        ) % {"count": reported}
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
        return ratio_chip(self.register.tally, self.register.reported)

    @property
    def difference(self) -> str:
        """The register beside the report; "" where they agree or nothing is reported."""
        difference = self.register.difference
        if not difference:
            return ""
        if difference < 0:
            text = _(
                "The register has %(registered)s late files, the report says %(reported)s: "
                "%(more)s are missing from the register."
            )
        else:
            text = _(
                "The register has %(registered)s late files, the report says %(reported)s: "
                "%(more)s too many in the register."
            )
        return text % {
            "registered": self.register.tally.late,
            "reported": self.register.reported,
            "more": abs(difference),
        }


@dataclass(frozen=True, slots=True)
class RegisterPanel(RegisterLine):
    """The late files of one unit: a square for each (its key, code, whether the letter lies in
    it), and the first that still wait for a letter."""

    squares: list[tuple[int, str, bool]]
    todo: list[ShownFile]

    @property
    def points(self) -> str:
        return points_text(self.register.tally)

    @property
    def more(self) -> int:
        """How many others wait for one."""
        return max(self.register.tally.missing - len(self.todo), 0)
