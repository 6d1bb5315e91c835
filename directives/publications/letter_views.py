"""The letter as a file: of the moment, or as a publication has kept it."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from directives.clauses.models import Directive
from directives.letters import views as letters
from directives.letters.documents import FORMATS, letter_document, letter_name
from directives.publications.choosing import asked_publication, published_letter
from reports.attachments.handing_out import made_file
from units.access import office_only, scope_for


@require_GET
@office_only
def letter_file(request: HttpRequest, code: str, fmt: str) -> HttpResponseBase:
    """The letter as pdf or docx; with `?publication=` as it read when it was published. 404 for a
    publication that was held against another directive."""
    publication = asked_publication(request)
    if publication is None:
        return letters.letter_file(request, code, fmt)
    directive = get_object_or_404(Directive.objects.visible_to(scope_for(request)), code=code)
    kept = published_letter(request)
    if fmt not in FORMATS or kept is None or publication.directive_id != directive.pk:
        raise Http404
    letter, imprint = kept
    data = letter_document(letter, fmt, office=directive.issuer, imprint=imprint)
    return made_file(data, letter_name(directive, fmt, imprint), shown=fmt == "pdf")
