"""The one word for each state without a value: on every page, paper, workbook and verdict."""

from typing import Final

from django.utils.translation import pgettext_lazy

from reports.figures.figures import State

BLANK_WORDS: Final = {
    State.NO_CASES: pgettext_lazy("state", "no cases arose"),
    State.NOT_STARTED: pgettext_lazy("state", "not started"),
    State.NOT_REPORTED: pgettext_lazy("state", "not reported"),
    State.EXEMPT: pgettext_lazy("state", "not assessed"),
}
