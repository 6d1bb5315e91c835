"""The letter of a directive as a file, from a terminal."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from directives.compliance.standing import Choice
from directives.letters.documents import FORMATS, letter_document, letter_for
from directives.management.commands._asking import RefusedError, ask, refuse, written
from units.refusing import Refused


class Command(BaseCommand):
    help = "Writes the letter of a directive on a period as PDF or Word document."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--directive", metavar="CODE", help="without it that of the period")
        parser.add_argument("--period", metavar="CODE", help="2023-H1; without it the latest one")
        parser.add_argument("--office", metavar="CODE", help="needed only if there are several")
        parser.add_argument(
            "--output", type=Path, metavar="FILE", required=True, help="F.pdf or F.docx"
        )

    @translation.override("vi")
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            choice = ask(
                office=options["office"], period=options["period"], directive=options["directive"]
            )
            written(options["output"], _document(choice, options["output"]))
        except RefusedError as error:
            refuse(self, error)


def _document(choice: Choice, path: Path) -> bytes:
    """The file's bytes. Raises RefusedError with the sentence that says what is missing."""
    fmt = path.suffix.lower().removeprefix(".")
    if fmt not in FORMATS:
        raise RefusedError(_("“%(file)s” must end in .pdf or .docx.") % {"file": path.name})
    if choice.period is None:
        raise RefusedError(_("There is no period yet."))
    if choice.directive is None:
        raise RefusedError(_("No directive fits the period; name one with --directive."))
    try:
        return letter_document(letter_for(choice), fmt, office=choice.office)
    except Refused as refusal:
        raise RefusedError(refusal.message) from refusal
