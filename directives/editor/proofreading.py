"""What to look at before a letter is printed: codes with their places, in the order of the letter.

Only doubts and confirmations are found here; nothing is corrected and nothing is forbidden.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from units.dates import covers

HEAD: Final = "head"
ISSUE: Final = "issue"
SIGNATORIES: Final = "signatories"
FIGURES: Final = "figures"
FINDINGS: Final = "findings"

# Slips as they were met in letters, and what was meant.
SLIPS: Final[dict[str, str]] = {
    "đơn đốc": "đôn đốc",
    "đôn đôc": "đôn đốc",
    "thủ tục hành chánh": "thủ tục hành chính",
    "hồ sở": "hồ sơ",
    "trực tuyên": "trực tuyến",
    "trể hạn": "trễ hạn",
    "trể hẹn": "trễ hẹn",
    "chỉ đão": "chỉ đạo",
    "tiếp nhân hồ sơ": "tiếp nhận hồ sơ",
    "biên lại điện tử": "biên lai điện tử",
    "xử lí": "xử lý",
    "khắc phụ ": "khắc phục ",
    "triễn khai": "triển khai",
    "nghiêm tục": "nghiêm túc",
}
_SLIP: Final = {
    wrong: re.compile(rf"(?<!\w){re.escape(wrong)}(?!\w)", re.IGNORECASE) for wrong in SLIPS
}
_NUMBER = r"\d+(?:[.,]\d+)?"
_PERCENT = re.compile(rf"(?<![\w.,/])({_NUMBER})\s*(?=%|[-–]\s*{_NUMBER}\s*%)")
_PLAIN = re.compile(rf"(?<![\w.,/])({_NUMBER})(?![\w/]|[.,]\d)")
_YEAR = re.compile(r"(?:năm\s+|\d{1,2}/\d{1,2}/|tháng\s+\d{1,2}/)(\d{4})(?!/|\d)", re.IGNORECASE)
_END = "./."


@dataclass(frozen=True, slots=True)
class CheckedTarget:
    """A target with the numbers its clause should name; `without_data`: no unit has a figure."""

    pk: int
    name: str
    numbers: tuple[Decimal, ...]
    is_rate: bool
    without_data: bool = False


@dataclass(frozen=True, slots=True)
class CheckedClause:
    """A clause with its targets and the last days of its duties."""

    pk: int
    number: int
    text: str
    targets: tuple[CheckedTarget, ...] = ()
    due: tuple[tuple[int, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody on the office's list of signatories, with their days (inclusive)."""

    name: str
    title: str
    authority: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class CountColumn:
    """A column of counts: what the units add up to, and the total as it was published."""

    name: str
    units: int
    added: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is looked at; `texts` are the parts beside the clauses, by their fields' names."""

    number: str
    issued_on: date | None
    month: date
    signer: tuple[str, str, str]
    signatories: tuple[Signer, ...]
    texts: tuple[tuple[str, str], ...]
    clauses: tuple[CheckedClause, ...]
    columns: tuple[CountColumn, ...] = ()
    stale: int | None = None

    @property
    def day(self) -> date:
        """The letter's day; for a draft the first of its month."""
        return self.issued_on or self.month


@dataclass(frozen=True, slots=True)
class LetterRemark:
    """One thing that was looked at: its code, whether all is well, and where it stands.

    `place` is HEAD, ISSUE, SIGNATORIES, FIGURES or FINDINGS, or "clause", "target", "obligation"
    with `pk`.
    """

    code: str
    is_well: bool
    place: str
    pk: int = 0
    values: dict[str, Any] = field(default_factory=dict)


def proofread(draft: Draft) -> tuple[LetterRemark, ...]:
    """Everything that was looked at, doubts first."""
    remarks = [
        *_columns(draft.columns),
        *_findings(draft.stale),
        _number_and_day(draft),
        _signer(draft),
        *_spelling(draft),
        *_years(draft),
        *_numbers(draft.clauses),
        *_without_data(draft.clauses),
        *_early(draft),
        *_ending(draft),
    ]
    if not draft.clauses:
        remarks.append(LetterRemark("no-clause", False, HEAD))
    return tuple(sorted(remarks, key=lambda remark: remark.is_well))


def _columns(columns: Iterable[CountColumn]) -> Iterator[LetterRemark]:
    for column in columns:
        well = column.added == column.total
        values = {
            "name": column.name,
            "units": column.units,
            "added": column.added,
            "total": column.total,
        }
        yield LetterRemark("total-fits" if well else "total-differs", well, FIGURES, values=values)


def _findings(stale: int | None) -> Iterator[LetterRemark]:
    """Whether the sentences on figures still say what the figures say; nothing without any."""
    if stale is not None:
        code = "findings-stale" if stale else "findings-current"
        yield LetterRemark(code, not stale, FINDINGS, values={"stale": stale})


def _number_and_day(draft: Draft) -> LetterRemark:
    if bool(draft.number) != bool(draft.issued_on):
        return LetterRemark(
            "number-without-day" if draft.number else "day-without-number", False, ISSUE
        )
    return LetterRemark("number-and-day" if draft.number else "number-and-day-open", True, ISSUE)


def _signer(draft: Draft) -> LetterRemark:
    name, title, authority = draft.signer
    values = {"name": name, "month": draft.month, "day": draft.issued_on}
    named = [signer for signer in draft.signatories if signer.name == name]
    if not named:
        return LetterRemark("signer-unknown", False, SIGNATORIES, values=values)
    alike = [signer for signer in named if (signer.title, signer.authority) == (title, authority)]
    if not alike:
        return LetterRemark("signer-other-title", False, HEAD, values=values)
    if not any(
        in_office(signer.first, signer.last, draft.issued_on, draft.month) for signer in alike
    ):
        return LetterRemark("signer-not-in-office", False, HEAD, values=values)
    return LetterRemark("signer-in-office", True, HEAD, values=values)


def in_office(first: date | None, last: date | None, day: date | None, month: date) -> bool:
    """Whether a span of days covers the letter's day; for a draft any day of its month will do."""
    if day is not None:
        return covers(first, last, day)
    after = (month.replace(day=28).toordinal()) + 4
    end = date.fromordinal(after).replace(day=1).toordinal() - 1
    return (first is None or first.toordinal() <= end) and (last is None or last >= month)


def _parts(draft: Draft) -> Iterator[tuple[str, int, str, int]]:
    """Place, key, text and number of each part that has words."""
    for _name, text in draft.texts:
        yield HEAD, 0, text, 0
    for clause in draft.clauses:
        yield "clause", clause.pk, clause.text, clause.number


def _spelling(draft: Draft) -> list[LetterRemark]:
    slips = []
    for place, pk, text, number in _parts(draft):
        for wrong, right in SLIPS.items():
            if _SLIP[wrong].search(text):
                values = {"wrong": wrong.strip(), "right": right.strip(), "clause": number}
                slips.append(LetterRemark("slip", False, place, pk, values))
    return slips or [LetterRemark("spelling", True, HEAD)]


def _years(draft: Draft) -> Iterator[LetterRemark]:
    """Years before the letter's own: what a copy of last year's letter most often leaves behind."""
    for place, pk, text, number in _parts(draft):
        old = sorted({year for year in _YEAR.findall(text) if int(year) < draft.day.year})
        if old:
            values = {"years": ", ".join(old), "clause": number}
            yield LetterRemark("old-year", False, place, pk, values)


def percentages(text: str) -> tuple[Decimal, ...]:
    """The percentages of a text in order, each once: "từ 70%-90%" gives 70 and 90."""
    numbers = (_decimal(number) for number in _PERCENT.findall(text))
    return tuple(dict.fromkeys(numbers))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _numbers(clauses: Iterable[CheckedClause]) -> Iterator[LetterRemark]:
    for clause in clauses:
        written = percentages(clause.text)
        known = {number for target in clause.targets for number in target.numbers if target.is_rate}
        for number in written:
            if number not in known:
                values = {"clause": clause.number, "number": number}
                yield LetterRemark("number-without-target", False, "clause", clause.pk, values)
        plain = {_decimal(target) for target in _PLAIN.findall(clause.text)}
        for target in clause.targets:
            for number in target.numbers:
                if number not in (written if target.is_rate else plain):
                    values = {"clause": clause.number, "number": number, "name": target.name}
                    yield LetterRemark("target-not-in-text", False, "target", target.pk, values)


def _without_data(clauses: Iterable[CheckedClause]) -> Iterator[LetterRemark]:
    """One remark for each clause, for a reader fills one gap, not four."""
    for clause in clauses:
        names = [target.name for target in clause.targets if target.without_data]
        if names:
            values = {"clause": clause.number, "names": tuple(dict.fromkeys(names))}
            yield LetterRemark("without-data", False, "clause", clause.pk, values)


def _early(draft: Draft) -> Iterator[LetterRemark]:
    for clause in draft.clauses:
        for pk, due in clause.due:
            if due < draft.day:
                values = {"clause": clause.number, "due": due}
                yield LetterRemark("due-before-letter", False, "obligation", pk, values)


def _ending(draft: Draft) -> Iterator[LetterRemark]:
    closing = dict(draft.texts).get("closing", "").strip()
    if closing:
        well = closing.endswith(_END)
        yield LetterRemark("ended" if well else "not-ended", well, HEAD)
