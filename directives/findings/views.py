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
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_GET, require_POST

from directives.clauses.models import Directive
from directives.compliance.choice import Choice, UnknownCodeError, choose
from directives.compliance.selectors import indicator_ref, indicator_refs
from directives.compliance.summary import Summary
from directives.findings import services as writes
from directives.findings.domain import figures_mark
from directives.findings.forms import FindingForm, NewFindingForm, WordsForm
from directives.findings.models import Finding
from directives.findings.presentation import Named, TieView, tie_views
from directives.findings.selectors import TiedFinding, tied_findings
from units.access import directors_only, office_only, scope_for
from units.refusing import Refused
from units.versions import VersionForm


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


def _desk(request: HttpRequest, code: str) -> Desk | Choice:
    """The figures of the asked period, else of the basis report; without any the choice alone."""
    directive = get_object_or_404(Directive.objects.visible_to(scope_for(request)), code=code)
    period = request.POST.get("period") or request.GET.get("period")
    if not period and directive.basis is not None:
        period = directive.basis.period.code
    try:
        choice = choose(directive.issuer, period_code=period, directive_code=code)
    except UnknownCodeError as unknown:
        raise Http404 from unknown
    with override("vi"):
        summary = choice.summary()
    return Desk(directive, choice, summary) if summary else choice


def _written(request: HttpRequest, code: str) -> Desk:
    desk = _desk(request, code)
    if not isinstance(desk, Desk):
        raise Http404
    return desk


def _sentence(request: HttpRequest, code: str, pk: int) -> tuple[Desk, Finding]:
    desk = _written(request, code)
    return desk, get_object_or_404(desk.directive.findings.select_related("directive"), pk=pk)


@require_GET
@office_only
def findings_page(request: HttpRequest, code: str) -> HttpResponse:
    """The sentences of a letter; those that speak of other figures than now are marked."""
    desk = _desk(request, code)
    if isinstance(desk, Desk):
        return _page(request, desk)
    directive = get_object_or_404(Directive.objects.visible_to(scope_for(request)), code=code)
    return render(
        request, "directives/findings/findings.html", {"directive": directive, "choice": desk}
    )


def _page(request: HttpRequest, desk: Desk, failed: dict[str, Any] | None = None) -> HttpResponse:
    sentences = tied_findings(desk.directive, desk.summary)
    lists = _lists(desk, sentences, failed or {})
    stale = sum(tied.is_stale for tied in sentences)
    context: dict[str, Any] = {
        "directive": desk.directive,
        "choice": desk.choice,
        "lists": lists,
        "stale": stale,
        "any": bool(sentences),
        "writes": scope_for(request).may_direct and not desk.directive.is_issued,
        "new": NewFindingForm(initial={"version": desk.directive.version}, **_options(desk)),
        "version": desk.directive.version,
        "figures": figures_mark(desk.summary),
    }
    context |= failed or {}
    status = 422 if failed else 200
    return render(request, "directives/findings/findings.html", context, status=status)


def _options(desk: Desk) -> dict[str, Any]:
    return {
        "indicators": indicator_refs(),
        "units": [line.unit for line in desk.summary.lines],
        "office": desk.directive.issuer.name,
    }


def _lists(
    desk: Desk, sentences: tuple[TiedFinding, ...], failed: dict[str, Any]
) -> list[tuple[str, str, list[SentenceLine]]]:
    """What goes well and what is low, each with its sentences and their forms."""
    proposed = writes.proposals(desk.summary)
    named = Named(
        {row.code: indicator_ref(row) for row in indicator_refs()},
        {line.unit.code: line.unit.name for line in desk.summary.lines},
    )
    version = desk.directive.version
    lines = [_line(tied, proposed, named, version, failed) for tied in sentences]
    return [
        (kind.value, title, [line for line in lines if line.row.kind == kind])
        for kind, title in ((Finding.Kind.GOOD, _("Goes well")), (Finding.Kind.LOW, _("Still low")))
    ]


def _line(
    tied: TiedFinding,
    proposed: dict[str, tuple[str, str]],
    named: Named,
    version: int,
    failed: dict[str, Any],
) -> SentenceLine:
    row = tied.row
    form = failed.get(f"edit-{row.pk}") or FindingForm(
        initial={"text": row.text, "kind": row.kind, "version": version},
        auto_id=f"id_{row.pk}_%s",
    )
    proposal = writes.proposal_for(row, proposed) if tied.is_stale else None
    fresh = failed.get(f"refresh-{row.pk}") or WordsForm(
        initial={"text": proposal[1] if proposal else row.text, "version": version},
        auto_id=f"id_fresh_{row.pk}_%s",
    )
    return SentenceLine(row, tied.is_stale, tie_views(tied.ties, named), form, fresh)


def _figures(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """The figures of now, and the mark of those that the page showed."""
    return {"summary": desk.summary, "seen": request.POST.get("figures", "")}


@require_POST
@directors_only
def findings_make(request: HttpRequest, code: str) -> HttpResponse:
    """Add a sentence for each indicator that none speaks of yet."""
    desk = _written(request, code)
    write = partial(writes.findings_make, directive=desk.directive, summary=desk.summary)

    def message(made: int) -> str:
        text = ngettext("%(n)s sentence is written.", "%(n)s sentences are written.", made)
        return text % {"n": made}

    return _answer(request, desk, VersionForm(request.POST), write, message, "make")


@require_POST
@directors_only
def findings_refresh(request: HttpRequest, code: str) -> HttpResponse:
    """Bring the stale sentences that no person wrote up to date."""
    desk = _written(request, code)
    write = partial(writes.findings_refresh, directive=desk.directive, **_figures(request, desk))

    def message(done: int) -> str:
        return ngettext(
            "%(n)s sentence is up to date again.", "%(n)s sentences are up to date again.", done
        ) % {"n": done}

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
    message: str | Callable[[int], str],
    name: str,
) -> HttpResponse:
    """Write and go on; refused, the page comes back with what was typed."""
    if form.is_valid():
        try:
            count = write(**form.cleaned_data)
        except Refused as error:
            form.add_error(None, error.message)
            desk.directive.refresh_from_db(fields=["version"])
            form.data = form.data.copy()
            form.data["version"] = str(desk.directive.version)
        else:
            messages.success(request, message if isinstance(message, str) else message(count))
            return redirect(desk.address)
    return _page(request, desk, {"form": form, name: form, "failed": name})
