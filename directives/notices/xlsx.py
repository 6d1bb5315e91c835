"""The appendix as a workbook that reckons: totals, verdicts and places are live formulas.

The targets stand on a sheet of their own; a changed target changes words and colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.utils import translation
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from directives.compliance import words
from directives.compliance.paper import closing_notes, subtitle
from directives.compliance.summary import IndicatorRef, Place, Summary, UnitLine
from directives.letters.phrases import total_name
from directives.notices import appendix_wording as phrases
from directives.notices import formulas as formulas
from directives.notices.formulas import Live, Span
from directives.notices.parts import CountsSheet, TargetsSheet
from directives.notices.style import FILLS, put, set_page, table_head, titles
from directives.publications.appendix_kept import saved
from directives.text.imprint import Imprint
from directives.text.imprint_presentation import imprint_view
from directives.text.qr import qr_png
from reports.figures.figures import Measure, format_points
from reports.workbooks.workbooks import FONT, add_picture, clean_text

_HEAD, _TOTAL = 5, 7  # first row of the head, which has two; row of the total
_NUMBER, _UNIT, _POOL = "A", "B", "C"
_BEFORE, _EACH = 3, 3  # columns before the indicators; value, verdict and place of each
_WIDTHS = (7.5, 13.0, 6.0)


def appendix_xlsx(summary: Summary, imprint: Imprint | None = None) -> bytes:
    """The letter's table with live sums, verdicts and places, in Vietnamese.

    Without an imprint it is a draft from the figures of the moment.
    """
    with translation.override("vi"):
        book = Workbook()
        table = _Table(summary, book)
        table.write(imprint)
        return saved(book, table.results)


@dataclass(frozen=True, slots=True)
class _Column:
    """Where one indicator stands: the letters of its value, verdict and place."""

    indicator: IndicatorRef
    value: str
    verdict: str
    place: str


class _Table:
    """The first sheet; the others hold what its formulas look up."""

    def __init__(self, summary: Summary, book: Workbook) -> None:
        self.summary = summary
        self.lines = summary.reported_lines
        self.sheet = cast(Any, book.active)
        self.sheet.title = phrases.SHEET
        self.rows = Span(_TOTAL + 1, _TOTAL + max(len(self.lines), 1))
        self.columns = tuple(
            _Column(one, *(get_column_letter(_BEFORE + at * _EACH + step) for step in (1, 2, 3)))
            for at, one in enumerate(summary.reported)
        )
        after = _BEFORE + _EACH * len(self.columns)
        self.met, self.judged, self.overall = (get_column_letter(after + n) for n in (1, 2, 3))
        self.results: dict[str, str | int | Decimal] = {}
        self.targets = TargetsSheet(summary, book)
        self.counts = CountsSheet(summary, book, self.rows)

    def write(self, imprint: Imprint | None) -> None:
        """All of the sheet."""
        source = self.summary.source
        texts = (source.office.name, phrases.TITLE, subtitle(self.summary), _held(self.summary))
        titles(self.sheet, texts, self.overall)
        self._head()
        self._total()
        for number, line in enumerate(self.lines, 1):
            self._unit(number, line)
        self._notes(imprint)
        self._colours()
        self._widths()
        set_page(self.sheet, heads=(_HEAD, _HEAD + 1), frozen=f"{_POOL}{_TOTAL}")

    def _head(self) -> None:
        fixed = [(_NUMBER, phrases.NUMBER), (_UNIT, phrases.UNIT), (_POOL, phrases.POOL)]
        fixed += [(self.met, phrases.MET), (self.judged, phrases.JUDGED)]
        fixed.append((self.overall, phrases.OVERALL))
        for letter, text in fixed:
            table_head(self.sheet, f"{letter}{_HEAD}", text, until=f"{letter}{_HEAD + 1}")
        for one in self.columns:
            unit = "%" if one.indicator.measure is Measure.RATE else one.indicator.count_unit
            text = f"{one.indicator.short_name} ({unit})"
            table_head(self.sheet, f"{one.value}{_HEAD}", text, until=f"{one.place}{_HEAD}")
            below = (phrases.VALUE, phrases.VERDICT, phrases.PLACE)
            for letter, word in zip((one.value, one.verdict, one.place), below, strict=True):
                table_head(self.sheet, f"{letter}{_HEAD + 1}", word)

    def _total(self) -> None:
        for letter in (_NUMBER, _POOL, self.met, self.judged, self.overall):
            put(self.sheet, f"{letter}{_TOTAL}", None, bold=True)
        name = total_name(self.summary.source.office.kind)
        put(self.sheet, f"{_UNIT}{_TOTAL}", name, bold=True)
        for one in self.columns:
            value, places, note = self._sum(one)
            put(self.sheet, f"{one.value}{_TOTAL}", value, bold=True, places=places)
            put(self.sheet, f"{one.verdict}{_TOTAL}", note, italic=True, centred=True)
            put(self.sheet, f"{one.place}{_TOTAL}", None, bold=True)

    def _sum(self, one: _Column) -> tuple[Any, int, Any]:
        """Value, decimals and note of a total; rates are never averaged."""
        said = self.summary.source.published.get(one.indicator.code)
        figure = said.figure if said else None
        published = figure.value if figure else None
        if one.indicator.measure is Measure.COUNT:
            return formulas.added(one.value, self.rows), 0, self._beside(one, published)
        if figure is not None and published is not None:
            return published, figure.places, phrases.AS_PUBLISHED
        counts = self.counts.spans(one.indicator.code)
        if counts is None:
            return None, 0, None
        self.results[f"{one.value}{_TOTAL}"] = self.counts.rate(one.indicator.code)
        return formulas.shared(*counts), one.indicator.decimals, phrases.ADDED_UP

    def _beside(self, one: _Column, published: Decimal | None) -> Live | None:
        """Whether a sum of counts is the published one, in words."""
        total = self.summary.checks[one.indicator.code].total
        cell = f"{one.value}{_TOTAL}"
        self.results[cell] = total
        if published is None:
            return None
        other = phrases.published_count(format_points(published))
        self.results[f"{one.verdict}{_TOTAL}"] = phrases.AGREES if total == published else other
        return formulas.compared(cell, f"{published:f}", phrases.AGREES, other)

    def _unit(self, number: int, line: UnitLine) -> None:
        row = _TOTAL + number
        put(self.sheet, f"{_NUMBER}{row}", number, centred=True)
        put(self.sheet, f"{_UNIT}{row}", words.unit_label(line.unit))
        pool = words.pool_word(line.unit.pool, self.summary.source.units) if line.unit.pool else ""
        put(self.sheet, f"{_POOL}{row}", pool or None)
        for one in self.columns:
            self._cells(one, line, row)
        cells = [f"{one.verdict}{row}" for one in self.columns if _has_number(line, one)]
        met, judged = (formulas.counted(cells, passed=passed) for passed in (True, False))
        self._live(f"{self.met}{row}", met, line.compliance.met, bold=True)
        self._live(f"{self.judged}{row}", judged, line.compliance.of)
        place = formulas.overall(self.met, self.judged, row, _POOL, self.rows)
        self._live(f"{self.overall}{row}", place, _first(line.overall))

    def _live(self, address: str, formula: Live, result: str | int, *, bold: bool = False) -> None:
        """A formula of a unit's row with what it gives now."""
        put(self.sheet, address, formula, centred=True, bold=bold)
        self.results[address] = result

    def _cells(self, one: _Column, line: UnitLine, row: int) -> None:
        code = one.indicator.code
        verdict = line.compliance.cells.get(code)
        if verdict is None:
            for letter in (one.value, one.verdict, one.place):
                put(self.sheet, f"{letter}{row}", None)
            return
        figure = verdict.figure
        mark = words.OWN_MARK if code in line.own else ""
        has_value = figure.value is not None
        value = figure.value if has_value else words.state_short(figure.state)
        cell = f"{one.value}{row}"
        put(self.sheet, cell, value, places=figure.places, mark=mark, centred=not has_value)
        at = self.targets.row_of(verdict.target)
        counts = self.counts.cells(code, row) if figure.denominator else None
        said = formulas.verdict(cell, verdict, at, counts)
        self._live(f"{one.verdict}{row}", said, phrases.WORDS[verdict.status])
        place = formulas.place(one.value, row, _POOL, self.rows, one.indicator.direction)
        self._live(f"{one.place}{row}", place, _first(line.places.get(code)))

    def _notes(self, imprint: Imprint | None) -> None:
        report = self.summary.source.report
        marked = imprint_view(imprint)
        said = [words.report_text(report)] if report else []
        texts = [*said, *phrases.NOTES, *closing_notes(self.summary), marked.text, marked.url]
        for at, text in enumerate(filter(None, texts), self.rows.last + 2):
            cell = self.sheet[f"A{at}"]
            cell.value, cell.data_type = clean_text(text), "s"
            cell.font = Font(name=FONT, size=11, italic=True)
        if marked.url:
            add_picture(self.sheet, qr_png(marked.url), self.sheet.max_row + 1)

    def _colours(self) -> None:
        """Fills of different lightness, with bold where a target is missed: black and white
        tells them apart, and the words stand beside."""
        made: Any = FormulaRule
        for one in self.columns:
            span = f"{one.value}{self.rows.first}:{one.verdict}{self.rows.last}"
            cell = f"${one.verdict}{self.rows.first}"
            for statuses, (fill, font) in FILLS.items():
                rule = made([formulas.is_word(cell, *statuses)], fill=fill, font=font)
                self.sheet.conditional_formatting.add(span, rule)

    def _widths(self) -> None:
        wide: dict[str, float] = {_NUMBER: 4.5, _UNIT: 24, _POOL: 16}
        for one in self.columns:
            wide |= dict(zip((one.value, one.verdict, one.place), _WIDTHS, strict=True))
        wide |= {self.met: 5, self.judged: 6, self.overall: 7}
        for letter, width in wide.items():
            self.sheet.column_dimensions[letter].width = width


def _first(place: Place | None) -> str | int:
    return place.first if place and place.first else phrases.NO_PLACE


def _has_number(line: UnitLine, one: _Column) -> bool:
    verdict = line.compliance.cells.get(one.indicator.code)
    return bool(verdict and verdict.target and verdict.target.has_number)


def _held(summary: Summary) -> str:
    directive = summary.source.directive
    return f"Xét theo {directive.title}" if directive else ""
