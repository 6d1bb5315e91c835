"""The period and directive on top of each page, from the address."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest

from directives.domain.summary import Summary
from directives.presentation.sheet import Rows, RowView
from directives.selectors.standing import Choice, UnknownCodeError, choose
from directives.tables import PAGE
from units.access import scope_for
from units.models import Unit


def choice_for(request: HttpRequest, office: Unit | None = None) -> Choice:
    """What the address asks for, in the user's office unless another is given.

    404 for a code that is not there or no office in scope.
    """
    office = office or scope_for(request).office
    if office is None:
        raise Http404
    try:
        return choose(
            office,
            period_code=request.GET.get("period"),
            directive_code=request.GET.get("directive"),
        )
    except UnknownCodeError as unknown:
        raise Http404 from unknown


def page_context(choice: Choice, summary: Summary | None, **more: Any) -> dict[str, Any]:
    """What the strip on top of a page needs, with the page's own parts."""
    return {"choice": choice, "summary": summary, **more}


def page_of(rows: Rows, request: HttpRequest) -> Page[RowView]:
    """The hundred rows that the address asks for; a number out of range gives the nearest."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))
