"""A register of overdue files as a sheet: which column is which, and what each row says.

Nothing is written here; a row that cannot be taken carries why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Final, Literal

from directives.overdue.masking import PERSONAL, is_masked
from directives.overdue.sheets.days import NoDayError, read_day, read_hour
from reports.figures.headings import heading_key
from reports.grid import Grid
from reports.reading.issues import Issue

ProblemCode = Literal[
    "no-code",
    "no-due",
    "no-procedure",
    "bad-day",
    "due-before-received",
    "result-before-received",
    "result-to-come",
    "too-long",
    "twice",
    "unknown-unit",
    "no-unit",
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
DAYS: Final = ("received_on", "due_on", "resolved_on")
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
class Problem:
    """Why a row is not taken: a code of `wording/overdue.py` with what it speaks of."""

    code: ProblemCode
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it says itself. `number` is that of the file; `texts` are by field, blanks left
    out; `unit` is the name in the row, "" where the sheet has no such column."""

    number: int
    code: str
    texts: Mapping[str, str]
    days: Mapping[str, date]
    due_time: time | None = None
    unit: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a register, the fields found, and the headings that nobody knows."""

    rows: tuple[Row, ...]
    fields: tuple[str, ...]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotASheet:
    """Why a file is no register: an issue of the reader, or a code of this module's own
    (`no-register`: no head with file code and due day; `no-rows`)."""

    code: str
    issue: Issue | None = None


def read_sheet(grid: Grid) -> Sheet | None:
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
    return Sheet(rows, tuple(columns), tuple(ignored))


def _is_head(grid: Grid, row: int) -> bool:
    found = {_FIELD_OF.get(heading_key(text)) for text in grid.row_texts(row).values()}
    return {"code", "due_on"} <= found


def _rows(grid: Grid, head: int, columns: Mapping[str, int]) -> Iterator[Row]:
    for number in range(head + 1, grid.height):
        texts = grid.row_texts(number)
        said = {
            name: _unquoted(texts[column]) for name, column in columns.items() if column in texts
        }
        if _says_nothing(said, texts):
            continue
        yield _row(grid, number, columns, said)


def _unquoted(text: str) -> str:
    """A text without the apostrophe that keeps an export's csv from running as a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in _RUNS else text


def _says_nothing(said: Mapping[str, str], texts: Mapping[int, str]) -> bool:
    """Whether a row is none: blank, column numbers, a section's title, a total, a signature."""
    if not said or all(_NUMBERED.fullmatch(text) for text in texts.values()):
        return True
    return len(said.keys() & {"code", "procedure", "due_on"}) < 2 and len(texts) <= 3


def _row(grid: Grid, number: int, columns: Mapping[str, int], said: Mapping[str, str]) -> Row:
    problems = [Problem(_missing(name)) for name in ("code", "procedure") if name not in said]
    days: dict[str, date] = {}
    for name in DAYS:
        try:
            day = read_day(grid.value(number, columns[name])) if name in columns else None
        except NoDayError:
            problems.append(Problem("bad-day", name, said.get(name, "")))
        else:
            if day is not None:
                days[name] = day
            elif name == "due_on":
                problems.append(Problem("no-due"))
    texts = {name: text for name, text in said.items() if name not in (*DAYS, "code", "unit")}
    # What an export shows of a person must not take the place of the person.
    texts = {name: one for name, one in texts.items() if name not in PERSONAL or not is_masked(one)}
    problems += [
        Problem("too-long", name) for name, most in LONGEST.items() if _long(said, name, most)
    ]
    problems += _order(days)
    due = grid.value(number, columns["due_on"])
    return Row(
        number=number + 1,
        code=said.get("code", ""),
        texts=texts,
        days=days,
        due_time=read_hour(due),
        unit=said.get("unit", ""),
        problems=tuple(problems),
    )


def _missing(name: str) -> ProblemCode:
    return "no-code" if name == "code" else "no-procedure"


def _long(said: Mapping[str, str], name: str, most: int) -> bool:
    return len(said.get(name, "")) > most


def _order(days: Mapping[str, date]) -> list[Problem]:
    received = days.get("received_on")
    if received is None:
        return []
    found = []
    if "due_on" in days and days["due_on"] < received:
        found.append(Problem("due-before-received"))
    if "resolved_on" in days and days["resolved_on"] < received:
        found.append(Problem("result-before-received"))
    return found
