"""How people log in: accounts are made by the office, so nobody signs up by themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from django.http import HttpRequest


class ClosedSignupAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: staff make accounts."""
        return False


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """User name and password, without placeholders that repeat the labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "form-control"
