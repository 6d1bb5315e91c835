"""Figures against those of other periods, and a total's rate against its units: only told.

Nothing here keeps a file from being applied: offices do jump, and a period may repeat another.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Final

from reports.figures.figures import Figure, Measure, State, format_figure_value
from reports.figures.periods import PeriodSpan
from reports.reading.columns import FileColumn
from reports.reading.corrections import printed
from reports.reading.decisions import Decisions
from reports.reading.issues import Issue, issue
from reports.reading.period_checks import printed_days
from reports.reading.review import Context, FigureKey, Review, ReviewedCell, ReviewedRow, Thresholds
from reports.reading.sheet import ParsedSheet

_SAMPLE: Final = 6


def comparison_issues(review: Review, context: Context) -> Iterator[Issue]:
    """Jumps, columns that repeat another period, and totals that no mean of the units can give."""
    if context.earlier:
        yield from _jumps(review, context)
    yield from _repetitions(review, context)
    yield from _totals_outside(review, context)


def _repetitions(review: Review, context: Context) -> Iterator[Issue]:
    """The columns that repeat another period, together for each period."""
    by_period: dict[PeriodSpan, list[FileColumn]] = {}
    for column in review.parsed.columns:
        period = context.repeated.get(column.indicator or "")
        if period is not None:
            by_period.setdefault(period, []).append(column)
    for period, columns in by_period.items():
        is_later = review.period is not None and period.end > review.period.end
        yield issue(
            "same-as-later-period" if is_later else "same-as-period",
            cell=columns[0].letter,
            value="; ".join(column.heading for column in columns),
            columns=", ".join(column.letter for column in columns),
            period=printed_days(period),
        )


def _jumps(review: Review, context: Context) -> Iterator[Issue]:
    for row in review.rows:
        for cell in row.cells:
            figure = cell.figure
            before = context.earlier.get((row.unit_id or 0, cell.indicator))
            if figure is None or before is None or row.skipped:
                continue
            measure = context.specs[cell.indicator].measure
            if jumps(figure, before, measure, context.thresholds):
                yield issue(
                    "jump",
                    cell=cell.address,
                    value=cell.raw,
                    indicator=cell.indicator,
                    before=printed(before),
                    now=printed(figure),
                    period=context.earlier_period,
                )


def jumps(now: Figure, before: Figure, measure: Measure, limits: Thresholds) -> bool:
    """Whether a figure is so far from the earlier one that somebody should look at it."""
    if now.value is None or before.value is None:
        return False
    gap = abs(now.value - before.value)
    if measure is Measure.RATE:
        return gap >= limits.jump_points
    low, high = sorted((now.value, before.value))
    return gap >= limits.jump_count and high >= limits.jump_times * low


def _totals_outside(review: Review, context: Context) -> Iterator[Issue]:
    """Rates of the total row below the least or above the greatest of the units.

    No weighted mean can lie there. A unit without a figure may lie anywhere, so that only a table
    that has them all tells something.
    """
    total = next((row for row in review.rows if row.is_total and not row.skipped), None)
    units = [row for row in review.rows if not row.is_total]
    if total is None or len(units) < 2 or set(context.expected) - {row.unit_id for row in units}:
        return
    for at, cell in enumerate(total.cells):
        if context.specs[cell.indicator].measure is Measure.RATE:
            yield from _total_outside(review, at, cell, units)


def _total_outside(
    review: Review, at: int, cell: ReviewedCell, units: list[ReviewedRow]
) -> Iterator[Issue]:
    content = cell.figure
    figures = [row.cells[at].figure or row.row.cells[at].figure for row in units]
    values = [figure.value for figure in figures if figure is not None and figure.value is not None]
    # What has not started counts as nothing; other blanks can be anything.
    idle = any(figure is not None and figure.state is State.NOT_STARTED for figure in figures)
    unknown = len(values) + sum(
        figure is not None and figure.state in (State.NOT_STARTED, State.NO_CASES, State.EXEMPT)
        for figure in figures
    ) < len(figures)
    if content is None or content.value is None or not values or unknown:
        return
    low, high = (Decimal(0) if idle else min(values)), max(values)
    rounding = Decimal(5).scaleb(-content.places - 1)
    if low - rounding <= content.value <= high + rounding:
        return
    yield issue(
        "total-outside-range",
        cell=cell.address,
        value=cell.raw,
        indicator=cell.indicator,
        low=format_figure_value(low, content.places),
        high=format_figure_value(high, content.places),
    )


def file_values(parsed: ParsedSheet, decisions: Decisions) -> dict[str, dict[int, Figure]]:
    """The figures of a file that have a value, by indicator and unit, without the total."""
    values: dict[str, dict[int, Figure]] = {}
    codes = [column.indicator or "" for column in parsed.columns]
    for row in parsed.rows:
        unit = decisions.names.get(row.name_cell, row.match.unit_id)
        if unit is None or row.is_total:
            continue
        for code, cell in zip(codes, row.cells, strict=True):
            if cell.figure is not None and cell.figure.value is not None:
                values.setdefault(code, {}).setdefault(unit, cell.figure)
    return values


def telling_sample(
    values: Mapping[str, Mapping[int, Figure]], fewest: int
) -> dict[str, dict[int, Figure]]:
    """A few figures of each column that can repeat another one by more than chance.

    A column of less than `fewest` figures cannot.
    """
    sample = {}
    for code, figures in values.items():
        known = {unit: figure for unit, figure in figures.items() if figure.value}
        different = {figure.value for figure in known.values()}
        if len(known) >= fewest and len(different) > 1:
            sample[code] = dict(islice(known.items(), _SAMPLE))
    return sample


def repeated_columns(
    values: Mapping[str, Mapping[int, Figure]], stored: Mapping[FigureKey, Decimal]
) -> frozenset[str]:
    """The indicators all of whose values (by unit) stand in `stored` just so."""
    return frozenset(
        code
        for code, figures in values.items()
        if figures
        and all(stored.get((unit, code)) == figure.value for unit, figure in figures.items())
    )
