"""The reporting calendar, and how offices write its periods and dates.

A period runs from the 15th to the 14th (Decree 09/2019/NĐ-CP, articles 12 and 13): the first half
of 2023 is 15/12/2022–14/6/2023. Some sectors and the national portal use other dates, so a span
always carries its own start and end, and one that fits no standard period is a custom one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_FIRST_DAY = 15
_LAST_DAY = 14
# Windows of the same length may differ by the length of February and of their months.
_LENGTH_TOLERANCE = 3
_YEAR = 365
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

    @property
    def days(self) -> tuple[date, date]:
        """First and last day, both inclusive."""
        return self.start, self.end


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
    custom = PeriodSpan(PeriodKind.CUSTOM, start, end, f"{start:%Y%m%d}-{end:%Y%m%d}")
    standard = spans_of_year(end.year) if end.year > 1 else iter(())
    return next((span for span in standard if span.days == custom.days), custom)


def spans_of_year(year: int) -> Iterator[PeriodSpan]:
    """The standard periods of a year: 12 months, 4 quarters, 6 months twice, 9 months, the year."""
    for part in _PARTS:
        yield _standard(year, part)


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


_LABELS = {
    PeriodKind.MONTH: ("Tháng {month} năm {year}", "{name} {year}"),
    PeriodKind.QUARTER: ("Quý {roman} năm {year}", "{ordinal} quarter of {year}"),
    PeriodKind.HALF_YEAR: ("6 tháng {half} năm {year}", "{ordinal} half of {year}"),
    PeriodKind.NINE_MONTHS: ("9 tháng đầu năm {year}", "First nine months of {year}"),
    PeriodKind.YEAR: ("Năm {year}", "Year {year}"),
    PeriodKind.CUSTOM: ("Từ {start} đến {end}", "From {start} to {end}"),
}


def label(span: PeriodSpan, language: str = "vi") -> str:
    """The period in words: "6 tháng đầu năm 2023", or "First half of 2023" for "en"."""
    vietnamese, english = _LABELS[span.kind]
    month = span.end.month
    part = month // (6 if span.kind is PeriodKind.HALF_YEAR else 3) - 1
    return (english if language.startswith("en") else vietnamese).format(
        year=span.end.year,
        month=month,
        name=_MONTHS[month - 1],
        roman=_ROMAN[part],
        half="đầu" if month == 6 else "cuối",
        ordinal=_ORDINALS[part],
        start=format_date(span.start),
        end=format_date(span.end),
    )


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


class ComparedWith(StrEnum):
    """Which earlier period a reader holds a period against."""

    PREVIOUS = "previous"
    YEAR = "year"


def previous_comparable(span: PeriodSpan, others: Iterable[PeriodSpan]) -> PeriodSpan | None:
    """The period that `span` is held against unless the reader chooses: the latest earlier one.

    A half year prefers the same half of an earlier year, since the halves differ in season. A
    custom period is held only against one of about the same length.
    """
    earlier = _earlier(span, others)
    if span.kind is PeriodKind.HALF_YEAR:
        same_half = [other for other in earlier if other.end.month == span.end.month]
        earlier = same_half or earlier
    return max(earlier, key=lambda other: other.end, default=None)


def compared_period(
    span: PeriodSpan, others: Iterable[PeriodSpan], chosen: ComparedWith | None = None
) -> PeriodSpan | None:
    """The period that the reader chose to hold `span` against; None where that is not there."""
    if chosen is None:
        return previous_comparable(span, others)
    earlier = _earlier(span, others)
    if chosen is ComparedWith.YEAR:
        earlier = [other for other in earlier if is_year_before(span, other)]
    return max(earlier, key=lambda other: other.end, default=None)


def is_year_before(span: PeriodSpan, other: PeriodSpan) -> bool:
    """Whether `other` is the same period of last year; that of a year is the year before."""
    days = (span.end - other.end).days
    return span.kind is other.kind and abs(days - _YEAR) <= _LENGTH_TOLERANCE


def _earlier(span: PeriodSpan, others: Iterable[PeriodSpan]) -> list[PeriodSpan]:
    earlier = [other for other in others if other.kind is span.kind and other.end < span.start]
    if span.kind is PeriodKind.CUSTOM:
        earlier = [other for other in earlier if _same_length(span, other)]
    return earlier


def _same_length(span: PeriodSpan, other: PeriodSpan) -> bool:
    return abs((span.end - span.start) - (other.end - other.start)).days <= _LENGTH_TOLERANCE
