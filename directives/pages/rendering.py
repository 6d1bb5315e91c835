"""A page, or the part of it that htmx asks for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails


def page_or_part(
    request: HttpRequest, page: str, part: str, context: dict[str, Any]
) -> HttpResponse:
    """Going back asks for the whole page, though htmx asks; caches keep the two apart."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    template = part if htmx and not htmx.history_restore_request else page
    response = render(request, f"directives/pages/{template}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
