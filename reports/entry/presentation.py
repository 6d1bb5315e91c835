"""The sentences of entry: what is wrong with a typed field, or with a file that fills drafts."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from reports.entry.domain import EntryProblem
from reports.figures.figures import State
from reports.figures.state_words import BLANK_WORDS

PROBLEMS: Final[Mapping[str, str | Promise]] = {
    "not-a-number": _("“%(text)s” is no number. Type figures only, such as 1245 or 76,9."),
    "error-cell": _("“%(text)s” is an error of a spreadsheet. Type the number itself."),
    "out-of-range": _("“%(text)s” is out of range. A rate lies between 0 and 100."),
    "negative": _("“%(text)s” is less than 0. Type a number from 0 upwards."),
    "not-whole": _("“%(text)s” is not whole. Count whole things only."),
    "ambiguous-number": _("“%(text)s” can be read in two ways. Type it without comma or dot."),
    "numerator-above": _("%(text)s is more than the denominator. Check both numbers."),
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


STATES: Final[Mapping[State, str | Promise]] = {
    State.VALUE: _("Has a figure"),
    **{state: capfirst(word) for state, word in BLANK_WORDS.items()},
}
MESSAGES: Final[Mapping[str, str | Promise]] = {
    "entry-workbook": _(
        "This workbook is for units' own figures. Send it on the entry page or on the page of the "
        "round it was downloaded from."
    ),
    "entry-format": _(
        "This workbook was made by another version of the product (form %(found)s, wanted "
        "%(known)s). Download a new one and fill that in."
    ),
    "entry-codes-damaged": _(
        "The hidden sheet of this workbook was changed, so it cannot be known again. Download a "
        "new one and copy your figures into it."
    ),
    "entry-table-missing": _(
        "The table of this workbook is gone or lost its hidden row. Download a new one and copy "
        "your figures into it."
    ),
    "entry-office": _(
        "This workbook is for units of another office (code %(value)s). Download the one of your "
        "own unit and fill that in."
    ),
    "entry-period": _(
        "This file is for the period %(value)s, this round for %(wanted)s. Send it on the page of "
        "its own period, or download the workbook of this one."
    ),
    "entry-round-closed": _(
        "The round of the period %(value)s is not open, so nothing can be written. Ask the office "
        "to open it."
    ),
    "entry-unit-other": _(
        "The row of “%(value)s” at %(cell)s is of another unit than %(unit)s. Send it on the page "
        "of that unit, or leave the row out."
    ),
    "entry-unit-outside": _(
        "The row of “%(value)s” at %(cell)s is of a unit that you do not enter figures for. Leave "
        "the row out."
    ),
    "entry-unit-sent": _(
        "“%(value)s” at %(cell)s has sent its figures already. Leave the row out, or withdraw the "
        "figures first."
    ),
    "entry-changed-since": _(
        "%(unit)s, %(indicator)s at %(cell)s: somebody changed the figure after this workbook was "
        "downloaded. Leave the cell out and look at the entry page, or download a new workbook."
    ),
    "entry-exempt": _(
        "%(unit)s, %(indicator)s at %(cell)s: only the office decides what is not assessed. Leave "
        "the cell out."
    ),
    "unknown-state": _(
        "“%(value)s” at %(cell)s is no state. Choose one from the list of the cell."
    ),
    "state-and-number": _(
        "%(value)s at %(cell)s is a state and a number at once. Clear the numbers, or choose that "
        "there is a figure."
    ),
    "value-missing": _(
        "The state at %(cell)s says that there is a figure, but none is there. Type the numbers, "
        "or choose another state."
    ),
    "counts-incomplete": _(
        "Only one of the two counts is filled in at %(cell)s (%(value)s). Type the other one too."
    ),
    "numerator-above": _(
        "%(value)s at %(cell)s: the numerator is greater than the denominator. Correct it in the "
        "file."
    ),
}


def state_words(*, exempt: bool) -> tuple[tuple[State, str], ...]:
    """The states of the drop-down with their words; "not assessed" where it may stand there."""
    return tuple(
        (state, str(word)) for state, word in STATES.items() if exempt or state is not State.EXEMPT
    )
