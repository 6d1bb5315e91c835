"""A register of overdue files as a sheet: which column is which, and what each row says.

Nothing is written here; a row that cannot be taken carries why.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Final, Literal

from directives.overdue.domain import DAYS, DayClash, day_clashes
from directives.overdue.masking import PERSONAL, is_masked
from directives.overdue.sheets.days import NoDayError, read_day, read_hour
from reports.figures.headings import heading_key
from reports.grid import Grid

LineProblemCode = Literal[
    "no-code",
    "no-due",
    "no-procedure",
    "bad-day",
    "too-long",
    "twice",
    "unknown-unit",
    "no-unit",
    DayClash,
]
LONGEST: Final[Mapping[str, int]] = {
    "code": 60,
    "procedure": 300,
    "applicant": 150,
    "address": 300,
    "phone": 30,
    "id_number": 20,
    "handler": 150,
    "reason_text": 500,
}
_HEAD_WITHIN: Final = 15
_RUNS: Final = ("=", "+", "-", "@")
_NUMBERED: Final = re.compile(r"\(?\d{1,2}\)?")
# Keys of heading_key, which has abbreviations written out ("hs" is "ho so").
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "unit": ("don vi", "ten don vi", "co quan", "co quan don vi", "don vi giai quyet"),
    "code": ("ma ho so", "so ho so", "ma so ho so", "so bien nhan", "ma so", "ma ho so thu tuc"),
    "procedure": (
        *("ten thu tuc hanh chinh", "thu tuc hanh chinh", "ten thu tuc", "thu tuc"),
        *("ten ho so", "loai thu tuc", "noi dung", "ten thu tuc ho so"),
    ),
    "applicant": (
        *("nguoi nop", "nguoi nop ho so", "ho ten", "ho va ten", "ho ten nguoi nop"),
        *("ho va ten nguoi nop", "ho va ten nguoi nop ho so", "chu ho so", "ten chu ho so"),
        *("to chuc ca nhan", "ten to chuc ca nhan", "nguoi yeu cau", "ca nhan to chuc"),
        "nguoi de nghi",
    ),
    "address": ("dia chi", "dia chi nguoi nop", "dia chi lien he"),
    "phone": ("dien thoai", "so dien thoai", "sdt", "dien thoai lien he"),
    "id_number": (
        *("so dinh danh", "so dinh danh ca nhan", "cccd", "so cccd", "cmnd cccd", "cmnd"),
        *("so giay to", "so cmnd cccd", "dinh danh"),
    ),
    "handler": (
        *("nguoi thu ly", "can bo thu ly", "cong chuc thu ly", "can bo xu ly", "nguoi xu ly"),
        *("cong chuc xu ly", "can bo giai quyet", "nguoi giai quyet", "can bo phu trach"),
        *("cong chuc giai quyet", "nguoi dang xu ly"),
    ),
    "received_on": (
        *("ngay tiep nhan", "ngay tiep nhan ho so", "ngay nhan", "ngay nop", "ngay nhan ho so"),
        *("ngay nop ho so", "thoi gian tiep nhan", "tiep nhan"),
    ),
    "due_on": (
        *("ngay hen tra", "ngay hen tra ket qua", "hen tra", "hen tra ket qua", "ngay hen"),
        *("han tra", "han tra ket qua", "han giai quyet", "han xu ly", "han", "ngay den han"),
        *("thoi han giai quyet", "thoi gian hen tra", "ngay hen tra kq", "han tra kq"),
        "ngay hen tra ho so",
    ),
    "resolved_on": (
        *("ngay co ket qua", "ngay tra", "ngay tra ket qua", "ngay hoan thanh", "ngay giai quyet"),
        *("ngay ket thuc", "ngay ket thuc xu ly", "ngay giai quyet xong", "thoi gian tra"),
        *("ngay tra thuc te", "ngay tra ket qua thuc te", "ngay hoan thanh thuc te"),
    ),
    "reason": (
        *("ly do", "ly do qua han", "ly do tre han", "ly do cham", "nguyen nhan"),
        *("nguyen nhan qua han", "nguyen nhan tre han", "ly do cham tre"),
    ),
    "reason_text": ("ly do cu the", "giai trinh", "ghi ro ly do", "dien giai", "ghi chu"),
}
_FIELD_OF: Final = {key: name for name, keys in HEADINGS.items() for key in keys}


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Why a row is not taken: a code with what it speaks of."""

    code: LineProblemCode
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One row as it says itself. `number` is that of the file; `texts` are by field, blanks left
    out; `unit` is the name in the row, "" where the sheet has no such column."""

    number: int
    code: str
    texts: Mapping[str, str]
    days: Mapping[str, date]
    due_time: time | None = None
    unit: str = ""
    problems: tuple[LineProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """The rows of a register, the fields found, and the headings that nobody knows."""

    rows: tuple[FileLine, ...]
    fields: tuple[str, ...]
    ignored: tuple[str, ...] = ()


def read_sheet(grid: Grid) -> RegisterSheet | None:
    """The register in a sheet; None where no row is a head with file code and due day."""
    head = next((row for row in range(min(_HEAD_WITHIN, grid.height)) if _is_head(grid, row)), None)
    if head is None:
        return None
    columns: dict[str, int] = {}
    ignored = []
    for column, text in grid.row_texts(head).items():
        name = _FIELD_OF.get(heading_key(text))
        if name and name not in columns:
            columns[name] = column
        elif heading_key(text) not in ("tt", "stt", "so tt", "so thu tu"):
            ignored.append(text)
    rows = tuple(_rows(grid, head, columns))
    return RegisterSheet(rows, tuple(columns), tuple(ignored))


def _is_head(grid: Grid, row: int) -> bool:
    return {"code", "due_on"} <= {
        _FIELD_OF.get(heading_key(text)) for text in grid.row_texts(row).values()
    }


def _rows(grid: Grid, head: int, columns: Mapping[str, int]) -> Iterator[FileLine]:
    for number in range(head + 1, grid.height):
        texts = grid.row_texts(number)
        fields = {
            name: _unquoted(texts[column]) for name, column in columns.items() if column in texts
        }
        if not _says_nothing(fields, texts):
            yield _line(grid, number, columns, fields)


def _unquoted(text: str) -> str:
    """A text without the apostrophe that keeps an export's csv from running as a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in _RUNS else text


def _says_nothing(fields: Mapping[str, str], texts: Mapping[int, str]) -> bool:
    """Whether a row is none: blank, column numbers, a section's title, a total, a signature."""
    if not fields or all(_NUMBERED.fullmatch(text) for text in texts.values()):
        return True
    return len(fields.keys() & {"code", "procedure", "due_on"}) < 2 and len(texts) <= 3


def _line(
    grid: Grid, number: int, columns: Mapping[str, int], fields: Mapping[str, str]
) -> FileLine:
    days, problems = _days(grid, number, columns, fields)
    missing: dict[str, LineProblemCode] = {"code": "no-code", "procedure": "no-procedure"}
    problems = [
        LineProblem(code) for name, code in missing.items() if name not in fields
    ] + problems
    problems += [
        LineProblem("too-long", name)
        for name, most in LONGEST.items()
        if len(fields.get(name, "")) > most
    ]
    texts = {name: text for name, text in fields.items() if name not in (*DAYS, "code", "unit")}
    # What an export shows of a person must not take the place of the person.
    masked = [name for name in PERSONAL if is_masked(texts.get(name, ""))]
    return FileLine(
        number=number + 1,
        code=fields.get("code", ""),
        texts={name: text for name, text in texts.items() if name not in masked},
        days=days,
        due_time=read_hour(grid.value(number, columns["due_on"])),
        unit=fields.get("unit", ""),
        problems=(*problems, *map(LineProblem, day_clashes(days))),
    )


def _days(
    grid: Grid, number: int, columns: Mapping[str, int], fields: Mapping[str, str]
) -> tuple[dict[str, date], list[LineProblem]]:
    days: dict[str, date] = {}
    problems = []
    for name in DAYS:
        try:
            day = read_day(grid.value(number, columns[name])) if name in columns else None
        except NoDayError:
            problems.append(LineProblem("bad-day", name, fields.get(name, "")))
            continue
        if day is not None:
            days[name] = day
        elif name == "due_on":
            problems.append(LineProblem("no-due"))
    return days, problems
