"""The dot strip: every commune as a dot on a scale of 0 to 100, each target as a dashed line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from directives.clauses.targets import TargetRef
from directives.compliance import words
from directives.compliance.cells import svg_number
from directives.compliance.domain import Status, Verdict
from directives.compliance.source import IndicatorRef
from directives.compliance.summary import Summary, UnitLine
from reports.figures.figures import exact_value, format_points
from units.kinds import Pool

_MOST_DOTS = 200
_Placed = list[tuple[Decimal, UnitLine, Verdict]]  # by value, lowest first


@dataclass(frozen=True, slots=True)
class DotView:
    """One unit: `x` from 0 to 100 as an SVG number; filled where the target is met."""

    x: str
    met: bool
    title: str


@dataclass(frozen=True, slots=True)
class LabelView:
    """The name of an extreme, under or beside its dot."""

    x: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class FloorView:
    """A floor (or ceiling), with its band where it has one; `anchor` keeps labels apart."""

    x: str
    label: str
    anchor: str
    ambition: str = ""
    band_width: str = ""
    ambition_label: str = ""

    @property
    def hides(self) -> str:
        """The end of the axis ("0", "100") that the label under the line would cover."""
        return "0" if float(self.x) < 20 else "100" if float(self.x) > 80 else ""


@dataclass(frozen=True, slots=True)
class StripView:
    """One indicator with a number: its dots, its floors by group and its text alternative."""

    indicator: IndicatorRef
    summary: str
    floors: tuple[FloorView, ...]
    dots: tuple[DotView, ...]
    labels: tuple[LabelView, ...]
    alternative: str


def strips(summary: Summary, *, named: bool = True) -> tuple[StripView, ...]:
    """A strip for each indicator on which communes and towns have a target with a number.

    Without `named` the dots stay nameless, for readers who may see one unit only.
    """
    drawn = (_strip(summary, indicator, named) for indicator in summary.reported)
    return tuple(strip for strip in drawn if strip)


def _strip(summary: Summary, indicator: IndicatorRef, named: bool) -> StripView | None:
    targets = [target for target in summary.local_targets(indicator.code) if target.has_number]
    placed: _Placed = []
    for line in summary.lines_of(Pool.LOCAL):
        verdict = line.cells.get(indicator.code)
        if verdict is None or verdict.target is None or not verdict.target.has_number:
            continue
        if verdict.figure.value is not None:
            placed.append((exact_value(verdict.figure), line, verdict))
    if not placed:
        return None
    placed.sort(key=lambda entry: entry[0])
    strip = _draw(summary, indicator, targets, placed)
    return strip if named else _nameless(strip)


def _nameless(strip: StripView) -> StripView:
    dots = tuple(replace(dot, title="") for dot in strip.dots)
    return replace(strip, dots=dots, labels=(), alternative="")


def _draw(
    summary: Summary,
    indicator: IndicatorRef,
    targets: Sequence[TargetRef],
    placed: _Placed,
) -> StripView:
    parted = len(targets) > 1
    return StripView(
        indicator,
        summary=_tally_text(summary, indicator),
        floors=floors(targets),
        dots=_dots(placed, parted=parted),
        labels=_extremes(placed),
        alternative=_spoken(placed, parted=parted),
    )


def floors(targets: Sequence[TargetRef]) -> tuple[FloorView, ...]:
    """A line for each target with a number, lowest first; of several the outer two are labelled,
    outwards, so that no label covers another."""
    numbered = [target for target in targets if target.has_number]
    if len(numbered) == 1:
        return (_lone_floor(numbered[0]),)
    last = len(numbered) - 1
    return tuple(
        FloorView(
            svg_number(target.floor or Decimal(0)),
            words.target_short(target) if at in (0, last) else "",
            "start" if at == last else "end",
        )
        for at, target in enumerate(numbered)
    )


def _lone_floor(target: TargetRef) -> FloorView:
    floor, ambition = target.floor or Decimal(0), target.ambition
    label = (_("floor %(n)s") if ambition else _("target %(n)s")) % {"n": format_points(floor)}
    if not ambition:
        return FloorView(svg_number(floor), label, "middle")
    return FloorView(
        svg_number(floor),
        label,
        "end",
        ambition=svg_number(ambition),
        band_width=svg_number(ambition - floor),
        ambition_label=_("ambition %(n)s") % {"n": format_points(ambition)},
    )


def _dots(placed: _Placed, *, parted: bool) -> tuple[DotView, ...]:
    """A dot for each unit; of very many units those that would cover each other are drawn once."""
    if len(placed) > _MOST_DOTS:
        placed = list({(round(entry[0] * 2), entry[2].passed): entry for entry in placed}.values())
    return tuple(
        DotView(svg_number(value), verdict.passed, _title(line, verdict, parted=parted))
        for value, line, verdict in placed
    )


def _title(line: UnitLine, verdict: Verdict, *, parted: bool) -> str:
    """ "xã Vĩnh Tú: 71,8"; with the unit's own target where the units are parted into groups."""
    text = f"{words.unit_label(line.unit)}: {words.figure_text(verdict.figure)}"
    return f"{text} ({words.target_short(verdict.target)})" if parted and verdict.target else text


def _spoken(placed: _Placed, *, parted: bool) -> str:
    """The chart in words, from the lowest to the highest; of very many units the two ends."""
    spoken = placed if len(placed) <= _MOST_DOTS else [placed[0], placed[-1]]
    return ", ".join(_title(line, verdict, parted=parted) for _value, line, verdict in spoken)


def _tally_text(summary: Summary, indicator: IndicatorRef) -> str:
    tally = summary.tally(indicator.code)
    text = _("%(met)s/%(of)s met") % {"met": tally.met, "of": tally.of}
    idle = tally.count(Status.NOT_STARTED)
    if idle:
        text += " · " + _("%(count)s not started") % {"count": idle}
    targets = summary.local_targets(indicator.code)
    return f"{text} · {words.targets_short(targets)}" if len(targets) > 1 else text


def _extremes(placed: _Placed) -> tuple[LabelView, ...]:
    """Only the lowest and the highest are named: eighteen names would hide the dots."""
    ends = [placed[0], placed[-1]] if len(placed) > 1 else placed
    return tuple(
        LabelView(
            svg_number(value),
            f"{line.unit.short_name} {words.figure_text(verdict.figure)}",
            "start" if value < 10 else "end" if value > 90 else "middle",
        )
        for value, line, verdict in ends
    )
