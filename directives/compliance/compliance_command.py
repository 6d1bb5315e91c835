"""Which units meet the targets of a directive: on the screen, as JSON, or as a file to print."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from directives.compliance.documents import FORMATS, compliance_document
from directives.compliance.pages import source_line
from directives.compliance.sentence import standing
from directives.compliance.serialise import compliance_json
from directives.compliance.sheet import SheetView, sheet
from directives.compliance.summary import Summary
from directives.compliance.terminal import (
    OfficeCommand,
    as_json,
    choice_of,
    format_of,
    summary_of,
    text_table,
    write_file,
)
from directives.compliance.words import OWN_MARK, trial_text, unit_label
from reports.figures.periods import label


class Command(OfficeCommand):
    help = "Holds the units of an office against the targets of a directive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="write the summary: F.pdf, F.docx or F.xlsx"
        )

    def answer(self, options: dict[str, Any]) -> None:
        choice = choice_of(options)
        summary = summary_of(choice)
        if path := options["output"]:
            fmt = format_of(path, FORMATS, _("“%(file)s” must end in .pdf, .docx or .xlsx."))
            write_file(path, compliance_document(choice, fmt))
        if options["json"]:
            self.stdout.write(as_json(compliance_json(summary)))
        elif not path:
            self.stdout.write(as_text(summary))


def as_text(summary: Summary) -> str:
    """The table for a terminal, with the sentence and the source above it."""
    directive = summary.source.directive
    title = label(summary.source.period, "vi")
    if directive is not None:
        title += f" – {trial_text(directive) or directive.title}"
    table = sheet(summary, every_target=True)
    parts = [title, source_line(summary), str(standing(summary)), "", _table(table), ""]
    return "\n".join([*parts, *table.notes])


def _table(table: SheetView) -> str:
    heads = ["", _("unit"), *(column.short_name for column in table.columns), "", ""]
    rows = [heads]
    rows += [["", target.label, *target.texts, "", target.clauses] for target in table.targets]
    if table.total:
        rows.append(["", table.total.label, *table.total.texts, "", table.total.note])
    for row in table.rows:
        cells = (
            f"{cell.text}{OWN_MARK if cell.own else ''} {_MARKS.get(cell.status or '', ' ')}"
            for cell in row.cells
        )
        rows.append([str(row.number), unit_label(row.unit), *cells, row.score.text, row.missing])
    return text_table(rows, left=frozenset({1, len(heads) - 1}))


_MARKS = {"met": "✓", "exceeded": "▲", "not_met": "✗", "not_started": "○"}
