"""Why a period is not published, in one sentence that says what to do."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PUBLISHING_SAID: Final[dict[str, str | Promise]] = {
    "no-figures": _("The period has no figures yet. Bring in the report first."),
    "nothing-changed": _(
        "Nothing is different from the last publication, so there is nothing new to publish."
    ),
    "just-published": _("These figures have just been published."),
    "had-a-hand": _(
        "You made or accepted figures of this period, places from its report or sentences of the "
        "letter. Ask another person to publish them."
    ),
    "needs-reason": _("Write why a corrected version is needed; the reason is kept with it."),
    "changed-meanwhile": _("The figures have changed just now. Look at them again, then publish."),
    "altered": _(
        "What is kept of the last publication does not match its check code. "
        "Tell the administrator before a correction is published."
    ),
    "not-of-the-period": _(
        "This letter does not hold for the period. Choose the letter of the period, then publish."
    ),
    "draft-beside-letter": _(
        "This draft is not the letter of the period. Choose the letter of the period, or give the "
        "draft its number first."
    ),
    "stale-findings": _(
        "Sentences of the letter speak of figures that are different now. Bring them up to date, "
        "then publish."
    ),
    "asked-already": _("A request for this period waits already."),
}
