"""Findings of a letter: two lists of sentences, their figures, and what is different now."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, override
from django.views.decorators.http import require_GET, require_POST

from directives.clauses.models import Directive
from directives.compliance.choice import Choice
from directives.compliance.choosing import directive_choice
from directives.compliance.selectors import indicator_ref
from directives.compliance.summary import Summary
from directives.findings import services as writes
from directives.findings.domain import figures_mark
from directives.findings.forms import FindingForm, NewFindingForm, WordsForm
from directives.findings.models import Finding
from directives.findings.presentation import TieView, tie_view
from directives.findings.selectors import TiedFinding, tied_findings
from reports.figures.indicator_models import Indicator
from units.access import directors_only, office_only, scope_for
from units.refusing import Refused
from units.versions import VersionForm

_TEMPLATE = "directives/findings/findings.html"


@dataclass(frozen=True, slots=True)
class Desk:
    """A directive with the figures that its letter speaks of, named in Vietnamese."""

    directive: Directive
    choice: Choice
    summary: Summary

    @property
    def address(self) -> str:
        """Its page, with the period that is looked at."""
        period = self.choice.period.code if self.choice.period else ""
        path = reverse("findings", args=[self.directive.code])
        return f"{path}?{urlencode({'period': period})}"


@dataclass(frozen=True, slots=True)
class SentenceLine:
    """One sentence with its figures, the form of its words, and the form that takes the figures of
    now."""

    row: Finding
    is_stale: bool
    ties: tuple[TieView, ...]
    form: FindingForm
    fresh: WordsForm


def _desk(directive: Directive, choice: Choice) -> Desk | None:
    with override("vi"):
        summary = choice.summary()
    return Desk(directive, choice, summary) if summary else None


def _written(request: HttpRequest, code: str) -> Desk:
    desk = _desk(*directive_choice(request, code))
    if desk is None:
        raise Http404
    return desk


def _sentence(request: HttpRequest, code: str, pk: int) -> tuple[Desk, Finding]:
    desk = _written(request, code)
    return desk, get_object_or_404(desk.directive.findings.select_related("directive"), pk=pk)


@require_GET
@office_only
def findings_page(request: HttpRequest, code: str) -> HttpResponse:
    """The sentences of a letter; those that speak of other figures than now are marked."""
    directive, choice = directive_choice(request, code)
    desk = _desk(directive, choice)
    if desk is not None:
        return _page(request, desk)
    return render(request, _TEMPLATE, {"directive": directive, "choice": choice})


def _page(request: HttpRequest, desk: Desk, failed: dict[str, Any] | None = None) -> HttpResponse:
    sentences = tied_findings(desk.directive, desk.summary)
    context: dict[str, Any] = {
        "directive": desk.directive,
        "choice": desk.choice,
        "lists": _lists(desk, sentences, failed or {}),
        "stale": sum(tied.is_stale for tied in sentences),
        "any": bool(sentences),
        "writes": scope_for(request).may_direct and not desk.directive.is_issued,
        "new": NewFindingForm(initial={"version": desk.directive.version}, **_options(desk)),
        "version": desk.directive.version,
        "figures": figures_mark(desk.summary),
    }
    context |= failed or {}
    return render(request, _TEMPLATE, context, status=422 if failed else 200)


def _options(desk: Desk) -> dict[str, Any]:
    return {
        "indicators": Indicator.objects.all(),
        "units": [line.unit for line in desk.summary.lines],
        "office": desk.directive.issuer.name,
    }


def _lists(
    desk: Desk, sentences: tuple[TiedFinding, ...], failed: dict[str, Any]
) -> list[tuple[str, str, list[SentenceLine]]]:
    """What goes well and what is low, each with its sentences and their forms."""
    proposed = writes.proposals(desk.summary)
    indicators = {row.code: indicator_ref(row) for row in Indicator.objects.all()}
    units = {line.unit.code: line.unit.name for line in desk.summary.lines}
    lines = []
    for tied in sentences:
        views = tuple(tie_view(tie, indicators, units) for tie in tied.ties)
        proposal = writes.proposal_for(tied.row, proposed) if tied.is_stale else None
        forms = _forms(tied.row, proposal, desk.directive.version, failed)
        lines.append(SentenceLine(tied.row, tied.is_stale, views, *forms))
    return [
        (kind.value, title, [line for line in lines if line.row.kind == kind])
        for kind, title in ((Finding.Kind.GOOD, _("Goes well")), (Finding.Kind.LOW, _("Still low")))
    ]


def _forms(
    row: Finding, proposal: tuple[str, str] | None, version: int, failed: dict[str, Any]
) -> tuple[FindingForm, WordsForm]:
    """The forms of its words, and of the words that the figures give now."""
    form = failed.get(f"edit-{row.pk}") or FindingForm(
        initial={"text": row.text, "kind": row.kind, "version": version},
        auto_id=f"id_{row.pk}_%s",
    )
    fresh = failed.get(f"refresh-{row.pk}") or WordsForm(
        initial={"text": proposal[1] if proposal else row.text, "version": version},
        auto_id=f"id_fresh_{row.pk}_%s",
    )
    return form, fresh


def _figures(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """The figures of now, and the mark of those that the page showed."""
    return {"summary": desk.summary, "seen": request.POST.get("figures", "")}


@require_POST
@directors_only
def findings_make(request: HttpRequest, code: str) -> HttpResponse:
    """Add a sentence for each indicator that none speaks of yet."""
    desk = _written(request, code)
    write = partial(writes.findings_make, directive=desk.directive, summary=desk.summary)
    message = ngettext_lazy("%(n)s sentence is written.", "%(n)s sentences are written.", "n")
    return _answer(request, desk, VersionForm(request.POST), write, message, "make")


@require_POST
@directors_only
def findings_refresh(request: HttpRequest, code: str) -> HttpResponse:
    """Bring the stale sentences that no person wrote up to date."""
    desk = _written(request, code)
    write = partial(writes.findings_refresh, directive=desk.directive, **_figures(request, desk))
    message = ngettext_lazy(
        "%(n)s sentence is up to date again.", "%(n)s sentences are up to date again.", "n"
    )
    return _answer(request, desk, VersionForm(request.POST), write, message, "all")


@require_POST
@directors_only
def finding_add(request: HttpRequest, code: str) -> HttpResponse:
    desk = _written(request, code)
    write = partial(writes.finding_add, directive=desk.directive, **_figures(request, desk))
    form = NewFindingForm(request.POST, **_options(desk))
    return _answer(request, desk, form, write, _("The sentence is in the letter."), "new")


@require_POST
@directors_only
def finding_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Other words for a sentence, or the other list."""
    desk, row = _sentence(request, code, pk)
    write = partial(writes.finding_edit, finding=row)
    form = FindingForm(request.POST, auto_id=f"id_{pk}_%s")
    return _answer(request, desk, form, write, _("The sentence is kept."), f"edit-{pk}")


@require_POST
@directors_only
def finding_refresh(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take the figures of now, with the words that stand in the form, or with those kept so far."""
    desk, row = _sentence(request, code, pk)
    write = partial(writes.finding_refresh, finding=row, **_figures(request, desk))
    sent = request.POST.copy()
    if sent.get("keep"):
        sent["text"] = row.text
    form = WordsForm(sent, auto_id=f"id_fresh_{pk}_%s")
    message = _("The sentence is up to date again.")
    return _answer(request, desk, form, write, message, f"refresh-{pk}")


@require_POST
@directors_only
def finding_move(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    desk, row = _sentence(request, code, pk)
    write = partial(writes.finding_move, finding=row, up=request.POST.get("to") == "up")
    form, message = VersionForm(request.POST), _("The order is changed.")
    return _answer(request, desk, form, write, message, "move")


@require_POST
@directors_only
def finding_delete(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    desk, row = _sentence(request, code, pk)
    write = partial(writes.finding_delete, finding=row)
    form, message = VersionForm(request.POST), _("The sentence is out of the letter.")
    return _answer(request, desk, form, write, message, "delete")


def _answer(
    request: HttpRequest,
    desk: Desk,
    form: Any,
    write: Callable[..., Any],
    message: Any,
    name: str,
) -> HttpResponse:
    """Write and go on with a message that may say how many (`n`); refused, the page comes back
    with what was typed."""
    if form.is_valid():
        try:
            count = write(**form.cleaned_data)
        except Refused as error:
            form.add_error(None, error.message)
            desk.directive.refresh_from_db(fields=["version"])
            form.data = form.data.copy()
            form.data["version"] = str(desk.directive.version)
        else:
            messages.success(request, message % {"n": count})
            return redirect(desk.address)
    return _page(request, desk, {"form": form, name: form, "failed": name})
