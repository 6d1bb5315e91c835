"""Why an apology letter is not taken, in one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from directives.overdue.apologies.domain import Fault

_REFUSED: Final = {
    Fault.SECOND: _(
        "The letter has gone out with this new day, and a file is re-appointed once. Resolve the "
        "file by that day."
    ),
    Fault.NUMBERED: _(
        "The letter is numbered and signed with this new day, and a file is re-appointed once. If "
        "it was a mistake and nothing has gone out, take number and day away first."
    ),
    Fault.DAY_MISSING: _("Write the new day on which the applicant gets the result."),
    Fault.DAY_NOT_AFTER_OLD: _("The new day must come after the day that was promised first."),
    Fault.DAY_BEFORE_SIGNING: _("The new day comes before the letter does. Choose a later one."),
    Fault.SIGNED_BEFORE_RECEIPT: _("The letter cannot be older than the file. Correct the day."),
    Fault.SIGNED_LATER: _("The day of signing is still to come. Leave it empty until then."),
    Fault.REASON_MISSING: _("Choose a reason or write one; the letter must give it."),
    Fault.NUMBER_TAKEN: _("Another letter of this year has this number. Take the next one."),
    Fault.NUMBER_ALONE: _("Give number and day of signing together, or leave both empty."),
    Fault.SENT_STAYS: _(
        "The signed letter lies in the file, so its number, day and signer stay as they are there."
    ),
    Fault.IN_TIME: _(
        "This file has its result in time, so no apology is due. If that is wrong, correct the day "
        "of its result first."
    ),
    Fault.CHANGED: _(
        "Somebody else has changed this letter since you opened it. Open it again, then make your "
        "change."
    ),
}
_LATE: Final = _(
    "The rule asks for this letter one day before the due day at the latest. It comes later, and "
    "is needed all the same."
)
_LATE_ATTACHED: Final = _(
    "The letter was signed later than the rule asks: one day before the due day."
)
# A fault of the letter as a whole stands at no field.
FIELDS: Final[Mapping[Fault, str | None]] = {
    Fault.SECOND: "new_due_on",
    Fault.NUMBERED: "new_due_on",
    Fault.DAY_MISSING: "new_due_on",
    Fault.DAY_NOT_AFTER_OLD: "new_due_on",
    Fault.DAY_BEFORE_SIGNING: "new_due_on",
    Fault.SIGNED_BEFORE_RECEIPT: "signed_on",
    Fault.SIGNED_LATER: "signed_on",
    Fault.REASON_MISSING: "reason_text",
    Fault.NUMBER_TAKEN: "number",
    Fault.NUMBER_ALONE: "number",
    Fault.SENT_STAYS: "number",
    Fault.CHANGED: None,
    Fault.IN_TIME: None,
}


def late_text(*, attached: bool) -> str:
    """What is said of a letter that goes out, or went out, later than the rule asks."""
    return str(_LATE_ATTACHED if attached else _LATE)


def refused_text(fault: Fault) -> str:
    """The sentence of a fault."""
    return str(_REFUSED[fault])
