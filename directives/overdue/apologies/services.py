"""Writes apology letters: kept, numbered, and attached with their scan."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Final

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from directives.overdue.apologies.domain import LetterFault, LetterText, SettledFile, faults
from directives.overdue.apologies.refusing import LetterRefused
from directives.overdue.models import ApologyLetter, OverdueFile
from reports.attachments.services import AttachmentError, attachment_checked, plain_name
from units.models import User
from units.versions import taken

logger = logging.getLogger(__name__)
_SIGNED: Final = ("number", "signed_on", "authority", "signer_title", "signer_name")


@transaction.atomic
def apology_save(
    *,
    file: OverdueFile,
    text: LetterText,
    user: User,
    seen: int | None = None,
    today: date | None = None,
) -> ApologyLetter:
    """Keep the letter of a file, as a draft or with its number. Raises LetterRefused.

    Once the letter is numbered its new day stays: a file is re-appointed once. Once it is attached
    so do number, day and signer, which are those of the scan. `seen` is the version that its
    editor saw, 0 before there was one; another one raises ChangedMeanwhile.
    """
    stored = OverdueFile.objects.select_for_update().get(pk=file.pk)
    before = ApologyLetter.objects.filter(file=stored).first()
    letter = taken(before, seen) if before else ApologyLetter(file=stored)
    against = _faults(stored, letter, text, today or timezone.localdate())
    if against:
        raise LetterRefused(*against)
    for name in LetterText.__slots__:
        setattr(letter, name, getattr(text, name))
    letter.made_by = letter.made_by or user
    letter.full_clean(exclude=["attached_by", "attached_at", "made_by"])
    letter.save()
    return letter


def _faults(
    file: OverdueFile, letter: ApologyLetter, text: LetterText, today: date
) -> tuple[LetterFault, ...]:
    """All that stands against keeping the text as the file's letter."""
    settled = SettledFile(
        due_on=file.due_on,
        received_on=file.received_on,
        promised=_promised(letter),
        is_sent=letter.is_attached,
        resolved_on=file.resolved_on,
        has_reason=bool(file.reason_text or file.reason),
    )
    used = (LetterFault.NUMBER_TAKEN,) if _is_used(file, text) else ()
    departs = (LetterFault.SENT_STAYS,) if _departs(letter, text) else ()
    return (*faults(text, settled, today=today), *used, *departs)


def _promised(letter: ApologyLetter) -> date | None:
    """The new day of a letter that is numbered and signed; None for a draft."""
    numbered = letter.number and letter.signed_on is not None
    return letter.new_due_on if numbered or letter.is_attached else None


def _departs(letter: ApologyLetter, text: LetterText) -> bool:
    """Whether a letter that has gone out would say something else than its scan. What stayed empty
    may still be filled in."""
    pairs = [(getattr(letter, name), getattr(text, name)) for name in _SIGNED]
    return letter.is_attached and any(before and before != after for before, after in pairs)


def _is_used(file: OverdueFile, text: LetterText) -> bool:
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

    Raises AttachmentError for a file that is not taken, LetterRefused for a letter without
    number and day. Another scan takes the place of the first.
    """
    name = plain_name(filename)
    digest = attachment_checked(file, name)
    stored = taken(letter, None)
    if not stored.number or stored.signed_on is None:
        raise LetterRefused(LetterFault.NUMBER_ALONE)
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
