"""The rows of a notice: value, target with its clause, verdict, gap and place of each indicator."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from directives.clauses.targets import Rule, TargetRef
from directives.compliance import words
from directives.compliance.domain import FAILING, Status, Verdict
from directives.compliance.paper import SIGNS
from directives.compliance.source import IndicatorRef, Letters
from directives.compliance.summary import Place, Summary, UnitLine
from directives.notices import phrases
from directives.text.words import capitalised
from reports.figures.figures import State, exact_value, format_points
from reports.figures.ranking import Direction

LETTERS = "apology"  # the indicator whose target says how many overdue files need a letter


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One indicator; `sign` may be empty, `loud` what must be seen first is printed bold."""

    name: str
    value: str
    target: str
    sign: str
    verdict: str
    gap: str
    loud: bool
    place: str


def shown(summary: Summary, line: UnitLine) -> Sequence[IndicatorRef]:
    """The indicators of a unit's notice: those that were reported of anybody, counts last."""
    own = [indicator for indicator in summary.reported if indicator.code in line.cells]
    return sorted(own, key=lambda indicator: not indicator.is_rate)


def notice_rows(summary: Summary, line: UnitLine) -> tuple[NoticeRow, ...]:
    return tuple(_row(summary, line, indicator) for indicator in shown(summary, line))


def letters_due(line: UnitLine, indicator: IndicatorRef) -> TargetRef | None:
    """The target for letters of apology, where the indicator counts files that need one; None where
    the share of letters is known, which a row of its own judges."""
    verdict = line.cells[indicator.code]
    asked = line.cells.get(LETTERS)
    if asked is not None and asked.figure.state is not State.NOT_REPORTED:
        return None
    counts = not indicator.is_rate and indicator.direction is Direction.LOWER
    if not counts or asked is None or asked.target is None or asked.target.floor is None:
        return None
    judged = verdict.target is not None and verdict.target.has_number
    return None if judged else asked.target


def letters_there(summary: Summary, line: UnitLine, indicator: IndicatorRef) -> Letters | None:
    """What the unit's register says of the letters, where it has as many late files as the
    figure."""
    value = line.cells[indicator.code].figure.value
    return None if value is None else summary.letters_of(line.unit.id, value)


def is_enough(there: Letters | None, asked: TargetRef | None) -> bool:
    """Whether the letters that lie in the files are as many as the target asks for."""
    if there is None or asked is None or asked.floor is None:
        return False
    return there.reaches(asked.floor)


def is_missed(verdict: Verdict) -> bool:
    """Whether something was asked for that the figure does not reach."""
    return verdict.target is not None and verdict.status in FAILING


def is_placed(place: Place) -> bool:
    """Whether there is a place, and anybody to be compared with."""
    return place.first is not None and place.placed > 1


def _row(summary: Summary, line: UnitLine, indicator: IndicatorRef) -> NoticeRow:
    verdict = line.cells[indicator.code]
    figure = verdict.figure
    mark = words.OWN_MARK if indicator.code in line.own else ""
    letters = letters_due(line, indicator)
    counted = letters is not None and figure.value is not None
    there = letters_there(summary, line, indicator) if counted else None
    enough = is_enough(there, letters)
    judged = capitalised(words.status_word(verdict.status))
    gap = _gap(verdict, indicator)
    if counted:
        judged, gap = _files(verdict, indicator, there, enough=enough)
    return NoticeRow(
        name=f"{indicator.short_name} ({indicator.unit_of_measure})",
        value=words.value_text(figure) + mark,
        target=_target(verdict.target, letters),
        sign="" if counted or verdict.target is None else SIGNS.get(verdict.status, ""),
        verdict=judged,
        gap=gap,
        loud=bool(figure.value) and not enough if counted else is_missed(verdict),
        place=_place(line.places.get(indicator.code)),
    )


def _files(
    verdict: Verdict, indicator: IndicatorRef, there: Letters | None, *, enough: bool
) -> tuple[str, str]:
    """For files that need a letter: how many there are, and how many letters are due."""
    if not verdict.figure.value:
        return phrases.NONE, phrases.DASH
    count = words.figure_text(verdict.figure)
    return words.with_unit(count, indicator), _due(there, count, enough=enough)


def _due(there: Letters | None, count: str, *, enough: bool) -> str:
    if there is None or not there.attached:
        return phrases.LETTERS_NEEDED.format(count=count)
    text = phrases.LETTERS_ENOUGH if enough else phrases.LETTERS_MISSING
    return text.format(missing=there.missing, attached=there.attached, late=there.late)


def _target(target: TargetRef | None, letters: TargetRef | None) -> str:
    if letters is not None and letters.floor is not None:
        clause = words.clauses_label([letters.clause])
        return phrases.LETTERS_TARGET.format(share=format_points(letters.floor), clause=clause)
    if target is None:
        return phrases.DASH
    once = target.rule is Rule.ONCE_CASES
    text = phrases.ONCE_CASES if once else words.target_short(target)
    return f"{text}, {words.clauses_label([target.clause])}"


def _gap(verdict: Verdict, indicator: IndicatorRef) -> str:
    target = verdict.target
    if target is None or target.floor is None:
        return phrases.DASH
    ceiling = target.rule is Rule.CEILING
    if verdict.gap is not None:
        text = phrases.OVER_BY if ceiling else phrases.SHORT_BY
        return text.format(size=_size(verdict.gap, indicator)) + _files_more(verdict, indicator)
    if verdict.status is Status.NOT_STARTED:
        return phrases.MUST_REACH.format(floor=_size(target.floor, indicator))
    if not verdict.passed:
        return phrases.DASH
    text = phrases.BELOW if ceiling else phrases.ABOVE
    return text.format(size=_size(abs(exact_value(verdict.figure) - target.floor), indicator))


def _size(number: Decimal, indicator: IndicatorRef) -> str:
    """Points of a rate, whose measure the note names; a count with what it counts."""
    text = format_points(number)
    return text if indicator.is_rate else words.with_unit(text, indicator)


def _files_more(verdict: Verdict, indicator: IndicatorRef) -> str:
    """ " (32 hồ sơ)" where the counts are known."""
    if not verdict.gap_files:
        return ""
    return f" ({words.whole_number(verdict.gap_files)}{words.NBSP}{indicator.count_unit})"


def _place(place: Place | None) -> str:
    """ "3/18" among those that have a value, a tie as "1–11/18"; "–" without one."""
    if place is None or place.first is None:
        return phrases.DASH
    return f"{words.place_text(place)}/{place.placed}"
