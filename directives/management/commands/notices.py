"""The notices to all units, written from a terminal: one PDF of all, or a zip of one each."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from directives.management.commands._asking import (
    RefusedError,
    add_choice,
    ask,
    refuse,
    written,
)
from directives.notices.documents import NOTICE_FORMATS, notices_document
from directives.notices.selectors import summary_with_duties


class Command(BaseCommand):
    help = "Writes the notices of an office to its units, as drafts from the figures of the moment."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_choice(parser)
        parser.add_argument(
            "--output", type=Path, metavar="FILE", required=True, help="F.pdf or F.zip"
        )

    @translation.override("vi")
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._write(options)
        except RefusedError as error:
            refuse(self, error)

    def _write(self, options: dict[str, Any]) -> None:
        path: Path = options["output"]
        fmt = path.suffix.lower().removeprefix(".")
        if fmt not in NOTICE_FORMATS:
            raise RefusedError(_("“%(file)s” must end in .pdf or .zip.") % {"file": path.name})
        choice = ask(
            office=options["office"], period=options["period"], directive=options["directive"]
        )
        summary = summary_with_duties(choice)
        if summary is None:
            raise RefusedError(_("There is no period yet."))
        if not summary.reported_lines:
            raise RefusedError(_("No figures for this period yet."))
        written(path, notices_document(summary, fmt))
