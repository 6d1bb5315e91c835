"""The publication that an address asks to print, instead of the figures of the moment."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse

from directives.access import printed_publication
from directives.letters.domain import Letter
from directives.publications.frozen import UnreadableError
from directives.publications.models import Publication
from directives.publications.selectors import frozen_of, imprint_of
from directives.text.imprint import Imprint
from units.access import scope_for


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
