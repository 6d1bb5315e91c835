"""Why a period is not published, each in one sentence that says what to do."""

from typing import Final

from django.utils.translation import gettext_lazy as _

NO_FIGURES: Final = _("The period has no figures yet. Bring in the report first.")
NOTHING_CHANGED: Final = _(
    "Nothing is different from the last publication, so there is nothing new to publish."
)
JUST_PUBLISHED: Final = _("These figures have just been published.")
HAD_A_HAND: Final = _(
    "You made or accepted figures of this period, places from its report or sentences of the "
    "letter. Ask another person to publish them."
)
NEEDS_REASON: Final = _("Write why a corrected version is needed; the reason is kept with it.")
CHANGED_MEANWHILE: Final = _("The figures have changed just now. Look at them again, then publish.")
ALTERED: Final = _(
    "What is kept of the last publication does not match its check code. "
    "Tell the administrator before a correction is published."
)
NOT_OF_THE_PERIOD: Final = _(
    "This letter does not hold for the period. Choose the letter of the period, then publish."
)
DRAFT_BESIDE_LETTER: Final = _(
    "This draft is not the letter of the period. Choose the letter of the period, or give the "
    "draft its number first."
)
TRIAL_NOT_CONFIRMED: Final = _(
    "The directive is a draft that was never issued. Confirm that the figures are published as a "
    "trial, or give the draft its number first."
)
STALE_FINDINGS: Final = _(
    "Sentences of the letter speak of figures that are different now. Bring them up to date, "
    "then publish."
)
ASKED_ALREADY: Final = _("A request for this period waits already.")
