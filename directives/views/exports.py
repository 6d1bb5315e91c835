"""Files to save and print."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from directives.documents import FORMATS, compliance_document, document_name
from directives.views.choosing import choice_for
from units.access import office_only


@require_GET
@office_only
def compliance(request: HttpRequest, fmt: str) -> HttpResponse:
    """The compliance summary of the chosen period and directive as pdf, docx or xlsx."""
    if fmt not in FORMATS:
        raise Http404
    choice = choice_for(request)
    if choice.period is None:
        raise Http404
    response = HttpResponse(compliance_document(choice, fmt), content_type=FORMATS[fmt])
    response["Content-Disposition"] = f'attachment; filename="{document_name(choice, fmt)}"'
    return response
