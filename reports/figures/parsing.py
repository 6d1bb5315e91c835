"""What stands in a cell of a report, read as a figure, a blank or a problem.

Offices write the same figure as "76,9", "76,9%", 76.90000000000001 or 0.769 shown as a percentage.
Everything downstream (ranks, compliance, print) relies on one exact reading made here once.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from typing import Final, Self

from reports.figures.figures import (
    COMPUTED_PLACES,
    NOT_CALCULATED,
    Blank,
    Figure,
    Measure,
    Problem,
    State,
    written_places,
)

# A spreadsheet's arithmetic leaves noise from the 15th significant digit on; no report writes 12.
_NOISE: Final = Context(prec=12, rounding=ROUND_HALF_EVEN)
# More decimals than this were computed, not written: they are kept in the value, not displayed.
_MOST_WRITTEN_PLACES: Final = 4
_SHORT: Final = 24
# Nothing an office counts comes near; a longer run of digits is an identifier in a wrong column.
_COUNT_LIMIT: Final = Decimal(10**12)
# Keys as `_key` makes them: without marks, case and punctuation at the ends.
_SPOKEN = {
    State.NO_CASES: (
        *("kps", "khong phat sinh", "khong ps", "ko ps", "ko phat sinh", "khong co ho so"),
        *("khong phat sinh ho so", "khong co phat sinh"),
    ),
    State.NOT_STARTED: ("chua thuc hien",),
    State.EXEMPT: ("khong dg", "khong danh gia"),
    State.NOT_REPORTED: (
        *("chua co so lieu", "chua bao cao", "chua cap nhat", "dang cap nhat", "khong co so lieu"),
    ),
}
_WORDS = {word: state for state, words in _SPOKEN.items() for word in words}
_BLANK = re.compile(r"[-‐‑–—−_]*|[xX]|\.+|…+")
_COUNTED = re.compile(r"(?<=\d) ?(?:hồ sơ|hs|trường hợp|giao dịch)\Z", re.IGNORECASE)
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff")

_WHOLE_OR_DECIMAL = re.compile(r"(\d+)(?:[.,](\d+))?", re.ASCII)
_LONE_GROUP = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_GROUPED = (
    # Vietnamese 1.245,5 and 1.245.678; spaced 1 245,5; English 1,245.5 and 1,245,678.
    re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+),(\d+)|([1-9]\d{0,2}(?:\.\d{3}){2,})", re.ASCII),
    re.compile(r"([1-9]\d{0,2}(?: \d{3})+)(?:[.,](\d+))?", re.ASCII),
    re.compile(r"([1-9]\d{0,2}(?:,\d{3})+)\.(\d+)|([1-9]\d{0,2}(?:,\d{3}){2,})", re.ASCII),
)


def parse_figure(
    raw: object, *, measure: Measure, number_format: str = ""
) -> Figure | Blank | Problem:
    """Read what a spreadsheet cell holds (str, int, float, Decimal, bool, date or None).

    Rates come out in percent points (0–100), counts whole. `number_format` is the spreadsheet's
    code of the cell ("0.0%", "0.00"): it scales and gives decimals to numbers, never to text, which
    is taken as written. Text is read the Vietnamese way: the comma is decimal, the dot groups
    thousands where a count leaves no other reading. Raises nothing: doubts are Problems.
    """
    if raw is None:
        return Blank("")
    if isinstance(raw, str):
        # Reports repeat the same short texts; a long one is no figure and not worth keeping.
        return _short_text(raw, measure) if len(raw) < _SHORT else _parse_text(raw, measure)
    if isinstance(raw, date):
        return Problem("date-cell", str(raw))
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return Problem("not-a-number", str(raw))
    if isinstance(raw, Decimal):
        return _parse_number(raw, measure, number_format)
    return _kept_number(raw, measure, number_format)


@lru_cache(maxsize=16384)
def _short_text(raw: str, measure: Measure) -> Figure | Blank | Problem:
    return _parse_text(raw, measure)


def _parse_text(raw: str, measure: Measure) -> Figure | Blank | Problem:
    text = " ".join(unicodedata.normalize("NFC", raw).translate(_INVISIBLE).split())
    if _BLANK.fullmatch(text.replace(" ", "")):
        return Blank(text)
    if text == NOT_CALCULATED:
        return Problem("not-calculated", text)
    if text.startswith(("#", "Err:")):
        return Problem("error-cell", text)
    state = _WORDS.get(_key(text))
    if state is not None:
        return Figure.blank(state)
    percent = text.endswith("%")
    body = text.removesuffix("%").rstrip()
    if percent and measure is Measure.COUNT:
        return Problem("not-a-number", text)
    if measure is Measure.COUNT and "," in body and _LONE_GROUP.fullmatch(body.lstrip("+-−")):
        return Problem("ambiguous-number", text)
    if measure is Measure.COUNT:
        body = _COUNTED.sub("", body)
    value = _read_decimal(body, measure)
    if value is None:
        return Problem("not-a-number", text)
    return _within_bounds(value, _Format().places_of(value), measure, text)


def _key(text: str) -> str:
    """A word stripped of case, marks and outer punctuation, since clerks write it in many ways."""
    bare = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    return letters.strip(" .,;:()[]*\"'")


def _read_decimal(text: str, measure: Measure) -> Decimal | None:
    sign = "-" if text[:1] in ("-", "−") else ""
    digits = text[1:].lstrip() if text[:1] in ("-", "−", "+") else text
    if measure is Measure.COUNT and "." in digits and _LONE_GROUP.fullmatch(digits):
        return Decimal(sign + digits.replace(".", ""))
    plain = _WHOLE_OR_DECIMAL.fullmatch(digits)
    if plain:
        return Decimal(f"{sign}{plain[1]}.{plain[2] or ''}")
    for pattern in _GROUPED:
        grouped = pattern.fullmatch(digits)
        if grouped:
            whole, *rest = (part for part in grouped.groups() if part)
            return Decimal(sign + re.sub(r"\D", "", whole) + "." + "".join(rest))
    return None


def _parse_number(
    raw: int | float | Decimal, measure: Measure, number_format: str
) -> Figure | Problem:
    text = str(raw)
    value = _from_float(raw) if isinstance(raw, float) else Decimal(raw)
    if not value.is_finite():
        return Problem("not-a-number", text)
    shown = _Format.read(number_format)
    if shown.percent:
        if measure is Measure.COUNT:
            return Problem("not-a-number", text)
        value = value.scaleb(2)
    return _within_bounds(value, shown.places_of(value), measure, text)


# Rates of one decimal are a thousand numbers; typed, for 1 and 1.0 are written differently.
_kept_number = lru_cache(maxsize=16384, typed=True)(_parse_number)


def _within_bounds(value: Decimal, places: int, measure: Measure, text: str) -> Figure | Problem:
    limit = Decimal(100) if measure is Measure.RATE else _COUNT_LIMIT
    if not 0 <= value <= limit:
        return Problem("out-of-range", text)
    value = value.copy_abs()
    if measure is Measure.RATE:
        return Figure.of(value, places=places)
    if value != value.to_integral_value():
        return Problem("not-whole", text)
    return Figure.of(value.to_integral_value(), places=0)


def _from_float(raw: float) -> Decimal:
    """The number a spreadsheet shows for `raw`, without its noise or zeros nobody wrote."""
    if raw.is_integer():
        return Decimal(int(raw))
    value = _NOISE.plus(Decimal(repr(raw)))
    whole = value == value.to_integral_value()
    return value.to_integral_value() if whole else value.normalize()


@dataclass(frozen=True, slots=True)
class _Format:
    """The parts of a spreadsheet's number format that change how a number is read."""

    percent: bool = False
    required: int | None = None
    optional: int = 0

    @classmethod
    @lru_cache(maxsize=256)
    def read(cls, code: str) -> Self:
        # What is quoted, escaped or bracketed is printed beside the number and changes nothing.
        first = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", code).split(";", 1)[0]
        percent = "%" in first
        pattern = re.fullmatch(r"[^0#?.]*[#0?,]*(?:\.([0?]*)(#*))?[^0#?]*", first)
        if pattern is None or not re.search(r"[0#?]", first) or "E" in first.upper():
            return cls(percent)
        return cls(percent, len(pattern[1] or ""), len(pattern[2] or ""))

    def places_of(self, value: Decimal) -> int:
        """The decimals the cell shows; those the number needs where the format is silent."""
        written = written_places(value)
        if self.required is not None:
            return min(max(written, self.required), self.required + self.optional)
        return written if written <= _MOST_WRITTEN_PLACES else COMPUTED_PLACES
