"""Workbooks: xlsx and xlsm (macros are never looked at) and ods.

Values come from calamine, which is many times faster than openpyxl but silent on error cells,
formulas that were never calculated, number formats, fonts and hidden parts. A scan of the file's
XML tells these, and refuses what would fill the memory before calamine sees it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from reports.grid import Grid, MergedRange, column_letter
from reports.spreadsheets.archives import Archive
from reports.spreadsheets.encodings import unicode_grid
from reports.spreadsheets.facts import CellTally, SheetFacts, Styles
from reports.spreadsheets.limits import Alive, Limits, nobody_waits, refuse
from reports.spreadsheets.ods_xml import PERCENT_FORMATS, scan_ods
from reports.spreadsheets.sheet_xml import check_cell_count, check_shared_texts, scan_sheet
from reports.spreadsheets.sniffing import Kind
from reports.spreadsheets.workbook_xml import read_styles, sheet_parts

_NO_STYLES = Styles({}, {})
_Part = TypeVar("_Part")


def read_xlsx(
    path: Path, archive: Archive, kind: Kind, limits: Limits, alive: Alive = nobody_waits
) -> list[Grid]:
    """The sheets of an xlsx or xlsm file, with stored values only: no formula is ever run."""
    styles = _styles(archive)
    tally = CellTally()
    sheets = [name for name, root in archive.roots.items() if root == "worksheet"]
    check_cell_count(archive, sheets, limits)
    scanned = {
        name: scan_sheet(_with_beats(archive.chunks(name), alive), styles, limits, tally)
        for name in sheets
    }
    for name, root in archive.roots.items():
        if root == "sst":
            check_shared_texts(archive, name, sheets, limits, tally)
    parts = sheet_parts(archive)
    facts = {sheet: scanned[part] for sheet, part in parts.items() if part in scanned}
    return _read(path, kind, facts, styles, alive)


def _styles(archive: Archive) -> Styles:
    part = next((name for name, root in archive.roots.items() if root == "styleSheet"), None)
    return read_styles(archive.chunks(part)) if part else _NO_STYLES


def read_ods(
    path: Path, archive: Archive, limits: Limits, alive: Alive = nobody_waits
) -> list[Grid]:
    """The sheets of an ods file."""
    facts = scan_ods(_with_beats(archive.chunks("content.xml"), alive), limits)
    return _read(path, Kind.ODS, facts, Styles(PERCENT_FORMATS, {}), alive)


def _with_beats(parts: Iterable[_Part], alive: Alive) -> Iterator[_Part]:
    for part in parts:
        alive()
        yield part


def _read(
    path: Path, kind: Kind, facts: Mapping[str, SheetFacts], styles: Styles, alive: Alive
) -> list[Grid]:
    try:
        # By its path calamine would believe the name of the file.
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as workbook:
            return [
                _grid(workbook, sheet, kind, facts.get(sheet.name) or SheetFacts(), styles)
                for sheet in _with_beats(workbook.sheets_metadata, alive)
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError:
        refuse("encrypted")
    except CalamineError:
        refuse("unreadable")
    except BaseException as error:
        # A panic inside calamine is no Exception; it must refuse the file, not end the worker.
        if type(error).__name__ != "PanicException":
            raise
        refuse("unreadable")


def _grid(
    workbook: CalamineWorkbook,
    metadata: SheetMetadata,
    kind: Kind,
    facts: SheetFacts,
    styles: Styles,
) -> Grid:
    sheet = workbook.get_sheet_by_name(metadata.name)
    cells = cast("list[list[object]]", sheet.to_python(skip_empty_area=False))
    facts.merged = sheet.merged_cell_ranges or facts.merged
    hidden = metadata.visible != SheetVisibleEnum.Visible
    return made_grid(sheet.name, cells, hidden=hidden, kind=kind, facts=facts, styles=styles)


def made_grid(
    name: str,
    cells: list[list[object]],
    *,
    hidden: bool,
    kind: Kind,
    facts: SheetFacts,
    styles: Styles,
) -> Grid:
    """A sheet of a workbook, with what its file says beside the values."""
    for (row, column), text in facts.texts.items():
        _put_if_blank(cells, row, column, text)
    grid = Grid(
        name=name,
        cells=cells,
        hidden=hidden,
        merged=_within(facts.merged, cells),
        # Made when asked, since few columns are in doubt.
        number_formats=partial(facts.of_styles, styles.formats),
        hidden_rows=frozenset(row for row in facts.hidden_rows if _row_speaks(cells, row)),
        hidden_columns=frozenset(
            column_letter(column)
            for column in facts.hidden_columns
            if _column_speaks(cells, column)
        ),
        kind=kind.value,
    )
    return unicode_grid(grid, facts.of_styles(styles.fonts) if styles.fonts else {})


def _within(areas: Iterable[MergedRange], cells: list[list[object]]) -> tuple[MergedRange, ...]:
    """Merged areas as far as the sheet has cells: a file may merge a million blank rows."""
    last, right = len(cells) - 1, max(map(len, cells), default=0) - 1
    clipped = (
        (start, (min(bottom, last), min(end, right)))
        for start, (bottom, end) in areas
        if start[0] <= last and start[1] <= right
    )
    return tuple(area for area in clipped if area[0] != area[1])


def _put_if_blank(cells: list[list[object]], row: int, column: int, text: str) -> None:
    cells.extend([] for _ in range(row + 1 - len(cells)))
    cells[row].extend("" for _ in range(column + 1 - len(cells[row])))
    if cells[row][column] in ("", None):
        cells[row][column] = text


def _row_speaks(cells: list[list[object]], row: int) -> bool:
    return 0 <= row < len(cells) and any(value not in ("", None) for value in cells[row])


def _column_speaks(cells: list[list[object]], column: int) -> bool:
    return any(column < len(line) and line[column] not in ("", None) for line in cells)
