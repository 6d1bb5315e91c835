"""The formulas of the appendix: the rules of verdicts and places, as a spreadsheet reckons them.

Only addresses and words of ours go into a formula, never a name or a text that somebody typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from directives.clauses.targets import Rule, Target
from directives.compliance.domain import JUDGED, PASSED, Status, Verdict
from directives.notices.appendix_wording import NO_PLACE, WORDS
from reports.figures.ranking import Direction


class Live(str):
    """A formula of ours; any other text stays a text, whatever it begins with."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Rows of the units in the table."""

    first: int
    last: int

    def of(self, letter: str) -> str:
        """ "$D$9:$D$27"."""
        return f"${letter}${self.first}:${letter}${self.last}"


def added(letter: str, rows: Span) -> Live:
    """The sum of a column of counts."""
    return Live(f"=SUM({rows.of(letter)})")


def shared(part: str, whole: str) -> Live:
    """A rate from the sums of both counts, blank without any."""
    return Live(f'=IF(SUM({whole})=0,"",SUM({part})*100/SUM({whole}))')


def compared(cell: str, published: str, agrees: str, otherwise: str) -> Live:
    """Whether a sum is the published count, in words."""
    return Live(f"=IF({cell}={published},{_text(agrees)},{_text(otherwise)})")


def verdict(cell: str, said: Verdict, at: str, counts: tuple[str, str] | None) -> Live:
    """The verdict on a value in words, for a cell without a value its state.

    `at` is the row of the targets sheet as "'Chỉ tiêu'!{}5" with the column left open; `counts`
    are the addresses of both counts behind a rate.
    """
    judged = _judged(_exact(cell, counts), said.target, at)
    state = _word(Status.NOT_REPORTED if said.figure.value is not None else said.status)
    return Live(f"=IF(ISNUMBER({cell}),{judged},{state})")


def _exact(cell: str, counts: tuple[str, str] | None) -> str:
    if counts is None:
        return cell
    part, whole = counts
    return f"IF(N({whole})>0,{part}*100/{whole},{cell})"


def _judged(value: str, target: Target | None, at: str) -> str:
    if target is None or target.rule is Rule.LOWEST:
        return _word(Status.WATCHED)
    if target.rule is Rule.ONCE_CASES:
        return f"IF({value}>0,{_word(Status.MET)},{_word(Status.NOT_STARTED)})"
    floor, ambition = at.format("$D$"), at.format("$E$")
    sign = "<=" if target.rule is Rule.CEILING else ">="
    passed = _word(Status.MET)
    if target.rule is Rule.BAND:
        above = f"AND(ISNUMBER({ambition}),{value}>{ambition})"
        passed = f"IF({above},{_word(Status.EXCEEDED)},{passed})"
    found = f"IF({value}{sign}{floor},{passed},{_word(Status.NOT_MET)})"
    return f"IF(ISNUMBER({floor}),{found},{_word(Status.WATCHED)})"


def place(letter: str, row: int, pool: str, rows: Span, direction: Direction) -> Live:
    """1 + the units of the pool that are better; equals share a place, a word has none."""
    cell, column = f"{letter}{row}", rows.of(letter)
    better = ">" if direction is Direction.HIGHER else "<"
    same = f"({rows.of(pool)}=${pool}{row})*ISNUMBER({column})"
    ahead = f"SUMPRODUCT({same}*({column}{better}{cell}))+1"
    placed = f'AND(ISNUMBER({cell}),${pool}{row}<>"")'
    return Live(f"=IF({placed},{ahead},{_text(NO_PLACE)})")


def counted(cells: list[str], *, passed: bool) -> Live:
    """How many of the verdicts are passed, or can be judged at all."""
    if not cells:
        return Live("=0")
    some = sorted(PASSED if passed else JUDGED)
    terms = [f"OR({','.join(f'{cell}={_word(one)}' for one in some)})" for cell in cells]
    return Live(f"={'+'.join(terms)}+0")


def overall(met: str, judged: str, row: int, pool: str, rows: Span) -> Live:
    """The place by the number of targets met, among those of the pool that can be judged."""
    same = f"({rows.of(pool)}=${pool}{row})*({rows.of(judged)}>0)"
    ahead = f"SUMPRODUCT({same}*({rows.of(met)}>{met}{row}))+1"
    return Live(f'=IF(AND({judged}{row}>0,${pool}{row}<>""),{ahead},{_text(NO_PLACE)})')


def is_word(cell: str, *statuses: Status) -> str:
    """The condition of a colour: that a cell says one of these verdicts."""
    return f"OR({','.join(f'{cell}={_word(one)}' for one in statuses)})"


def _word(status: Status) -> str:
    return _text(WORDS[status])


def _text(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
