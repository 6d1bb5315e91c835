"""The publication that an address asks to print, instead of the figures of the moment."""

from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import override

from directives.compliance.words import trial_text
from directives.letters.domain import Letter
from directives.publications.frozen import UnreadablePublicationError
from directives.publications.models import Publication
from directives.publications.selectors import frozen_of, imprint_of
from directives.text.imprint import Imprint
from units.access import scope_for


def asked_publication(request: HttpRequest) -> Publication | None:
    """The publication that `?publication=` asks to print, instead of the figures of the moment;
    404 for one that is not the user's office's."""
    key = request.GET.get("publication")
    if not key:
        return None
    rows = Publication.objects.visible_to(scope_for(request))
    publication: Publication = get_object_or_404(rows, pk=publication_key(key))
    return publication


def publication_key(text: str) -> int:
    """The key that stands in an address; 404 for what is no number."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)


def public_address(request: HttpRequest, publication: Publication) -> str:
    """The whole address of a publication's open page, for the code on its prints."""
    path = reverse("public_publication", args=[publication.token])
    return (
        f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)
    )


def published_letter(request: HttpRequest, publication: Publication) -> tuple[Letter, Imprint]:
    """The letter that the publication has kept, with its imprint; 404 where it kept none."""
    try:
        kept = frozen_of(publication)
    except UnreadablePublicationError as broken:
        raise Http404 from broken
    if kept.letter is None:
        raise Http404
    imprint = imprint_of(publication, public_address(request, publication))
    with override("vi"):
        trial = trial_text(kept.source.directive)
    return kept.letter, replace(imprint, trial=trial)
