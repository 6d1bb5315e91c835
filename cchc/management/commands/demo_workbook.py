"""manage.py demo_workbook FILE: the province's spreadsheet of June 2023, to try the import with."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from cchc.demo.workbook import FILENAME, write_workbook


class Command(BaseCommand):
    """Writes the demonstration workbook."""

    help = "Write the demonstration workbook in the province's shape."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options."""
        parser.add_argument("file", nargs="?", default=FILENAME, help="where to write it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write and name the file."""
        self.stdout.write(str(write_workbook(Path(options["file"]))))
