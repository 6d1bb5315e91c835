"""The notice to one unit in words: how it stands, what it missed, and what is asked of it.

Everything is made in the language that is active; whoever prints activates Vietnamese first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from directives.compliance import words
from directives.compliance.domain import exact_value
from directives.compliance.source import IndicatorRef
from directives.compliance.summary import Summary, UnitLine
from directives.letters.phrases import total_name
from directives.notices import phrases
from directives.notices.request import request
from directives.notices.rows import NoticeRow, is_placed, notice_rows, shown
from directives.text.emphasis import Run
from directives.text.imprint import Imprint
from directives.text.sentences import in_sentence
from reports.figures.figures import Measure, format_points
from reports.figures.periods import label


@dataclass(frozen=True, slots=True)
class Notice:
    """One unit's notice; `head` is bold, `after` the rest of the sentence, `foot` stands at the
    QR code, which is missing in a draft."""

    code: str
    to: str
    head: str
    after: str
    rows: tuple[NoticeRow, ...]
    changes: str
    note: str
    request: tuple[Run, ...]
    foot: tuple[str, ...]


def notices(summary: Summary, imprint: Imprint | None = None) -> tuple[Notice, ...]:
    """One for each unit that has a target or a figure, in the official order: who has reported
    nothing needs it most."""
    lines = enumerate(_addressed(summary), 1)
    return tuple(_notice(summary, line, number, imprint) for number, line in lines)


def _addressed(summary: Summary) -> tuple[UnitLine, ...]:
    return tuple(line for line in summary.lines if line.compliance.cells)


def notice_for(summary: Summary, unit_id: int, imprint: Imprint | None = None) -> Notice | None:
    """The notice of one unit; None for one that nothing was ordered of and nothing reported."""
    for number, line in enumerate(_addressed(summary), 1):
        if line.unit.id == unit_id:
            return _notice(summary, line, number, imprint)
    return None


def _notice(summary: Summary, line: UnitLine, number: int, imprint: Imprint | None) -> Notice:
    head, after = _standing(summary, line)
    return Notice(
        code=line.unit.code,
        to=line.unit.name,
        head=head,
        after=after,
        rows=notice_rows(summary, line),
        changes=_changes(summary, line),
        note=_note(summary, line),
        request=request(summary, line),
        foot=tuple(_foot(summary, line, number, imprint)),
    )


def _standing(summary: Summary, line: UnitLine) -> tuple[str, str]:
    met, missed = _names(summary, line, passed=True), _names(summary, line, passed=False)
    of = line.compliance.of
    if not of:
        return phrases.NO_FIGURES, f" {_most(summary, line)}".rstrip()
    if line.compliance.all_met:
        head, rest = phrases.all_met(of), ""
    else:
        head = phrases.met(line.compliance.met, of)
        rest = f" ({', '.join(met)})" if met else ""
    more = filter(None, (_overall(summary, line), _most(summary, line)))
    return head, " ".join((f"{rest}{phrases.missed(missed)}.", *more))


def _names(summary: Summary, line: UnitLine, *, passed: bool) -> list[str]:
    return [
        in_sentence(indicator.short_name)
        for indicator in shown(summary, line)
        if line.compliance.cells[indicator.code].counts
        and line.compliance.cells[indicator.code].passed is passed
    ]


def _overall(summary: Summary, line: UnitLine) -> str:
    place = line.overall
    if place is None or not is_placed(place) or not line.unit.pool:
        return ""
    units = words.pool_word(line.unit.pool, summary.source.units)
    return phrases.overall(words.place_text(place), place.pool, units)


def _most(summary: Summary, line: UnitLine) -> str:
    """Said of a unit that has the most overdue files, if it is alone with them."""
    for code, check in summary.checks.items():
        if summary.largest(code) is not line or not check.total:
            continue
        indicator = next(reported for reported in summary.indicators if reported.code == code)
        return phrases.most(
            format_points(exact_value(line.compliance.cells[code].figure)),
            words.with_unit(format_points(check.total), indicator),
            in_sentence(indicator.short_name),
            in_sentence(total_name(summary.source.office.kind)),
        )
    return ""


def _changes(summary: Summary, line: UnitLine) -> str:
    """What moved since the last comparable period; empty where there is none."""
    before = summary.source.previous
    moved = [indicator for indicator in shown(summary, line) if indicator.code in line.changes]
    if before is None or not moved:
        return ""
    return phrases.changes(
        in_sentence(label(before, "vi")), [_change(line, indicator) for indicator in moved]
    )


def _change(line: UnitLine, indicator: IndicatorRef) -> str:
    difference = line.changes[indicator.code].difference
    trend = "up" if difference > 0 else "down" if difference < 0 else "same"
    size = format_points(abs(difference))
    what = words.points(abs(difference)) if indicator.measure is Measure.RATE else size
    return phrases.change(in_sentence(indicator.short_name), what, trend)


def _note(summary: Summary, line: UnitLine) -> str:
    """How places and gaps are counted."""
    places = [(indicator, line.places.get(indicator.code)) for indicator in shown(summary, line)]
    placed = [(indicator, place) for indicator, place in places if place and is_placed(place)]
    if not placed or line.unit.pool is None:
        return phrases.GAPS_IN_POINTS
    others = [
        (in_sentence(indicator.short_name), place.placed)
        for indicator, place in placed
        if place.placed != place.pool
    ]
    units = words.pool_word(line.unit.pool, summary.source.units)
    pool = placed[0][1].pool
    return f"{phrases.pool_note(pool, units, others)} {phrases.GAPS_IN_POINTS}"


def _foot(summary: Summary, line: UnitLine, number: int, imprint: Imprint | None) -> Iterable[str]:
    if imprint is None:
        yield phrases.DRAFT
    else:
        yield phrases.print_code(imprint.number, number, imprint.version)
    yield from _sources(summary, line)
    if imprint is not None:
        yield phrases.check_code(imprint.checksum)


def _sources(summary: Summary, line: UnitLine) -> Iterable[str]:
    own = words.own_text(summary.source, (line.unit.id,))
    report = summary.source.report
    said = [words.report_text(replace(report, issuer=""))] if report else []
    if text := "; ".join([*said, *filter(None, (own,))]):
        yield phrases.source(text)
    if more_time := words.extensions_text(summary.source, (line.unit.id,)):
        yield more_time
