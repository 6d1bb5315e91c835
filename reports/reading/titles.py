"""What titles, sheet names and file names say of the period.

The day is always first, and what is no date is passed over. Nothing here decides between two that
differ: whoever reads a file is told of both.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from reports.figures.periods import PeriodKind, PeriodSpan, label, span_for_code, span_for_dates

_ROMAN = ("I", "II", "III", "IV")
GAP = r"[\s.…_]*"
_DAY_AND_MONTH = r"(?<!\d)(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})"
_YEAR = r"\s*(?:[/.-]|năm)\s*(\d{4})(?!\d)"
DATE = _DAY_AND_MONTH + _YEAR
_RANGE = re.compile(
    rf"(từ)?\s*(?:ngày)?[:\s]*{_DAY_AND_MONTH}(?:{_YEAR})?[\s,;]*(?:[-–—]\s*(?:đến|tới)?|đến|tới)\s*(?:hết)?"
    rf"\s*(?:ngày)?[:\s]*{DATE}"
)
_SHORT_DATE = r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})(?!\d)"
_SHORT_RANGE = re.compile(
    rf"(từ)\s*(?:ngày)?[:\s]*{_SHORT_DATE}\s*(?:[-–—]|đến|tới)[\s\w]*?{_SHORT_DATE}"
)
_DOCUMENT_DATE = re.compile(
    rf"ngày{GAP}\d{{0,2}}{GAP}tháng{GAP}\d{{0,2}}{GAP}(?:năm|/){GAP}(?:\d{{4}})?"
)
_PART_OF_A_YEAR = (
    r"(?<!\d)(?:(?:0?6|sáu)\s*(?:tháng|t(?!\w))(?:\s*(?P<half>đầu|cuối))?"
    r"|(?P<nine>0?9|chín)\s*(?:tháng|t(?!\w))(?:\s*đầu)?"
    r"|qu[ýí]\s*(?P<quarter>iv|i{1,3}|0?[1-4])(?!\w)"
    r"|tháng\s*(?P<month>\d{1,2})(?!\d))"
)
_PART = re.compile(_PART_OF_A_YEAR)
_SPOKEN = re.compile(
    _PART_OF_A_YEAR + r"\s*[/,.-]?\s*(?:của)?\s*(?:năm:?)?\s*(?P<year>\d{4})(?!\d)"
)
_SPOKEN_YEAR = re.compile(r"(?<!\w)năm\s*(?P<year>\d{4})(?!\d)")
_LONGEST_TITLE = 150
# What a report says of the period to come: "Kết quả quý I, phương hướng nhiệm vụ quý II năm 2023".
_PLAN = re.compile(
    r"(?:(?:[,;:.–—-]|(?<!\w)và) ?(?:nhiệm vụ|kế hoạch|dự kiến|chương trình)|phương hướng)(?!\w)"
)
_TIME = re.compile(r"(?<!\w)(?:tháng|quý|quí|năm)(?!\w)")
_LAST_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
# Days after these, on the same line, are those of the period compared with.
_COMPARED_WITH = re.compile(r"(?:cùng k[ỳì]|so với)[^\n;]{0,40}\Z")
_SHORT_MONTH = re.compile(r"(?<!\w)t\.? ?(?=\d{1,2}(?:\D|\Z))")
# A period named after these is the one compared with, or only the end of a longer one.
_OTHER_PERIOD = re.compile(r"(?:cùng k[ỳì]|so với|đến|tới|[-–—]) ?\Z")
# A month or a year after these is a part of a date or of a list: "tháng 4, 5, 6 năm 2023".
_PART_OF_MORE = re.compile(r"(?:\d|(?<!\w)(?:i{1,3}|iv|và|đầu|cuối|tháng)) ?\Z")


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """The period that a file says, and what speaks against it: a code of an issue and its words.

    The code is "" when nothing does, "period-unclear" when the title's words name another than its
    days, "several-periods" when they name more than one, "sheet-period-differs" when the sheet's
    name does, "period-impossible" when the days are none of any calendar and nothing else tells
    the period.
    """

    span: PeriodSpan | None
    doubt: str = ""
    words: str = ""


def named_period(
    titles: Iterable[str], sheet: str, filename: str, above: Iterable[Iterable[str]] = ()
) -> NamedPeriod:
    """The period of a table: by its titles, else its sheet's name, else its file's name.

    `above` are the titles of the tables before it in the same document, the nearest first.
    A sheet "Tháng 4" under a title that only names the year is of that month.
    """
    titles = tuple(titles)
    by_title = find_period(titles)
    if by_title is None:
        periods = (find_period(texts) for texts in ([sheet], *above, [filename]))
        span = next((span for span in periods if span is not None), None)
        broken = broken_days(titles) if span is None else ""
        return NamedPeriod(span, "period-impossible" if broken else "", broken)
    by_sheet = _named_by_sheet(sheet, by_title)
    has_days = _has_days(titles)
    by_year = by_title.kind is PeriodKind.YEAR and not has_days
    if by_year and by_sheet is not None and by_sheet.end.year == by_title.end.year:
        return NamedPeriod(by_sheet)
    words = _words_against(titles, by_title)
    if words:
        return NamedPeriod(by_title, "period-unclear", words)
    several = () if has_days else _named_parts(titles, by_title)
    if len(several) > 1:
        return NamedPeriod(by_title, "several-periods", "; ".join(several))
    if by_sheet is not None and by_sheet.days != by_title.days:
        return NamedPeriod(by_title, "sheet-period-differs", label(by_sheet))
    return NamedPeriod(by_title)


def find_period(texts: Iterable[str]) -> PeriodSpan | None:
    """The period that title rows speak of, or None.

    Explicit first and last days win over words; of the words, a year alone comes last. The date of
    a document is no period, nor is what the report compares itself with ("cùng kỳ …").
    """
    text = _marked(texts)
    of_days = next(filter(None, map(_range_span, _ranges(text))), None)
    return of_days or next(_spoken_spans(_DOCUMENT_DATE.sub("|", text)), None)


def broken_days(texts: Iterable[str]) -> str:
    """First and last days that are none: "từ ngày 15/12/2022 đến ngày 31/6/2023"; "" without."""
    matches = (match for match in _ranges(_marked(texts)) if _range_span(match) is None)
    return next((match[0].strip() for match in matches if match[1]), "")


def _ranges(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_RANGE, _SHORT_RANGE):
        for match in pattern.finditer(text):
            if not _COMPARED_WITH.search(text[: match.start()]):
                yield match


def _has_days(texts: Iterable[str]) -> bool:
    return any(map(_range_span, _ranges(_marked(texts))))


def _words_against(texts: Iterable[str], span: PeriodSpan) -> str:
    """The period that words of the titles name where their days say `span`; "" when they agree.

    "6 tháng đầu năm 2023" above "từ 15/12/2022 đến 14/3/2023" is a slip in one of the two, above
    "từ 01/01/2023 đến 30/6/2023" another calendar. Long lines are prose, which speaks of many
    periods, and a year alone says nothing against a part of it.
    """
    text = _marked(text for text in texts if len(text) <= _LONGEST_TITLE)
    named = list(_spoken_parts(_DOCUMENT_DATE.sub("|", _RANGE.sub("|", text))))
    agree = any(named_span.days == span.days for named_span in named)
    return label(named[0], "vi") if named and not agree else ""


def _named_by_sheet(name: str, span: PeriodSpan) -> PeriodSpan | None:
    """The part of a year that a sheet is called after, in the year of `span` if it names none."""
    text = _SHORT_MONTH.sub("tháng ", _marked([name])).removesuffix("năm").strip()
    of_year = _spoken_parts(f"{text} năm {span.end.year}")
    return next(_spoken_parts(text), None) or next(of_year, None)


def _named_parts(titles: Iterable[str], span: PeriodSpan) -> tuple[str, ...]:
    """The parts of a year that titles name, with a year of their own or without."""
    text = _DOCUMENT_DATE.sub("|", _marked(text for text in titles if len(text) <= _LONGEST_TITLE))
    parts = (
        _standard(f"{span.end.year}-{_spoken_part(match)}")
        for match in _PART.finditer(text)
        if not _OTHER_PERIOD.search(text[: match.start()])
    )
    return tuple(dict.fromkeys(label(part, "vi") for part in parts if part is not None))


def _spoken_parts(text: str) -> Iterator[PeriodSpan]:
    return (span for span in _spoken_spans(text) if span.kind is not PeriodKind.YEAR)


def _marked(texts: Iterable[str]) -> str:
    lines = joined(texts).lower().split("\n")
    return "\n".join(_without_plan(_with_marks(line)) for line in lines)


def _without_plan(line: str) -> str:
    """A line without what is planned; the year that stands only there belongs to both parts."""
    plan = _PLAN.search(line)
    if plan is None:
        return line
    before = line[: plan.start()].rstrip(" ,;:.-–—").removesuffix(" và").removesuffix(" năm")
    if before and not _TIME.search(before):
        return line
    years = _LAST_YEAR.findall(line[plan.end() :])
    part = next((match for match in _PART.finditer(before) if match.end() == len(before)), None)
    return f"{before} năm {years[-1]}" if part and years else before


def joined(texts: Iterable[str]) -> str:
    """Texts as lines, composed (NFC) and with single spaces."""
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
    end = date_or_none(*last)
    if end is None or not (year or since):
        return None
    start = date_or_none(day, month, year or str(end.year))
    if start is not None and start > end and not year:
        start = date_or_none(day, month, str(end.year - 1))
    return span_for_dates(start, end) if start is not None and start <= end else None


def date_or_none(day: str, month: str, year: str) -> date | None:
    """The day, or None where no calendar has it; a year of two digits is of this century."""
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def _spoken_spans(text: str) -> Iterator[PeriodSpan]:
    for pattern in (_SPOKEN, _SPOKEN_YEAR):
        for match in pattern.finditer(text):
            before = text[: match.start()]
            loose = pattern is _SPOKEN_YEAR or match["month"]
            if _OTHER_PERIOD.search(before) or (loose and _PART_OF_MORE.search(before)):
                continue
            part = "" if pattern is _SPOKEN_YEAR else f"-{_spoken_part(match)}"
            span = _standard(match["year"] + part)
            if span is not None:
                yield span


def _standard(code: str) -> PeriodSpan | None:
    try:
        return span_for_code(code)
    except ValueError:
        return None


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
