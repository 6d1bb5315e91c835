"""What proofreading found, as sentences, each with a link to the place to put it right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.clauses.models import Directive
from directives.editor import proofreading
from directives.editor.proofreading import LetterRemark
from directives.text.words import listed
from reports.figures.figures import format_points
from reports.figures.periods import format_date

# Asked for by its code; %(part)s of a slip or year is the clause or the head, see `_shown`.
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


@dataclass(frozen=True, slots=True)
class RemarkView:
    """What proofreading found, with the place to put it right."""

    is_well: bool
    text: str
    address: str


def remark_views(directive: Directive, remarks: Iterable[LetterRemark]) -> tuple[RemarkView, ...]:
    return tuple(
        RemarkView(remark.is_well, remark_text(remark), _address(directive, remark))
        for remark in remarks
    )


def _address(directive: Directive, remark: LetterRemark) -> str:
    code = directive.code
    match remark.place:
        case "clause":
            return reverse("clause_edit", args=[code, remark.pk])
        case "target":
            return reverse("target_edit", args=[code, remark.pk])
        case "obligation":
            return reverse("obligation_edit", args=[code, remark.pk])
        case proofreading.ISSUE:
            return reverse("directive_issue", args=[code])
        case proofreading.SIGNATORIES:
            return reverse("signatory_list")
        case proofreading.FINDINGS:
            return reverse("findings", args=[code])
        case proofreading.FIGURES:
            return f"{reverse('compliance')}?directive={code}"
    return reverse("directive_edit", args=[code])


def remark_text(remark: LetterRemark) -> str:
    """What proofreading found, in one sentence."""
    return str(_REMARKS[remark.code]) % _shown(remark.values)


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    shown = {key: _plain(value) for key, value in values.items()}
    clause = values.get("clause")
    shown["part"] = (
        _("Clause %(number)s") % {"number": clause} if clause else _("Head of the letter")
    )
    if "month" in values:
        month: date = values["month"]
        day: date | None = values["day"]
        shown["when"] = format_date(day) if day else f"{month.month}/{month.year}"
    return shown


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format_points(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, tuple):
        return listed(value)
    return value
