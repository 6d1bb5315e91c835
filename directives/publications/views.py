"""Publications: the list, one version with its prints, how one is made, and the open page."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.clauses.models import Directive
from directives.compliance.choice import Choice
from directives.compliance.choosing import choice_for
from directives.compliance.sentence import standing
from directives.compliance.sheet import sheet
from directives.compliance.summarising import summarise
from directives.compliance.words import trial_text
from directives.letters import views as letters
from directives.letters.documents import FORMATS, letter_document, letter_name
from directives.publications.changed_cells import ChangedCell, changed_cells
from directives.publications.choosing import asked_publication, public_address, published_letter
from directives.publications.forms import PublishForm
from directives.publications.frozen import (
    Frozen,
    UnreadablePublicationError,
    figures_checksum,
    short_checksum,
)
from directives.publications.hands import has_hand_in
from directives.publications.models import Publication, PublicationRequest
from directives.publications.presentation import change_rows, differs_text
from directives.publications.refusals import JUST_PUBLISHED, STALE_FINDINGS
from directives.publications.selectors import (
    changes_of,
    changes_since,
    frozen_now,
    frozen_of,
    latest_of,
    open_request,
    publications_of,
    published_summary,
    standing_against,
    waiting_units,
)
from directives.publications.services import publish, request_make, request_withdraw
from reports.attachments.handing_out import made_file
from reports.figures.period_models import Period
from reports.figures.periods import label
from units.access import office_only, publishers_only, scope_for
from units.models import User
from units.refusing import Refused


@require_GET
@office_only
def publication_list(request: HttpRequest) -> HttpResponse:
    """All versions, the newest first, and the requests that wait."""
    scope = scope_for(request)
    context = {
        "publications": publications_of(scope.office),
        "asked": PublicationRequest.objects.visible_to(scope).waiting(),
    }
    return render(request, "directives/publications/list.html", context)


@require_GET
@office_only
def publication(request: HttpRequest, period: str, version: int) -> HttpResponse:
    """One version: the figures as they were, what changed, its prints."""
    rows = Publication.objects.visible_to(scope_for(request))
    shown = get_object_or_404(rows, period__code=period, version=version)
    changes = changes_of(shown)
    context: dict[str, object] = {
        "publication": shown,
        "short": short_checksum(shown.checksum),
        "address": public_address(request, shown),
        "versions": publications_of(shown.office).filter(period=shown.period),
    }
    try:
        kept = frozen_of(shown)
    except UnreadablePublicationError:
        return render(request, "directives/publications/publication.html", context)
    summary = summarise(kept.source)
    newest = latest_of(shown.office, shown.period)
    since = changes_since(shown) if newest and newest.pk == shown.pk else ()
    context |= {
        "intact": True,
        "letter": kept.letter,
        "summary": summary,
        "sheet": sheet(summary, every_target=True),
        "trial": trial_text(summary.source.directive),
        "standing": standing(summary),
        "changes": change_rows(changes, summary.source.office),
        "newest": newest,
        "differs": differs_text(shown.version, len(since)),
        "since": change_rows(since, summary.source.office),
    }
    return render(request, "directives/publications/publication.html", context)


@require_http_methods(["GET", "POST"])
@publishers_only
def publication_new(request: HttpRequest) -> HttpResponse:
    """What would be published of the chosen period, and the step itself."""
    # What is published is compared as usual, whatever the reader looked at before.
    choice = replace(choice_for(request), compare=None)
    if choice.period is None:
        raise Http404
    now, before = frozen_now(choice), latest_of(choice.office, choice.period)
    form, refusal = _form(request, choice, now, before), ""
    if form.is_valid():
        try:
            return _published(request, choice, choice.period, form.cleaned_data)
        except Refused as error:
            refusal = error.message
            form.add_error(error.field if error.field in form.fields else None, refusal)
            now, before = frozen_now(choice), latest_of(choice.office, choice.period)
    context = _preview(request, choice, choice.period, now, before)
    context |= {"form": form, "just_published": refusal == str(JUST_PUBLISHED)}
    status = 422 if form.errors else 200
    return render(request, "directives/publications/new.html", context, status=status)


def _form(
    request: HttpRequest, choice: Choice, now: Frozen | None, before: Publication | None
) -> PublishForm:
    return PublishForm(
        request.POST if request.method == "POST" else None,
        correction=before is not None,
        trial=now is not None and now.is_trial and not _has_hand(request, choice),
        seen=figures_checksum(now) if now else "",
        initial={"reason": _reason_asked(choice)},
    )


def _has_hand(request: HttpRequest, choice: Choice) -> bool:
    """Whether another person must publish the choice."""
    user: User = request.user  # type: ignore[assignment]
    period = choice.period
    return period is not None and has_hand_in(user, choice.office, period, choice.directive)


def _published(
    request: HttpRequest, choice: Choice, period: Period, typed: dict[str, str]
) -> HttpResponse:
    """Publish, or ask another person where the user made the figures."""
    user: Any = request.user
    values: dict[str, Any] = {
        "office": choice.office,
        "period": period,
        "directive": choice.directive,
    } | typed
    if _has_hand(request, choice):
        request_make(**values, user=user)
        messages.success(request, _("Another person has been asked to publish the figures."))
        return redirect("publication_list")
    made = publish(**values, user=user)
    text = _("Publication %(version)s of %(period)s is public now.")
    messages.success(request, text % {"version": made.version, "period": made.period.label})
    return redirect("publication", period.code, made.version)


def _reason_asked(choice: Choice) -> str:
    """The reason of a request that waits for the period, for who answers it."""
    asked = open_request(choice.office, choice.period) if choice.period else None
    return asked.reason if asked else ""


def _preview(
    request: HttpRequest,
    choice: Choice,
    period: Period,
    now: Frozen | None,
    before: Publication | None,
) -> dict[str, object]:
    changes = _changes(before, now)
    against = standing_against(choice, now) if now else ""
    return {
        "choice": choice,
        "against": against,
        "stale": against == STALE_FINDINGS,
        "before": before,
        "version": before.version + 1 if before else 1,
        "has_figures": now is not None,
        "altered": changes is None,
        "nothing_new": before is not None and changes == (),
        "changes": change_rows(changes, now.source.office) if now and changes else (),
        "units": len({unit for unit, _code in now.source.figures}) if now else 0,
        "waiting": waiting_units(choice.office, period),
        "hand": _has_hand(request, choice),
        "asked": open_request(choice.office, period),
    }


def _changes(before: Publication | None, now: Frozen | None) -> tuple[ChangedCell, ...] | None:
    """What a correction would change; None where the last version was altered."""
    if before is None or now is None:
        return ()
    try:
        return changed_cells(frozen_of(before), now)
    except UnreadablePublicationError:
        return None


@require_POST
@publishers_only
def publication_request_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    rows = PublicationRequest.objects.visible_to(scope_for(request))
    request_withdraw(asked=get_object_or_404(rows, pk=pk, asked_by=request.user))
    messages.success(request, _("The request is withdrawn."))
    return redirect("publication_list")


def _frozen_table(shown: Publication) -> dict[str, object]:
    """The table of a publication; nothing of it where its text was altered."""
    try:
        summary = published_summary(shown)
    except UnreadablePublicationError:
        return {}
    return {
        "intact": True,
        "period": label(summary.source.period, "vi"),
        "sheet": sheet(summary, every_target=True),
        "trial": trial_text(summary.source.directive),
        "summary": summary,
    }


@require_GET
@office_only
def letter_file(request: HttpRequest, code: str, fmt: str) -> HttpResponseBase:
    """The letter as pdf or docx; with `?publication=` as it read when it was published. 404 for a
    publication that was held against another directive."""
    kept = asked_publication(request)
    if kept is None:
        return letters.letter_file(request, code, fmt)
    directive = get_object_or_404(Directive.objects.visible_to(scope_for(request)), code=code)
    letter, imprint = published_letter(request, kept)
    if fmt not in FORMATS or kept.directive_id != directive.pk:
        raise Http404
    data = letter_document(letter, fmt, office=directive.issuer, imprint=imprint)
    return made_file(data, letter_name(directive, fmt, imprint), shown=fmt == "pdf")


@require_GET
@login_not_required
def public_publication(request: HttpRequest, token: str) -> HttpResponse:
    """What a print's code opens, for everybody who holds the print: the frozen figures alone."""
    shown = get_object_or_404(Publication.objects.select_related("period"), token=token)
    newest = latest_of(shown.office, shown.period)
    context = {
        "publication": shown,
        "short": short_checksum(shown.checksum),
        **_frozen_table(shown),
        "newer": newest if newest and newest.version > shown.version else None,
        "newer_address": reverse("public_publication", args=[newest.token]) if newest else "",
    }
    response = render(request, "directives/publications/public.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
