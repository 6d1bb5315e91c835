"""A sheet of overdue files on its way in: read, shown, and written only when its sender says so.

Between showing and writing nothing is kept here: the rows travel with the page, signed, so that no
file with names lies about and nobody can write rows that were not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from django.core import signing
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from directives.overdue.masking import GUARDED
from directives.overdue.models import OverdueFile
from directives.overdue.services import Written, overdue_sheet_write, units_lock
from directives.overdue.sheets.plan import Known, Planned, Stored, held_to, plan, shown_as
from directives.overdue.sheets.reading import DAYS, NotASheet, Problem, Row, Sheet, read_sheet
from reports.imports.selectors import office_units
from reports.reading.issues import refusal
from reports.spreadsheets.files import read_grids
from reports.spreadsheets.limits import Limits, Unreadable, import_limits
from units.models import Unit, User
from units.names.collation import search_key
from units.names.matching import UnitIndex

MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 2 * MEGABYTE
MOST_ROWS: Final = 2_000
_SALT: Final = "directives.overdue-sheet"
_HOURS: Final = 4 * 3600
_FIELDS: Final = ("procedure", *GUARDED, "handler", *DAYS, "due_time", "reason")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sheet with what it would do, and the signed rows to do it with."""

    planned: tuple[Planned, ...]
    sheet: Sheet
    token: str


class TokenError(Exception):
    """The rows that came back are not those that were shown to this user, or are too old."""


def overdue_sheet_read(file: File[bytes]) -> Sheet | NotASheet:
    """The first register among the sheets of a file, within limits of its own: a register is no
    province's report."""
    limits = replace(
        import_limits(), max_bytes=MOST_BYTES, max_rows=MOST_ROWS + 100, max_unpacked=40 * MEGABYTE
    )
    grids = _grids(file, limits)
    if isinstance(grids, Unreadable):
        return NotASheet(grids.code, refusal(grids.code, **grids.params))
    sheets = [sheet for grid in grids if not grid.hidden and (sheet := read_sheet(grid))]
    if not sheets:
        return NotASheet("no-register")
    return sheets[0] if sheets[0].rows else NotASheet("no-rows")


def _grids(file: File[bytes], limits: Limits) -> Any:
    with NamedTemporaryFile(prefix="register-") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
            if copy.tell() > limits.max_bytes:
                break
        copy.flush()
        return read_grids(Path(copy.name), limits=limits)


def propose(
    sheet: Sheet, *, units: Sequence[Unit], only: Unit | None, office: Unit, user: User
) -> Proposal:
    """What the sheet would do to the registers of these units; `only`: whose files all are."""
    planned = plan(sheet.rows, _known(sheet.rows, units, only, office))
    data = {
        "user": user.pk,
        "only": only.pk if only else None,
        "rows": _packed(sheet.rows),
        "shown": shown_as(planned, _key()),
    }
    return Proposal(planned, sheet, signing.dumps(data, salt=_SALT, compress=True))


@transaction.atomic
def overdue_sheet_apply(*, token: str, units: Sequence[Unit], office: Unit, user: User) -> Written:
    """Write the rows that were shown, each as it was shown. Raises TokenError.

    A row that would change something else by now, since somebody wrote the file meanwhile, is left
    alone and told. The same rows again change nothing.
    """
    try:
        data = signing.loads(token, salt=_SALT, max_age=_HOURS)
    except signing.BadSignature as error:
        raise TokenError from error
    by_id = {one.pk: one for one in units}
    only = by_id.get(data["only"])
    foreign = data["user"] != user.pk or (data["only"] is not None and only is None)
    if foreign or "shown" not in data:
        raise TokenError
    units_lock(by_id)
    rows = _unpacked(data["rows"])
    planned = held_to(plan(rows, _known(rows, units, only, office)), data["shown"], _key())
    return overdue_sheet_write(planned=planned, user=user)


def _key() -> bytes:
    """The key of what travels unreadable: the token itself is signed, yet anyone can read it."""
    return salted_hmac(_SALT, "shown", algorithm="sha256").digest()


def _known(rows: Iterable[Row], units: Sequence[Unit], only: Unit | None, office: Unit) -> Known:
    """What the rows are read against: four queries."""
    rows = tuple(rows)
    allowed = {one.pk for one in units}
    index = UnitIndex(office_units(office).names_during(None), within=office.name)
    named = {row.unit: index.match(row.unit).unit_id for row in rows if row.unit}
    codes = {row.code for row in rows if row.code}
    files = OverdueFile.objects.filter(unit__in=allowed, code__in=codes)
    return Known(
        stored={(one.unit_id, one.code): _stored(one) for one in files},
        units={name: unit if unit in allowed else None for name, unit in named.items()},
        only=only.pk if only else None,
        reasons=_reasons(),
        today=timezone.localdate(),
    )


def _stored(file: OverdueFile) -> Stored:
    said = {name: getattr(file, name) for name in _FIELDS}
    values = {name: value for name, value in said.items() if value not in (None, "")}
    return Stored(values, erased=file.erased_at is not None)


def _reasons() -> dict[str, str]:
    """The reasons by the key of their words, in both languages, and by their codes."""
    found = {code: code for code in OverdueFile.Reason.values}
    for language in ("en", "vi"):
        with override(language):
            found |= {search_key(str(one.label)): one.value for one in OverdueFile.Reason}
    return found


def _packed(rows: Iterable[Row]) -> list[list[Any]]:
    """Rows as plain lists; refused ones travel too, for the count of what was left out."""
    return [
        [
            row.number,
            row.code,
            dict(row.texts),
            {name: day.isoformat() for name, day in row.days.items()},
            row.due_time.isoformat() if row.due_time else None,
            row.unit,
            [[one.code, one.field, one.value] for one in row.problems],
        ]
        for row in rows
    ]


def _unpacked(packed: Iterable[Any]) -> tuple[Row, ...]:
    return tuple(
        Row(
            number=number,
            code=code,
            texts=texts,
            days={name: date.fromisoformat(day) for name, day in days.items()},
            due_time=time.fromisoformat(hour) if hour else None,
            unit=unit,
            problems=tuple(Problem(*one) for one in problems),
        )
        for number, code, texts, days, hour, unit, problems in packed
    )
