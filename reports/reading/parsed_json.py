"""A parsed sheet as compact JSON, so that a run can be reviewed without its file being read again.

A cell is null or its text when blank, [text, value, places] for a number (numerator and denominator
follow when known), [text, state] for a state, and [text, code, null] for a problem. Addresses are
not kept, since row and column give them.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from cattrs import UnstructureStrategy
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from reports.figures.figures import Blank, Figure, Problem, State
from reports.figures.freezing import CONVERTER, freeze, thaw
from reports.figures.periods import PeriodSpan, ReportReference
from reports.grid import column_index, column_letter
from reports.reading.cells import Content, FileCell
from reports.reading.columns import ColumnRole, FileColumn
from reports.reading.named_lines import Remark
from reports.reading.sheet import BookMarks, ParsedRow, ParsedSheet
from units.names.matching import Match, Proposal

_COMPACT: Final = CONVERTER.copy(unstruct_strat=UnstructureStrategy.AS_TUPLE)
_ROUND: Final = override(rename="round")
CONVERTER.register_unstructure_hook(
    BookMarks, make_dict_unstructure_fn(BookMarks, CONVERTER, round_id=_ROUND)
)
CONVERTER.register_structure_hook(
    BookMarks, make_dict_structure_fn(BookMarks, CONVERTER, round_id=_ROUND)
)
VERSION: Final = 2
# Version 1 knew no counts, hidden rows or conversions. Data of any other is not read: the file is.
_READABLE: Final = (1, VERSION)


def to_json(parsed: ParsedSheet) -> dict[str, Any]:
    return {
        "version": VERSION,
        "sheet": parsed.sheet,
        "area": parsed.area,
        "columns": [_column_out(column) for column in parsed.columns],
        "other_columns": [_column_out(column) for column in parsed.other_columns],
        "rows": [_row_out(row) for row in parsed.rows],
        "period": _values(parsed.period),
        "report": _values(parsed.report),
        "remarks": [[remark.code, remark.cell, remark.text] for remark in parsed.remarks],
        "shares_in_doubt": list(parsed.shares_in_doubt),
        "other_sheets": list(parsed.other_sheets),
        "count_columns": [_column_out(column) for column in parsed.count_columns],
        "hidden": [list(parsed.hidden_rows), list(parsed.hidden_columns)],
        "converted": list(parsed.converted),
        **({"book": freeze(parsed.book)} if parsed.book else {}),
    }


def from_json(data: Mapping[str, Any]) -> ParsedSheet:
    """The parsed sheet that `to_json` wrote, now or in version 1; raises ValueError for others."""
    if data.get("version") not in _READABLE:
        raise ValueError(f"Parsed data of version {data.get('version')} cannot be read")
    columns = tuple(_column_in(item) for item in data["columns"])
    counted = tuple(_column_in(item) for item in data.get("count_columns", ()))
    hidden_rows, hidden_columns = data.get("hidden", ((), ()))
    period, report = data["period"], data["report"]
    letters = [column.letter for column in columns], [column.letter for column in counted]
    return ParsedSheet(
        sheet=data["sheet"],
        area=data["area"],
        columns=columns,
        other_columns=tuple(_column_in(item) for item in data["other_columns"]),
        rows=tuple(_row_in(item, letters) for item in data["rows"]),
        period=_COMPACT.structure(period, PeriodSpan) if period else None,
        report=_COMPACT.structure(report, ReportReference) if report else None,
        remarks=tuple(Remark(*item) for item in data["remarks"]),
        shares_in_doubt=tuple(data["shares_in_doubt"]),
        other_sheets=tuple(data["other_sheets"]),
        count_columns=counted,
        hidden_rows=tuple(hidden_rows),
        hidden_columns=tuple(hidden_columns),
        converted=tuple(data.get("converted", ())),
        book=thaw(BookMarks, data["book"]) if "book" in data else None,
    )


def _values(part: PeriodSpan | ReportReference | None) -> list[Any] | None:
    return None if part is None else list(_COMPACT.unstructure(part))


def _column_out(column: FileColumn) -> list[Any]:
    values = [column.index, column.heading, column.indicator, column.role.value]
    return [*values, column.confidence, int(column.chosen)]


def _column_in(item: list[Any]) -> FileColumn:
    index, heading, indicator, role, confidence, chosen = item
    return FileColumn(index, heading, indicator, ColumnRole(role), confidence, bool(chosen))


def _row_out(row: ParsedRow) -> list[Any]:
    letters = row.name_cell.rstrip("0123456789")
    counts = [[_cell_out(cell) for cell in row.counts]] if row.counts else []
    return [
        row.number,
        row.name,
        column_index(letters),
        _match_out(row.match),
        int(row.is_total),
        [_cell_out(cell) for cell in row.cells],
        *counts,
    ]


def _row_in(item: list[Any], letters: tuple[list[str], list[str]]) -> ParsedRow:
    number, name, column, match, is_total, cells, *rest = item
    return ParsedRow(
        number,
        name,
        f"{column_letter(column)}{number}",
        _match_in(match),
        bool(is_total),
        _cells_in(number, letters[0], cells),
        _cells_in(number, letters[1], rest[0] if rest else []),
    )


def _cells_in(number: int, letters: list[str], cells: list[Any]) -> tuple[FileCell, ...]:
    return tuple(
        _cell_in(f"{letter}{number}", cell) for letter, cell in zip(letters, cells, strict=True)
    )


def _match_out(match: Match) -> list[Any]:
    proposals = [[unit.unit_id, unit.reason, unit.score] for unit in match.proposals]
    return [match.kind, match.unit_id, proposals] if proposals else [match.kind, match.unit_id]


def _match_in(item: list[Any]) -> Match:
    kind, unit_id, *proposals = item
    listed = proposals[0] if proposals else []
    return Match(kind, unit_id, tuple(Proposal(*proposal) for proposal in listed))


def _cell_out(cell: FileCell) -> Any:
    match cell.content:
        case Blank():
            return cell.raw or None
        case Problem(code=code):
            return [cell.raw, code, None]
        case Figure(value=None) as figure:
            return [cell.raw, figure.state.value]
        case Figure() as figure:
            counts = [figure.numerator, figure.denominator]
            known = counts if any(count is not None for count in counts) else []
            return [cell.raw, str(figure.value), figure.places, *known]


def _cell_in(address: str, item: Any) -> FileCell:
    if item is None or isinstance(item, str):
        return FileCell(address, item or "", Blank(item or ""))
    raw, *rest = item
    content: Content
    if len(rest) == 1:
        content = Figure.blank(State(rest[0]))
    else:
        content = Problem(rest[0], raw) if rest[1] is None else _number(*rest)
    return FileCell(address, raw, content)


@lru_cache(maxsize=16384)
def _number(value: str, places: int, *counts: int | None) -> Figure:
    """The same figure stands in many cells; made once, it also costs its memory once."""
    return Figure(State.VALUE, Decimal(value), places, *counts)
