"""Writes of the overdue register: one file, a whole sheet, and the end of personal data."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from directives.overdue.domain import keep_until
from directives.overdue.masking import GUARDED
from directives.overdue.models import ApologyLetter, OverdueFile
from directives.overdue.sheets.plan import WRITTEN, Outcome, Planned
from units.models import Unit, User

logger = logging.getLogger(__name__)
_STEP = 200


class ChangedMeanwhileError(Exception):
    """Somebody else has saved the file since it was opened; `by` may be None, `at` is when."""

    def __init__(self, by: User | None, at: datetime) -> None:
        super().__init__("changed-meanwhile")
        self.by, self.at = by, at


class HasLetterError(Exception):
    """A file with an apology letter is not taken out of the register."""


@transaction.atomic
def overdue_file_save(
    *, file: OverdueFile, user: User, seen: datetime | None = None
) -> OverdueFile:
    """Keep a new or changed file; with a result it has a last day for its personal data.

    `seen` is when the file had been changed last as its editor saw it. Raises
    ChangedMeanwhileError where it was changed since, and ValidationError.
    """
    if file.pk is not None:
        stored = OverdueFile.objects.select_for_update().get(pk=file.pk)
        if seen is not None and stored.updated_at != seen:
            raise ChangedMeanwhileError(stored.updated_by, stored.updated_at)
        if file.keep_until == stored.keep_until and _was_reckoned(stored):
            file.keep_until = None
    today = timezone.localdate()
    if file.erased_at is not None and any(getattr(file, name) for name in GUARDED):
        over = file.keep_until is not None and file.keep_until < today
        file.erased_at, file.keep_until = None, None if over else file.keep_until
    file.keep_until = file.keep_until or _kept_until(file, today)
    file.updated_by = user
    file.full_clean()
    file.save()
    return file


def _kept_until(file: OverdueFile, changed_on: date) -> date | None:
    return keep_until(file.resolved_on, changed_on, settings.PERSONAL_DATA_DAYS)


def _was_reckoned(stored: OverdueFile) -> bool:
    """Whether the last day follows from the file's days; one that somebody chose stays."""
    changed_on = timezone.localdate(stored.updated_at)
    # As the product reckoned before: from the due day too, and without a least time.
    first = stored.resolved_on or stored.due_on
    earlier = first + timedelta(days=settings.PERSONAL_DATA_DAYS)
    return stored.keep_until in (None, _kept_until(stored, changed_on), earlier)


@transaction.atomic
def overdue_file_remove(*, file: OverdueFile) -> None:
    """Take out a file that was entered by mistake. Raises HasLetterError."""
    stored = OverdueFile.objects.select_for_update().get(pk=file.pk)
    if ApologyLetter.objects.filter(file=stored).exists():
        raise HasLetterError
    stored.delete()


@dataclass(frozen=True, slots=True)
class Written:
    """How many files a sheet has added, changed and left as they were; `moved` are the codes of
    those that somebody changed after the sheet was shown, and that it left alone."""

    new: int
    changed: int
    same: int
    refused: int
    moved: tuple[str, ...] = ()


@transaction.atomic
def overdue_sheet_write(*, planned: Iterable[Planned], user: User) -> Written:
    """Write the rows of a plan that was made inside the same transaction; all or nothing.

    Rows that are refused or have moved are left out. Each file is saved by itself, so that the
    audit has it.
    """
    rows = tuple(planned)
    changed = {(one.unit, one.row.code) for one in rows if one.outcome is Outcome.CHANGED}
    units = {unit for unit, _code in changed}
    found = OverdueFile.objects.select_for_update().filter(unit__in=units)
    stored = {(one.unit_id, one.code): one for one in found if (one.unit_id, one.code) in changed}
    for one in rows:
        if one.outcome in WRITTEN and one.unit is not None:
            file = stored.get((one.unit, one.row.code))
            _write(file or OverdueFile(unit_id=one.unit, code=one.row.code), one, user)
    counts = Counter(one.outcome for one in rows)
    return Written(
        new=counts[Outcome.NEW],
        changed=counts[Outcome.CHANGED],
        same=counts[Outcome.SAME],
        refused=counts[Outcome.REFUSED],
        moved=tuple(one.row.code for one in rows if one.outcome is Outcome.MOVED),
    )


def _write(file: OverdueFile, one: Planned, user: User) -> None:
    follows = file.pk is None or _was_reckoned(file)
    for change in one.changes:
        setattr(file, change.field, change.after)
    if follows:
        file.keep_until = _kept_until(file, timezone.localdate())
    file.updated_by = user
    file.full_clean(validate_unique=False, validate_constraints=False)
    file.save()


def units_lock(unit_ids: Iterable[int]) -> None:
    """Let nobody else write into the registers of these units until the transaction ends."""
    list(Unit.objects.select_for_update().filter(pk__in=tuple(unit_ids)).order_by("pk"))


def personal_data_erase(*, today: date | None = None) -> int:
    """Take the personal data out of files that were kept long enough, with the scans of their
    letters; how many. Days, codes and that a letter was attached stay: they are what is counted.
    """
    on, now, done = today or timezone.localdate(), timezone.now(), 0
    while True:
        with transaction.atomic():
            files = OverdueFile.objects.select_for_update().kept_too_long(on)
            ids = list(files.order_by("pk").values_list("pk", flat=True)[:_STEP])
            if not ids:
                break
            _erase(ids, now)
        done += len(ids)
    if done:
        logger.info("Personal data erased in %s files", done)
    return done


def _erase(ids: list[int], now: datetime) -> None:
    blank = dict.fromkeys(GUARDED, "")
    OverdueFile.objects.filter(pk__in=ids).update(**blank, erased_at=now)
    letters = ApologyLetter.objects.select_for_update().filter(file__in=ids)
    for letter in letters.exclude(scan=""):
        transaction.on_commit(partial(letter.scan.storage.delete, str(letter.scan.name)))
    letters.update(reason_text="", scan="", scan_name="", scan_sha256="")
