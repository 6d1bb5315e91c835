"""Scores as strings: the table of all units, and one unit with every term of its sum."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.compliance import words
from directives.compliance.domain import UnitRef
from directives.scores.domain import ScoreLine, Sum, UnitScore, sum_of
from directives.scores.rubrics.domain import CriterionRef
from directives.scores.selectors import ScoreSheet
from directives.scores.sentences import counts_text, term_text
from directives.scores.terms import equals, number, shown_points
from directives.text.words import capitalised
from reports.figures.figures import format_figure_value
from reports.figures.ranking import Ranking

_BLANK = "–"


@dataclass(frozen=True, slots=True)
class ShownSum:
    """A sum of points as its reader sees it."""

    sum: Sum

    @property
    def text(self) -> str:
        """The points, "17,20" or "–"."""
        return points_shown(self.sum.points)

    @property
    def most(self) -> str:
        """The most points that can be reached."""
        return number(self.sum.attainable)

    @property
    def share(self) -> str:
        """Points as percent of those that can be reached."""
        return _BLANK if self.sum.share is None else f"{shown_points(self.sum.share)}%"

    @property
    def open(self) -> str:
        """What makes it not final: "3 criteria have no points yet, 1 criterion left out"; "" where
        nothing does."""
        texts = []
        if self.sum.open:
            text = ngettext(
                "%(count)s criterion has no points yet",
                "%(count)s criteria have no points yet",
                self.sum.open,
            )
            texts.append(text % {"count": self.sum.open})
        if self.sum.left_out:
            text = ngettext(
                "%(count)s criterion left out", "%(count)s criteria left out", self.sum.left_out
            )
            texts.append(text % {"count": self.sum.left_out})
        return ", ".join(texts)

    @property
    def note(self) -> str:
        """The same beside a cell, which says shortly why it is blank."""
        if self.sum.points is not None:
            return self.open
        alone = self.sum.left_out and not self.sum.open
        return _("left out") if alone else _("no points yet")


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One unit of the table, with a sum for each heading or line on top."""

    unit: UnitRef
    parts: tuple[ShownSum, ...]
    total: ShownSum
    place: str

    @property
    def prefix(self) -> str:
        """The kind, small before the name."""
        return words.unit_prefix(self.unit)


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Units × what stands on top of the rubric (with its most points), in the official order."""

    columns: tuple[tuple[CriterionRef, str], ...]
    rows: tuple[ScoreRow, ...]
    notes: tuple[str, ...]


def score_table(sheet: ScoreSheet) -> ScoreTable:
    """The table of a period by a rubric."""
    return ScoreTable(
        columns=tuple((top, number(top.maximum)) for top in sheet.headings),
        rows=tuple(_row(sheet, unit) for unit in sheet.units),
        notes=_notes(sheet),
    )


def _row(sheet: ScoreSheet, unit: UnitRef) -> ScoreRow:
    score = sheet.scores[unit.id]
    parts = (sum_of(score.part(top, sheet.criteria)) for top in sheet.headings)
    return ScoreRow(unit, tuple(map(ShownSum, parts)), ShownSum(score.total), place_of(sheet, unit))


def place_of(sheet: ScoreSheet, unit: UnitRef) -> str:
    return place_text(sheet.rankings.get(unit.pool or ""), unit.id)


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
class ShownScore:
    """One criterion of a unit with its term, what people gave, and which of them counts."""

    line: ScoreLine

    @property
    def most(self) -> str:
        """The most points of the criterion."""
        return number(self.line.criterion.maximum)

    @property
    def least(self) -> str:
        """The fewest points that can be given."""
        return number(self.line.criterion.least)

    @property
    def working(self) -> str:
        """The arithmetic, or in words why there is none."""
        return term_text(self.line.term)

    @property
    def own(self) -> str:
        """The points that the unit gave itself, with all the decimals it gave."""
        return _given_points(self.line.by_hand.own)

    @property
    def review(self) -> str:
        """The same of the office."""
        return _given_points(self.line.by_hand.review)

    @property
    def points(self) -> str:
        return points_shown(self.line.points)

    @property
    def why_counts(self) -> str:
        """Whose points count, and why."""
        return counts_text(self.line)


@dataclass(frozen=True, slots=True)
class ScoreSection:
    """A heading with its lines; lines that stand alone have a section without one."""

    top: CriterionRef | None
    total: ShownSum
    lines: tuple[ShownScore, ...]


@dataclass(frozen=True, slots=True)
class UnitScorePage:
    """Every term of one unit's sum."""

    sentence: str
    working: str
    total: ShownSum
    sections: tuple[ScoreSection, ...]


def unit_score_page(sheet: ScoreSheet, unit: UnitRef) -> UnitScorePage:
    score = sheet.scores[unit.id]
    return UnitScorePage(
        sentence=_sentence(unit, score.total, place_of(sheet, unit)),
        working=sum_text(score),
        total=ShownSum(score.total),
        sections=_sections(sheet, score),
    )


def _sentence(unit: UnitRef, total: Sum, place: str) -> str:
    name = capitalised(words.unit_label(unit))
    if total.points is None:
        return _("%(unit)s has no points yet") % {"unit": name}
    parts = {
        "unit": name,
        "points": shown_points(total.points),
        "most": number(total.attainable),
        "scored": number(total.scored),
        "place": place,
    }
    placed = place != _BLANK
    if total.open:
        return _open_sentence(placed) % parts
    if placed:
        return _("%(unit)s has %(points)s of %(most)s points, place %(place)s") % parts
    return _("%(unit)s has %(points)s of %(most)s points") % parts


def _open_sentence(placed: bool) -> str:
    """The same while some criteria have no points: against what could be scored so far."""
    if placed:
        return _(
            "%(unit)s has %(points)s of %(scored)s points scored so far (of %(most)s in all), "
            "for now place %(place)s"
        )
    return _("%(unit)s has %(points)s of %(scored)s points scored so far (of %(most)s in all)")


def sum_text(score: UnitScore) -> str:
    """All terms in a row with their sum: "20 + 17,2 + 9 + 0 + 16,76 = 62,96"."""
    terms = [line.points for line in score.lines if line.points is not None]
    if not terms:
        return ""
    row = " + ".join(number(term) if term >= 0 else f"({number(term)})" for term in terms)
    total = sum(terms, Decimal(0))
    rounded = any("≈" in equals(term) for term in terms)
    return f"{row} ≈ {number(total)}" if rounded else f"{row} {equals(total)}"


def _sections(sheet: ScoreSheet, score: UnitScore) -> tuple[ScoreSection, ...]:
    tops = [(top, score.part(top, sheet.criteria)) for top in sheet.headings]
    alone = [line for top, lines in tops if not top.is_heading for line in lines]
    sections = [_section(top, lines) for top, lines in tops if top.is_heading]
    return (*([_section(None, tuple(alone))] if alone else []), *sections)


def _section(top: CriterionRef | None, lines: tuple[ScoreLine, ...]) -> ScoreSection:
    return ScoreSection(top, ShownSum(sum_of(lines)), tuple(map(ShownScore, lines)))


def _given_points(value: Decimal | None) -> str:
    if value is None or value == value.quantize(Decimal("0.01")):
        return points_shown(value)
    return format_figure_value(value, 3).replace("-", "−")


def points_shown(value: Decimal | None) -> str:
    """Points in a cell: "17,20", "–" for none."""
    return _BLANK if value is None else shown_points(value)
