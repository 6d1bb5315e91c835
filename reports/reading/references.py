"""The document that a table belongs to: number, date and issuer, as titles name it."""

import re
from collections.abc import Iterable

from reports.figures.periods import ReportReference
from reports.reading.titles import DATE, GAP, date_or_none, joined

_CAPITAL = "[A-ZĂÂĐÊÔƠƯ]"
_NUMBER = (
    rf"(?P<number>\d+[a-zđ]?\s*/\s*(?:\d{{4}}\s*/\s*)?{_CAPITAL}[\w&.]*"
    rf"(?:\s?-\s?{_CAPITAL}[\w&.]*)*)"
)
_ISSUED = (
    rf"(?i:[\s,]*ngày\s*(?:{DATE}|[\s.…_\d/]*(?:tháng{GAP}\d{{0,2}}{GAP}năm{GAP}\d{{0,4}})?))?"
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
    text = joined(texts)
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
        issued_on=date_or_none(day, month, year) if day else None,
        issuer=issuer or None,
    )
