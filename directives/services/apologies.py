"""Writes apology letters: kept, numbered, and attached with their scan."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from directives.domain.apology import Fault, Known, Wish, faults
from directives.models import ApologyLetter, OverdueFile
from reports.services.attachments import AttachmentError, attachment_checked
from reports.services.uploads import plain_name
from units.models import User

logger = logging.getLogger(__name__)


class ApologyError(Exception):
    """A letter that is not kept so, with all that stands against it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(*faults)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter as it is filled in. Number and day of signing are empty in a draft."""

    new_due_on: date | None
    new_due_time: time | None = None
    reason_text: str = ""
    number: str = ""
    signed_on: date | None = None
    authority: str = ""
    signer_title: str = ""
    signer_name: str = ""


@transaction.atomic
def apology_save(
    *, file: OverdueFile, text: LetterText, user: User, today: date | None = None
) -> ApologyLetter:
    """Keep the letter of a file, as a draft or with its number. Raises ApologyError.

    Once the letter is attached its new day stays: a file is re-appointed once.
    """
    stored = OverdueFile.objects.select_for_update().get(pk=file.pk)
    letter = ApologyLetter.objects.filter(file=stored).first() or ApologyLetter(file=stored)
    said = bool(text.reason_text.strip() or stored.reason_text or stored.reason)
    wish = Wish(text.new_due_on, text.signed_on, text.number, said)
    promised = letter.new_due_on if letter.is_attached else None
    known = Known(stored.due_on, stored.received_on, promised)
    found = list(faults(wish, known, today=today or timezone.localdate()))
    if _is_taken(stored, text):
        found.append(Fault.NUMBER_TAKEN)
    if found:
        raise ApologyError(tuple(found))
    for name in LetterText.__slots__:
        setattr(letter, name, getattr(text, name))
    letter.made_by = letter.made_by or user
    letter.full_clean(exclude=["attached_by", "attached_at", "made_by"])
    letter.save()
    return letter


def _is_taken(file: OverdueFile, text: LetterText) -> bool:
    if not text.number or text.signed_on is None:
        return False
    same = ApologyLetter.objects.filter(
        file__unit=file.unit_id, number=text.number, signed_on__year=text.signed_on.year
    )
    return same.exclude(file=file).exists()


@transaction.atomic
def apology_attach(
    *,
    letter: ApologyLetter,
    user: User,
    file: File[bytes],
    filename: str,
    now: datetime | None = None,
) -> ApologyLetter:
    """Lay the scan of the signed letter beside it: from now on it counts, and its day stays.

    Raises AttachmentError for a file that is not taken, ApologyError `number-alone` for a letter
    without number and day. Another scan takes the place of the first.
    """
    name = plain_name(filename)
    digest = attachment_checked(file, name)
    stored = ApologyLetter.objects.select_for_update().get(pk=letter.pk)
    if not stored.number or stored.signed_on is None:
        raise ApologyError((Fault.NUMBER_ALONE,))
    if stored.scan_sha256 == digest:
        raise AttachmentError("there-already")
    old, storage = stored.scan.name, stored.scan.storage
    stored.scan_sha256, stored.scan_name = digest, name
    file.seek(0)
    stored.scan.save(name, file, save=False)
    stored.attached_by, stored.attached_at = user, now or timezone.now()
    stored.save()
    if old and old != stored.scan.name:
        transaction.on_commit(lambda: storage.delete(old))
    logger.info("Apology letter %s attached by user %s", stored.pk, user.pk)
    return stored
