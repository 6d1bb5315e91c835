"""The overdue register as strings for its pages: counts, squares, files with names masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.compliance import words
from directives.compliance.standing import unit_ref
from directives.overdue import domain as overdue
from directives.overdue.apologies.domain import comes_late
from directives.overdue.apology_wording import late_text
from directives.overdue.domain import Check, File, Tally
from directives.overdue.masking import hidden, masked_name, masked_phone
from directives.overdue.models import OverdueFile
from directives.overdue.selectors import LateFiles, UnitRegister
from directives.overdue.sheets.plan import REASON_DASH
from directives.overdue.wording import days_late_text, difference_text, standing_look
from reports.figures.figures import format_figure_value, format_points
from reports.figures.periods import format_date
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Look:
    """A state as word, icon and tone."""

    word: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class FileView:
    """One file of a list or of its own page; what is personal is masked for who may not see it."""

    pk: int
    code: str
    procedure: str
    unit: str
    unit_code: str
    applicant: str
    address: str
    phone: str
    id_number: str
    handler: str
    received_on: date | None
    due_on: date
    resolved_on: date | None
    reason: str
    standing: Look
    late: str
    letter: Look | None
    written: bool
    again: str
    carried: bool
    masked: bool
    erased: bool


@dataclass(frozen=True, slots=True)
class TallyView:
    """Counts of late files and letters, with what is said of them."""

    late: int
    resolved: int
    pending: int
    letters: int
    missing: int
    carried_over: int
    late_again: int
    ratio: str
    look: Look
    points: str


@dataclass(frozen=True, slots=True)
class UnitLineView:
    """One unit in the table of units."""

    code: str
    name: str
    tally: TallyView
    reported: str
    difference: str


@dataclass(frozen=True, slots=True)
class SquareView:
    """One late file as a square: filled where the letter is attached."""

    pk: int
    label: str
    attached: bool


@dataclass(frozen=True, slots=True)
class UnitPanel:
    """The late files of one unit: squares, counts, and whether the report says the same."""

    unit_code: str
    unit: str
    tally: TallyView
    squares: tuple[SquareView, ...]
    todo: tuple[FileView, ...]
    more: int
    reported: int | None
    difference: str


def file_of(row: OverdueFile) -> File:
    """A row as the domain knows it."""
    letter: Any = getattr(row, "apology", None)
    return File(
        due_on=row.due_on,
        resolved_on=row.resolved_on,
        has_letter=bool(letter and letter.is_attached),
        new_due_on=letter.new_due_on if letter else None,
    )


def file_view(
    row: OverdueFile, on: date, *, sees_applicant: bool, since: date | None = None
) -> FileView:
    """A file as it stands on a day, for one who may or may not see whose it is. `since` is the
    first day of the period: what was late before is told as carried over."""
    file = file_of(row)
    how = overdue.standing(file, on)
    days = overdue.days_late(file, on)
    again = overdue.late_again(file, on)
    return FileView(
        pk=row.pk,
        code=row.code,
        procedure=row.procedure,
        unit=unit_name(row.unit),
        unit_code=row.unit.code,
        applicant=row.applicant if sees_applicant else masked_name(row.applicant),
        address=row.address if sees_applicant else hidden(row.address),
        phone=row.phone if sees_applicant else masked_phone(row.phone),
        id_number=row.id_number if sees_applicant else hidden(row.id_number),
        handler=row.handler,
        received_on=row.received_on,
        due_on=row.due_on,
        resolved_on=row.resolved_on if row.resolved_on and row.resolved_on <= on else None,
        reason=_reason_text(row, sees_words=sees_applicant),
        standing=Look(*standing_look(how)),
        late=_late_text(days, None if how is overdue.Standing.RESOLVED_LATE else on),
        letter=_letter_look(row, file, on),
        written=hasattr(row, "apology"),
        again=_("the new day is over too; there is no second re-appointment") if again else "",
        carried=since is not None and row.due_on < since and overdue.late(file, on),
        masked=not sees_applicant,
        erased=row.erased_at is not None,
    )


def _reason_text(row: OverdueFile, *, sees_words: bool) -> str:
    """Why a file is late; its own words, which may name a person, inside the unit only."""
    own = row.reason_text if sees_words else ""
    return REASON_DASH.join(filter(None, [row.get_reason_display(), own]))


def _late_text(days: int, until: date | None) -> str:
    """How late a file is; while it waits, until which day that is counted."""
    if not days:
        return ""
    said = days_late_text(days)
    if until is None:
        return said
    return _("%(late)s until %(day)s") % {"late": said, "day": format_date(until)}


def _letter_look(row: OverdueFile, file: File, on: date) -> Look | None:
    """What a list says of a file's letter; None where none is needed."""
    if file.has_letter:
        return Look(_("letter attached"), "mail-check", "ok")
    if getattr(row, "apology", None):
        return Look(_("letter made, not attached"), "mail", "warn")
    if overdue.late(file, on):
        return Look(_("letter missing"), "mail-x", "bad")
    if overdue.standing(file, on) is overdue.Standing.DUE_SOON:
        return Look(_("apologise today if it will be late"), "mail-warning", "warn")
    return None


def letter_late(row: OverdueFile, on: date) -> str:
    """The warning that a file's letter is too late by the rule; "" where there is none to give."""
    letter: Any = getattr(row, "apology", None)
    file = file_of(row)
    soon = overdue.standing(file, on) is overdue.Standing.DUE_SOON
    if not (letter or soon or overdue.late(file, on)):
        return ""
    late = comes_late(letter.signed_on if letter else None, row.due_on, today=on)
    return late_text(attached=file.has_letter) if late else ""


def unit_name(unit: Unit) -> str:
    """A unit in a table: "xã Vĩnh Giang"."""
    return words.unit_label(unit_ref(unit))


def tally_view(tally: Tally, minus: Decimal | None) -> TallyView:
    """Counts with the ratio of letters; `minus` are the points that a missing one costs, if the
    office has laid it down."""
    return TallyView(
        late=tally.late,
        resolved=tally.resolved,
        pending=tally.pending,
        letters=tally.letters,
        missing=tally.missing,
        carried_over=tally.carried_over,
        late_again=tally.late_again,
        ratio=ratio_text(tally),
        look=_ratio_look(tally),
        points=points_text(tally, minus),
    )


def ratio_text(tally: Tally) -> str:
    """The share of late files with a letter, "72,7%"; in words where nothing was late."""
    if tally.percent is None:
        return _("no cases arose")
    shown = overdue.percent_shown(tally.percent)
    return f"{format_figure_value(shown, 0 if shown == 100 else 1)}%"


def _ratio_look(tally: Tally) -> Look:
    ratio = ratio_text(tally)
    if tally.percent is None:
        return Look(ratio, "circle-slash", "na")
    if not tally.missing:
        return Look(_("%(ratio)s · met") % {"ratio": ratio}, "circle-check", "ok")
    return Look(_("%(ratio)s · short of 100%%") % {"ratio": ratio}, "circle-x", "bad")


def points_text(tally: Tally, minus: Decimal | None) -> str:
    """What missing letters cost; "" where none is missing."""
    if not tally.missing:
        return ""
    points = overdue.minus_points(tally.missing, minus)
    if points is None:
        return _("Points of administrative reform are taken off; how many is not laid down.")
    told = {"points": format_points(points), "missing": tally.missing}
    return (
        ngettext(
            "%(points)s points of administrative reform are taken off for %(missing)s letter.",
            "%(points)s points of administrative reform are taken off for %(missing)s letters.",
            tally.missing,
        )
        % told
    )


def unit_line(one: UnitRegister, minus: Decimal | None) -> UnitLineView:
    """One unit in the table of units."""
    return UnitLineView(
        code=one.unit.code,
        name=unit_name(one.unit),
        tally=tally_view(one.tally, minus),
        reported=_reported(one.check),
        difference=difference_text(one.check.registered, one.check.reported),
    )


def _reported(check: Check) -> str:
    return "–" if check.reported is None else str(check.reported)


def unit_panel(one: UnitRegister, late: LateFiles, on: date, minus: Decimal | None) -> UnitPanel:
    """The late files of one unit with a square for each, as they stood on a day."""
    return UnitPanel(
        unit_code=one.unit.code,
        unit=unit_name(one.unit),
        tally=tally_view(one.tally, minus),
        squares=tuple(
            SquareView(pk, _square_label(code, attached), attached)
            for pk, code, attached in late.squares
        ),
        todo=tuple(file_view(row, on, sees_applicant=False) for row in late.without_letter),
        more=max(one.tally.missing - len(late.without_letter), 0),
        reported=one.check.reported,
        difference=difference_text(one.check.registered, one.check.reported),
    )


def _square_label(code: str, attached: bool) -> str:
    text = _("%(code)s: letter attached") if attached else _("%(code)s: letter missing")
    return text % {"code": code}


def lead(tally: Tally) -> str:
    """One sentence on top of the register."""
    if not tally.late:
        return _("No file is late in this period.")
    files = ngettext("%(late)s late file", "%(late)s late files", tally.late) % {"late": tally.late}
    if not tally.missing:
        return _("%(files)s, all with an apology letter.") % {"files": files}
    told = {"files": files, "letters": tally.letters, "missing": tally.missing}
    return _("%(files)s: %(letters)s with an apology letter, %(missing)s without.") % told


def total_of(rows: tuple[UnitRegister, ...]) -> Tally:
    """The units together."""
    found = Tally()
    for one in rows:
        found += one.tally
    return found
