"""Files laid beside a unit's figures: added and taken away while the unit may still change them."""

from __future__ import annotations

import logging

from django.core.files.base import File
from django.db import transaction

from reports.attachments.services import attachment_checked, attachment_laid, plain_name
from reports.figures.indicator_models import Indicator
from reports.rounds.models import Round
from reports.rounds.submission_models import Evidence
from reports.rounds.submission_services import submission_editable
from units.models import Unit, User

logger = logging.getLogger(__name__)


@transaction.atomic
def evidence_add(
    *,
    round_: Round,
    unit: Unit,
    user: User | None,
    file: File[bytes],
    filename: str,
    indicator: Indicator | None = None,
) -> Evidence:
    """Keep a file beside a unit's figures in a round, or beside one of its indicators.

    The name must claim a kind that is taken and the content must be of it; the name never becomes
    a path. Makes the draft where there is none.
    """
    name = plain_name(filename)
    digest = attachment_checked(file, name)
    submission = submission_editable(round_=round_, unit=unit)
    evidence = Evidence(
        submission=submission,
        indicator=indicator,
        filename=name,
        sha256=digest,
        size=file.size,
        uploaded_by=user,
    )
    attachment_laid(evidence, file, submission.evidence.all())
    return evidence


@transaction.atomic
def evidence_remove(*, evidence: Evidence, user: User | None) -> None:
    """Take a file away, with its bytes, while the unit may still change its figures. One that is
    gone already is no error.
    """
    submission_editable(round_=evidence.submission.round, unit=evidence.submission.unit)
    locked = Evidence.objects.select_for_update().filter(pk=evidence.pk).first()
    if locked is None:
        return
    name, storage = locked.file.name, locked.file.storage
    logger.info("Evidence %s removed by user %s", locked.pk, user.pk if user else None)
    locked.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
