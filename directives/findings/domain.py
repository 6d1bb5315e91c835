"""The figures that a sentence of a letter is tied to, and whether they are still the same.

Kept as JSON with a finding: numbers as texts, since JSON knows no Decimal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

from directives.compliance.domain import NOTHING
from directives.compliance.source import Published
from directives.compliance.summary import Summary, UnitLine
from reports.figures.figures import State
from reports.figures.freezing import freeze, thaw

_DIGITS: Final = 32


@dataclass(frozen=True, slots=True)
class TiedFigure:
    """One figure as it was when the sentence was written.

    `unit` is a unit's code, "" for the office itself. `value` and `share` are in percent points for
    a rate, `places` the decimals that are shown, `change` the difference to the period before,
    `rank` the first place where places are shared.
    """

    indicator: str
    unit: str = ""
    state: str = State.NOT_REPORTED.value
    value: Decimal | None = None
    places: int = 0
    share: Decimal | None = None
    rank: int | None = None
    out_of: int | None = None
    change: Decimal | None = None
    not_assessed: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A figure as it was written of and as it is now."""

    before: TiedFigure
    now: TiedFigure

    @property
    def differs(self) -> bool:
        """Whether anything that a sentence says is different: not how it is rounded."""
        return replace(self.before, places=0) != replace(self.now, places=0)


def tied_now(summary: Summary, indicator: str, unit: str = "") -> TiedFigure:
    """The figure as it is now: the office's own as published, or a unit's."""
    if unit:
        line = next((line for line in summary.lines if line.unit.code == unit), None)
        return _of_unit(summary, line, indicator) if line else TiedFigure(indicator, unit)
    published = summary.source.published.get(indicator)
    return _of_office(indicator, published) if published else TiedFigure(indicator)


def figures_mark(summary: Summary) -> str:
    """A short text that tells all figures that a sentence can be tied to from other ones."""
    own = [tied_now(summary, code) for code in sorted(summary.source.published)]
    codes = sorted({code for _unit, code in summary.source.figures})
    of_units = [tied_now(summary, code, line.unit.code) for line in summary.lines for code in codes]
    return sha256(repr([*own, *of_units]).encode()).hexdigest()[:_DIGITS]


def ties(summary: Summary, figures: Iterable[TiedFigure]) -> tuple[Tie, ...]:
    """Each figure beside what it is now."""
    return tuple(Tie(kept, tied_now(summary, kept.indicator, kept.unit)) for kept in figures)


def as_data(figures: Iterable[TiedFigure]) -> list[dict[str, Any]]:
    return [freeze(figure) for figure in figures]


def from_data(rows: Iterable[Mapping[str, Any]]) -> tuple[TiedFigure, ...]:
    """The figures as they were kept; what another version of the product did not keep is left at
    its default, and what it kept besides is left out."""
    names = {field.name for field in fields(TiedFigure)}
    return tuple(
        thaw(TiedFigure, {name: value for name, value in row.items() if name in names})
        for row in rows
    )


def _of_office(indicator: str, published: Published) -> TiedFigure:
    return TiedFigure(
        indicator,
        state=published.figure.state.value,
        value=published.figure.value,
        places=published.figure.places,
        share=published.share,
        rank=published.rank,
        out_of=published.out_of,
        change=published.change.difference if published.change else None,
        not_assessed=published.not_assessed,
    )


def _of_unit(summary: Summary, line: UnitLine, indicator: str) -> TiedFigure:
    figure = summary.source.figures.get((line.unit.id, indicator), NOTHING)
    place, change = line.places.get(indicator), line.changes.get(indicator)
    return TiedFigure(
        indicator,
        line.unit.code,
        figure.state.value,
        figure.value,
        figure.places,
        rank=place.first if place else None,
        out_of=place.placed if place and place.first else None,
        change=change.difference if change else None,
    )
