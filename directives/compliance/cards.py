"""The five figures on top, the largest gaps, and who has not started."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from directives.clauses.targets import Rule, TargetRef
from directives.compliance import words
from directives.compliance.cells import Bar, bar, bar_of
from directives.compliance.domain import Status, UnitRef
from directives.compliance.source import IndicatorRef, Published
from directives.compliance.summary import Summary
from directives.text.words import listed
from reports.figures.figures import Measure, format_figure_value
from units.kinds import Pool


@dataclass(frozen=True, slots=True)
class CardView:
    """One published figure of the office, with the tick of the communes' target.

    The office itself carries no verdict, since floors are given to units: the chip counts units.
    """

    code: str
    icon: str
    name: str
    text: str
    unit: str
    share: str
    bar: Bar | None
    chip: str
    chip_icon: str
    chip_tone: str
    target: str
    rank: int | None
    out_of: int | None
    steps: tuple[bool, ...]
    change: str
    change_spoken: str
    trend: str


@dataclass(frozen=True, slots=True)
class GapView:
    unit_code: str
    prefix: str
    name: str
    missing: str
    sentence: str
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class IdleView:
    code: str
    count: int
    indicator: str
    who: str


def cards(summary: Summary) -> tuple[CardView, ...]:
    """The cards in the order of the letter, counts last since they have no bar."""
    shown = [
        indicator for indicator in summary.reported if indicator.code in summary.source.published
    ]
    shown.sort(key=lambda indicator: indicator.measure is Measure.COUNT)
    return tuple(_card(summary, indicator) for indicator in shown)


def _card(summary: Summary, indicator: IndicatorRef) -> CardView:
    said = summary.source.published[indicator.code]
    target = _local_target(summary, indicator.code)
    chip, icon, tone = _chip(summary, indicator, target)
    figure = said.figure
    return CardView(
        code=indicator.code,
        icon=indicator.icon,
        name=indicator.short_name,
        text=words.figure_text(figure),
        unit="%" if indicator.measure is Measure.RATE else indicator.count_unit,
        share=_share(said),
        bar=_bar(said, indicator, target),
        chip=chip,
        chip_icon=icon,
        chip_tone=tone,
        target=_target_text(summary, target),
        rank=said.rank,
        out_of=said.out_of,
        steps=tuple(step == said.rank for step in range(1, (said.out_of or 0) + 1)),
        change=words.change_text(said.change, indicator) if said.change else "",
        change_spoken=words.change_spoken(said.change, indicator) if said.change else "",
        trend=said.change.trend if said.change else "",
    )


def _local_target(summary: Summary, code: str) -> TargetRef | None:
    """The target that most communes and towns have on an indicator."""
    for audience in summary.audiences:
        if audience.units[0].pool == Pool.LOCAL and code in audience.targets:
            return audience.targets[code][0]
    return None


def _share(said: Published) -> str:
    if said.share is None:
        return ""
    return _("%(share)s%% of all files") % {
        "share": format_figure_value(said.share, said.share_places)
    }


def _bar(said: Published, indicator: IndicatorRef, target: TargetRef | None) -> Bar | None:
    if indicator.measure is not Measure.RATE or said.figure.value is None:
        return None
    return bar_of(said.figure.value, target)


def _chip(
    summary: Summary, indicator: IndicatorRef, target: TargetRef | None
) -> tuple[str, str, str]:
    tally = summary.tally(indicator.code)
    if tally.of:
        text = _("%(met)s/%(of)s met") % {"met": tally.met, "of": tally.of}
        return text, "building-2", "none"
    units = len(summary.lines_of(Pool.LOCAL))
    if target is not None and target.rule is Rule.ONCE_CASES:
        text = _("%(count)s/%(of)s started") % {"count": tally.count(Status.MET), "of": units}
        return text, "building-2", "none"
    check = summary.checks.get(indicator.code)
    if check is not None:
        text = _("in %(count)s/%(of)s units") % {
            "count": check.units_with,
            "of": len(summary.reported_lines),
        }
        return text, "building-2", "none"
    return "", "", "none"


def _target_text(summary: Summary, target: TargetRef | None) -> str:
    if target is None:
        return ""
    if target.has_number:
        return _("%(units)s: %(target)s") % {
            "units": words.pool_word(Pool.LOCAL, summary.source.units),
            "target": words.target_short(target),
        }
    return words.target_short(target)


def gaps(summary: Summary) -> tuple[GapView, ...]:
    """The three largest shortfalls, in points and, where counts are known, in files."""
    return tuple(
        GapView(
            unit_code=gap.unit.code,
            prefix=words.unit_prefix(gap.unit),
            name=gap.unit.short_name,
            missing=_("short by %(gap)s") % {"gap": words.points(gap.verdict.gap)}
            if gap.verdict.gap is not None
            else "",
            sentence=words.gap_sentence(gap.indicator, gap.verdict),
            bar=bar(gap.verdict, gap.indicator),
        )
        for gap in summary.gaps()
    )


def not_started(summary: Summary) -> tuple[IdleView, ...]:
    """For each indicator how many units have not started, and who."""
    return tuple(
        IdleView(
            code=indicator.code,
            count=len(units),
            indicator=indicator.short_name,
            who=_who(summary, units),
        )
        for indicator, units in summary.not_started()
    )


_MOST_NAMED = 5


def _who(summary: Summary, units: tuple[UnitRef, ...]) -> str:
    refs = [line.unit for line in summary.lines if line.unit in units]
    if len(refs) <= _MOST_NAMED:
        return listed(unit.short_name for unit in refs)
    local = [unit for unit in refs if unit.pool == Pool.LOCAL]
    others = [words.unit_label(unit) for unit in refs if unit.pool != Pool.LOCAL]
    first = f"{len(local)} {words.pool_word(Pool.LOCAL, refs)}"
    return listed([first, *others])
