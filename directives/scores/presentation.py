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
from directives.scores.terms import equals, number, shown_points
from directives.text.words import capitalised
from reports.figures.figures import format_figure_value

_BLANK = "–"


def points_shown(value: Decimal | None) -> str:
    """Points in a cell: "17,20", "–" for none."""
    return _BLANK if value is None else shown_points(value)


def given_points(value: Decimal | None) -> str:
    """Points that people gave, with all the decimals they gave."""
    if value is None or value == value.quantize(Decimal("0.01")):
        return points_shown(value)
    return format_figure_value(value, 3).replace("-", "−")


def share_text(total: Sum) -> str:
    """Points as percent of those that can be reached."""
    return _BLANK if total.share is None else f"{shown_points(total.share)}%"


def open_text(total: Sum) -> str:
    """What makes it not final: "3 criteria have no points yet, 1 criterion left out"; "" where
    nothing does."""
    texts = []
    if total.open:
        text = ngettext(
            "%(count)s criterion has no points yet",
            "%(count)s criteria have no points yet",
            total.open,
        )
        texts.append(text % {"count": total.open})
    if total.left_out:
        text = ngettext(
            "%(count)s criterion left out", "%(count)s criteria left out", total.left_out
        )
        texts.append(text % {"count": total.left_out})
    return ", ".join(texts)


def sum_note(total: Sum) -> str:
    """The same beside a cell, which says shortly why it is blank."""
    if total.points is not None:
        return open_text(total)
    alone = total.left_out and not total.open
    return _("left out") if alone else _("no points yet")


@dataclass(frozen=True, slots=True)
class ScoreSection:
    """A heading with its lines; lines that stand alone have a section without one."""

    top: CriterionRef | None
    lines: tuple[ScoreLine, ...]

    @property
    def total(self) -> Sum:
        return sum_of(self.lines)


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """One unit of a sheet, as a row of its table and as a page with every term of its sum."""

    sheet: ScoreSheet
    unit: UnitRef

    @property
    def score(self) -> UnitScore:
        return self.sheet.scores[self.unit.id]

    @property
    def prefix(self) -> str:
        """The kind, small before the name."""
        return words.unit_prefix(self.unit)

    @property
    def parts(self) -> tuple[Sum, ...]:
        """A sum for each heading or line on top."""
        criteria = self.sheet.criteria
        return tuple(sum_of(self.score.part(top, criteria)) for top in self.sheet.headings)

    @property
    def place(self) -> str:
        """The place in its pool: "10/18", shared ones as a range "4–6/18"; "–" without one."""
        ranking = self.sheet.rankings.get(self.unit.pool or "")
        place = ranking.place_range(self.unit.id) if ranking else None
        if ranking is None or place is None:
            return _BLANK
        first, last = place
        shown = str(first) if first == last else f"{first}–{last}"
        return f"{shown}/{ranking.placed}"

    @property
    def sentence(self) -> str:
        return _sentence(self.unit, self.score.total, self.place)

    @property
    def working(self) -> str:
        """All terms in a row with their sum: "20 + 17,2 + 9 + 0 + 16,76 = 62,96"."""
        terms = [line.points for line in self.score.lines if line.points is not None]
        if not terms:
            return ""
        row = " + ".join(number(term) if term >= 0 else f"({number(term)})" for term in terms)
        total = sum(terms, Decimal(0))
        rounded = any("≈" in equals(term) for term in terms)
        return f"{row} ≈ {number(total)}" if rounded else f"{row} {equals(total)}"

    @property
    def sections(self) -> tuple[ScoreSection, ...]:
        """The lines that stand alone first, then each heading."""
        tops = [(top, self.score.part(top, self.sheet.criteria)) for top in self.sheet.headings]
        alone = [line for top, lines in tops if not top.is_heading for line in lines]
        sections = [ScoreSection(top, lines) for top, lines in tops if top.is_heading]
        return (*([ScoreSection(None, tuple(alone))] if alone else []), *sections)


def table_notes(sheet: ScoreSheet) -> list[str]:
    notes = [
        _(
            "Places go by points as a share of what the unit could reach; without anything left "
            "out that is the order of the points. Equals share a place."
        )
    ]
    totals = [score.total for score in sheet.scores.values()]
    if any(total.left_out for total in totals):
        notes.append(
            _("Where nothing arose the criterion is left out, and the most points are fewer.")
        )
    if any(total.open for total in totals):
        notes.append(_("* Some criteria have no points yet, so the sum is not final."))
    return notes


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
