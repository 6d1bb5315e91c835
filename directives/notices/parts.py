"""The sheets that the appendix looks up: targets, and the counts behind rates where known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from directives.clauses.targets import Target
from directives.compliance import words
from directives.compliance.domain import Verdict
from directives.compliance.summary import Audience, IndicatorRef, Summary
from directives.notices import appendix_wording as phrases
from directives.notices.formulas import Span
from directives.notices.style import put, set_page, table_head, titles
from reports.figures.figures import Measure, written_places

_FIRST = 4  # row of the first target; its head stands above


class TargetsSheet:
    """One row for each target that decides for anybody: change a number here."""

    def __init__(self, summary: Summary, book: Workbook) -> None:
        self._at: dict[int, int] = {}
        self._sheet: Any = book.create_sheet(phrases.TARGETS)
        titles(self._sheet, (phrases.TARGETS_NOTE, phrases.TARGETS_TITLE), "F")
        for letter, text in zip("ABCDEF", phrases.TARGET_HEADS, strict=True):
            table_head(self._sheet, f"{letter}{_FIRST - 1}", text)
        for audience in summary.audiences:
            for one in summary.reported:
                self._add(audience, one)
        for letter, width in zip("ABCDEF", (30, 30, 30, 12, 14, 10), strict=True):
            self._sheet.column_dimensions[letter].width = width
        set_page(self._sheet, heads=(_FIRST - 1, _FIRST - 1), frozen=f"A{_FIRST}")

    def _add(self, audience: Audience, indicator: IndicatorRef) -> None:
        some = audience.targets.get(indicator.code)
        if not some or some[0].id in self._at:
            return
        target, row = some[0], _FIRST + len(self._at)
        self._at[target.id] = row
        put(self._sheet, f"A{row}", words.audience_label(audience))
        put(self._sheet, f"B{row}", indicator.short_name)
        put(self._sheet, f"C{row}", phrases.RULES[target.rule])
        for letter, number in (("D", target.floor), ("E", target.ambition)):
            plain = None if number is None else number.normalize()
            places = 0 if plain is None else written_places(plain)
            put(self._sheet, f"{letter}{row}", plain, bold=True, places=places)
        put(self._sheet, f"F{row}", target.clause, centred=True)

    def row_of(self, target: Target | None) -> str:
        """Its row as "'Chỉ tiêu'!{}5", the column left open; empty without one."""
        row = self._at.get(target.id) if target else None
        return "" if row is None else f"'{phrases.TARGETS}'!{{}}{row}"


class CountsSheet:
    """The counts behind rates, in the rows of the table; no sheet where none are known."""

    def __init__(self, summary: Summary, book: Workbook, rows: Span) -> None:
        self._rows = rows
        self._letters: dict[str, tuple[str, str]] = {}
        self._sums = {
            one.code: sums
            for one in summary.reported
            if (sums := _sums(summary, one)) and _all_counted(summary, one)
        }
        known = [one for one in summary.reported if _has_counts(summary, one)]
        if not known:
            return
        self._sheet: Any = book.create_sheet(phrases.COUNTS)
        for at, one in enumerate(known):
            part, whole = (get_column_letter(3 + 2 * at + step) for step in (0, 1))
            self._letters[one.code] = (part, whole)
        last = get_column_letter(2 + 2 * len(known))
        titles(self._sheet, (phrases.COUNTS_NOTE, phrases.COUNTS_TITLE), last)
        self._write(summary, known)
        head = rows.first - 2
        set_page(self._sheet, heads=(head, head + 1), frozen=f"C{rows.first}")

    def _write(self, summary: Summary, known: list[IndicatorRef]) -> None:
        head = self._rows.first - 2
        for letter, text, width in (("A", phrases.NUMBER, 5), ("B", phrases.UNIT, 30)):
            table_head(self._sheet, f"{letter}{head}", text, until=f"{letter}{head + 1}")
            self._sheet.column_dimensions[letter].width = width
        for one in known:
            part, whole = self._letters[one.code]
            table_head(self._sheet, f"{part}{head}", one.short_name, until=f"{whole}{head}")
            for letter, text in ((part, phrases.PART), (whole, phrases.WHOLE)):
                table_head(self._sheet, f"{letter}{head + 1}", text)
                self._sheet.column_dimensions[letter].width = 14
        for number, line in enumerate(summary.reported_lines, 1):
            row = self._rows.first + number - 1
            put(self._sheet, f"A{row}", number, centred=True)
            put(self._sheet, f"B{row}", words.unit_label(line.unit))
            for one in known:
                self._put_counts(line.compliance.cells.get(one.code), one.code, row)

    def _put_counts(self, verdict: Verdict | None, code: str, row: int) -> None:
        figure = verdict.figure if verdict else None
        known = figure is not None and figure.numerator is not None and figure.denominator
        both = (figure.numerator, figure.denominator) if figure and known else (None, None)
        for letter, number in zip(self._letters[code], both, strict=True):
            put(self._sheet, f"{letter}{row}", number, places=0)

    def cells(self, code: str, row: int) -> tuple[str, str] | None:
        """The addresses of both counts of a unit; None where none are known."""
        letters = self._letters.get(code)
        if letters is None:
            return None
        part, whole = (f"'{phrases.COUNTS}'!${letter}${row}" for letter in letters)
        return part, whole

    def spans(self, code: str) -> tuple[str, str] | None:
        """Both columns, where every value of the rate has its counts; else None."""
        letters = self._letters.get(code)
        if letters is None or code not in self._sums:
            return None
        part, whole = (f"'{phrases.COUNTS}'!{self._rows.of(letter)}" for letter in letters)
        return part, whole

    def rate(self, code: str) -> Decimal:
        """The rate of both sums; only where `spans` gives them."""
        part, whole = self._sums[code]
        return Decimal(part) * 100 / Decimal(whole)


def _has_counts(summary: Summary, indicator: IndicatorRef) -> bool:
    return indicator.measure is Measure.RATE and any(_counted(summary, indicator))


def _all_counted(summary: Summary, indicator: IndicatorRef) -> bool:
    return all(_counted(summary, indicator))


def _sums(summary: Summary, indicator: IndicatorRef) -> tuple[int, int] | None:
    figures = [
        cell.figure
        for line in summary.reported_lines
        if (cell := line.compliance.cells.get(indicator.code)) and cell.figure.denominator
    ]
    whole = sum(one.denominator or 0 for one in figures)
    return (sum(one.numerator or 0 for one in figures), whole) if whole else None


def _counted(summary: Summary, indicator: IndicatorRef) -> list[bool]:
    """Whether the counts are known, for each value."""
    cells = (line.compliance.cells.get(indicator.code) for line in summary.reported_lines)
    return [
        bool(cell.figure.numerator is not None and cell.figure.denominator)
        for cell in cells
        if cell and cell.figure.value is not None
    ]
