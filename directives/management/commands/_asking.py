"""What both commands ask for: an office, a period and a directive by code, else the obvious one."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from directives.clauses.models import Directive
from directives.compliance.standing import Choice, choose
from directives.compliance.summary import Summary
from reports.figures.period_models import Period
from reports.figures.report_models import Report
from units.models import Unit

REFUSED = 2


class RefusedError(Exception):
    """What was asked for does not exist; the message is for the person at the keyboard."""


def add_choice(parser: ArgumentParser) -> None:
    """The arguments that both commands share."""
    parser.add_argument("--period", metavar="CODE", help="2023-H1; without it the latest one")
    parser.add_argument("--directive", metavar="CODE", help="without it the one of the period")
    parser.add_argument("--office", metavar="CODE", help="needed only if there are several")
    parser.add_argument("--json", action="store_true", help="print JSON")


def ask(*, office: str | None, period: str | None, directive: str | None) -> Choice:
    """The choice that the codes name. Raises RefusedError for a code that is not there."""
    if period and not Period.objects.filter(code=period).exists():
        raise RefusedError(_("There is no period with the code “%(code)s”.") % {"code": period})
    unit = the_office(office)
    if directive and not Directive.objects.of_office(unit).filter(code=directive).exists():
        raise RefusedError(
            _("%(office)s has no directive with the code “%(code)s”.")
            % {"office": unit.name, "code": directive}
        )
    return choose(unit, period_code=period, directive_code=directive)


def the_office(code: str | None = None) -> Unit:
    """The unit with that code; without one the only unit that reports are about or letters from."""
    if code:
        found: Unit | None = Unit.objects.filter(code=code).first()
        if found is None:
            raise RefusedError(_("There is no unit with the code “%(code)s”.") % {"code": code})
        return found
    offices: list[Unit] = list(
        Unit.objects.filter(
            Exists(Report.objects.filter(office=OuterRef("pk")))
            | Exists(Directive.objects.filter(issuer=OuterRef("pk"))),
            Exists(Unit.objects.filter(parent=OuterRef("pk"))),
        )[:2]
    )
    if len(offices) == 1:
        return offices[0]
    if offices:
        raise RefusedError(_("There are several offices; name one with --office."))
    raise RefusedError(_("No office has a report or a directive yet."))


def summary_of(choice: Choice) -> Summary:
    """The summary of the choice. Raises RefusedError while there is no period."""
    summary = choice.summary()
    if summary is None:
        raise RefusedError(_("There is no period yet."))
    return summary


def written(path: Path, data: bytes) -> None:
    """Write a file. Raises RefusedError with the reason where that is not possible."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise RefusedError(
            _("“%(file)s” cannot be written: %(reason)s.")
            % {"file": path, "reason": _why_not(error)}
        ) from error


def _why_not(error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _("there is no such folder")
    if isinstance(error, PermissionError | IsADirectoryError):
        return _("it may not be written there")
    return error.strerror or ""


def refuse(command: BaseCommand, error: RefusedError) -> NoReturn:
    """Say in one sentence why nothing was done, and end with status 2."""
    command.stderr.write(str(error))
    sys.exit(REFUSED)


def as_json(data: Any) -> str:
    """Readable JSON with the letters as they are."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def text_table(rows: Sequence[Sequence[str]], *, left: frozenset[int]) -> str:
    """Rows under their heads in columns; the columns in `left` are aligned left, others right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = (
            text.ljust(width) if number in left else text.rjust(width)
            for number, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
