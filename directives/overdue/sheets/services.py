"""A sheet of overdue files on its way in: read, shown, and written only when its sender says so.

Between showing and writing nothing is kept here: the rows travel with the page, signed, so that no
file with names lies about and nobody can write rows that were not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Final

from django.core import signing
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from directives.overdue.domain import DAYS
from directives.overdue.masking import GUARDED
from directives.overdue.models import OverdueFile
from directives.overdue.services import overdue_sheet_write
from directives.overdue.sheets.plan import (
    PlannedLine,
    RegisterNow,
    StoredFile,
    held_to,
    plan,
    shown_as,
)
from directives.overdue.sheets.reading import FileLine, RegisterSheet, read_sheet
from reports.figures.freezing import CONVERTER, freeze, thaw
from reports.imports.office_units import office_units
from reports.imports.presentation import message
from reports.reading.issues import refusal
from reports.spreadsheets.files import read_uploaded
from reports.spreadsheets.limits import Unreadable, import_limits
from units.models import Unit, User
from units.names.collation import search_key
from units.names.matching import UnitIndex
from units.refusing import Refused

MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 2 * MEGABYTE
MOST_ROWS: Final = 2_000
_SALT: Final = "directives.overdue-sheet"
_HOURS: Final = 4 * 3600
_NO_REGISTER: Final = _(
    "No heading with file code and due day was found. Use the headings of the template sheet."
)
_NO_ROWS: Final = _("There is no file below the headings. Fill in at least one row.")
_TOO_OLD: Final = _("What was shown is too old to be written. Send the file again.")
_FIELDS: Final = ("procedure", *GUARDED, "handler", *DAYS, "due_time", "reason")

CONVERTER.register_unstructure_hook(time, time.isoformat)
CONVERTER.register_structure_hook(time, lambda text, _kind: time.fromisoformat(text))


@dataclass(frozen=True, slots=True)
class SheetProposal:
    """A sheet with what it would do, and the signed rows to do it with."""

    planned: tuple[PlannedLine, ...]
    sheet: RegisterSheet
    token: str


def overdue_sheet_read(file: File[bytes]) -> RegisterSheet:
    """The first register among the sheets of a file, within limits of its own: a register is no
    province's report. Raises Refused where there is none."""
    limits = replace(
        import_limits(), max_bytes=MOST_BYTES, max_rows=MOST_ROWS + 100, max_unpacked=40 * MEGABYTE
    )
    grids = read_uploaded(file, limits=limits)
    if isinstance(grids, Unreadable):
        raise Refused(message(refusal(grids.code, **grids.params)), "file")
    sheets = [sheet for grid in grids if not grid.hidden and (sheet := read_sheet(grid))]
    if not sheets:
        raise Refused(_NO_REGISTER, "file")
    if not sheets[0].rows:
        raise Refused(_NO_ROWS, "file")
    return sheets[0]


def propose(
    sheet: RegisterSheet, *, units: Sequence[Unit], only: Unit | None, office: Unit, user: User
) -> SheetProposal:
    """What the sheet would do to the registers of these units; `only`: whose files all are."""
    planned = plan(sheet.rows, _register(sheet.rows, units, only, office))
    data = {
        "user": user.pk,
        "only": only.pk if only else None,
        "rows": freeze(sheet.rows),
        "shown": [shown_as(row, _key()) for row in planned],
    }
    return SheetProposal(planned, sheet, signing.dumps(data, salt=_SALT, compress=True))


@transaction.atomic
def overdue_sheet_apply(
    *, token: str, units: Sequence[Unit], office: Unit, user: User
) -> tuple[PlannedLine, ...]:
    """Write the rows that were shown, each as it was shown; what became of each. Raises Refused
    where they are not those that were shown to this user, or are too old.

    A row that would change something else by now, since somebody wrote the file meanwhile, is left
    alone and told. The same rows again change nothing.
    """
    try:
        data = signing.loads(token, salt=_SALT, max_age=_HOURS)
        lines = thaw(tuple[FileLine, ...], data["rows"])
    except (signing.BadSignature, ValueError) as error:
        raise Refused(_TOO_OLD) from error
    by_id = {unit.pk: unit for unit in units}
    only = by_id.get(data["only"])
    if data["user"] != user.pk or (data["only"] is not None and only is None):
        raise Refused(_TOO_OLD)
    # Nobody else writes into these registers until the transaction ends.
    list(Unit.objects.select_for_update().filter(pk__in=by_id).order_by("pk"))
    planned = held_to(plan(lines, _register(lines, units, only, office)), data["shown"], _key())
    overdue_sheet_write(planned=planned, user=user)
    return planned


def _key() -> bytes:
    """The key of what travels unreadable: the token itself is signed, yet anyone can read it."""
    return salted_hmac(_SALT, "shown", algorithm="sha256").digest()


def _register(
    rows: Sequence[FileLine], units: Sequence[Unit], only: Unit | None, office: Unit
) -> RegisterNow:
    """What the rows are read against: four queries."""
    allowed = {unit.pk for unit in units}
    index = UnitIndex(office_units(office).names_during(None), within=office.name)
    named = {row.unit: index.match(row.unit).unit_id for row in rows if row.unit}
    codes = {row.code for row in rows if row.code}
    files = OverdueFile.objects.filter(unit__in=allowed, code__in=codes)
    return RegisterNow(
        stored={(file.unit_id, file.code): _stored(file) for file in files},
        units={name: unit if unit in allowed else None for name, unit in named.items()},
        only=only.pk if only else None,
        reasons=_reasons(),
        today=timezone.localdate(),
    )


def _stored(file: OverdueFile) -> StoredFile:
    values = {name: value for name in _FIELDS if (value := getattr(file, name)) not in (None, "")}
    return StoredFile(values, erased=file.erased_at is not None)


def _reasons() -> dict[str, str]:
    """The reasons by the key of their words, in both languages, and by their codes."""
    codes = {code: code for code in OverdueFile.Reason.values}
    for language in ("en", "vi"):
        with override(language):
            codes |= {search_key(str(reason.label)): reason.value for reason in OverdueFile.Reason}
    return codes
