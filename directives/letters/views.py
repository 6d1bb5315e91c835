"""The letter to read, to print and as a Word file; the office's own Word template."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.compliance.choosing import directive_choice
from directives.findings.selectors import stale_count
from directives.letters.documents import FORMATS, letter_document, letter_for, letter_name
from directives.letters.forms import LetterTemplateForm
from directives.letters.models import LetterTemplate
from directives.letters.placeholders import PLACEHOLDERS
from directives.letters.presentation import letter_parts
from directives.letters.selectors import template_in_use, templates_of
from directives.letters.template import built_in_template
from directives.letters.template_services import letter_template_built_in as use_built_in
from directives.letters.template_services import letter_template_use as use_again
from reports.attachments.handing_out import kept_file, made_file
from units.access import directors_only, office_for, office_only, scope_for
from units.refusing import Refused


@require_GET
@office_only
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """The letter as it would be printed now, with its files."""
    directive, choice = directive_choice(request, code)
    shown = letter_for(choice) if choice.period else None
    context = {
        "choice": choice,
        "directive": directive,
        "letter": shown,
        "parts": letter_parts(shown) if shown else None,
        # Sentences that speak of figures that are different now.
        "stale": stale_count(directive, choice.summary()) if directive.findings.exists() else 0,
        "template": template_in_use(directive.issuer),
    }
    return render(request, "directives/letters/letter.html", context)


@require_GET
@office_only
def letter_file(request: HttpRequest, code: str, fmt: str) -> HttpResponse:
    """The letter as pdf or docx, as it reads now."""
    if fmt not in FORMATS:
        raise Http404
    directive, choice = directive_choice(request, code)
    if choice.period is None:
        raise Http404
    try:
        data = letter_document(letter_for(choice), fmt, office=directive.issuer)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("letter", code)
    return made_file(data, letter_name(directive, fmt), shown=fmt == "pdf")


@require_GET
@office_only
def letter_templates(request: HttpRequest) -> HttpResponse:
    """The template in use, those laid aside, and what a template may contain."""
    return render(request, "directives/letters/templates.html", _templates_context(request))


def _template(request: HttpRequest, pk: int) -> LetterTemplate:
    return get_object_or_404(LetterTemplate.objects.visible_to(scope_for(request)), pk=pk)


def _templates_context(request: HttpRequest, **more: Any) -> dict[str, Any]:
    office = office_for(request)
    user: Any = request.user
    brought_in = templates_of(office)
    return {
        "form": LetterTemplateForm(office=office, user=user),
        "templates": brought_in,
        "in_use": next((template for template in brought_in if template.is_active), None),
        "placeholders": PLACEHOLDERS,
        "writes": scope_for(request).may_direct,
        **more,
    }


@require_http_methods(["POST"])
@directors_only
def letter_template_add(request: HttpRequest) -> HttpResponse:
    """Bring in a template of the office's own and use it."""
    user: Any = request.user
    form = LetterTemplateForm(request.POST, request.FILES, office=office_for(request), user=user)
    if not form.is_valid():
        context = _templates_context(request, form=form)
        return render(request, "directives/letters/templates.html", context, status=422)
    messages.success(request, _("From now on letters are made with this template."))
    return redirect("letter_templates")


@require_POST
@directors_only
def letter_template_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Use a template again that was laid aside."""
    use_again(template=_template(request, pk))
    messages.success(request, _("From now on letters are made with this template."))
    return redirect("letter_templates")


@require_POST
@directors_only
def letter_template_built_in(request: HttpRequest) -> HttpResponse:
    """Back to the built-in template."""
    use_built_in(office=office_for(request))
    messages.success(request, _("From now on letters are made with the built-in template."))
    return redirect("letter_templates")


@require_GET
@office_only
def letter_template_sample(request: HttpRequest) -> HttpResponse:
    """The built-in template, to be changed and brought in."""
    return made_file(built_in_template(), "mau-cong-van.docx")


@require_GET
@office_only
def letter_template_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    template = _template(request, pk)
    return kept_file(template.file, template.filename)
