"""Files to save and print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from directives.compliance.choosing import choice_for
from directives.compliance.documents import (
    FORMATS,
    compliance_document,
    document_name,
    published_name,
    summary_document,
)
from directives.publications.choosing import asked_publication, public_address
from directives.publications.frozen import UnreadablePublicationError
from directives.publications.models import Publication
from directives.publications.selectors import imprint_of, published_summary
from reports.attachments.handing_out import made_file
from units.access import office_only


@require_GET
@office_only
def compliance(request: HttpRequest, fmt: str) -> HttpResponse:
    """The compliance summary of the chosen period and directive as pdf, docx or xlsx; with
    `?publication=` as it was published."""
    if fmt not in FORMATS:
        raise Http404
    published = asked_publication(request)
    if published is not None:
        return _published(request, published, fmt)
    choice = choice_for(request)
    if choice.period is None:
        raise Http404
    return made_file(compliance_document(choice, fmt), document_name(choice, fmt))


def _published(request: HttpRequest, published: Publication, fmt: str) -> HttpResponse:
    imprint = imprint_of(published, public_address(request, published))
    try:
        data = summary_document(published_summary(published), fmt, imprint)
    except UnreadablePublicationError as broken:
        raise Http404 from broken
    return made_file(data, published_name(published.number, published.version, fmt))
