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
    "had-a-hand": _(
        "You brought in, entered or accepted figures of this period. "
        "Ask another person to publish them."
    ),
    "needs-reason": _("Write why a corrected version is needed; the reason is kept with it."),
    "changed-meanwhile": _("The figures have changed just now. Look at them again, then publish."),
    "altered": _(
        "What is kept of the last publication does not match its check code. "
        "Tell the administrator before a correction is published."
    ),
    "asked-already": _("A request for this period waits already."),
}
