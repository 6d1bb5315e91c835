"""The parts of an ods file that calamine keeps to itself, and its extent.

One cell may stand for a million by its "repeated" attributes; the scan multiplies before calamine
fills the memory.
"""

from collections.abc import Iterable
from typing import Final

from reports.figures.figures import NOT_CALCULATED
from reports.spreadsheets.events import Attributes, parse
from reports.spreadsheets.facts import CellTally, SheetFacts
from reports.spreadsheets.limits import Limits, check_cells, check_place

_PERCENT_STYLE: Final = 1
PERCENT_FORMATS: Final = {_PERCENT_STYLE: "0%"}
_HIDDEN: Final = ("collapse", "filter")


class OdsScan:
    """One pass over content.xml; `sheets` are the facts by the sheets' names."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self._limits = limits
        self._tally = CellTally()
        self._facts = SheetFacts()
        self._row = self._column = self._rows = self._columns = self._header = 0
        self._height = self._width = 0
        self._cell: Attributes = {}

    def table(self, attributes: Attributes) -> None:
        """A sheet begins."""
        self._facts = self.sheets[attributes.get("table:name", "")] = SheetFacts()
        self._row = self._rows = self._header = self._height = self._width = 0

    def column(self, attributes: Attributes) -> None:
        """Columns in a row that look alike."""
        count = _repeated(attributes, "columns")
        if attributes.get("table:visibility") in _HIDDEN:
            last = min(self._header + count, self._limits.max_columns)
            self._facts.hidden_columns.update(range(self._header, last))
        self._header += count

    def row(self, attributes: Attributes) -> None:
        """One row, or many alike."""
        self._row += self._rows
        self._rows = _repeated(attributes, "rows")
        self._column = self._columns = 0
        if attributes.get("table:visibility") in _HIDDEN:
            last = min(self._row + self._rows, self._limits.max_rows)
            self._facts.hidden_rows.update(range(self._row, last))

    def cell(self, attributes: Attributes) -> None:
        """One cell, or many alike; a value in it counts as often."""
        self._column += self._columns
        self._columns = _repeated(attributes, "columns")
        self._cell = attributes
        kind = attributes.get("office:value-type", "")
        if kind or "table:formula" in attributes:
            self.content({})
        if kind == "percentage":
            self._note_percent()
        self._note_merged(attributes)

    def content(self, _attributes: Attributes) -> None:
        """The cell holds something: its last place counts."""
        check_place(self._row + self._rows - 1, self._column + self._columns - 1, self._limits)
        self._height = max(self._height, self._row + self._rows)
        self._width = max(self._width, self._column + self._columns)
        check_cells(self._tally.area + self._height * self._width, self._limits)

    def end_cell(self) -> None:
        """A formula that left no value was never calculated."""
        if "table:formula" in self._cell and "office:value-type" not in self._cell:
            self._facts.texts[self._row, self._column] = NOT_CALCULATED
        self._cell = {}

    def text(self, text: str) -> None:
        """The shown text of an error: "#DIV/0!", "Err:502"."""
        if self._cell.get("calcext:value-type") == "error" and text.strip():
            self._facts.texts[self._row, self._column] = text.strip()

    def end_table(self) -> None:
        """The sheet's area counts to the file's."""
        self._tally.area += self._height * self._width

    def _note_merged(self, attributes: Attributes) -> None:
        columns = int(attributes.get("table:number-columns-spanned", 1))
        rows = int(attributes.get("table:number-rows-spanned", 1))
        if columns > 1 or rows > 1:
            end = (self._row + rows - 1, self._column + columns - 1)
            check_place(*end, self._limits)
            self._facts.merged.append(((self._row, self._column), end))

    def _note_percent(self) -> None:
        for row in range(self._row, self._row + self._rows):
            for column in range(self._column, self._column + self._columns):
                self._facts.note_style(row, column, _PERCENT_STYLE)


def _repeated(attributes: Attributes, what: str) -> int:
    return max(1, int(attributes.get(f"table:number-{what}-repeated", 1)))


def scan_ods(chunks: Iterable[bytes], limits: Limits) -> dict[str, SheetFacts]:
    """The facts of each sheet by its name; refuses the file as soon as it passes a limit."""
    scan = OdsScan(limits)
    start = {
        "table": scan.table,
        "table-column": scan.column,
        "table-row": scan.row,
        "table-cell": scan.cell,
        "covered-table-cell": scan.cell,
        "p": scan.content,
    }
    end = {"table-cell": scan.end_cell, "table": scan.end_table}
    parse(chunks, start, end=end, text=scan.text)
    return scan.sheets
