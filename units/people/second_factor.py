"""Second factors in the words of this site: allauth has no Vietnamese."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm as AllauthAddWebAuthnForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm as AllauthEditWebAuthnForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from units.models import User
from units.people.accounts import Labelled


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Errors and names in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Wait for the next one and type that."),
        "cannot_delete_authenticator": _("The second factor cannot be taken away."),
        "cannot_generate_recovery_codes": _("Set up an application or a key first."),
    }

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """A name for the next key: "Key 2"."""
        known = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Key %(number)s") % {"number": known + 1}

    def get_totp_label(self, user: User) -> str:
        """What the application on the phone shows: the log-in name, no address."""
        return user.username


class CodeForm(Labelled):
    labels = {"code": _("Code")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = _("Type the code.")  # type: ignore[attr-defined]


class AuthenticateForm(CodeForm, AllauthAuthenticateForm):  # type: ignore[misc]
    """The code at log-in."""


class FactorReauthenticateForm(CodeForm, AllauthReauthenticateForm):  # type: ignore[misc]
    """The code before a change of the account."""


class ActivateTOTPForm(CodeForm, AllauthActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new application."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddWebAuthnForm(Labelled, AllauthAddWebAuthnForm):  # type: ignore[misc]
    """A new key, and whether it alone is enough to log in."""

    labels = {"name": _("Name of the key")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.label = _("Log in with this key alone")
        alone.help_text = _("The device then asks for its own PIN, finger or face.")


class EditWebAuthnForm(Labelled, AllauthEditWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Name of the key")}
