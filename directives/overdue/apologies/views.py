"""Apology letters: written, printed, attached. Whose file it is only the unit itself sees."""

from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.overdue.apologies import services as apologies
from directives.overdue.apologies.documents import apology_docx, apology_pdf
from directives.overdue.apologies.domain import LetterText
from directives.overdue.apologies.forms import ApologyForm, ScanForm
from directives.overdue.apologies.presentation import apology_paper
from directives.overdue.apologies.refusing import LetterRefused
from directives.overdue.apologies.selectors import last_signed, proposed_number, signatory_on
from directives.overdue.models import OverdueFile
from directives.overdue.selectors import applicants_seen, writable_units
from directives.overdue.views import file_context
from reports.attachments.handing_out import kept_file, made_file
from units.access import Scope, members_only, scope_for
from units.models import Unit
from units.refusing import Refused
from units.versions import ChangedMeanwhile

_FORMATS: Final = ("pdf", "docx")


def lettered_file(scope: Scope, pk: int) -> OverdueFile:
    """A file whose apology letter the user may write and read: of the unit itself, since the letter
    says whose file it is; else 404."""
    files = OverdueFile.objects.writable_by(scope).filter(erased_at__isnull=True)
    file: OverdueFile = get_object_or_404(files, pk=pk)
    if file.unit_id not in applicants_seen(scope):
        raise Http404
    return file


def _lettering_unit(scope: Scope, code: str) -> Unit:
    """The unit whose letters the user may read, by its code; their only one where none is named."""
    units = writable_units(scope).filter(pk__in=applicants_seen(scope))
    named: list[Unit] = list(units.filter(code=code) if code else units[:2])
    if len(named) != 1:
        raise Http404
    return named[0]


@require_http_methods(["GET", "POST"])
@members_only
@never_cache
def apology(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the letter of a file, or give it its number."""
    file = lettered_file(scope_for(request), pk)
    form = ApologyForm(request.POST or None, initial=_start(file))
    if form.is_valid():
        try:
            apologies.apology_save(
                file=file,
                text=form.text,
                user=request.user,  # type: ignore[arg-type]
                seen=form.cleaned_data["version"],
            )
            messages.success(request, _kept_text(form))
            return redirect("overdue_file", pk)
        except LetterRefused as refused:
            for field, message in refused.reasons:
                form.add_error(field, message)
        except ChangedMeanwhile as refused:
            form.add_error(None, refused.message)
    return _page(request, file, form)


def _kept_text(form: ApologyForm) -> str:
    """What comes next."""
    if form.text.signed_on is not None:
        return _("Number and day are kept. Attach the scan of the signed letter.")
    return _("The letter is kept. Print it, have it signed, attach it.")


def _start(file: OverdueFile) -> dict[str, Any]:
    """The letter as it is kept; for a new one who signed last, else who signs for the unit."""
    if file.letter is not None:
        return {name: getattr(file.letter, name) for name in (*LetterText.__slots__, "version")}
    last = last_signed(file.unit)
    if last is not None:
        names = ("authority", "signer_title", "signer_name")
        return {"version": 0, **{name: getattr(last, name) for name in names}}
    signer = signatory_on(file.unit, timezone.localdate())
    if signer is None:
        return {"version": 0}
    return {
        "version": 0,
        "authority": signer.authority,
        "signer_title": signer.title,
        "signer_name": signer.name,
    }


def _page(request: HttpRequest, file: OverdueFile, form: ApologyForm) -> HttpResponse:
    context = {
        **file_context(scope_for(request), file.pk),
        "form": form,
        "proposed": proposed_number(file.unit, timezone.localdate().year),
    }
    status = 422 if form.errors else 200
    return render(request, "directives/overdue/apology_form.html", context, status=status)


@require_GET
@members_only
@never_cache
def apology_print(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """The letter as PDF or Word, to be signed."""
    file = lettered_file(scope_for(request), pk)
    if file.letter is None or fmt not in _FORMATS:
        raise Http404
    paper = apology_paper(file, file.letter)
    content = apology_docx(paper) if fmt == "docx" else apology_pdf([paper])
    return made_file(content, f"phieu-xin-loi-{file.pk}.{fmt}")


@require_GET
@members_only
@never_cache
def apologies_print(request: HttpRequest) -> HttpResponse:
    """All letters of a unit that wait to be signed and attached, as one PDF."""
    unit = _lettering_unit(scope_for(request), request.GET.get("unit", ""))
    files = OverdueFile.objects.filter(unit=unit).to_sign()
    ordered = files.select_related("unit__parent", "apology").order_by("due_on", "code")
    papers = [apology_paper(file, file.apology) for file in ordered]
    if not papers:
        raise Http404
    return made_file(apology_pdf(papers), f"phieu-xin-loi-{unit.code}.pdf")


@require_POST
@members_only
def apology_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay the scan of the signed letter into the file."""
    file = lettered_file(scope_for(request), pk)
    if file.letter is None:
        raise Http404
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose the scan of the signed letter."))
        return redirect("overdue_file", pk)
    scan = form.cleaned_data["scan"]
    try:
        apologies.apology_attach(
            letter=file.letter,
            user=request.user,  # type: ignore[arg-type]
            file=scan,
            filename=scan.name,
        )
        messages.success(request, _("The letter lies in the file."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("overdue_file", pk)


@require_GET
@members_only
@never_cache
def apology_scan(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    letter = lettered_file(scope_for(request), pk).letter
    if letter is None or not letter.scan:
        raise Http404
    return kept_file(letter.scan, letter.scan_name)
