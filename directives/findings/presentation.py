"""Findings of a letter as a page shows them: words, figures as chips, what is different now."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directives.compliance.source import IndicatorRef
from directives.findings.domain import Tie, TiedFigure
from reports.figures.figures import Measure, format_figure_value, format_points


@dataclass(frozen=True, slots=True)
class TieView:
    """One figure under a sentence; `now` is empty where it is the same as it was."""

    name: str
    unit: str
    indicator: str
    before: str
    now: str


def tie_view(tie: Tie, indicators: Mapping[str, IndicatorRef], units: Mapping[str, str]) -> TieView:
    """Names come from indicators and units by code, in the reader's language."""
    code, unit = tie.before.indicator, tie.before.unit
    indicator = indicators.get(code)
    name = indicator.short_name if indicator else code
    if unit:
        name = f"{units.get(unit, unit)}: {name[:1].lower()}{name[1:]}"
    measure = indicator.measure if indicator else Measure.RATE
    now = figure_text(tie.now, measure) if tie.differs else ""
    return TieView(name, unit, code, figure_text(tie.before, measure), now)


def figure_text(figure: TiedFigure, measure: Measure) -> str:
    """ "76,9 % · thứ 5/10 · tăng 3,2 điểm": all that a sentence may say of a figure."""
    if figure.value is None:
        return _("no figure")
    sign = " %" if measure is Measure.RATE else ""
    parts = [f"{format_figure_value(figure.value, figure.places)}{sign}"]
    if figure.share is not None:
        parts.append(f"{format_points(figure.share)} %")
    if figure.rank is not None:
        place = f"{figure.rank}/{figure.out_of}" if figure.out_of else str(figure.rank)
        parts.append(_("place %(place)s") % {"place": place})
    if figure.change:
        mark = "+" if figure.change > 0 else "−"
        parts.append(f"{mark}{format_points(abs(figure.change))}")
    return " · ".join(parts)
