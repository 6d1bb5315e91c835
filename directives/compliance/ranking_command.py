"""Who stands where in a period: on the screen or as JSON."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directives.compliance import words
from directives.compliance.pages import pool_note, source_line, unranked_note
from directives.compliance.serialise import ranking_json, ranking_order, ranking_rule
from directives.compliance.source import IndicatorRef
from directives.compliance.summary import Summary, UnitLine
from directives.compliance.terminal import OfficeCommand, as_json, choice_of, summary_of, text_table
from reports.figures.periods import label
from units.kinds import Pool
from units.refusing import Refused


class Command(OfficeCommand):
    help = "Ranks the units of an office by indicator and by the number of targets met."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--indicator", metavar="CODE", help="this one only")

    def answer(self, options: dict[str, Any]) -> None:
        indicator = options["indicator"]
        summary = summary_of(choice_of(options))
        if indicator and all(known.code != indicator for known in summary.indicators):
            text = _("There is no indicator with the code “%(code)s” in this period.")
            raise Refused(text % {"code": indicator})
        if options["json"]:
            self.stdout.write(as_json(ranking_json(summary, indicator)))
        else:
            self.stdout.write(as_text(summary, indicator))


def as_text(summary: Summary, indicator: str | None) -> str:
    """A table for each pool, best first, with what is counted above it."""
    about = (label(summary.source.period, "vi"), words.trial_text(summary.source.directive))
    parts = [" – ".join(filter(None, about)), source_line(summary)]
    columns = [column for column in summary.reported if indicator in (None, column.code)]
    for pool in (*Pool, None):
        lines = [line for line in ranking_order(summary, indicator) if line.unit.pool == pool]
        if lines and pool is None:
            note = unranked_note(summary)
            parts += ["", f"{note.title}.", _table(lines, columns), note.rule]
        elif lines and pool:
            note = pool_note(summary, pool)
            parts += ["", f"{note.pool}. {note.exempt}", _table(lines, columns)]
            parts.append(ranking_rule(summary, pool, indicator))
    return "\n".join(parts)


def _table(lines: list[UnitLine], columns: list[IndicatorRef]) -> str:
    place = pgettext("short", "place")
    heads = [place, _("unit"), _("met")]
    for column in columns:
        heads += [column.short_name, place]
    rows = [heads]
    for line in lines:
        of = line.of
        score = f"{line.met}/{of}" if of else "–"
        row = [words.place_text(line.overall), words.unit_label(line.unit), score]
        for column in columns:
            verdict = line.cells.get(column.code)
            text = words.figure_text(verdict.figure) if verdict else "–"
            text += words.OWN_MARK if column.code in line.own else ""
            row += [text, words.place_text(line.places.get(column.code))]
        rows.append(row)
    return text_table(rows, left=frozenset({1}))
