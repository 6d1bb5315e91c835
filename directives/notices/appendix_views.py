"""The workbook that goes with a letter."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from directives.notices.views import asked_summary
from directives.notices.xlsx import appendix_xlsx
from reports.attachments.handing_out import made_file
from units.access import office_only, scope_for


@require_GET
@office_only
def appendix(request: HttpRequest) -> HttpResponse:
    """The table of the letter with live sums, verdicts and places; with `?publication=` as it was
    published."""
    office = scope_for(request).office
    if office is None:
        raise Http404
    printed = asked_summary(request, office)
    if not printed.summary.reported_lines:
        raise Http404
    data = appendix_xlsx(printed.summary, printed.imprint)
    return made_file(data, f"phu-luc-{printed.name}.xlsx")
