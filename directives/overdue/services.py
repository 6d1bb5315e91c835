"""Writes of the overdue register: one file, a whole sheet, and the end of personal data."""

import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.overdue.domain import keep_until
from directives.overdue.masking import GUARDED
from directives.overdue.models import ApologyLetter, OverdueFile
from directives.overdue.sheets.plan import WRITTEN, LineOutcome, PlannedLine
from units.models import User
from units.refusing import Refused
from units.versions import taken

logger = logging.getLogger(__name__)
_STEP = 200


@transaction.atomic
def overdue_file_save(
    *, file: OverdueFile, values: Mapping[str, Any], user: User, seen: int | None = None
) -> OverdueFile:
    """Keep a new file, or these values of one that is there; with a result it has a last day for
    its personal data. `seen` is the version that its editor saw.

    Raises ChangedMeanwhile, and ValidationError.
    """
    row = file if file.pk is None else taken(file, seen)
    stays = values.get("keep_until", row.keep_until) == row.keep_until
    follows = file.pk is not None and stays and _was_reckoned(row)
    for name, value in values.items():
        setattr(row, name, value)
    today = timezone.localdate()
    if follows:
        row.keep_until = None
    if row.erased_at is not None and any(getattr(row, name) for name in GUARDED):
        over = row.keep_until is not None and row.keep_until < today
        row.erased_at, row.keep_until = None, None if over else row.keep_until
    row.keep_until = row.keep_until or _kept_until(row, today)
    row.updated_by = user
    row.full_clean()
    row.save()
    return row


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
    """Take out a file that was entered by mistake. Raises Refused."""
    stored = OverdueFile.objects.select_for_update().get(pk=file.pk)
    if ApologyLetter.objects.filter(file=stored).exists():
        raise Refused(_("The file has an apology letter, so it stays in the register."))
    stored.delete()


@transaction.atomic
def overdue_sheet_write(*, planned: Sequence[PlannedLine], user: User) -> None:
    """Write the rows of a plan that was made inside the same transaction; all or nothing.

    Rows that are refused or have moved are left out. Each file is saved by itself, so that the
    audit has it.
    """
    changed = {(row.unit, row.line.code) for row in planned if row.outcome is LineOutcome.CHANGED}
    files = OverdueFile.objects.select_for_update().filter(
        unit__in=[unit for unit, _code in changed]
    )
    stored = {key: file for file in files if (key := (file.unit_id, file.code)) in changed}
    for row in planned:
        if row.outcome in WRITTEN and row.unit is not None:
            file = stored.get((row.unit, row.line.code))
            _write(file or OverdueFile(unit_id=row.unit, code=row.line.code), row, user)


def _write(file: OverdueFile, row: PlannedLine, user: User) -> None:
    follows = file.pk is None or _was_reckoned(file)
    if file.pk is not None:
        file.version += 1
    for change in row.changes:
        setattr(file, change.field, change.after)
    if follows:
        file.keep_until = _kept_until(file, timezone.localdate())
    file.updated_by = user
    file.full_clean(validate_unique=False, validate_constraints=False)
    file.save()


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
    OverdueFile.objects.filter(pk__in=ids).update(**blank, erased_at=now, version=F("version") + 1)
    letters = ApologyLetter.objects.select_for_update().filter(file__in=ids)
    for letter in letters.exclude(scan=""):
        transaction.on_commit(partial(letter.scan.storage.delete, str(letter.scan.name)))
    blanks = dict.fromkeys(("reason_text", "scan", "scan_name", "scan_sha256"), "")
    letters.update(**blanks, version=F("version") + 1)
