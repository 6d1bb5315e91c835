"""What a notice asks of its unit: built from what it missed and from the clauses' duties."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from directives.clauses.targets import Rule
from directives.compliance import words
from directives.compliance.domain import Verdict
from directives.compliance.source import Duty, IndicatorRef, Letters
from directives.compliance.summary import Summary, UnitLine
from directives.notices import phrases
from directives.notices.rows import LETTERS, is_enough, is_missed, letters_due, letters_there, shown
from directives.text.emphasis import Run
from directives.text.sentences import in_sentence
from reports.figures.figures import format_points
from reports.figures.periods import format_date

_MOST_NAMED = 3  # the request stays within four lines; the table above names them all
_Missed = tuple[IndicatorRef, Verdict]


def request(summary: Summary, line: UnitLine) -> tuple[Run, ...]:
    """The sentence in pieces: what to mend, then what to send by which day, the day in bold; empty
    where there is nothing to ask."""
    parts = list(_mend(summary, line))
    if not line.has_figures:
        parts = [phrases.REPORT]
    elif not parts and line.of:
        parts = [phrases.KEEP_UP]
    runs = [Run("; ".join(parts))] if parts else []
    for duty in summary.source.duties:
        runs += [*([Run("; ")] if runs else []), *_asked(duty, summary.source.office.name)]
    return (*runs, Run(".")) if runs else ()


def _asked(duty: Duty, office: str) -> Iterable[Run]:
    day = format_date(duty.due_on + timedelta(days=1))
    yield Run(f"{phrases.ask_duty(duty, office)} ")
    yield Run(phrases.BEFORE_DAY.format(day=day), bold=True)
    yield Run(f" ({words.clauses_label([duty.clause])})")


def _mend(summary: Summary, line: UnitLine) -> Iterable[str]:
    cells = [(indicator, line.cells[indicator.code]) for indicator in shown(summary, line)]
    for indicator, verdict in cells:
        letters = letters_due(line, indicator)
        if letters is not None and letters.floor is not None and verdict.figure.value:
            there = letters_there(summary, line, indicator)
            yield from _letters(verdict, letters.floor, there, enough=is_enough(there, letters))
    yield from _missing_letters(line)
    short = [pair for pair in cells if _falls_short(*pair)]
    yield from _raise([pair for pair in short if not _asks_letters(*pair)])
    for indicator, verdict in cells:
        yield from _count(indicator, verdict)
    idle = [indicator for indicator, verdict in cells if is_missed(verdict) and verdict.gap is None]
    if idle:
        names = (in_sentence(indicator.short_name) for indicator in idle[:_MOST_NAMED])
        yield phrases.ASK_START.format(names=" và ".join(names))


def _asks_letters(indicator: IndicatorRef, verdict: Verdict) -> bool:
    """Whether what falls short are letters whose number is known."""
    return indicator.code == LETTERS and bool(verdict.gap_files)


def _missing_letters(line: UnitLine) -> Iterable[str]:
    """The letters that the register misses, in files and not in points."""
    verdict = line.cells.get(LETTERS)
    if verdict is None or not verdict.gap_files or verdict.target is None:
        return
    figure, floor = verdict.figure, verdict.target.floor
    yield phrases.ASK_MISSING.format(
        missing=verdict.gap_files,
        attached=figure.numerator,
        late=figure.denominator,
        share=format_points(floor or Decimal(0)),
    )


def _letters(
    verdict: Verdict, floor: Decimal, there: Letters | None, *, enough: bool
) -> Iterable[str]:
    """Nothing is asked of a unit that has its letters in the files."""
    if enough:
        return
    share = format_points(floor)
    if there is None or not there.attached:
        yield phrases.ASK_LETTERS.format(count=words.figure_text(verdict.figure), share=share)
    else:
        yield phrases.ASK_MISSING.format(
            missing=there.missing, attached=there.attached, late=there.late, share=share
        )


def _is_ceiling(verdict: Verdict) -> bool:
    return verdict.target is not None and verdict.target.rule is Rule.CEILING


def _falls_short(indicator: IndicatorRef, verdict: Verdict) -> bool:
    return verdict.gap is not None and indicator.is_rate and not _is_ceiling(verdict)


def _count(indicator: IndicatorRef, verdict: Verdict) -> Iterable[str]:
    """For what is too much, and for counts that are too small."""
    if verdict.gap is None or verdict.target is None or verdict.target.floor is None:
        return
    name = in_sentence(indicator.short_name)
    if _is_ceiling(verdict):
        limit = words.with_unit(format_points(verdict.target.floor), indicator)
        yield phrases.ASK_LOWER.format(name=name, limit=limit)
    elif not indicator.is_rate:
        size = words.with_unit(format_points(verdict.gap), indicator)
        yield phrases.ASK_MORE.format(name=name, size=size)


def _raise(missed: list[_Missed]) -> Iterable[str]:
    if not missed:
        return
    named = [
        (in_sentence(indicator.short_name), format_points(verdict.gap or Decimal(0)))
        for indicator, verdict in missed[:_MOST_NAMED]
    ]
    yield phrases.ask_raise(named, len(missed) - len(named))
