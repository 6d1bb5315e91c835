"""Why an apology letter is not taken, in one sentence that says what to do, at its field."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directives.overdue.apologies.domain import LetterFault
from units.refusing import Refused

# A fault of the letter as a whole stands at no field.
_REASONS: Final[Mapping[LetterFault, tuple[str | None, str | Promise]]] = {
    LetterFault.SECOND: (
        "new_due_on",
        _(
            "The letter has gone out with this new day, and a file is re-appointed once. Resolve "
            "the file by that day."
        ),
    ),
    LetterFault.NUMBERED: (
        "new_due_on",
        _(
            "The letter is numbered and signed with this new day, and a file is re-appointed once. "
            "If it was a mistake and nothing has gone out, take number and day away first."
        ),
    ),
    LetterFault.DAY_MISSING: (
        "new_due_on",
        _("Write the new day on which the applicant gets the result."),
    ),
    LetterFault.DAY_AFTER_RESULT: (
        "new_due_on",
        _(
            "The file has its result, so the letter promises no new day. Leave it empty, or write "
            "the day of signing if that was before the result."
        ),
    ),
    LetterFault.DEPUTY_MISSING: (
        "signer_title",
        _("Who signs for the head (KT.) is a deputy: write the title so, as PHÓ CHỦ TỊCH."),
    ),
    LetterFault.DAY_NOT_AFTER_OLD: (
        "new_due_on",
        _("The new day must come after the day that was promised first."),
    ),
    LetterFault.DAY_BEFORE_SIGNING: (
        "new_due_on",
        _("The new day comes before the letter does. Choose a later one."),
    ),
    LetterFault.SIGNED_BEFORE_RECEIPT: (
        "signed_on",
        _("The letter cannot be older than the file. Correct the day."),
    ),
    LetterFault.SIGNED_LATER: (
        "signed_on",
        _("The day of signing is still to come. Leave it empty until then."),
    ),
    LetterFault.REASON_MISSING: (
        "reason_text",
        _("Choose a reason or write one; the letter must give it."),
    ),
    LetterFault.NUMBER_TAKEN: (
        "number",
        _("Another letter of this year has this number. Take the next one."),
    ),
    LetterFault.NUMBER_ALONE: (
        "number",
        _("Give number and day of signing together, or leave both empty."),
    ),
    LetterFault.SENT_STAYS: (
        "number",
        _(
            "The signed letter lies in the file, so its number, day and signer stay as they are "
            "there."
        ),
    ),
    LetterFault.IN_TIME: (
        None,
        _(
            "This file has its result in time, so no apology is due. If that is wrong, correct the "
            "day of its result first."
        ),
    ),
}


class LetterRefused(Refused):
    """A letter that is not kept so, with all `faults` that stand against it."""

    def __init__(self, *faults: LetterFault) -> None:
        field, message = _REASONS[faults[0]]
        super().__init__(message, field)
        self.faults = faults

    @property
    def reasons(self) -> list[tuple[str | None, str]]:
        """Each fault as the field it belongs to and its sentence."""
        return [(field, str(text)) for field, text in map(_REASONS.__getitem__, self.faults)]
