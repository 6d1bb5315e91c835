"""The period and directive on top of each page, from the address."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from directives.clauses.models import Directive
from directives.compliance.choice import Choice, UnknownCodeError, choose
from units.access import scope_for
from units.models import Unit


def choice_for(request: HttpRequest, office: Unit | None = None) -> Choice:
    """What the address asks for, in the user's office unless another is given.

    Drafts are known to who sees all of the office. 404 for a code that is not there or no office
    in scope.
    """
    scope = scope_for(request)
    office = office or scope.office
    if office is None:
        raise Http404
    try:
        return choose(
            office,
            period_code=request.GET.get("period"),
            directive_code=request.GET.get("directive"),
            compare=request.GET.get("compare"),
            drafts=scope.sees_office and office == scope.office,
        )
    except UnknownCodeError as unknown:
        raise Http404 from unknown


def directive_choice(request: HttpRequest, code: str) -> tuple[Directive, Choice]:
    """A directive in scope and the period that it is looked at in: the asked one, else that of its
    basis report. 404 for a code that is not there."""
    directive = get_object_or_404(Directive.objects.visible_to(scope_for(request)), code=code)
    period = request.POST.get("period") or request.GET.get("period")
    if not period and directive.basis is not None:
        period = directive.basis.period.code
    try:
        return directive, choose(directive.issuer, period_code=period, directive_code=code)
    except UnknownCodeError as unknown:
        raise Http404 from unknown
