"""The appendix as a workbook: figures, verdicts and places as the product has them.

What the counts add up to is a formula, so that a reader can follow it. The targets and the counts
behind the rates stand on sheets of their own.
"""

from collections.abc import Iterable, Iterator

from django.utils import translation
from openpyxl.utils import get_column_letter

from directives.clauses.targets import TargetRef
from directives.compliance import words
from directives.compliance.domain import Status, UnitRef, Verdict
from directives.compliance.paper import closing_notes, imprint_line, subtitle
from directives.compliance.period_words import ended_text
from directives.compliance.source import IndicatorRef
from directives.compliance.summary import Audience, Place, Summary, UnitLine
from directives.compliance.totals import rolled_up
from directives.letters.phrases import total_name
from directives.notices import appendix_phrases as phrases
from directives.text.imprint import Imprint
from directives.text.qr import qr_png
from reports.workbooks.formulas import Formula
from reports.workbooks.writing import CellRole, SheetCell, SheetRow, SheetSpec, Tone, workbook_bytes

_HEAD, _TOTAL = 5, 7  # first row of the head, which has two; row of the total
_BEFORE, _EACH, _AFTER = 3, 3, 3  # columns before the indicators, of each, and after them
_TONES = {
    Status.MET: Tone.OK,
    Status.EXCEEDED: Tone.OK,
    Status.NOT_MET: Tone.BAD,
    Status.NOT_STARTED: Tone.WARN,
}


def appendix_xlsx(summary: Summary, imprint: Imprint | None = None) -> bytes:
    """The letter's table with sums, verdicts and places, in Vietnamese.

    Without an imprint it is a draft from the figures of the moment.
    """
    with translation.override("vi"):
        counted = [indicator for indicator in summary.reported if _has_counts(summary, indicator)]
        counts = [_counts_sheet(summary, counted)] if counted else []
        return workbook_bytes([_table_sheet(summary, imprint), _targets_sheet(summary), *counts])


def _table_sheet(summary: Summary, imprint: Imprint | None) -> SheetSpec:
    count = len(summary.reported)
    url = imprint.url if imprint else ""
    units = [_unit(summary, line, number) for number, line in _numbered(summary)]
    return SheetSpec(
        title=phrases.SHEET,
        rows=[
            *_titles(summary.source.office.name, phrases.TITLE, subtitle(summary), _held(summary)),
            *_table_heads(summary),
            _total(summary),
            *units,
            [],
            *(
                [SheetCell(text, CellRole.NOTE)]
                for text in (*_notes(summary), imprint_line(imprint))
            ),
            *([[SheetCell(url, CellRole.NOTE)]] if url else []),
        ],
        widths=[4.5, 24, 16, *(7.5, 15.5, 6) * count, 5, 6, 7],
        heads=(_HEAD, _HEAD + 1),
        merges=[*_title_merges(4, _BEFORE + _EACH * count + _AFTER), *_head_merges(count)],
        frozen_columns=2,
        filtered=False,
        heights={_HEAD: 34},
        picture=qr_png(url) if url else None,
    )


def _numbered(summary: Summary) -> Iterable[tuple[int, UnitLine]]:
    return enumerate(summary.reported_lines, start=1)


def _titles(above: str, title: str, *below: str) -> list[SheetRow]:
    lines: list[SheetRow] = [[SheetCell(text, CellRole.NOTE, centred=True)] for text in below]
    return [[SheetCell(above, CellRole.NOTE)], [SheetCell(title, CellRole.TITLE)], *lines]


def _title_merges(last: int, width: int) -> list[str]:
    return [f"A{row}:{get_column_letter(width)}{row}" for row in range(2, last + 1)]


def _held(summary: Summary) -> str:
    return words.held_text(summary.source.directive)


def _table_heads(summary: Summary) -> list[SheetRow]:
    top: list[str | None] = [phrases.NUMBER, phrases.UNIT, phrases.POOL]
    for indicator in summary.reported:
        top += [f"{indicator.short_name} ({indicator.unit_of_measure})", None, None]
    top += [phrases.MET, phrases.JUDGED, phrases.OVERALL]
    each = [phrases.VALUE, phrases.VERDICT, phrases.PLACE]
    under = [*[None] * _BEFORE, *each * len(summary.reported), *[None] * _AFTER]
    return [[SheetCell(text, CellRole.HEAD) for text in texts] for texts in (top, under)]


def _head_merges(count: int) -> Iterator[str]:
    width = _BEFORE + _EACH * count + _AFTER
    letters = [get_column_letter(column) for column in range(1, width + 1)]
    for letter in (*letters[:_BEFORE], *letters[-_AFTER:]):
        yield f"{letter}{_HEAD}:{letter}{_HEAD + 1}"
    for at in range(_BEFORE, width - _AFTER, _EACH):
        yield f"{letters[at]}{_HEAD}:{letters[at + _EACH - 1]}{_HEAD}"


def _total(summary: Summary) -> SheetRow:
    blank = SheetCell(None, CellRole.TOTAL)
    cells = [blank, SheetCell(total_name(summary.source.office.kind), CellRole.TOTAL), blank]
    for at, indicator in enumerate(summary.reported):
        column = get_column_letter(_BEFORE + at * _EACH + 1)
        value, note = _whole(summary, indicator, column)
        cells += [value, SheetCell(note, CellRole.TARGET, centred=True), blank]
    return [*cells, *[blank] * _AFTER]


def _whole(
    summary: Summary, indicator: IndicatorRef, column: str
) -> tuple[SheetCell, str | Formula | None]:
    """The office's figure of an indicator, and how it came about; rates are never averaged."""
    if not indicator.is_rate:
        return _sum(summary, indicator, column)
    figure = summary.published(indicator).figure
    if figure.value is not None:
        return SheetCell(figure.value, CellRole.TOTAL, figure.places), phrases.AS_PUBLISHED
    rolled = rolled_up(summary, indicator)
    if rolled is None:
        return SheetCell(None, CellRole.TOTAL), None
    return SheetCell(rolled.value, CellRole.TOTAL, indicator.decimals), phrases.ADDED_UP


def _sum(
    summary: Summary, indicator: IndicatorRef, column: str
) -> tuple[SheetCell, Formula | None]:
    """The published count, with what the units' counts add up to where that is another; their sum
    where the report says none."""
    check = summary.checks[indicator.code]
    last = _TOTAL + max(len(summary.reported_lines), 1)
    added = f"SUM({column}{_TOTAL + 1}:{column}{last})"
    if check.published is None:
        return SheetCell(Formula(f"={added}", check.total), CellRole.TOTAL, 0), None
    total = f"{column}{_TOTAL}"
    text = f'=IF({total}={added},"{phrases.AGREES}","{phrases.UNITS_ADD_UP_TO} "&{added})'
    other = f"{phrases.UNITS_ADD_UP_TO} {check.total:.0f}"
    note = Formula(text, phrases.AGREES if check.agrees else other)
    return SheetCell(check.published, CellRole.TOTAL, 0), note


def _unit(summary: Summary, line: UnitLine, number: int) -> SheetRow:
    pool = words.pool_word(line.unit.pool, summary.source.units) if line.unit.pool else None
    return [
        SheetCell(number, centred=True),
        SheetCell(words.unit_label(line.unit)),
        SheetCell(pool),
        *(cell for indicator in summary.reported for cell in _figure(line, indicator.code)),
        SheetCell(line.met, bold=True, centred=True),
        SheetCell(line.of, centred=True),
        SheetCell(_first(line.overall), centred=True),
    ]


def _figure(line: UnitLine, code: str) -> tuple[SheetCell, SheetCell, SheetCell]:
    """Value, verdict and place; bold where a target is missed, since colour alone says nothing in
    black and white."""
    verdict = line.cells.get(code)
    if verdict is None:
        return SheetCell(), SheetCell(), SheetCell()
    figure, tone = verdict.figure, _TONES.get(verdict.status, Tone.NONE)
    missed = verdict.status is Status.NOT_MET
    value = SheetCell(
        words.state_short(figure.state) if figure.value is None else figure.value,
        places=figure.places,
        tone=tone,
        centred=figure.value is None,
        bold=missed,
        mark=words.OWN_MARK if code in line.own else "",
    )
    word = SheetCell(words.status_word(verdict.status), tone=tone, centred=True, bold=missed)
    return value, word, SheetCell(_first(line.places.get(code)), centred=True)


def _first(place: Place | None) -> str | int:
    return place.first if place and place.first else phrases.NO_PLACE


def _notes(summary: Summary) -> list[str]:
    report = summary.report
    source = [words.report_text(report)] if report else []
    rule = words.place_rule_text(summary.source.place_rule)
    ended = [text for unit in summary.source.units if (text := ended_text(unit))]
    return [*source, *phrases.NOTES, rule, *ended, *closing_notes(summary)]


def _targets_sheet(summary: Summary) -> SheetSpec:
    """One row for each target that decides for anybody."""
    rows = [row for indicator in summary.reported for row in _targets(summary, indicator)]
    return SheetSpec(
        title=phrases.TARGETS,
        rows=[
            *_titles(_held(summary), phrases.TARGETS_TITLE),
            [SheetCell(text, CellRole.HEAD) for text in phrases.TARGET_HEADS],
            *rows,
        ],
        widths=(30, 30, 30, 12, 14, 10),
        heads=(3, 3),
        merges=_title_merges(2, len(phrases.TARGET_HEADS)),
        filtered=False,
    )


def _targets(summary: Summary, indicator: IndicatorRef) -> Iterator[SheetRow]:
    """The targets of an indicator, each with the units that it decides for."""
    held: dict[TargetRef, list[UnitRef]] = {}
    for line in summary.lines:
        if target := line.target(indicator.code):
            held.setdefault(target, []).append(line.unit)
    pairs = [(target, Audience(tuple(units), {})) for target, units in held.items()]
    pairs.sort(key=lambda pair: -len(pair[1].units))
    audiences = [audience for _target_ref, audience in pairs]
    for target, audience in pairs:
        yield _target(words.audience_label(audience, audiences), indicator, target)


def _target(audience: str, indicator: IndicatorRef, target: TargetRef) -> SheetRow:
    return [
        SheetCell(audience),
        SheetCell(indicator.short_name),
        SheetCell(phrases.RULES[target.rule]),
        *(
            SheetCell(None if number is None else number.normalize(), bold=True)
            for number in (target.floor, target.ambition)
        ),
        SheetCell(target.clause, centred=True),
    ]


def _counts_sheet(summary: Summary, counted: list[IndicatorRef]) -> SheetSpec:
    """The counts behind rates, for each unit that has both."""
    tops = [text for indicator in counted for text in (indicator.short_name, None)]
    unders = [*[None] * 2, *(phrases.PART, phrases.WHOLE) * len(counted)]
    letters = [get_column_letter(column) for column in range(1, 3 + 2 * len(counted))]
    pairs = [
        f"{first}3:{second}3" for first, second in zip(letters[2::2], letters[3::2], strict=True)
    ]
    return SheetSpec(
        title=phrases.COUNTS,
        rows=[
            *_titles(phrases.COUNTS_NOTE, phrases.COUNTS_TITLE),
            [SheetCell(text, CellRole.HEAD) for text in (phrases.NUMBER, phrases.UNIT, *tops)],
            [SheetCell(text, CellRole.HEAD) for text in unders],
            *(_counts(line, number, counted) for number, line in _numbered(summary)),
        ],
        widths=(5, 30, *[14] * 2 * len(counted)),
        heads=(3, 4),
        merges=[*_title_merges(2, len(letters)), "A3:A4", "B3:B4", *pairs],
        frozen_columns=2,
        filtered=False,
    )


def _counts(line: UnitLine, number: int, counted: list[IndicatorRef]) -> SheetRow:
    verdicts = (line.cells.get(indicator.code) for indicator in counted)
    both = [count for verdict in verdicts for count in _both(verdict) or (None, None)]
    label = SheetCell(words.unit_label(line.unit))
    return [SheetCell(number, centred=True), label, *(SheetCell(count) for count in both)]


def _both(verdict: Verdict | None) -> tuple[int, int] | None:
    """Numerator and denominator, where both are known."""
    figure = verdict.figure if verdict else None
    if figure is None or figure.numerator is None or not figure.denominator:
        return None
    return figure.numerator, figure.denominator


def _has_counts(summary: Summary, indicator: IndicatorRef) -> bool:
    verdicts = (line.cells.get(indicator.code) for line in summary.reported_lines)
    return indicator.is_rate and any(
        verdict and verdict.figure.value is not None and _both(verdict) for verdict in verdicts
    )
