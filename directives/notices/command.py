"""The notices to all units, written from a terminal: one PDF of all, or a zip of one each."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from directives.compliance.terminal import OfficeCommand, choice_of, format_of, write_file
from directives.notices.documents import NOTICE_FORMATS, notices_document
from directives.notices.selectors import summary_with_duties
from units.refusing import Refused


class Command(OfficeCommand):
    help = "Writes the notices of an office to its units, as drafts from the figures of the moment."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--output", type=Path, metavar="FILE", required=True, help="F.pdf or F.zip"
        )

    def answer(self, options: dict[str, Any]) -> None:
        path: Path = options["output"]
        fmt = format_of(path, NOTICE_FORMATS, _("“%(file)s” must end in .pdf or .zip."))
        summary = summary_with_duties(choice_of(options))
        if summary is None:
            raise Refused(_("There is no period yet."))
        if not summary.reported_lines:
            raise Refused(_("No figures for this period yet."))
        write_file(path, notices_document(summary, fmt))
