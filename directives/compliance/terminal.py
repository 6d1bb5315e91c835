"""What the commands of an office share at a terminal: what they ask for, refuse and print."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Container, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from directives.clauses.models import Directive
from directives.compliance.choice import Choice, choose
from directives.compliance.summary import Summary
from reports.figures.period_models import Period
from reports.figures.periods import ComparedWith
from reports.figures.report_models import Report
from units.models import Unit
from units.refusing import Refused

REFUSED = 2


class OfficeCommand(BaseCommand):
    """A command on an office, a period and a directive: named by code, else the obvious ones.

    It answers in Vietnamese. What is refused is said in one sentence, and ends with status 2.
    """

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--period", metavar="CODE", help="2023-H1; without it the latest one")
        parser.add_argument("--directive", metavar="CODE", help="without it that of the period")
        parser.add_argument(
            "--compare",
            choices=[way.value for way in ComparedWith],
            help="with the period before or the same one of last year",
        )
        parser.add_argument("--office", metavar="CODE", help="needed only if there are several")

    @translation.override("vi")
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.answer(options)
        except Refused as refusal:
            self.stderr.write(refusal.message)
            sys.exit(REFUSED)

    def answer(self, options: dict[str, Any]) -> None:
        raise NotImplementedError


def choice_of(options: dict[str, Any]) -> Choice:
    """The choice that the codes name. Raises Refused for a code that is not there."""
    period, directive = options["period"], options["directive"]
    if period and not Period.objects.filter(code=period).exists():
        raise Refused(_("There is no period with the code “%(code)s”.") % {"code": period})
    office = the_office(options["office"])
    if directive and not Directive.objects.of_office(office).filter(code=directive).exists():
        raise Refused(
            _("%(office)s has no directive with the code “%(code)s”.")
            % {"office": office.name, "code": directive}
        )
    return choose(
        office, period_code=period, directive_code=directive, compare=options.get("compare")
    )


def the_office(code: str | None = None) -> Unit:
    """The unit with that code; without one the only unit that reports are about or letters from."""
    if code:
        unit: Unit | None = Unit.objects.filter(code=code).first()
        if unit is None:
            raise Refused(_("There is no unit with the code “%(code)s”.") % {"code": code})
        return unit
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
        raise Refused(_("There are several offices; name one with --office."))
    raise Refused(_("No office has a report or a directive yet."))


def summary_of(choice: Choice) -> Summary:
    """The summary of the choice. Raises Refused while there is no period."""
    summary = choice.summary()
    if summary is None:
        raise Refused(_("There is no period yet."))
    return summary


def format_of(path: Path, formats: Container[str], allowed: str) -> str:
    """The format that the ending of a file's name asks for; `allowed` names them in a sentence."""
    fmt = path.suffix.lower().removeprefix(".")
    if fmt not in formats:
        raise Refused(allowed % {"file": path.name})
    return fmt


def write_file(path: Path, data: bytes) -> None:
    """Write a file. Raises Refused with the reason where that is not possible."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Refused(
            _("“%(file)s” cannot be written: %(reason)s.")
            % {"file": path, "reason": _why_not(error)}
        ) from error


def _why_not(error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _("there is no such folder")
    if isinstance(error, PermissionError | IsADirectoryError):
        return _("it may not be written there")
    return error.strerror or ""


def as_json(data: Any) -> str:
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
