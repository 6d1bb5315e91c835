"""What a form sends: the page it stands on, the log-in in between, whether it was taken in."""

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.urls import is_valid_path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

TAKEN_COOKIE: Final = "taken"  # read by static/js/typed/kept.js
_MARK: Final = "_sending"  # put in by static/js/typed/typed.js
_MARK_SHAPE: Final = re.compile(r"[a-z0-9]{1,20}")
_SECONDS: Final = 600
_NOT_ALLOWED: Final = 405
# An invitation is made and its link shown at once: that answer alone is no redirect.
_TAKEN: Final = frozenset({201, 302, 303})


class LogInMiddleware(LoginRequiredMiddleware):
    """Who sends a form after the session has ended comes back to the form, not to the address that
    takes it in."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        """Redirect to the log-in."""
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        # What scripts send in the background tells the page itself.
        if request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
            messages.warning(
                request, _("The session has ended and nothing was done. Log in and send it again.")
            )
        return redirect_to_login(
            _came_from(request) or request.get_full_path(),
            resolve_url(self.get_login_url(view_func)),
            self.get_redirect_field_name(view_func),
        )


class SendingMiddleware:
    """Leads who opens an address that only takes in, as by the address bar after an answer with
    errors, to the page above it; and tells the browser what was taken in, so that it forgets what
    was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on and look at the answer."""
        response = self.get_response(request)
        if request.method in ("GET", "HEAD") and response.status_code == _NOT_ALLOWED:
            return _led_up(request)
        if request.method == "POST" and _is_taken_in(request, response):
            _tell_taken(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Note that no other middleware, as that of the log-in, has answered instead."""
        request.reached_view = True  # type: ignore[attr-defined]


def _came_from(request: HttpRequest) -> str:
    """Path and query of the page of this site that has sent the request; empty if there is none."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return ""
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def page_above(path: str) -> str:
    """The nearest address above that exists. It may only take in as well: then it leads on."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(path):
            break
    return path


def _led_up(request: HttpRequest) -> HttpResponse:
    waiting: Any = messages.get_messages(request)
    text = _("Nothing was done yet. Press the button again.")
    if text not in [str(message) for message in waiting]:
        messages.info(request, text)
    waiting.used = False
    query = request.GET.urlencode()
    return redirect(page_above(request.path) + (f"?{query}" if query else ""))


def _is_taken_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the view has done what was sent: an answer with errors has another status, and a
    refusal that is told on the next page is a message of errors."""
    if response.status_code not in _TAKEN or not hasattr(request, "reached_view"):
        return False
    storage: Any = messages.get_messages(request)
    # Private, for to walk through the storage would take out of it what the next page shows.
    new = getattr(storage, "_queued_messages", ())
    return all(message.level < messages.ERROR for message in new)


def _tell_taken(request: HttpRequest, response: HttpResponse) -> None:
    mark = request.POST.get(_MARK, "")
    if _MARK_SHAPE.fullmatch(mark):
        secure = bool(settings.SESSION_COOKIE_SECURE)
        response.set_cookie(TAKEN_COOKIE, mark, max_age=_SECONDS, secure=secure, samesite="Lax")
