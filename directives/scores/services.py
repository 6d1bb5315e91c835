"""Points that people give: by the unit itself while its round is open, by the office after it."""

from __future__ import annotations

import logging
from datetime import datetime
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Final, Literal

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from directives.scores.models import Criterion, Score, ScoreEvidence
from directives.scores.selectors import criterion_ref
from reports.attachments.services import AttachmentError, attachment_checked, plain_name
from reports.figures.period_models import Period
from reports.rounds.models import Round
from reports.rounds.selectors import round_of
from units.models import Unit, User

logger = logging.getLogger(__name__)
_DIGITS: Final = 32
ScoreCode = Literal[
    "heading",
    "round-not-open",
    "published",
    "reviewed",
    "own",
    "below",
    "above",
    "needs-note",
    "changed-meanwhile",
]


class ScoreError(Exception):
    """Points that are not taken, with a stable code."""

    def __init__(self, code: ScoreCode) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def score_self_give(
    *,
    criterion: Criterion,
    unit: Unit,
    period: Period,
    user: User,
    points: Decimal | None,
    note: str = "",
    file: File[bytes] | None = None,
    seen: str | None = None,
    now: datetime | None = None,
) -> Score:
    """Keep the unit's own points with an explanation and one more file, all or nothing; no points
    and no words take them back.

    Raises ScoreError: `round-not-open`, `reviewed` once the office has given points, `own` for
    who wrote the review's remark, `below` or `above` the points of the criterion,
    `changed-meanwhile` where `seen` is not what `seen_as` gives by now; AttachmentError for a file
    that is not taken.
    """
    name = plain_name(file.name or "") if file else ""
    digest = attachment_checked(file, name) if file else ""
    score = _locked(criterion, unit, period)
    _refuse_closed(score)
    _refuse_out_of_range(criterion, points)
    if score.review_by_id == user.pk:
        raise ScoreError("own")
    _refuse_unseen(score, seen)
    if file:
        _attach(score, user, file, name, digest)
    if not _same(score.self_points, points):
        given = points is not None or bool(note)
        score.self_by = user if given else None
        score.self_at = (now or timezone.now()) if given else None
    score.self_points, score.self_note = points, note
    score.save()
    return score


@transaction.atomic
def score_review(
    *,
    criterion: Criterion,
    unit: Unit,
    period: Period,
    user: User,
    points: Decimal | None,
    note: str = "",
    seen: str | None = None,
    now: datetime | None = None,
) -> Score:
    """Keep the office's points and remark; they count before all others. Nothing takes them back.

    Raises ScoreError: `own` for who gave the unit's points, `published`, `below`, `above`,
    `changed-meanwhile` as for own points, and `needs-note` where the points differ from the unit's
    own and no remark says why.
    """
    score = _locked(criterion, unit, period)
    if _is(_round(score), Round.State.PUBLISHED):
        raise ScoreError("published")
    if score.self_by_id == user.pk:
        raise ScoreError("own")
    _refuse_unseen(score, seen)
    _refuse_out_of_range(criterion, points)
    if points is not None and points != score.self_points and not note:
        raise ScoreError("needs-note")
    if not _same(score.review_points, points):
        given = points is not None or bool(note)
        score.review_by = user if given else None
        score.review_at = (now or timezone.now()) if given else None
    score.review_points, score.review_note = points, note
    score.save()
    return score


def seen_as(score: Score | None) -> str:
    """What a page has shown of one criterion, as one short text; no row is an empty one."""
    given = score or Score()
    shown = (given.self_points, given.self_note, given.review_points, given.review_note)
    return sha256(repr(shown).encode()).hexdigest()[:_DIGITS]


def _refuse_unseen(score: Score, seen: str | None) -> None:
    if seen is not None and seen != seen_as(score):
        raise ScoreError("changed-meanwhile")


def _same(before: Decimal | None, points: Decimal | None) -> bool:
    """Whether the points stay in the hand that gave them: a note alone takes them out of none."""
    return points is not None and before == points


def _attach(score: Score, user: User, file: File[bytes], name: str, digest: str) -> None:
    there = score.evidence.all()
    if there.filter(sha256=digest).exists():
        raise AttachmentError("there-already")
    if there.count() >= settings.EVIDENCE_MAX_FILES:
        raise AttachmentError("too-many")
    evidence = ScoreEvidence(score=score, filename=name, sha256=digest, uploaded_by=user)
    file.seek(0)
    evidence.file.save(digest, file, save=False)
    evidence.save()


@transaction.atomic
def score_evidence_remove(*, evidence: ScoreEvidence, user: User) -> None:
    """Take a file away while the unit may still change its points; raises ScoreError."""
    _refuse_closed(Score.objects.select_for_update().get(pk=evidence.score_id))
    name, storage, pk = evidence.file.name, evidence.file.storage, evidence.pk
    evidence.delete()
    logger.info("Evidence %s of a score removed by user %s", pk, user.pk)
    # The same bytes may lie beside other points: the path is that of the content.
    if name and not ScoreEvidence.objects.filter(file=name).exists():
        transaction.on_commit(partial(storage.delete, name))


def _locked(criterion: Criterion, unit: Unit, period: Period) -> Score:
    if criterion.formula == Criterion.Formula.GROUP:
        raise ScoreError("heading")
    score, _made = Score.objects.get_or_create(criterion=criterion, unit=unit, period=period)
    return Score.objects.select_for_update().get(pk=score.pk)


def _round(score: Score) -> Round | None:
    parent = score.unit.parent_id
    return round_of(parent, score.period_id) if parent else None


def _is(one: Round | None, state: str) -> bool:
    return one is not None and one.state == state


def _refuse_closed(score: Score) -> None:
    if not _is(_round(score), Round.State.OPEN):
        raise ScoreError("round-not-open")
    if score.review_points is not None:
        raise ScoreError("reviewed")


def _refuse_out_of_range(criterion: Criterion, points: Decimal | None) -> None:
    if points is None:
        return
    if points < criterion_ref(criterion).least:
        raise ScoreError("below")
    if points > criterion.maximum:
        raise ScoreError("above")
