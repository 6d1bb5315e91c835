"""The reporting calendar, and how offices write its periods, dates and report numbers.

A period runs from the 15th to the 14th (Decree 09/2019/NĐ-CP, articles 12 and 13): the first half
of 2023 is 15/12/2022–14/6/2023. Some sectors and the national portal use other dates, so a span
always carries its own start and end, and one that fits no standard period is a custom one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_FIRST_DAY = 15
_LAST_DAY = 14
# Windows of the same length may differ by the length of February and of their months.
_LENGTH_TOLERANCE = 3
_NO_BREAK_SPACE = "\u00a0"


class PeriodKind(StrEnum):
    """How long a period is; `CUSTOM` has dates of its own."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """A period: kind, first and last day (both inclusive) and a code such as "2023-H1"."""

    kind: PeriodKind
    start: date
    end: date
    code: str


@dataclass(frozen=True, slots=True)
class ReportReference:
    """A document that figures come from: number with symbol ("85/BC-HCC"), date and issuer."""

    number: str
    issued_on: date | None
    issuer: str | None


# Part of the code after the year → kind, first month, last month.
_PARTS: dict[str, tuple[PeriodKind, int, int]] = {
    **{f"{month:02}": (PeriodKind.MONTH, month, month) for month in range(1, 13)},
    **{f"Q{n}": (PeriodKind.QUARTER, 3 * n - 2, 3 * n) for n in range(1, 5)},
    "H1": (PeriodKind.HALF_YEAR, 1, 6),
    "H2": (PeriodKind.HALF_YEAR, 7, 12),
    "9M": (PeriodKind.NINE_MONTHS, 1, 9),
    "": (PeriodKind.YEAR, 1, 12),
}
_CODE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]|Q[1-4]|H[12]|9M))?", re.ASCII)
_CUSTOM_CODE = re.compile(r"(\d{8})-(\d{8})", re.ASCII)


def span_for_code(code: str) -> PeriodSpan:
    """The period of "2023-H1", "2023-Q2", "2023-06", "2023-9M", "2023" or "20230101-20230630".

    Raises ValueError for anything else.
    """
    custom = _CUSTOM_CODE.fullmatch(code)
    if custom:
        start, end = map(date.fromisoformat, custom.groups())
        return span_for_dates(start, end)
    match = _CODE.fullmatch(code)
    if not match or int(match[1]) < 2:
        raise ValueError(
            f"{code!r} is no period code; use 2023-H1, 2023-Q2, 2023-06, 2023-9M, 2023 "
            "or 20230101-20230630"
        )
    return _standard(int(match[1]), match[2] or "")


def span_for_dates(start: date, end: date) -> PeriodSpan:
    """The period with these days: a standard one if they fit, else a custom one.

    Raises ValueError when the period ends before it starts.
    """
    if end < start:
        raise ValueError(f"A period cannot end on {end} before it starts on {start}")
    code = code_for_dates(start, end)
    if code is not None:
        return span_for_code(code)
    return PeriodSpan(PeriodKind.CUSTOM, start, end, f"{start:%Y%m%d}-{end:%Y%m%d}")


def code_for_dates(start: date, end: date) -> str | None:
    """The code of the standard period with exactly these days (inclusive), or None."""
    if end.year < 2:
        return None
    for part in _PARTS:
        span = _standard(end.year, part)
        if (span.start, span.end) == (start, end):
            return span.code
    return None


def _standard(year: int, part: str) -> PeriodSpan:
    kind, first, last = _PARTS[part]
    start = date(year - 1, 12, _FIRST_DAY) if first == 1 else date(year, first - 1, _FIRST_DAY)
    return PeriodSpan(kind, start, date(year, last, _LAST_DAY), f"{year}-{part}".rstrip("-"))


_ROMAN = ("I", "II", "III", "IV")
_ORDINALS = ("First", "Second", "Third", "Fourth")
# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on


def label(span: PeriodSpan, language: str = "vi") -> str:
    """The period in words: "6 tháng đầu năm 2023", or "First half of 2023" for "en"."""
    return _english_label(span) if language.startswith("en") else _vietnamese_label(span)


def _vietnamese_label(span: PeriodSpan) -> str:
    year, month = span.end.year, span.end.month
    match span.kind:
        case PeriodKind.MONTH:
            return f"Tháng {month} năm {year}"
        case PeriodKind.QUARTER:
            return f"Quý {_ROMAN[month // 3 - 1]} năm {year}"
        case PeriodKind.HALF_YEAR:
            return f"6 tháng {'đầu' if month == 6 else 'cuối'} năm {year}"
        case PeriodKind.NINE_MONTHS:
            return f"9 tháng đầu năm {year}"
        case PeriodKind.YEAR:
            return f"Năm {year}"
        case PeriodKind.CUSTOM:
            return f"Từ {format_date(span.start)} đến {format_date(span.end)}"


def _english_label(span: PeriodSpan) -> str:
    year, month = span.end.year, span.end.month
    match span.kind:
        case PeriodKind.MONTH:
            return f"{_MONTHS[month - 1]} {year}"
        case PeriodKind.QUARTER:
            return f"{_ORDINALS[month // 3 - 1]} quarter of {year}"
        case PeriodKind.HALF_YEAR:
            return f"{_ORDINALS[month // 6 - 1]} half of {year}"
        case PeriodKind.NINE_MONTHS:
            return f"First nine months of {year}"
        case PeriodKind.YEAR:
            return f"Year {year}"
        case PeriodKind.CUSTOM:
            return f"From {format_date(span.start)} to {format_date(span.end)}"


def format_date(day: date) -> str:
    """A date in short, with the same leading zeros as the long one: "14/6/2023", "05/02/2023"."""
    return f"{day.day:02}/{_month(day.month)}/{day.year}"


def format_long_date(day: int | None, month: int, year: int) -> str:
    """The date line of a document: "ngày 05 tháng 6 năm 2023".

    Days below 10 and the months 1 and 2 get a leading zero, other months none (Decree 30/2020/
    NĐ-CP, appendix I). Without a day, no-break spaces leave room to write it by hand. Raises
    ValueError when there is no such date.
    """
    date(year, month, 1 if day is None else day)
    written = _NO_BREAK_SPACE * 4 if day is None else f"{day:02}"
    return f"ngày {written} tháng {_month(month)} năm {year}"


def _month(month: int) -> str:
    return f"{month:02}" if month <= 2 else str(month)


def previous_comparable(span: PeriodSpan, others: Iterable[PeriodSpan]) -> PeriodSpan | None:
    """The period that `span` is held against: the latest earlier one of its kind.

    A half year prefers the same half of an earlier year, since the halves differ in season. A
    custom period is held only against one of about the same length.
    """
    earlier = [other for other in others if other.kind is span.kind and other.end < span.start]
    if span.kind is PeriodKind.HALF_YEAR:
        same_half = [other for other in earlier if other.end.month == span.end.month]
        earlier = same_half or earlier
    if span.kind is PeriodKind.CUSTOM:
        earlier = [other for other in earlier if _same_length(span, other)]
    return max(earlier, key=lambda other: other.end, default=None)


def _same_length(one: PeriodSpan, other: PeriodSpan) -> bool:
    return abs((one.end - one.start) - (other.end - other.start)).days <= _LENGTH_TOLERANCE


# What follows reads documents: the day is always first, and what is no date is passed over.
_GAP = r"[\s.…_]*"
_DAY_AND_MONTH = r"(?<!\d)(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})"
_YEAR = r"\s*(?:[/.-]|năm)\s*(\d{4})(?!\d)"
_DATE = _DAY_AND_MONTH + _YEAR
_RANGE = re.compile(
    rf"(từ)?\s*(?:ngày)?[:\s]*{_DAY_AND_MONTH}(?:{_YEAR})?[\s,;]*(?:[-–—]\s*(?:đến|tới)?|đến|tới)\s*(?:hết)?"
    rf"\s*(?:ngày)?[:\s]*{_DATE}"
)
_DOCUMENT_DATE = re.compile(
    rf"ngày{_GAP}\d{{0,2}}{_GAP}tháng{_GAP}\d{{0,2}}{_GAP}(?:năm|/){_GAP}(?:\d{{4}})?"
)
_SPOKEN = re.compile(
    r"(?<!\d)(?:(?:0?6|sáu)\s*tháng(?:\s*(?P<half>đầu|cuối))?"
    r"|(?P<nine>0?9|chín)\s*tháng(?:\s*đầu)?"
    r"|qu[ýí]\s*(?P<quarter>iv|i{1,3}|0?[1-4])(?!\w)"
    r"|tháng\s*(?P<month>\d{1,2})(?!\d))"
    r"\s*[/,.-]?\s*(?:của)?\s*(?:năm)?\s*(?P<year>\d{4})(?!\d)"
)
_SPOKEN_YEAR = re.compile(r"(?<!\w)năm\s*(?P<year>\d{4})(?!\d)")
# A period named after these is the one compared with, or only the end of a longer one.
_OTHER_PERIOD = re.compile(r"(?:cùng k[ỳì]|so với|đến|tới|[-–—]) ?\Z")
# A month or a year after these is a part of a date or of a list: "tháng 4, 5, 6 năm 2023".
_PART_OF_MORE = re.compile(r"(?:\d|(?<!\w)(?:i{1,3}|iv|và|đầu|cuối|tháng)) ?\Z")


def find_period(texts: Iterable[str]) -> PeriodSpan | None:
    """The period that title rows speak of, or None.

    Explicit first and last days win over words; of the words, a year alone comes last. The date of
    a document is no period, nor is what the report compares itself with ("cùng kỳ …").
    """
    text = "\n".join(_with_marks(line) for line in _joined(texts).lower().split("\n"))
    for match in _RANGE.finditer(text):
        span = _range_span(match)
        if span is not None:
            return span
    return next(_spoken_spans(_DOCUMENT_DATE.sub("|", text)), None)


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(" ".join(unicodedata.normalize("NFC", text).split()) for text in texts)


# File names are often written without marks. "nam" alone may be a place ("Quang Nam 2023"), so it
# is a year only beside another word of time.
_UNMARKED = {
    "tu": "từ",
    "den": "đến",
    "ngay": "ngày",
    "thang": "tháng",
    "quy": "quý",
    "dau": "đầu",
    "cuoi": "cuối",
}
_UNMARKED_WORD = re.compile(rf"(?<![a-z])(?:{'|'.join(_UNMARKED)})(?![a-z])")
_UNMARKED_YEAR = re.compile(r"(?<![a-z])((?:đầu|cuối|tháng|quý)[ \w]{0,6}) nam (?=\d{4})")


def _with_marks(text: str) -> str:
    """A line without any marks, in small letters, with those of the words of time put back."""
    if not text.isascii():
        return text
    words = text.replace("_", " ")
    marked = _UNMARKED_WORD.sub(lambda match: _UNMARKED[match[0]], words)
    return _UNMARKED_YEAR.sub(r"\1 năm ", marked) if marked != words else text


def _range_span(match: re.Match[str]) -> PeriodSpan | None:
    since, day, month, year, *last = match.groups()
    end = _date_or_none(*last)
    if end is None or not (year or since):
        return None
    start = _date_or_none(day, month, year or str(end.year))
    if start is not None and start > end and not year:
        start = _date_or_none(day, month, str(end.year - 1))
    return span_for_dates(start, end) if start is not None and start <= end else None


def _date_or_none(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _spoken_spans(text: str) -> Iterator[PeriodSpan]:
    for pattern in (_SPOKEN, _SPOKEN_YEAR):
        for match in pattern.finditer(text):
            before = text[: match.start()]
            loose = pattern is _SPOKEN_YEAR or match["month"]
            if _OTHER_PERIOD.search(before) or (loose and _PART_OF_MORE.search(before)):
                continue
            part = "" if pattern is _SPOKEN_YEAR else _spoken_part(match)
            if part in _PARTS and int(match["year"]) > 1:
                yield _standard(int(match["year"]), part)


def _spoken_part(match: re.Match[str]) -> str:
    """The part of a period code that `_SPOKEN` found; six months without more are the first."""
    if match["month"]:
        return f"{int(match['month']):02}"
    if match["quarter"]:
        quarter = match["quarter"].upper()
        return f"Q{_ROMAN.index(quarter) + 1 if quarter in _ROMAN else int(quarter)}"
    if match["nine"]:
        return "9M"
    return "H2" if match["half"] == "cuối" else "H1"


_CAPITAL = "[A-ZĂÂĐÊÔƠƯ]"
_NUMBER = (
    rf"(?P<number>\d+[a-zđ]?\s*/\s*(?:\d{{4}}\s*/\s*)?{_CAPITAL}[\w&.]*"
    rf"(?:\s?-\s?{_CAPITAL}[\w&.]*)*)"
)
_ISSUED = (
    rf"(?i:[\s,]*ngày\s*(?:{_DATE}|[\s.…_\d/]*(?:tháng{_GAP}\d{{0,2}}{_GAP}năm{_GAP}\d{{0,4}})?))?"
    r"(?i:[\s,]*của)?(?P<issuer>(?<=của)[^\n();]+)?"
)
_REPORT_PATTERNS = tuple(
    re.compile(rf"(?i:{words}):?\s*{_NUMBER}{_ISSUED}", re.MULTILINE)
    for words in (
        r"kèm theo\s+(?:[^\W\d]+\s+){1,3}số",
        r"báo cáo\s+số",
        r"(?:công văn|văn bản|thông báo)\s+số",
        r"^số",
    )
)
_AFTER_ISSUER = re.compile(r"\s+(?:về|v/v|ban hành)(?!\w)", re.IGNORECASE)


def find_report(texts: Iterable[str]) -> ReportReference | None:
    """The document that title rows say they belong to, or None without a full number.

    "Kèm theo …" comes first, then any report, other letter, and a number at the head of the page.
    Date or issuer are None where left blank or impossible.
    """
    text = _joined(texts)
    for pattern in _REPORT_PATTERNS:
        match = pattern.search(text)
        if match:
            return _reference(match)
    return None


def _reference(match: re.Match[str]) -> ReportReference:
    day, month, year = match.group(2, 3, 4)
    issuer = _AFTER_ISSUER.split(match["issuer"] or "", maxsplit=1)[0].strip(" .,")
    return ReportReference(
        number=re.sub(r"\s", "", match["number"]).rstrip("."),
        issued_on=_date_or_none(day, month, year) if day else None,
        issuer=issuer or None,
    )
