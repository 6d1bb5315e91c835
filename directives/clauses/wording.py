"""The sentences of the directive editor: what is not taken, and what proofreading found."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.editor.proofreading import Remark
from directives.text.words import listed
from reports.figures.figures import format_points
from reports.figures.periods import format_date

_REFUSED = {
    "issued": gettext_lazy(
        "This directive has its number and day, so its words stay. Withdraw the number with a "
        "reason, or make a new directive."
    ),
    "not-issued": gettext_lazy("This directive has no number that could be withdrawn."),
    "changed": gettext_lazy(
        "Somebody else has changed this directive meanwhile. Look at it again, then repeat it."
    ),
    "number-taken": gettext_lazy(
        "Another letter of this year has this number. Look it up in the register of letters."
    ),
    "ends-before": gettext_lazy(
        "The directive ends before this day. Correct the day, or its last day in the draft."
    ),
    "in-future": gettext_lazy("This day is still to come. Write the day on which it was signed."),
    "published": gettext_lazy(
        "A publication rests on this directive, so it stays. Make a new directive."
    ),
    "reported": gettext_lazy(
        "Units have reported difficulties with this directive, so it stays. "
        "Change its text instead."
    ),
    "at-the-end": gettext_lazy("The clause cannot be moved further."),
    "before-basis": gettext_lazy(
        "The letter cannot be older than the report it rests on. Correct the day."
    ),
    "has-feedback": gettext_lazy("Units have reported on this clause, so it stays."),
    "figures-changed": gettext_lazy(
        "The figures have changed since this page was opened. Look at what they say now, then "
        "repeat it."
    ),
}


def refused_text(code: str) -> str:
    """Why a change is not taken, and what to do."""
    return str(_REFUSED[code])


# Asked for by its code; %(clause)s of a slip or year is the part, see `_given`.
_REMARKS = {
    "total-fits": gettext_lazy("%(name)s: %(units)s units add up to %(total)s, as published."),
    "total-differs": gettext_lazy(
        "%(name)s: the units add up to %(added)s, but %(total)s is published. Look for the "
        "missing figure."
    ),
    "findings-current": gettext_lazy("Every sentence on figures says what the figures say now."),
    "findings-stale": gettext_lazy(
        "%(stale)s sentences speak of figures that are different now. Update them."
    ),
    "number-and-day": gettext_lazy("Number and day are filled in."),
    "number-and-day-open": gettext_lazy("Number and day are open, to be written by hand."),
    "number-without-day": gettext_lazy("There is a number, but no day. Give both together."),
    "day-without-number": gettext_lazy("There is a day, but no number. Give both together."),
    "signer-in-office": gettext_lazy("%(name)s is in office with this title on %(when)s."),
    "signer-unknown": gettext_lazy(
        "%(name)s is not on the list of signatories. Add them with their days in office."
    ),
    "signer-other-title": gettext_lazy(
        "%(name)s is on the list with another title or authority. Choose the signatory again."
    ),
    "signer-not-in-office": gettext_lazy(
        "%(name)s is not in office on %(when)s. Choose who signs then."
    ),
    "spelling": gettext_lazy("Spelling: none of the known slips was found."),
    "slip": gettext_lazy("%(part)s: “%(wrong)s” should be “%(right)s”."),
    "old-year": gettext_lazy("%(part)s: %(years)s lies before the letter's year. Is it left over?"),
    "number-without-target": gettext_lazy(
        "Clause %(clause)s says %(number)s%%, which no target of it has. Add the target."
    ),
    "target-not-in-text": gettext_lazy(
        "Clause %(clause)s: the level %(number)s of %(name)s is not in its words."
    ),
    "without-data": gettext_lazy(
        "Clause %(clause)s: nobody has figures for %(names)s; it will say “not reported”."
    ),
    "due-before-letter": gettext_lazy(
        "Clause %(clause)s: the last day %(due)s comes before the letter."
    ),
    "ended": gettext_lazy("The closing ends with “./.”"),
    "not-ended": gettext_lazy("The closing does not end with “./.”"),
    "no-clause": gettext_lazy("There is no clause yet."),
}
REMARK_CODES = frozenset(_REMARKS)


def remark_text(remark: Remark) -> str:
    """What proofreading found, in one sentence."""
    return str(_REMARKS[remark.code]) % _given(remark.values)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    given = {key: _plain(one) for key, one in values.items()}
    clause = values.get("clause")
    given["part"] = (
        _("Clause %(number)s") % {"number": clause} if clause else _("Head of the letter")
    )
    if "month" in values:
        month: date = values["month"]
        day: date | None = values["day"]
        given["when"] = format_date(day) if day else f"{month.month}/{month.year}"
    return given


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format_points(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, tuple):
        return listed(value)
    return value
