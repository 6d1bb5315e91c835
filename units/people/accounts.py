"""How people log in: accounts are made by the office, so nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm as AllauthResetPasswordKeyForm
from django.http import HttpRequest
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


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """User name and password, without placeholders that repeat the labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label(self, login=_("User name"), password=_("Password"))
        self.fields["password"].help_text = ""  # the page has the link to a new one


class ChangePasswordForm(AllauthChangePasswordForm):  # type: ignore[misc]
    """The present password and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label(
            self,
            oldpassword=_("Present password"),
            password1=_("New password"),
            password2=_("The new password once more"),
        )


class ResetPasswordForm(AllauthResetPasswordForm):  # type: ignore[misc]
    """The address to which a link for a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label(self, email=_("E-mail address"))


class ResetPasswordKeyForm(AllauthResetPasswordKeyForm):  # type: ignore[misc]
    """Twice the new password, after the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label(self, password1=_("New password"), password2=_("The new password once more"))


class ReauthenticateForm(AllauthReauthenticateForm):  # type: ignore[misc]
    """The password before a change of the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label(self, password=_("Present password"))
        self.fields["password"].help_text = ""


def label(form: Any, **labels: Any) -> None:
    """Name fields in our words, without placeholders that repeat the labels."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["class"] = "form-control"
