"""One unit's score with every term, and the points that the unit and the office give."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from directives.compliance.choice import choose
from directives.scores import services as scoring
from directives.scores.domain import ScoreLine
from directives.scores.forms import OwnPointsForm, PointsForm
from directives.scores.history import score_history
from directives.scores.models import Criterion, Rubric, Score, ScoreEvidence
from directives.scores.presentation import ShownUnit
from directives.scores.selectors import score_sheet, scores_of_unit
from directives.scores.views import chosen_rubric, scored_units
from reports.attachments.handing_out import kept_file
from reports.figures.period_models import Period
from reports.rounds.models import Round
from reports.rounds.selectors import lock_of, round_of
from units.access import Scope, members_only, scope_for
from units.models import Unit
from units.refusing import Refused


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose score, by which rubric, in which period."""

    rubric: Rubric
    period: Period
    unit: Unit
    reporting_round: Round | None

    @property
    def address(self) -> str:
        return reverse("score_unit", args=[self.rubric.code, self.period.code, self.unit.code])


@dataclass(frozen=True, slots=True)
class ScoreFormLine:
    """One criterion with its forms; a form is None where the user may not give points now."""

    score: ScoreLine
    row: Score | None
    own: PointsForm | None
    review: PointsForm | None

    @property
    def version(self) -> int:
        """Which version of its points the page shows, for who saves over them."""
        return self.row.version if self.row else 1


def _subject(scope: Scope, rubric: str, period: str, unit: str) -> Subject:
    """What an address names, within scope; else 404."""
    row = get_object_or_404(scored_units(scope), code=unit)
    during = get_object_or_404(Period, code=period)
    reporting_round = round_of(row.parent_id, during) if row.parent_id else None
    visible = Rubric.objects.visible_to(scope)
    return Subject(get_object_or_404(visible, code=rubric), during, row, reporting_round)


@require_GET
@members_only
def score_unit(request: HttpRequest, rubric: str, period: str, unit: str) -> HttpResponse:
    """One unit: every term of its sum, who gave what, and what happened."""
    return _page(request, _subject(scope_for(request), rubric, period, unit))


@require_POST
@members_only
def score_self(
    request: HttpRequest, rubric: str, period: str, unit: str, criterion: int
) -> HttpResponse:
    """Keep the unit's own points, with a file if there is one."""
    scope = scope_for(request)
    subject = _subject(scope, rubric, period, unit)
    if not scope.enters(subject.unit.pk):
        raise Http404
    form = OwnPointsForm(request.POST, request.FILES, prefix=f"own-{criterion}")
    kept = _("The own points on “%(name)s” are kept.")
    return _given(request, subject, criterion, form, scoring.score_self_give, kept)


@require_POST
@members_only
def score_review(
    request: HttpRequest, rubric: str, period: str, unit: str, criterion: int
) -> HttpResponse:
    """Keep the office's points with a remark."""
    scope = scope_for(request)
    subject = _subject(scope, rubric, period, unit)
    if subject.unit.pk not in scope.judged_ids:
        raise Http404
    form = PointsForm(request.POST, prefix=f"review-{criterion}")
    kept = _("The review of “%(name)s” is kept.")
    return _given(request, subject, criterion, form, scoring.score_review, kept)


def _given(
    request: HttpRequest,
    subject: Subject,
    criterion: int,
    form: PointsForm,
    give: Callable[..., Score],
    kept: str,
) -> HttpResponse:
    """Give the points of a form; the page again where they are not taken, 404 for a line of
    another rubric."""
    line: Criterion = get_object_or_404(subject.rubric.criteria, pk=criterion)
    if form.is_valid():
        try:
            give(
                criterion=line,
                unit=subject.unit,
                period=subject.period,
                user=request.user,
                seen=_seen(request),
                **form.cleaned_data,
            )
            messages.success(request, kept % {"name": line})
            return redirect(f"{subject.address}#c{line.pk}")
        except Refused as refused:
            form.add_error(refused.field or "points", refused.message)
    return _page(request, subject, form)


@require_GET
@members_only
def score_file(request: HttpRequest, pk: int) -> FileResponse:
    """A file beside a score, to save, never to show: no browser runs what a stranger made."""
    evidence = get_object_or_404(ScoreEvidence.objects.visible_to(scope_for(request)), pk=pk)
    return kept_file(evidence.file, evidence.filename)


@require_POST
@members_only
def score_file_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file away; 404 for who may not give the unit's points."""
    scope = scope_for(request)
    evidence = get_object_or_404(ScoreEvidence.objects.visible_to(scope), pk=pk)
    score = evidence.score
    if not scope.enters(score.unit_id):
        raise Http404
    try:
        scoring.score_evidence_remove(evidence=evidence, user=request.user)  # type: ignore[arg-type]
        messages.success(request, _("“%s” is taken away.") % evidence.filename)
    except Refused as refused:
        messages.error(request, refused.message)
    address = (score.criterion.rubric.code, score.period.code, score.unit.code)
    return redirect(f"{reverse('score_unit', args=address)}#c{score.criterion_id}")


def _seen(request: HttpRequest) -> int | None:
    """The version that the page has shown; None where it does not say."""
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() else None


def _page(request: HttpRequest, subject: Subject, sent: PointsForm | None = None) -> HttpResponse:
    """One unit; a form that was not taken comes back as it was `sent`."""
    unit, office = subject.unit, subject.unit.parent
    if office is None:
        raise Http404
    sheet = score_sheet(office=office, period=subject.period, rubric=subject.rubric)
    ref = next((row for row in sheet.units if row.id == unit.pk), None)
    if ref is None:
        raise Http404
    rows = scores_of_unit(unit, subject.period, subject.rubric)
    page = ShownUnit(sheet, ref)
    forms = _Forms(request, subject, rows, sent)
    context: dict[str, Any] = {
        "choice": choose(office, period_code=subject.period.code),
        "rubrics": chosen_rubric(scope_for(request), subject.rubric.code)[1],
        "page": page,
        "sections": [
            (section, [forms.line(score) for score in section.lines]) for section in page.sections
        ],
        "subject": subject,
        "unit": unit,
        "lock": lock_of(subject.reporting_round) if forms.enters else None,
        "form": sent,
        "history": score_history(rows),
        "enters": forms.enters,
    }
    return render(request, "directives/scores/unit.html", context, status=422 if sent else 200)


class _Forms:
    """The forms that stand beside each line, filled with what was given or typed."""

    def __init__(
        self,
        request: HttpRequest,
        subject: Subject,
        rows: dict[int, Score],
        sent: PointsForm | None,
    ) -> None:
        scope, during = scope_for(request), subject.reporting_round
        self.user, self.rows, self.sent = request.user.pk, rows, sent
        self.enters = scope.enters(subject.unit.pk)
        self.own_open = self.enters and during is not None and during.is_open
        published = during is not None and during.state == Round.State.PUBLISHED
        self.judges = subject.unit.pk in scope.judged_ids and not published

    def line(self, score: ScoreLine) -> ScoreFormLine:
        pk = score.criterion.id
        row = self.rows.get(pk)
        given = row or Score()
        return ScoreFormLine(score, row, self._own(pk, given), self._review(pk, given))

    def _own(self, pk: int, row: Score) -> PointsForm | None:
        prefix = f"own-{pk}"
        if self.sent and self.sent.prefix == prefix:
            return self.sent
        if not self.own_open or row.review_points is not None or row.review_by_id == self.user:
            return None
        initial = {"points": row.self_points, "note": row.self_note}
        return OwnPointsForm(initial=initial, prefix=prefix)

    def _review(self, pk: int, row: Score) -> PointsForm | None:
        prefix = f"review-{pk}"
        if self.sent and self.sent.prefix == prefix:
            return self.sent
        if not self.judges or row.self_by_id == self.user:
            return None
        initial = {"points": row.review_points, "note": row.review_note}
        return PointsForm(initial=initial, prefix=prefix)
