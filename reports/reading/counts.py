"""Which columns hold the counts behind a rate: its numerator and its denominator.

Headings name these columns in a hundred ways ("Số hồ sơ trực tuyến", "Trong đó", "Tổng số"), so the
arithmetic of the rows decides: where n ÷ d gives the printed rate in most rows, nothing is left to
ask. Where it cannot tell, words are trusted only if they are the indicator's own; others are asked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from reports.figures.figures import Blank, Figure, Measure, Problem
from reports.figures.headings import heading_key
from reports.reading.columns import ColumnChoices, ColumnRole, FileColumn
from reports.reading.headings import HeadingIndex, IndicatorSpec, heading_measure, says_nothing

# So many rows that agree are no chance, even if some others do not.
_NO_CHANCE: Final = 3
ROWS_LOOKED_AT: Final = 200
_FEWEST_NUMBERS: Final = Decimal("0.6")
_ASKED: Final = 90
_COUNTED: Final = re.compile(
    r"^(?:tong so|so luong|tong|so(?= (?:ho so|giao dich|thu tuc|don|bien lai)\b))\s+(?:cua )?"
)
_RATED: Final = re.compile(r"^ty le\s+")
_GENERIC: Final[Mapping[ColumnRole, frozenset[str]]] = {
    ColumnRole.NUMERATOR: frozenset(
        ("so luong", "trong do", "da so hoa", "co so hoa", "truc tuyen", "dat", "da thuc hien")
    ),
    ColumnRole.DENOMINATOR: frozenset(("tong so", "tong", "tong so ho so", "tong cong")),
}

Counts = Sequence[int | None]
Rates = Sequence[Figure | None]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the columns hold, row by row: figures of rates and whole numbers of others."""

    rates: Mapping[int, Rates]
    counts: Mapping[int, Counts]


def whole_numbers(contents: Sequence[Figure | Blank | Problem]) -> Counts:
    """The numbers of a column read as counts; nothing but None where most are no numbers."""
    numbers = [None if content.value is None else int(content.value) for content in contents]
    filled = sum(not isinstance(content, Blank) for content in contents)
    known = sum(number is not None for number in numbers)
    return numbers if known and known >= _FEWEST_NUMBERS * filled else [None] * len(numbers)


def count_candidates(columns: Sequence[FileColumn], choices: ColumnChoices) -> list[FileColumn]:
    """The columns that may hold counts behind a rate: unknown ones, and those chosen to be."""
    return [
        column
        for column in columns
        if column.indicator is None
        and (
            ":" in (choices.get(column.letter) or "")
            if column.chosen
            else heading_measure(_lowest(column)) is not Measure.RATE
        )
    ]


def _lowest(column: FileColumn) -> str:
    """The text right above the figures."""
    return column.parts[-1] if column.parts else column.heading


def find_counts(
    columns: Sequence[FileColumn], numbers: Numbers, headings: HeadingIndex, choices: ColumnChoices
) -> tuple[FileColumn, ...]:
    """The numerators and denominators among the columns, certain ones and proposals.

    A denominator may serve several rates and then comes once for each.
    """
    counts = _chosen(columns, headings, choices)
    free = [c for c in columns if not c.chosen and any(numbers.counts.get(c.index, ()))]
    for rate in columns:
        code = rate.indicator
        if code is None or rate.role is not ColumnRole.RATE or code not in headings.specs:
            continue
        spec = headings.specs[code]
        taken = {column.index for column in counts if column.role is ColumnRole.NUMERATOR}
        known = [column for column in counts if column.indicator == code]
        left = [column for column in free if column.index not in taken]
        if not known:
            pair = _by_arithmetic(rate, left, numbers, spec)
            if not pair and rate.settled:
                pair = _by_words(rate, left, numbers, spec)
            counts += pair
    return tuple(sorted(counts, key=lambda column: (column.index, column.indicator or "")))


def _chosen(
    columns: Sequence[FileColumn], headings: HeadingIndex, choices: ColumnChoices
) -> list[FileColumn]:
    rates = {column.indicator for column in columns if column.role is ColumnRole.RATE}
    chosen = []
    for column in columns:
        code, _, role = (choices.get(column.letter) or "").partition(":")
        known = code in rates and code in headings.specs
        if known and role in (ColumnRole.NUMERATOR, ColumnRole.DENOMINATOR):
            chosen.append(
                replace(column, indicator=code, role=ColumnRole(role), confidence=100, chosen=True)
            )
    return chosen


def _by_arithmetic(
    rate: FileColumn, free: Sequence[FileColumn], numbers: Numbers, spec: IndicatorSpec
) -> list[FileColumn]:
    """The two columns whose quotient is the rate in most rows; empty when none are.

    In a table of one or two rows that may be chance, unless their words say the same.
    """
    near = [column for column in free if _is_near(rate, column, free)]
    best: tuple[tuple[int, bool, int], FileColumn, FileColumn] | None = None
    for numerator in near:
        for denominator in free:
            if numerator.index == denominator.index:
                continue
            agreeing = rows_agreeing(
                numbers.rates[rate.index],
                numbers.counts[numerator.index],
                numbers.counts[denominator.index],
            )
            distance = abs(denominator.index - rate.index) + abs(numerator.index - rate.index)
            weight = (agreeing, _group(denominator) == _group(rate), -distance)
            if agreeing and (best is None or weight > best[0]):
                best = weight, numerator, denominator
    if best is None:
        return []
    weight, numerator, denominator = best
    pair = ((ColumnRole.NUMERATOR, numerator), (ColumnRole.DENOMINATOR, denominator))
    named = all(_named(column, spec)[0] is role for role, column in pair)
    confidence = 100 if named or weight[0] >= _NO_CHANCE else _ASKED
    return [_as(column, rate, confidence, role) for role, column in pair]


def rows_agreeing(rates: Rates, numerators: Counts, denominators: Counts) -> int:
    """In how many rows n ÷ d is the rate to its printed decimals; 0 when not in most of them.

    Rows without one of the three, and rates of 0 and 100, prove nothing and are passed over.
    """
    compared = _telling_rows(rates, numerators, denominators)
    agreeing = sum(is_quotient(rate, part, whole) for rate, part, whole in compared)
    most = agreeing * 2 > len(compared) and agreeing >= _NO_CHANCE
    return agreeing if most or agreeing == len(compared) else 0


def _telling_rows(
    rates: Rates, numerators: Counts, denominators: Counts
) -> list[tuple[Figure, int, int]]:
    return [
        (rate, part, whole)
        for rate, part, whole in zip(rates, numerators, denominators, strict=True)
        if rate is not None and rate.value is not None and 0 < rate.value < 100
        if part is not None and whole
    ]


def is_quotient(rate: Figure, numerator: int, denominator: int) -> bool:
    """Whether a rate is n ÷ d × 100 to its printed decimals, whichever way it was rounded.

    The denominator must not be 0 and the rate must have a value.
    """
    if rate.value is None:
        raise ValueError("A rate without a value cannot be a quotient")
    half = Decimal(5).scaleb(-rate.places - 1)
    return abs(numerator * 100 - rate.value * denominator) <= half * denominator


def _by_words(
    rate: FileColumn, free: Sequence[FileColumn], numbers: Numbers, spec: IndicatorSpec
) -> list[FileColumn]:
    """The columns of the rate's group that are named like its counts; the first of each role."""
    by_role: dict[ColumnRole, FileColumn] = {}
    for column in free:
        if not _group(rate) or _group(column)[:1] != _group(rate)[:1]:
            continue
        role, sure = _named(column, spec)
        # Words that any group has are believed only right beside the rate.
        if role is not None and role not in by_role and (sure or _group(column) == _group(rate)):
            by_role[role] = _as(column, rate, 100 if sure else _ASKED, role)
    pair = by_role.get(ColumnRole.NUMERATOR), by_role.get(ColumnRole.DENOMINATOR)
    parts, wholes = (numbers.counts[column.index] if column else () for column in pair)
    if all(pair):
        # Had the rows agreed, no word would be asked.
        against = _telling_rows(numbers.rates[rate.index], parts, wholes)
        if any(part for _, part, _ in against):
            return [replace(column, confidence=_ASKED) for column in by_role.values()]
    return list(by_role.values())


def _named(column: FileColumn, spec: IndicatorSpec) -> tuple[ColumnRole | None, bool]:
    """What the words of a heading say of its column, and whether they are the indicator's own."""
    key = heading_key(_lowest(column))
    bare = _COUNTED.sub("", key)
    numerators = {_COUNTED.sub("", spec.numerator)}
    numerators |= {_RATED.sub("", heading) for heading in spec.headings}
    if spec.denominator and bare == _COUNTED.sub("", spec.denominator):
        return ColumnRole.DENOMINATOR, True
    if bare in numerators - {""}:
        return ColumnRole.NUMERATOR, True
    role = next((role for role, words in _GENERIC.items() if key in words), None)
    return role, False


def _as(column: FileColumn, rate: FileColumn, confidence: int, role: ColumnRole) -> FileColumn:
    return replace(column, indicator=rate.indicator, role=role, confidence=confidence)


def _group(column: FileColumn) -> tuple[str, ...]:
    """The titles above a column that say something."""
    return tuple(title for title in column.parts[:-1] if not says_nothing(title))


def _is_near(rate: FileColumn, column: FileColumn, free: Sequence[FileColumn]) -> bool:
    """Whether a column shares the rate's title or, without one, stands beside it."""
    if _group(rate) or _group(column):
        return _group(column)[:1] == _group(rate)[:1]
    between = range(min(rate.index, column.index) + 1, max(rate.index, column.index))
    others = {other.index for other in free}
    return all(index in others for index in between)
