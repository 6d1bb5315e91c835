"""Look-ups of what was ordered, within a user's scope: a view never filters by user itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from directives.publications.models import Publication, PublicationRequest
from directives.publications.selectors import open_requests
from directives.scores.models import Criterion, Rubric, ScoreEvidence
from directives.scores.selectors import rubrics_of
from units.access import Scope
from units.models import Unit, User

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


def visible_publication(scope: Scope, period: str, version: int) -> Publication:
    """A version of the user's own office, for who sees all its units; else 404."""
    rows = Publication.objects.filter(period__code=period, version=version)
    return _own_publication(scope, rows)


def printed_publication(scope: Scope, pk: str) -> Publication:
    """The same by its number in the address of a print; 404 for what is no number too."""
    return _own_publication(scope, Publication.objects.filter(pk=_number(pk)))


def noticed_publication(office: Unit, pk: str) -> Publication:
    """A publication of the office of a unit that the user sees, for that unit's notice; else 404.
    What is published hides nothing from the office's own units."""
    rows = Publication.objects.filter(pk=_number(pk), office=office)
    found: Publication | None = rows.select_related("office", "period", "directive").first()
    if found is None:
        raise Http404
    return found


def _number(pk: str) -> int:
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        raise Http404
    return int(pk)


def _own_publication(scope: Scope, rows: QuerySet[Publication]) -> Publication:
    related = rows.select_related("office", "period", "directive", "published_by")
    found: Publication | None = related.filter(office=scope.office).first()
    if scope.office is None or not scope.sees_office or found is None:
        raise Http404
    return found


def visible_request(scope: Scope, user: User | AnonymousUser, pk: int) -> PublicationRequest:
    """The user's own request to publish, in their office; else 404."""
    rows = PublicationRequest.objects.filter(pk=pk, office=scope.office, asked_by=user.pk)
    found: PublicationRequest | None = rows.first()
    if scope.office is None or found is None:
        raise Http404
    return found


def requests_to_answer(
    scope: Scope, user: User | AnonymousUser
) -> Sequence[PublicationRequest] | QuerySet[PublicationRequest]:
    """What others ask the user to publish for their office: one query, none for who may not."""
    if scope.office is None or not scope.may_publish:
        return ()
    return open_requests(scope.office).exclude(asked_by=user.pk)
