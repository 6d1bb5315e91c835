"""Files laid beside a unit's figures: added and taken away while the unit may still change them."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, Literal

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from reports.domain.evidence import kind_by_name
from reports.models import Evidence, Indicator, Round
from reports.services.drafts import submission_editable
from reports.services.reading import import_limits
from reports.services.uploads import plain_name
from reports.spreadsheets import attachment_kind
from units.models import Unit, User

logger = logging.getLogger(__name__)
_CHUNK: Final = 64 * 1024

EvidenceCode = Literal[
    "empty", "too-large", "wrong-kind", "not-what-it-says", "too-many", "there-already"
]


class EvidenceError(Exception):
    """A file that is not taken as evidence.

    `code` is `empty`, `too-large`, `wrong-kind` (by its name), `not-what-it-says` (by its
    content), `too-many` or `there-already`.
    """

    def __init__(self, code: EvidenceCode) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def evidence_add(
    *,
    one: Round,
    unit: Unit,
    user: User | None,
    file: File[bytes],
    filename: str,
    indicator: Indicator | None = None,
) -> Evidence:
    """Keep a file beside a unit's figures in a round, or beside one of its indicators.

    The name must claim a kind that is taken and the content must be of it; the name never becomes
    a path. Makes the draft where there is none. Raises EvidenceError, or NotEditableError when the
    unit may not change its figures now.
    """
    name = plain_name(filename)
    digest = _checked(file, name)
    submission = submission_editable(one=one, unit=unit)
    there = submission.evidence.all()
    if there.filter(sha256=digest).exists():
        raise EvidenceError("there-already")
    if there.count() >= settings.EVIDENCE_MAX_FILES:
        raise EvidenceError("too-many")
    evidence = Evidence(
        submission=submission,
        indicator=indicator,
        filename=name,
        sha256=digest,
        size=file.size,
        uploaded_by=user,
    )
    file.seek(0)
    evidence.file.save(digest, file, save=False)
    evidence.save()
    return evidence


@transaction.atomic
def evidence_remove(*, evidence: Evidence, user: User | None) -> None:
    """Take a file away, with its bytes, while the unit may still change its figures.

    Raises NotEditableError. One that is gone already is no error.
    """
    submission_editable(one=evidence.submission.round, unit=evidence.submission.unit)
    locked = Evidence.objects.select_for_update().filter(pk=evidence.pk).first()
    if locked is None:
        return
    name, storage = locked.file.name, locked.file.storage
    logger.info("Evidence %s removed by user %s", locked.pk, user.pk if user else None)
    locked.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def _checked(file: File[bytes], name: str) -> str:
    """The SHA-256 of a file that may be kept; raises EvidenceError for any other."""
    if not file.size:
        raise EvidenceError("empty")
    if file.size > settings.EVIDENCE_MAX_BYTES:
        raise EvidenceError("too-large")
    claimed = kind_by_name(name)
    if claimed is None:
        raise EvidenceError("wrong-kind")
    digest = hashlib.sha256()
    with NamedTemporaryFile(prefix="evidence-") as copy:
        for chunk in file.chunks(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        if attachment_kind(Path(copy.name), import_limits()) is not claimed:
            raise EvidenceError("not-what-it-says")
    return digest.hexdigest()
