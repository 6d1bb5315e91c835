"""The language of a page, what htmx gets when the session has ended, and roles that need a second
factor."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import translation

from units.access import scope_for

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Vietnamese unless the reader switched: an English Windows says nothing about its user."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the language of the request and name it in the answer."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class HtmxLoginMiddleware:
    """A fragment asked for without a session: the whole page goes to the log-in, not its part."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Turn a redirect to the log-in page into one that htmx makes in the whole window."""
        response = self.get_response(request)
        log_in = resolve_url(settings.LOGIN_URL)
        if request.headers.get("HX-Request") and response.get("Location", "").startswith(log_in):
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return response


class SecondFactorMiddleware:
    """Who has a role of MFA_REQUIRED_ROLES sees nothing before a second factor is set up; where a
    role needs one, so does whoever opens the administration."""

    # What is needed to set one up, to leave, to read the page in one's language.
    OPEN = frozenset({"account_reauthenticate", "account_logout", "language", "healthz"})

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the address is known only in process_view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send those who still owe a second factor to the page where it is set up."""
        name = (request.resolver_match.url_name if request.resolver_match else None) or ""
        if name in self.OPEN or name.startswith("mfa_") or not self._owes(request):
            return None
        page = f"{resolve_url('mfa_index')}?needed=1"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": page})
        return redirect(page)

    def _owes(self, request: HttpRequest) -> bool:
        required = frozenset(settings.MFA_REQUIRED_ROLES)
        if not required or not request.user.is_authenticated:
            return False
        roles = frozenset().union(*scope_for(request).roles.values())
        # Who opens the administration holds more than any role.
        owes = bool(roles & required) or request.user.is_staff or request.user.is_superuser
        return owes and not is_mfa_enabled(request.user)
