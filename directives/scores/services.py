"""Points that people give: by the unit itself while its round is open, by the office after it."""

from __future__ import annotations

import logging
from datetime import datetime
from decimal import Decimal
from functools import partial

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.scores.models import Criterion, Score, ScoreEvidence
from directives.scores.selectors import criterion_ref
from directives.scores.terms import number
from reports.attachments.services import attachment_checked, attachment_laid, plain_name
from reports.figures.period_models import Period
from reports.rounds.models import Round
from reports.rounds.selectors import round_of
from units.models import Unit, User
from units.refusing import Refused
from units.versions import ChangedMeanwhile, taken

logger = logging.getLogger(__name__)
_OWN = gettext_lazy("Nobody reviews what they gave themselves. Ask a colleague.")


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
    seen: int | None = None,
    now: datetime | None = None,
) -> Score:
    """Keep the unit's own points with an explanation and one more file, all or nothing; no points
    and no words take them back.

    Raises Refused once the round is closed or the office has given points, for who wrote the
    review's remark, for points out of range and a file that is not taken, and ChangedMeanwhile
    where the version is not the one that was `seen` (1 before anybody gave points).
    """
    name = plain_name(file.name or "") if file else ""
    digest = attachment_checked(file, name) if file else ""
    score = _locked(criterion, unit, period)
    _refuse_closed(score)
    _refuse_out_of_range(criterion, points)
    if score.review_by_id == user.pk:
        raise Refused(_OWN, "points")
    _refuse_unseen(score, seen)
    if file:
        row = ScoreEvidence(score=score, filename=name, sha256=digest, uploaded_by=user)
        attachment_laid(row, file, score.evidence.all())
    if not _same(score.self_points, points):
        is_given = points is not None or bool(note)
        score.self_by = user if is_given else None
        score.self_at = (now or timezone.now()) if is_given else None
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
    seen: int | None = None,
    now: datetime | None = None,
) -> Score:
    """Keep the office's points and remark; they count before all others. Nothing takes them back.

    Raises Refused for who gave the unit's points, once the period is published, for points out of
    range, and where they differ from the unit's own and no remark says why; ChangedMeanwhile as
    for own points.
    """
    score = _locked(criterion, unit, period)
    if _round_state(score) == Round.State.PUBLISHED:
        text = _("The period is published. A correction needs a new version.")
        raise Refused(text, "points")
    if score.self_by_id == user.pk:
        raise Refused(_OWN, "points")
    _refuse_unseen(score, seen)
    _refuse_out_of_range(criterion, points)
    if points is not None and points != score.self_points and not note:
        raise Refused(_("Write why the points differ from those of the unit."), "note")
    if not _same(score.review_points, points):
        is_given = points is not None or bool(note)
        score.review_by = user if is_given else None
        score.review_at = (now or timezone.now()) if is_given else None
    score.review_points, score.review_note = points, note
    score.save()
    return score


def _refuse_unseen(score: Score, seen: int | None) -> None:
    """What is closed by now says so first; the next version is counted already."""
    if seen is not None and seen != score.version - 1:
        raise ChangedMeanwhile(score)


def _same(before: Decimal | None, points: Decimal | None) -> bool:
    """Whether the points stay in the hand that gave them: a note alone takes them out of none."""
    return points is not None and before == points


@transaction.atomic
def score_evidence_remove(*, evidence: ScoreEvidence, user: User) -> None:
    """Take a file away while the unit may still change its points; raises Refused."""
    _refuse_closed(Score.objects.select_for_update().get(pk=evidence.score_id))
    name, storage, pk = evidence.file.name, evidence.file.storage, evidence.pk
    evidence.delete()
    logger.info("Evidence %s of a score removed by user %s", pk, user.pk)
    # The same bytes may lie beside other points: the path is that of the content.
    if name and not ScoreEvidence.objects.filter(file=name).exists():
        transaction.on_commit(partial(storage.delete, name))


def _locked(criterion: Criterion, unit: Unit, period: Period) -> Score:
    if criterion.formula == Criterion.Formula.GROUP:
        raise Refused(_("A heading takes no points; give them on its lines."), "points")
    score, _made = Score.objects.get_or_create(criterion=criterion, unit=unit, period=period)
    return taken(score, None)


def _round_state(score: Score) -> str | None:
    office = score.unit.parent_id
    round_ = round_of(office, score.period_id) if office else None
    return round_.state if round_ else None


def _refuse_closed(score: Score) -> None:
    if _round_state(score) != Round.State.OPEN:
        raise Refused(_("The round is not open. Ask the office to open it."), "points")
    if score.review_points is not None:
        text = _("The office has reviewed this criterion. Ask it to take that back.")
        raise Refused(text, "points")


def _refuse_out_of_range(criterion: Criterion, points: Decimal | None) -> None:
    if points is None:
        return
    least, most = criterion_ref(criterion).least, criterion.maximum
    if points < least:
        text = _("Too few points: give at least %(least)s.")
        raise Refused(text % {"least": number(least)}, "points")
    if points > most:
        text = _("Too many points: give at most %(most)s.")
        raise Refused(text % {"most": number(most)}, "points")
