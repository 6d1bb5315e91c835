"""The period and directive on top of each page, from the address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse

from directives.access import printed_publication
from directives.compliance.sheet import Rows, RowView
from directives.compliance.standing import Choice, UnknownCodeError, choose
from directives.compliance.summary import Summary
from directives.letters.domain import Letter
from directives.pages.tables import PAGE
from directives.publications.frozen import UnreadableError
from directives.publications.models import Publication
from directives.publications.selectors import frozen_of, imprint_of
from directives.text.imprint import Imprint
from units.access import scope_for
from units.models import Unit


def choice_for(request: HttpRequest, office: Unit | None = None) -> Choice:
    """What the address asks for, in the user's office unless another is given.

    Drafts are known to who sees all of the office. 404 for a code that is not there or no office
    in scope.
    """
    scope = scope_for(request)
    office = office or scope.office
    if office is None:
        raise Http404
    try:
        return choose(
            office,
            period_code=request.GET.get("period"),
            directive_code=request.GET.get("directive"),
            drafts=scope.sees_office and office == scope.office,
        )
    except UnknownCodeError as unknown:
        raise Http404 from unknown


def asked_publication(request: HttpRequest) -> Publication | None:
    """The publication that `?publication=` asks to print, instead of the figures of the moment;
    404 for one that is not the user's office's."""
    asked = request.GET.get("publication")
    return printed_publication(scope_for(request), asked) if asked else None


def public_address(request: HttpRequest, publication: Publication) -> str:
    """The whole address of a publication's open page, for the code on its prints."""
    path = reverse("public_publication", args=[publication.token])
    return (
        f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)
    )


def published_letter(request: HttpRequest) -> tuple[Letter, Imprint] | None:
    """The letter that the publication asked for has kept, with its imprint; None where none is
    asked for, 404 where it kept no letter."""
    asked = asked_publication(request)
    if asked is None:
        return None
    try:
        letter = frozen_of(asked).letter
    except UnreadableError as broken:
        raise Http404 from broken
    if letter is None:
        raise Http404
    return letter, imprint_of(asked, public_address(request, asked))


def page_context(choice: Choice, summary: Summary | None, **more: Any) -> dict[str, Any]:
    """What the strip on top of a page needs, with the page's own parts."""
    return {"choice": choice, "summary": summary, **more}


def page_of(rows: Rows, request: HttpRequest) -> Page[RowView]:
    """The hundred rows that the address asks for; a number out of range gives the nearest."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))
