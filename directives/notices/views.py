"""Notices to print: those of all units for the office, its own for a unit."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from directives.compliance.choice import Choice
from directives.compliance.choosing import choice_for
from directives.compliance.summary import Summary, UnitLine
from directives.notices.appendix import appendix_xlsx
from directives.notices.documents import (
    NOTICE_FORMATS,
    notice_name,
    notices_document,
    notices_name,
    unit_notice,
)
from directives.notices.selectors import newest_publication, summary_with_duties
from directives.publications.choosing import public_address, publication_key
from directives.publications.frozen import UnreadablePublicationError
from directives.publications.models import Publication
from directives.publications.selectors import imprint_of, published_summary
from directives.text.imprint import Imprint
from reports.attachments.handing_out import made_file
from units.access import members_only, office_for, office_of, office_only, scope_for
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed, and by which words its files are named."""

    summary: Summary
    imprint: Imprint | None
    name: str


@require_GET
@office_only
def notices(request: HttpRequest, fmt: str) -> HttpResponse:
    """The notices of all units of the chosen period in one PDF or one each in a zip; with
    `?publication=` as they were published."""
    if fmt not in NOTICE_FORMATS:
        raise Http404
    printed = asked_summary(request, office_for(request))
    try:
        data = notices_document(printed.summary, fmt, printed.imprint)
    except LookupError as nothing:
        raise Http404 from nothing
    return made_file(data, notices_name(printed.name, fmt))


@require_GET
@members_only
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """One unit's notice as PDF, for who sees the unit."""
    unit = get_object_or_404(Unit.objects.visible_to(scope_for(request)), code=code)
    printed = asked_summary(request, office_of(unit))
    data = unit_notice(printed.summary, unit.pk, printed.imprint)
    if data is None:
        raise Http404
    return made_file(data, notice_name(printed.name, unit.code))


@require_GET
@office_only
def appendix(request: HttpRequest) -> HttpResponse:
    """The table of the letter as a workbook; with `?publication=` as it was published."""
    printed = asked_summary(request, office_for(request))
    if not printed.summary.reported_lines:
        raise Http404
    data = appendix_xlsx(printed.summary, printed.imprint)
    return made_file(data, f"phu-luc-{printed.name}.xlsx")


def notice_query(choice: Choice, line: UnitLine | None) -> str:
    """What the address of a unit's notice asks for: the newest publication, before the first the
    figures of the moment; empty where nothing was reported of the unit."""
    if line is None or not line.has_figures or choice.period is None:
        return ""
    newest = newest_publication(choice)
    if newest is not None:
        return urlencode({"publication": newest})
    directive = {"directive": choice.directive.code} if choice.directive else {}
    compare = {"compare": choice.compare.value} if choice.compare else {}
    return urlencode({"period": choice.period.code, **directive, **compare})


def asked_summary(request: HttpRequest, office: Unit) -> Printed:
    """What the address asks to print of an office: a publication, else the figures of the moment;
    404 where there is none."""
    asked = request.GET.get("publication")
    if asked:
        return _published(request, office, asked)
    choice = choice_for(request, office)
    summary = summary_with_duties(choice)
    if summary is None or choice.period is None:
        raise Http404
    return Printed(summary, None, choice.period.code)


def _published(request: HttpRequest, office: Unit, asked: str) -> Printed:
    kept = get_object_or_404(Publication.objects.of_office(office), pk=publication_key(asked))
    imprint = imprint_of(kept, public_address(request, kept))
    try:
        return Printed(published_summary(kept), imprint, f"{kept.number}-{kept.version}")
    except UnreadablePublicationError as broken:
        raise Http404 from broken
