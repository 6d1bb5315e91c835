"""The notice to one unit in words: how it stands, what it missed, and what is asked of it.

Everything is made in the language that is active; whoever prints activates Vietnamese first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from directives.compliance import words
from directives.compliance.period_words import ended_text
from directives.compliance.source import IndicatorRef
from directives.compliance.summary import Summary, UnitLine
from directives.letters.phrases import total_name
from directives.notices import phrases
from directives.notices.request import request
from directives.notices.rows import NoticeRow, is_placed, notice_rows, shown
from directives.text.emphasis import Run
from directives.text.imprint import Imprint
from directives.text.sentences import in_sentence
from reports.figures.figures import exact_value, format_points
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
    return tuple(line for line in summary.lines if line.cells)


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
    if not line.of:
        return phrases.NO_FIGURES, f" {_most(summary, line)}".rstrip()
    if line.all_met:
        head, rest = phrases.ALL_MET.format(of=line.of), ""
    else:
        head = phrases.MET.format(met=line.met, of=line.of)
        rest = f" ({', '.join(met)})" if met else ""
    if missed:
        rest += phrases.MISSED.format(names=", ".join(missed))
    more = filter(None, (_overall(summary, line), _most(summary, line)))
    return head, " ".join((f"{rest}.", *more))


def _names(summary: Summary, line: UnitLine, *, passed: bool) -> list[str]:
    return [
        in_sentence(indicator.short_name)
        for indicator in shown(summary, line)
        if line.cells[indicator.code].counts and line.cells[indicator.code].passed is passed
    ]


def _overall(summary: Summary, line: UnitLine) -> str:
    place = line.overall
    if place is None or not is_placed(place) or not line.unit.pool:
        return ""
    units = words.pool_word(line.unit.pool, summary.source.units)
    return phrases.OVERALL.format(place=words.place_text(place), pool=place.pool, units=units)


def _most(summary: Summary, line: UnitLine) -> str:
    """Said of a unit that has the most overdue files, if it is alone with them."""
    for code, check in summary.checks.items():
        if summary.largest(code) is not line:
            continue
        count = exact_value(line.cells[code].figure)
        if count > check.stated:
            continue
        return phrases.MOST.format(
            count=format_points(count),
            total=words.with_unit(format_points(check.stated), check.indicator),
            what=in_sentence(check.indicator.short_name),
            whole=in_sentence(total_name(summary.source.office.kind)),
        )
    return ""


def _changes(summary: Summary, line: UnitLine) -> str:
    """What moved since the last comparable period; empty where there is none."""
    before = summary.source.previous
    moved = [indicator for indicator in shown(summary, line) if indicator.code in line.changes]
    if before is None or not moved:
        return ""
    changes = "; ".join(_change(line, indicator) for indicator in moved)
    return phrases.CHANGES.format(period=in_sentence(label(before, "vi")), changes=changes)


def _change(line: UnitLine, indicator: IndicatorRef) -> str:
    """ "hồ sơ trực tuyến tăng 3,2 điểm"."""
    difference = line.changes[indicator.code].difference
    name = in_sentence(indicator.short_name)
    if not difference:
        return f"{name} {phrases.SAME}"
    size = words.points(abs(difference)) if indicator.is_rate else format_points(abs(difference))
    return f"{name} {phrases.UP if difference > 0 else phrases.DOWN} {size}"


def _note(summary: Summary, line: UnitLine) -> str:
    """How places and gaps are counted."""
    places = [(indicator, line.places.get(indicator.code)) for indicator in shown(summary, line)]
    placed = [(indicator, place) for indicator, place in places if place and is_placed(place)]
    rated = any(indicator.is_rate for indicator, _place in places)
    in_points = phrases.GAPS_IN_POINTS if rated else ""
    if line.marks_without_counting:
        in_points = f"{phrases.SCORE_RULE} {in_points}".rstrip()
    if not placed or line.unit.pool is None:
        return f"{ended_text(line.unit)} {in_points}".strip()
    others = [
        phrases.PLACED_AMONG.format(name=in_sentence(indicator.short_name), count=place.placed)
        for indicator, place in placed
        if place.placed != place.pool
    ]
    units = words.pool_word(line.unit.pool, summary.source.units)
    rule = words.overall_text(summary.source.place_rule)
    among = phrases.PLACES_AMONG.format(pool=placed[0][1].pool, units=units)
    return f"{'; '.join([among, *others, phrases.TIES])} {rule} {in_points}".rstrip()


def _foot(summary: Summary, line: UnitLine, number: int, imprint: Imprint | None) -> Iterable[str]:
    if imprint is None:
        yield phrases.DRAFT
    else:
        yield phrases.PRINT_CODE.format(
            number=imprint.number, place=number, version=imprint.version
        )
    yield from _sources(summary, line)
    if imprint is not None:
        yield phrases.CHECK_CODE.format(checksum=imprint.checksum)


def _sources(summary: Summary, line: UnitLine) -> Iterable[str]:
    own = words.own_text(summary.source, (line.unit.id,))
    report = summary.report
    named = words.report_text(replace(report, issuer="")) if report else ""
    if text := "; ".join(filter(None, (named, own))):
        yield phrases.SOURCE.format(report=text)
    if more_time := words.extensions_text(summary.source, (line.unit.id,)):
        yield more_time
