"""The sentences of the entry grid: what is wrong with a field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.entry.domain import EntryProblem

PROBLEMS: Final[Mapping[str, str | Promise]] = {
    "not-a-number": _("“%(text)s” is no number. Type figures only, such as 1245 or 76,9."),
    "error-cell": _("“%(text)s” is an error of a spreadsheet. Type the number itself."),
    "out-of-range": _("“%(text)s” is out of range. A rate lies between 0 and 100."),
    "negative": _("“%(text)s” is less than 0. Type a number from 0 upwards."),
    "not-whole": _("“%(text)s” is not whole. Count whole things only."),
    "ambiguous-number": _("“%(text)s” can be read in two ways. Type it without comma or dot."),
    "numerator-above": _("%(text)s is more than the denominator. Check both numbers."),
    "zero-denominator": _("The denominator is 0. If there were no cases, choose that state."),
    "numerator-missing": _("Type the numerator too; the figure is kept once both are there."),
    "denominator-missing": _("Type the denominator too; the figure is kept once both are there."),
    "value-missing": _("Type the number."),
    "unknown-state": _("Choose one of the states in the list."),
    "exempt-by-office": _("Only the office decides that a unit is not assessed."),
    "note-too-long": _("The reason is too long. Keep it below 300 characters."),
}


def problem_sentence(problem: EntryProblem) -> str:
    """What is wrong and what to do, in the language of the reader."""
    return str(PROBLEMS[problem.code]) % {"text": problem.text}
