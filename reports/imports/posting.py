"""Addresses that only change something. Who comes there with GET, as after a log-in in between or
by the Back button, is sent to the page that the buttons stand on: nothing was done."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponseBase]


def posted_from(page: str, *, with_key: bool = True) -> Callable[[View], View]:
    """A view for POST; GET goes to `page`, which takes the key of the object unless told not to."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            return _to_page(request, page, kwargs if with_key else {})

        return require_http_methods(["GET", "HEAD", "POST"])(answer)

    return decorate


def _to_page(request: HttpRequest, page: str, kwargs: dict[str, Any]) -> HttpResponse:
    messages.info(request, _("Nothing was done yet. Press the button again."))
    answer: HttpResponse = redirect(page, **kwargs)
    return answer
