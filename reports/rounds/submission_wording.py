"""The sentences of what a submission cannot do; each says what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

_STEPS: Final = {
    "not-submitted": _("The submission is in another state by now. Look at it again."),
    "own": _("You sent or typed these figures yourself; somebody else must judge them."),
    "needs-reason": _("Write why, for the whole or for single figures."),
    "sent-again": _("The unit has sent its figures again. Look at the new ones first."),
    "round-not-open": _("The round is not open, so nothing can be changed. Open it first."),
}


def step_refused_text(
    code: str, gaps: tuple[str, ...] = (), names: Mapping[str, str] | None = None
) -> str:
    """Why a submission cannot take a step; `code` and `gaps` are those of a SubmissionError.

    `names` are the names of indicators by their codes.
    """
    if code != "incomplete":
        return str(_STEPS[code])
    listed = ", ".join((names or {}).get(gap, gap) for gap in gaps)
    text = ngettext(
        "%(count)s indicator has no figure yet: %(names)s. Give it a figure or a state.",
        "%(count)s indicators have no figure yet: %(names)s. Give each a figure or a state.",
        len(gaps),
    )
    return text % {"count": len(gaps), "names": listed}
