"""The period and directive on top of each page, from the address."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from directives.domain.summary import Summary
from directives.selectors import Choice, UnknownCodeError, choose
from units.access import scope_for


def choice_for(request: HttpRequest) -> Choice:
    """What the address asks for; 404 for a code that is not there or no office in scope."""
    scope = scope_for(request)
    if scope.office is None:
        raise Http404
    try:
        return choose(
            scope.office,
            period_code=request.GET.get("period"),
            directive_code=request.GET.get("directive"),
        )
    except UnknownCodeError as unknown:
        raise Http404 from unknown


def page_context(choice: Choice, summary: Summary | None, **more: Any) -> dict[str, Any]:
    """What the strip on top of a page needs, with the page's own parts."""
    return {"choice": choice, "summary": summary, **more}
