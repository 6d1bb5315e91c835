"""The letter of a directive as a file, from a terminal."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from directives.compliance.choice import Choice
from directives.compliance.terminal import OfficeCommand, choice_of, format_of, write_file
from directives.letters.documents import FORMATS, letter_document, letter_for
from units.refusing import Refused


class Command(OfficeCommand):
    help = "Writes the letter of a directive on a period as PDF or Word document."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--output", type=Path, metavar="FILE", required=True, help="F.pdf or F.docx"
        )

    def answer(self, options: dict[str, Any]) -> None:
        path: Path = options["output"]
        write_file(path, _document(choice_of(options), path))


def _document(choice: Choice, path: Path) -> bytes:
    """The file's bytes. Raises Refused with the sentence that says what is missing."""
    fmt = format_of(path, FORMATS, _("“%(file)s” must end in .pdf or .docx."))
    if choice.period is None:
        raise Refused(_("There is no period yet."))
    if choice.directive is None:
        raise Refused(_("No directive fits the period; name one with --directive."))
    return letter_document(letter_for(choice), fmt, office=choice.office)
