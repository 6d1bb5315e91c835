"""Scores as strings: the table of all units, and one unit with every term of its sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.compliance import words
from directives.compliance.domain import UnitRef
from directives.scores.domain import Line, Sum, UnitScore, Why, equals, number, shown_points, sum_of
from directives.scores.rubrics.domain import Bonus, Criterion, Weight
from directives.scores.selectors import ScoreSheet
from directives.scores.sentences import counts_text, term_text
from directives.text.words import capitalised
from reports.figures.figures import format_figure_value
from reports.figures.ranking import Ranking

_BLANK = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table: a heading or a line on top; `most` are its points."""

    code: str
    name: str
    most: str
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """Points in a cell: `text` "17,20" or "–", `note` why they are not final, `value` for files."""

    text: str
    note: str = ""
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One unit of the table."""

    number: int
    code: str
    prefix: str
    name: str
    cells: tuple[Points, ...]
    total: Points
    most: str
    share: str
    place: str
    pool: str


@dataclass(frozen=True, slots=True)
class Table:
    """Units × what stands on top of the rubric, in the official order."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...]


def score_table(sheet: ScoreSheet) -> Table:
    """The table of a period by a rubric."""
    columns = tuple(_column(one) for one in sheet.headings)
    rows = tuple(_row(sheet, position, unit) for position, unit in enumerate(sheet.units, start=1))
    return Table(columns, rows, _notes(sheet))


def _column(one: Criterion) -> Column:
    return Column(one.code, one.name, number(one.maximum), isinstance(one.rule, Bonus))


def _row(sheet: ScoreSheet, position: int, unit: UnitRef) -> TableRow:
    score = sheet.scores[unit.id]
    total = score.total
    return TableRow(
        number=position,
        code=unit.code,
        prefix=words.unit_prefix(unit),
        name=unit.short_name,
        cells=tuple(_cell(part_of(score, one, sheet.criteria)) for one in sheet.headings),
        total=_cell(total),
        most=number(total.attainable),
        share=share_text(total),
        place=place_text(sheet.rankings.get(unit.pool or ""), unit.id),
        pool=unit.pool or "",
    )


def part_of(score: UnitScore, top: Criterion, criteria: tuple[Criterion, ...]) -> Sum:
    """The sum of one column: all lines below a heading, or the one line that stands alone."""
    if top.is_heading:
        return score.below(top.id, criteria)
    return sum_of(one for one in score.lines if one.criterion.id == top.id)


def _cell(total: Sum) -> Points:
    if total.points is None:
        text = _("left out") if total.left_out and not total.open else _("no points yet")
        return Points(_BLANK, text)
    return Points(shown_points(total.points), open_text(total), total.points)


def open_text(total: Sum) -> str:
    """What makes a sum not final: "3 criteria have no points yet, 1 left out"; "" where nothing."""
    said = []
    if total.open:
        text = ngettext(
            "%(count)s criterion has no points yet",
            "%(count)s criteria have no points yet",
            total.open,
        )
        said.append(text % {"count": total.open})
    if total.left_out:
        text = ngettext(
            "%(count)s criterion left out", "%(count)s criteria left out", total.left_out
        )
        said.append(text % {"count": total.left_out})
    return ", ".join(said)


def share_text(total: Sum) -> str:
    """Points as percent of those that can be reached."""
    return _BLANK if total.share is None else f"{shown_points(total.share)}%"


def place_text(ranking: Ranking[int] | None, unit: int) -> str:
    """A place in its pool: "10/18", shared ones as a range "4–6/18"; "–" without one."""
    place = ranking.place_range(unit) if ranking else None
    if ranking is None or place is None:
        return _BLANK
    first, last = place
    shown = str(first) if first == last else f"{first}–{last}"
    return f"{shown}/{ranking.placed}"


def _notes(sheet: ScoreSheet) -> tuple[str, ...]:
    notes = [
        _(
            "Places go by points as a share of what the unit could reach; without anything left "
            "out that is the order of the points. Equals share a place."
        )
    ]
    if any(score.total.left_out for score in sheet.scores.values()):
        notes.append(
            _("Where nothing arose the criterion is left out, and the most points are fewer.")
        )
    if any(score.total.open for score in sheet.scores.values()):
        notes.append(_("* Some criteria have no points yet, so the sum is not final."))
    return tuple(notes)


@dataclass(frozen=True, slots=True)
class LineView:
    """One criterion on the page of a unit, ready to be shown."""

    id: int
    code: str
    name: str
    note: str
    most: str
    least: str
    indicator: str
    working: str
    computed: bool
    formula_points: str
    own_points: str
    review_points: str
    points: str
    counts: str
    why_counts: str
    is_open: bool
    left_out: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; lines that stand alone have a section without a name."""

    code: str
    name: str
    most: str
    points: str
    note: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Every term of one unit's sum."""

    sentence: str
    working: str
    sections: tuple[Section, ...]
    total: str
    most: str
    share: str
    place: str
    open: str


def unit_score_page(sheet: ScoreSheet, unit: UnitRef) -> UnitPage:
    """The page of one unit of the sheet."""
    score = sheet.scores[unit.id]
    total = score.total
    place = place_text(sheet.rankings.get(unit.pool or ""), unit.id)
    return UnitPage(
        sentence=_sentence(unit, total, place),
        working=sum_text(score),
        sections=_sections(sheet, score),
        total=_BLANK if total.points is None else shown_points(total.points),
        most=number(total.attainable),
        share=share_text(total),
        place=place,
        open=open_text(total),
    )


def _sentence(unit: UnitRef, total: Sum, place: str) -> str:
    name = capitalised(words.unit_label(unit))
    if total.points is None:
        return _("%(unit)s has no points yet") % {"unit": name}
    said = {
        "unit": name,
        "points": shown_points(total.points),
        "most": number(total.attainable),
        "scored": number(total.scored),
        "place": place,
    }
    if total.open:
        return _open_sentence(said, placed=place != _BLANK)
    if place == _BLANK:
        return _("%(unit)s has %(points)s of %(most)s points") % said
    return _("%(unit)s has %(points)s of %(most)s points, place %(place)s") % said


def _open_sentence(said: dict[str, str], *, placed: bool) -> str:
    """The same while some criteria have no points: against what could be scored so far."""
    if not placed:
        return (
            _("%(unit)s has %(points)s of %(scored)s points scored so far (of %(most)s in all)")
            % said
        )
    return (
        _(
            "%(unit)s has %(points)s of %(scored)s points scored so far (of %(most)s in all), "
            "for now place %(place)s"
        )
        % said
    )


def sum_text(score: UnitScore) -> str:
    """All terms in a row with their sum: "20 + 17,2 + 9 + 0 + 16,76 = 62,96"."""
    points = [one.points for one in score.lines if one.points is not None]
    if not points:
        return ""
    row = " + ".join(number(one) if one >= 0 else f"({number(one)})" for one in points)
    total = sum(points, Decimal(0))
    rounded = any("≈" in equals(one) for one in points)
    return f"{row} ≈ {number(total)}" if rounded else f"{row} {equals(total)}"


def _sections(sheet: ScoreSheet, score: UnitScore) -> tuple[Section, ...]:
    lines = {one.criterion.id: one for one in score.lines}
    found: list[Section] = []
    alone: list[Line] = []
    for top in sheet.headings:
        if not top.is_heading:
            alone.append(lines[top.id])
            continue
        below = sheet_below(sheet, top)
        part = part_of(score, top, sheet.criteria)
        found.append(_section(top, part, [lines[pk] for pk in below if pk in lines]))
    if alone:
        found.insert(0, _section(None, sum_of(alone), alone))
    return tuple(found)


def sheet_below(sheet: ScoreSheet, top: Criterion) -> tuple[int, ...]:
    """The ids of the lines below a heading, in the rubric's order."""
    inside = {top.id}
    found = []
    for one in sheet.criteria:
        if one.parent in inside:
            inside.add(one.id)
            found.append(one.id)
    return tuple(found)


def _section(top: Criterion | None, part: Sum, lines: list[Line]) -> Section:
    return Section(
        code=top.code if top else "",
        name=top.name if top else "",
        most=number(part.attainable),
        points=_BLANK if part.points is None else shown_points(part.points),
        note=open_text(part),
        lines=tuple(line_view(one) for one in lines),
    )


def line_view(line: Line) -> LineView:
    """One criterion with its term, what people gave, and which of them counts."""
    one = line.criterion
    return LineView(
        id=one.id,
        code=one.code,
        name=one.name,
        note=one.note,
        most=number(one.maximum),
        least=number(one.least),
        indicator=one.indicator or "",
        working=term_text(line.term),
        computed=line.term.why is Why.COMPUTED,
        formula_points=_or_blank(line.term.points),
        own_points=_given(line.given.own),
        review_points=_given(line.given.review),
        points=_or_blank(line.points),
        counts=line.counts.value,
        why_counts=counts_text(line),
        is_open=line.is_open,
        left_out=line.left_out,
    )


def _given(value: Decimal | None) -> str:
    """Points that somebody gave, with all the decimals they gave."""
    if value is None or value == value.quantize(Decimal("0.01")):
        return _or_blank(value)
    return format_figure_value(value, 3).replace("-", "−")


def _or_blank(value: Decimal | None) -> str:
    return _BLANK if value is None else shown_points(value)


def weight_text(weight: Weight) -> str:
    """Whether the lines add up, as one sentence."""
    said: Mapping[str, str] = {
        "name": f"{weight.code} {weight.name}".strip(),
        "added": number(weight.added),
        "stated": number(weight.stated),
    }
    if not weight.code:
        if weight.agrees:
            return _("The most points add up to 100.")
        return _("The most points add up to %(added)s, not to %(stated)s.") % said
    if weight.agrees:
        return _("“%(name)s”: its lines add up to %(added)s.") % said
    return _("“%(name)s”: its lines add up to %(added)s, but it has %(stated)s.") % said
