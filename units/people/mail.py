"""The letter of an invitation, in the language of the office."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from units.models import Invitation

_log = logging.getLogger(__name__)


def invitation_send(*, invitation: Invitation, link: str) -> bool:
    """Send the link to the invited address; False where no mail server took it, so that the
    link is handed over by hand."""
    if not sends_mail():
        _log.info("No mail server is set: an invitation waits to be handed over.")
        return False
    context = {"invitation": invitation, "link": link}
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("units/people/email/invitation_subject.txt", context).strip()
        text = render_to_string("units/people/email/invitation.txt", context)
    try:
        return send_mail(subject, text, None, [invitation.email]) == 1
    except (SMTPException, OSError) as error:
        # The kind of error alone: its text can hold the address.
        _log.warning("An invitation could not be sent: %s", type(error).__name__)
        return False


def sends_mail() -> bool:
    """Whether mail leaves this machine; the console only prints it."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")
