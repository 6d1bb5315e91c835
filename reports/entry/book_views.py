"""The workbook to download and fill in without the page; it comes back through the importer."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from reports.attachments.handing_out import made_file
from reports.entry.book_selectors import entry_book
from reports.entry.workbook import entry_workbook_bytes
from reports.rounds.models import Round
from units.access import members_only, round_keepers_only, scope_for
from units.models import Unit


@require_GET
@members_only
def entry_workbook(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    scope = scope_for(request)
    entered = get_object_or_404(Unit.objects.entered_by(scope), code=unit)
    round_ = get_object_or_404(Round.objects.visible_to(scope), period__code=period)
    filename = f"so-lieu-{entered.code}-{round_.period.code}.xlsx"
    return _download(request, round_, [entered], filename)


@require_GET
@round_keepers_only
def round_workbook(request: HttpRequest, code: str) -> HttpResponse:
    """The workbook of all units of the office."""
    scope = scope_for(request)
    round_ = get_object_or_404(Round.objects.visible_to(scope), period__code=code)
    units = round_.units.filter(pk__in=scope.enterable_ids)
    return _download(request, round_, list(units), f"so-lieu-{round_.period.code}.xlsx")


def _download(
    request: HttpRequest, round_: Round, units: Sequence[Unit], filename: str
) -> HttpResponse:
    data = entry_workbook_bytes(entry_book(round_, units, scope_for(request)))
    return made_file(data, filename)
