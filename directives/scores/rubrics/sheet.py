"""A rubric as provinces publish it, in a sheet: codes, names and most points, headings told apart.

Formulas stand in words there, so every line comes in by hand; staff then choose its formula.
Nothing is written here: a sheet with a doubt gives its problems, row by row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

from reports.figures.headings import heading_key
from reports.grid import Grid

ProblemCode = Literal["no-points", "bad-points", "twice", "too-long"]
_HEAD_WITHIN: Final = 15
_LONGEST: Final = {"code": 20, "name": 300}
_NOTE: Final = 500
_TOO_MANY: Final = 10_000
_SECTION: Final = re.compile(r"[IVX]+|[A-Z]")
_NUMBERED: Final = re.compile(r"\(?\d{1,2}\)?")
_HEADINGS: Final = {
    "code": ("TT", "STT", "Số TT", "Mã", "Mã tiêu chí", "Số thứ tự"),
    "name": (
        *("Tiêu chí", "Tên tiêu chí", "Nội dung", "Nội dung tiêu chí", "Tiêu chí đánh giá"),
        *("Lĩnh vực/tiêu chí", "Tiêu chí/tiêu chí thành phần", "Tên lĩnh vực, tiêu chí"),
        *("Lĩnh vực/tiêu chí/tiêu chí thành phần", "Tiêu chí, tiêu chí thành phần"),
        "Lĩnh vực, tiêu chí, tiêu chí thành phần",
    ),
    "points": ("Điểm tối đa", "Điểm chuẩn", "Thang điểm", "Điểm", "Số điểm", "Mức điểm"),
    "note": (
        *("Ghi chú", "Cách chấm", "Hướng dẫn", "Hướng dẫn chấm", "Cách tính điểm"),
        *("Tài liệu minh chứng", "Tài liệu kiểm chứng", "Minh chứng"),
    ),
}
_FIELD_OF: Final = {heading_key(text): name for name, texts in _HEADINGS.items() for text in texts}
_TOTALS: Final = frozenset(heading_key(text) for text in ("Tổng cộng", "Cộng", "Tổng điểm", "Tổng"))


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line: `row` counts from 1 as in the file, `parent` is the code of its heading."""

    row: int
    code: str
    name: str
    maximum: Decimal | None
    parent: str | None = None
    is_heading: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """Why a row cannot be taken; `value` is what it says."""

    row: int
    code: ProblemCode
    value: str = ""


@dataclass(frozen=True, slots=True)
class RubricSheet:
    """The lines in their order, headings before their lines, and what is wrong with them."""

    lines: tuple[SheetLine, ...]
    problems: tuple[SheetProblem, ...]


def read_rubric(grid: Grid) -> RubricSheet | None:
    """The rubric in a sheet; None where no row is a head with a code, a name and points.

    A line stands below the one whose code it goes on ("1.2.1" below "1.2"), else below the section
    ("I", "A") it comes after. Texts without a code belong to the line above them. A heading
    without points has the sum of its lines.
    """
    head = next((row for row in range(min(_HEAD_WITHIN, grid.height)) if _columns(grid, row)), None)
    if head is None:
        return None
    problems: list[SheetProblem] = []
    rows = list(_rows(grid, head, _columns(grid, head), problems))
    lines = _with_sums(_in_tree(rows))
    problems += _problems(lines)
    return RubricSheet(lines, tuple(sorted(problems, key=lambda problem: problem.row)))


def _columns(grid: Grid, row: int) -> dict[str, int]:
    """The column of each field in a head; nothing for a row that is none."""
    columns: dict[str, int] = {}
    for column, text in grid.row_texts(row).items():
        name = _FIELD_OF.get(heading_key(text))
        if name:
            columns.setdefault(name, column)
    return columns if {"code", "name", "points"} <= columns.keys() else {}


def _rows(
    grid: Grid, head: int, columns: Mapping[str, int], problems: list[SheetProblem]
) -> Iterator[SheetLine]:
    last: SheetLine | None = None
    for number in range(head + 1, grid.height):
        texts = grid.row_texts(number)
        fields = {name: texts.get(column, "") for name, column in columns.items()}
        if not any(fields.values()) or all(map(_NUMBERED.fullmatch, texts.values())):
            continue
        if heading_key(fields["name"] or fields["code"]) in _TOTALS:
            continue
        if not fields["code"]:
            last = replace(last, note=_joined(last.note, fields["name"])) if last else None
            continue
        if last is not None:
            yield last
        last = _line(number + 1, fields, problems)
    if last is not None:
        yield last


def _joined(note: str, more: str) -> str:
    return f"{note} {more}".strip()[:_NOTE]


def _line(row: int, fields: Mapping[str, str], problems: list[SheetProblem]) -> SheetLine:
    # A spreadsheet shows the code 1.1 as the number 1,1.
    code = fields["code"].replace(",", ".").strip(" .")
    maximum = _points(fields["points"])
    if fields["points"] and maximum is None:
        problems.append(SheetProblem(row, "bad-points", fields["points"]))
        maximum = Decimal(0)
    return SheetLine(row, code, fields["name"], maximum, note=fields.get("note", "")[:_NOTE])


def _points(text: str) -> Decimal | None:
    """Points that can be kept, from 0 to 9999 with three decimals at most; None for others."""
    try:
        points = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    fits = points.is_finite() and 0 <= points < _TOO_MANY
    return points if fits and points == points.quantize(Decimal("0.001")) else None


def _in_tree(rows: Iterable[SheetLine]) -> list[SheetLine]:
    placed: list[SheetLine] = []
    codes: set[str] = set()
    section: str | None = None
    for row in rows:
        if _SECTION.fullmatch(row.code):
            section, parent = row.code, None
        else:
            parent = _prefix(row.code, codes) or section
        placed.append(replace(row, parent=parent))
        codes.add(row.code)
    headings = {line.parent for line in placed}
    return [replace(line, is_heading=line.code in headings) for line in placed]


def _prefix(code: str, codes: set[str]) -> str | None:
    """The longest code before it that it goes on."""
    parts = code.split(".")
    longer = (".".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    return next((prefix for prefix in longer if prefix in codes), None)


def _with_sums(lines: list[SheetLine]) -> tuple[SheetLine, ...]:
    """Headings without points get the sum of their lines, the lowest first."""
    sums: dict[str, Decimal] = {}
    summed: list[SheetLine] = []
    for line in reversed(lines):
        if line.maximum is None and line.is_heading:
            line = replace(line, maximum=sums.get(line.code, Decimal(0)))
        if line.parent is not None:
            sums[line.parent] = sums.get(line.parent, Decimal(0)) + (line.maximum or 0)
        summed.append(line)
    return tuple(reversed(summed))


def _problems(lines: Iterable[SheetLine]) -> Iterator[SheetProblem]:
    seen: set[str] = set()
    for line in lines:
        if line.code in seen:
            yield SheetProblem(line.row, "twice", line.code)
        seen.add(line.code)
        if line.maximum is None:
            yield SheetProblem(line.row, "no-points", line.code)
        if len(line.code) > _LONGEST["code"] or len(line.name) > _LONGEST["name"]:
            yield SheetProblem(line.row, "too-long", line.code[: _LONGEST["code"]])
