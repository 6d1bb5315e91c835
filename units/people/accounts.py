"""How people log in: accounts are made by the office, so nobody signs up by themselves."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm as AllauthResetPasswordKeyForm
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ClosedSignupAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up page; errors in the words of this site, since allauth has no Vietnamese."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The user name or the password is wrong. Try again."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your present password."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes and try again."),
        "rate_limited": _("Too many tries. Wait a few minutes and try again."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count nothing: wrong passwords are counted by axes alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: staff make accounts."""
        return False


class Labelled:
    """Fields named in our words, without placeholders that repeat the labels."""

    labels: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, label in self.labels.items():
            fields[name].label = label
            fields[name].widget.attrs.pop("placeholder", None)
            fields[name].widget.attrs["class"] = "form-control"


class LoginForm(Labelled, AllauthLoginForm):  # type: ignore[misc]
    labels = {"login": _("User name"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # the page has the link to a new one


class ChangePasswordForm(Labelled, AllauthChangePasswordForm):  # type: ignore[misc]
    labels = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("The new password once more"),
    }


class ResetPasswordForm(Labelled, AllauthResetPasswordForm):  # type: ignore[misc]
    labels = {"email": _("E-mail address")}


class ResetPasswordKeyForm(Labelled, AllauthResetPasswordKeyForm):  # type: ignore[misc]
    """Twice the new password, after the link."""

    labels = {"password1": _("New password"), "password2": _("The new password once more")}


class ReauthenticateForm(Labelled, AllauthReauthenticateForm):  # type: ignore[misc]
    """The password before a change of the account."""

    labels = {"password": _("Present password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class LengthValidator(MinimumLengthValidator):
    """As Django's, whose new sentence has no Vietnamese yet."""

    def get_error_message(self) -> str:
        return gettext("The password is too short. Use %(least)s characters or more.") % {
            "least": self.min_length
        }
