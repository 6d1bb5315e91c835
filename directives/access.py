"""Look-ups of what was ordered, within a user's scope: a view never filters by user itself."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404

from directives.scores.models import Criterion, Rubric, ScoreEvidence
from directives.scores.selectors import rubrics_of
from units.access import Scope
from units.models import Unit

Row = TypeVar("Row", bound=Model)


def visible_rubrics(scope: Scope) -> tuple[Rubric, ...]:
    """The rubrics that the user's office scores by: its own, then the ready-made ones."""
    if scope.office is None:
        raise Http404
    return rubrics_of(scope.office)


def visible_rubric(scope: Scope, code: str) -> Rubric:
    """A ready-made rubric or one of the user's own office; else 404."""
    found = [one for one in visible_rubrics(scope) if one.code == code]
    if not found:
        raise Http404
    return found[0]


def own_rubric(scope: Scope, code: str) -> Rubric:
    """A rubric of the user's own office, which its staff may change; else 404."""
    rubric = visible_rubric(scope, code)
    if rubric.office_id is None:
        raise Http404
    return rubric


def own_criterion(scope: Scope, pk: int) -> Criterion:
    """A line of a rubric of the user's own office; else 404."""
    rows = Criterion.objects.select_related("rubric__office", "parent")
    criterion: Criterion | None = rows.filter(pk=pk, rubric__office=scope.office).first()
    if scope.office is None or criterion is None:
        raise Http404
    return criterion


def scored_unit(scope: Scope, code: str) -> Unit:
    """A unit below the user's office whose scores the user may see; else 404."""
    unit = get_object_or_404(Unit.objects.visible_to(scope), code=code)
    if unit.parent_id is None or unit.parent != scope.office:
        raise Http404
    return unit


def visible_score_file(scope: Scope, pk: int) -> ScoreEvidence:
    """A file beside the points of a unit in scope; else 404."""
    rows = ScoreEvidence.objects.select_related(
        "score__unit__parent", "score__period", "score__criterion__rubric"
    )
    found: ScoreEvidence | None = rows.filter(pk=pk, score__unit__in=scope.unit_ids).first()
    if found is None:
        raise Http404
    return found
