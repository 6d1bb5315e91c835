"""A sheet as its user sees it: cells with their A1 addresses, whatever program wrote the file."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

Position = tuple[int, int]
MergedRange = tuple[Position, Position]


@lru_cache(maxsize=1024)
def column_letter(column: int) -> str:
    """The letters of a column counted from 0: 0 → "A", 26 → "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The column of its letters, counted from 0: "AA" → 26. Raises ValueError for no letters."""
    if not (letters.isascii() and letters.isalpha()):
        raise ValueError(f"{letters!r} is no column")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def address(row: int, column: int) -> str:
    """The A1 address of a cell counted from 0: (8, 2) → "C9"."""
    return f"{column_letter(column)}{row + 1}"


def shown(value: object) -> str:
    """A cell as text on one line, composed (NFC), numbers with a decimal comma; blank is "".

    A date is written as spreadsheets show it here, "24/01/2023".
    The character of number 0, which a workbook may carry in disguise and no database keeps, is
    left out.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value.replace("\0", "")).split())
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return str(value)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. Rows and columns count from 0 here; addresses are those of the file.

    `cells` start at A1, so nothing in front of the table is cut off. `number_formats` reads the
    formats only when called, since that costs as much again as the cells.

    `hidden` is the sheet itself, `hidden_rows` count from 0, `hidden_columns` are letters.
    `converted` are the addresses whose text was written in a legacy encoding and is Unicode now.
    `titles` are texts in front of the table that have no cell (paragraphs of a document).
    `kind` is what the file is: "xlsx", "xlsm", "xls", "ods", "csv", "html" or "docx".
    """

    name: str
    cells: Sequence[Sequence[object]]
    hidden: bool = False
    merged: tuple[MergedRange, ...] = ()
    number_formats: Callable[[], Mapping[Position, str]] = field(default=dict, compare=False)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[str] = frozenset()
    converted: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    kind: str = "xlsx"

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.cells)

    def value(self, row: int, column: int) -> object:
        """What the cell holds; None outside the sheet."""
        line = self.cells[row] if 0 <= row < len(self.cells) else ()
        return line[column] if 0 <= column < len(line) else None

    def text(self, row: int, column: int) -> str:
        """The cell as text, "" when blank."""
        return shown(self.value(row, column))

    def row_texts(self, row: int) -> dict[int, str]:
        """The cells of a row that are not blank: column → text."""
        line = self.cells[row] if 0 <= row < len(self.cells) else ()
        texts = ((column, shown(value)) for column, value in enumerate(line))
        return {column: text for column, text in texts if text}

    def texts(self, first: int, last: int) -> Iterator[str]:
        """All texts of the rows `first` to `last` (inclusive), in reading order."""
        for row in range(first, min(last + 1, self.height)):
            yield from self.row_texts(row).values()
