"""How an office's own figure came about: taken from the report's total, or added up from counts."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from directives.compliance import words
from directives.compliance.source import IndicatorRef
from directives.compliance.summary import SumCheck, Summary
from reports.figures.figures import Figure, Measure, format_figure_value
from reports.figures.rollup import roll_up


def office_figure(summary: Summary, indicator: IndicatorRef) -> Figure | None:
    """What the report says of the office, else its units' counts together; None where neither is.

    Rates are never averaged: without the counts of every unit there is no figure.
    """
    said = summary.source.published.get(indicator.code)
    return said.figure if said else rolled_up(summary, indicator)


def rolled_up(summary: Summary, indicator: IndicatorRef) -> Figure | None:
    """Σ numerator / Σ denominator of the units in percent points; None for a count."""
    if indicator.measure is not Measure.RATE:
        return None
    figures = summary.source.figures
    return roll_up(figure for (_unit, code), figure in figures.items() if code == indicator.code)


def how_made(summary: Summary, indicator: IndicatorRef, place: str) -> Iterator[str]:
    """Sentences on how the office's figure was made; `place` is its cell, "" where it has none."""
    published = indicator.code in summary.source.published
    if published and place:
        yield _("Taken as it stands from the total row of the report, cell %(cell)s.") % {
            "cell": place
        }
    elif published:
        yield _("Taken as it stands from the text of the report.")
    if indicator not in summary.reported and not published:
        return
    if indicator.measure is Measure.RATE:
        yield _from_counts(rolled_up(summary, indicator), published)
    elif check := summary.checks.get(indicator.code):
        yield _from_units(check, indicator)


def _from_counts(rolled: Figure | None, published: bool) -> str:
    if rolled is None or rolled.value is None:
        return _(
            "The report does not give the counts of every unit, so this rate cannot be computed "
            "from them; the rates of the units are never averaged."
        )
    text = (
        _("For comparison, the units' counts together: %(numerator)s / %(denominator)s = %(rate)s.")
        if published
        else _("The units' counts together: %(numerator)s / %(denominator)s = %(rate)s.")
    )
    return text % {
        "numerator": words.whole_number(rolled.numerator or 0),
        "denominator": words.whole_number(rolled.denominator or 0),
        "rate": f"{format_figure_value(rolled.value, 2)}%",
    }


def _from_units(check: SumCheck, indicator: IndicatorRef) -> str:
    total = words.with_unit(words.whole_number(int(check.total)), indicator)
    if check.published is None:
        return _("The units add up to %(total)s; the report prints no total.") % {"total": total}
    if check.agrees:
        return _("The units add up to %(total)s, the same as the total row.") % {"total": total}
    return _("The units add up to %(total)s, which is not what the total row says.") % {
        "total": total
    }
