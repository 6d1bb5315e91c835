"""The five figures on top, the largest gaps, and who has not started."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from directives.clauses.targets import Rule, TargetRef
from directives.compliance import words
from directives.compliance.cells import Bar, ChangeView, bar, change_view, verdict_bar
from directives.compliance.domain import Status, UnitRef
from directives.compliance.source import IndicatorRef, Published
from directives.compliance.summary import Summary
from directives.text.words import listed
from reports.figures.figures import format_figure_value
from units.kinds import Pool


@dataclass(frozen=True, slots=True)
class CardView:
    """One published figure of the office, with the tick of the communes' target.

    The office itself carries no verdict, since floors are given to units: the chip counts units.
    """

    indicator: IndicatorRef
    published: Published
    text: str
    share: str
    bar: Bar | None
    chip: str
    target: str
    change: ChangeView | None

    @property
    def steps(self) -> tuple[bool, ...]:
        """The places there are, marked at the office's own."""
        places = range(1, (self.published.out_of or 0) + 1)
        return tuple(place == self.published.rank for place in places)


@dataclass(frozen=True, slots=True)
class GapView:
    unit: UnitRef
    prefix: str
    missing: str
    sentence: str
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class IdleView:
    indicator: IndicatorRef
    count: int
    who: str


def cards(summary: Summary) -> tuple[CardView, ...]:
    """The cards in the order of the letter, counts last since they have no bar."""
    shown = [
        indicator for indicator in summary.reported if indicator.code in summary.source.published
    ]
    shown.sort(key=lambda indicator: not indicator.is_rate)
    return tuple(_card(summary, indicator) for indicator in shown)


def _card(summary: Summary, indicator: IndicatorRef) -> CardView:
    published = summary.published(indicator)
    targets = summary.local_targets(indicator.code)
    return CardView(
        indicator,
        published,
        text=words.figure_text(published.figure),
        share=_share(published),
        bar=bar(published.figure, targets, indicator),
        chip=_chip(summary, indicator, targets),
        target=_target_text(summary, indicator, targets),
        change=change_view(published.change, indicator),
    )


def _share(published: Published) -> str:
    if published.share is None:
        return ""
    share = format_figure_value(published.share, published.share_places)
    return _("%(share)s%% of all files") % {"share": share}


def _chip(summary: Summary, indicator: IndicatorRef, targets: tuple[TargetRef, ...]) -> str:
    tally = summary.tally(indicator.code)
    if tally.of:
        return _("%(met)s/%(of)s met") % {"met": tally.met, "of": tally.of}
    if any(target.rule is Rule.ONCE_CASES for target in targets):
        units = len(summary.lines_of(Pool.LOCAL))
        return _("%(count)s/%(of)s started") % {"count": tally.count(Status.MET), "of": units}
    if check := summary.checks.get(indicator.code):
        units = len(summary.reported_lines)
        return _("in %(count)s/%(of)s units") % {"count": check.units_with, "of": units}
    return ""


def _target_text(summary: Summary, indicator: IndicatorRef, targets: tuple[TargetRef, ...]) -> str:
    text = words.targets_short(targets)
    if not any(target.has_number for target in targets):
        return text
    held = [line.unit for line in summary.lines_of(Pool.LOCAL) if line.target(indicator.code)]
    units = words.pool_word(Pool.LOCAL, held)
    return _("%(units)s: %(target)s") % {"units": units, "target": text}


def gaps(summary: Summary) -> tuple[GapView, ...]:
    """The three largest shortfalls, in points and, where counts are known, in files."""
    return tuple(
        GapView(
            gap.unit,
            prefix=words.unit_prefix(gap.unit),
            missing=_("short by %(gap)s") % {"gap": words.points(gap.verdict.gap or Decimal(0))},
            sentence=words.gap_sentence(gap.indicator, gap.verdict),
            bar=verdict_bar(gap.verdict, gap.indicator),
        )
        for gap in summary.gaps()
    )


def not_started(summary: Summary) -> tuple[IdleView, ...]:
    """For each indicator how many units have not started, and who."""
    return tuple(
        IdleView(indicator, len(units), _who(units)) for indicator, units in summary.not_started()
    )


_MOST_NAMED = 5


def _who(units: tuple[UnitRef, ...]) -> str:
    if len(units) <= _MOST_NAMED:
        return listed(unit.short_name for unit in units)
    local = [unit for unit in units if unit.pool == Pool.LOCAL]
    others = [words.unit_label(unit) for unit in units if unit.pool != Pool.LOCAL]
    first = f"{len(local)} {words.pool_word(Pool.LOCAL, units)}"
    return listed([first, *others])
