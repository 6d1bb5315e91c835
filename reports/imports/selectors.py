"""What the import needs to know from the database, and the review of a run made from it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from reports.figures.figures import Figure, Measure, State
from reports.figures.headings import heading_key
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.periods import (
    PeriodSpan,
    ReportReference,
    format_date,
    previous_comparable,
)
from reports.figures.record_models import Record, Source
from reports.figures.report_models import Report
from reports.figures.selectors import existing_figures
from reports.imports.office_units import OfficeUnits, office_units
from reports.imports.parsed import decisions_of, parsed_of, settled_period
from reports.imports.purpose import RunReview
from reports.imports.purposes import purpose_of
from reports.reading.comparisons import file_values, repeated_columns, telling_sample
from reports.reading.decisions import Decisions
from reports.reading.headings import HeadingIndex, IndicatorSpec
from reports.reading.period_checks import printed_days
from reports.reading.review import Context, FigureKey, Thresholds
from reports.reading.sheet import ParsedSheet
from reports.rounds.selectors import is_expected, periods_with_closing
from units.models import Unit


def indicators_by_code() -> dict[str, Indicator]:
    """All indicators in their order, with their headings: two queries."""
    indicators = Indicator.objects.prefetch_related("headings")
    return {indicator.code: indicator for indicator in indicators}


def indicator_names() -> dict[str, str]:
    """The short name of each indicator in the reader's language."""
    return {code: indicator.short_name for code, indicator in indicators_by_code().items()}


def heading_index() -> HeadingIndex:
    """The headings by which files name the indicators: two queries."""
    return HeadingIndex.of(indicator_specs(indicators_by_code()).values())


def indicator_specs(indicators: Mapping[str, Indicator]) -> dict[str, IndicatorSpec]:
    """What the reading of files needs to know of each indicator, by code."""
    return {
        code: IndicatorSpec(
            code=code,
            measure=Measure(indicator.kind),
            blank_means=State(indicator.blank_means),
            headings=tuple(heading.key for heading in indicator.headings.all()),
            numerator=heading_key(indicator.numerator_vi),
            denominator=heading_key(indicator.denominator_vi),
        )
        for code, indicator in indicators.items()
    }


def import_review(
    run: ImportRun, *, parsed: ParsedSheet | None = None, known: OfficeUnits | None = None
) -> RunReview:
    """Judge a run against its decisions and the figures that are stored now: a dozen queries.

    `parsed` and `known` spare reading again what the caller has. Raises ValueError when the file
    was not read.
    """
    sheet = parsed or parsed_of(run)
    decisions = decisions_of(run)
    indicators = indicators_by_code()
    known = known or office_units(run.office)
    span = settled_period(run, sheet.period)
    context = _context(sheet, known, indicators, span, decisions)
    if run.profile is not None:
        context = replace(context, profile=run.profile.name)
    return RunReview(
        review=purpose_of(run).judged(run, sheet, context),
        indicators=indicators,
        units={unit.pk: unit for unit in (*known.units, known.office)},
    )


def _context(
    sheet: ParsedSheet,
    known: OfficeUnits,
    indicators: Mapping[str, Indicator],
    span: PeriodSpan | None,
    decisions: Decisions,
) -> Context:
    active = list(known.active_on(span.end if span else None))
    columns = {column.indicator for column in sheet.columns}
    used = {indicator.pk: code for code, indicator in indicators.items() if code in columns}
    periods = list(periods_with_closing(known.office)) if span else []
    period = next((stored for stored in periods if span and stored.code == span.code), None)
    earlier = _earlier(period.span if period else span, periods)
    existing = _published(period, used)
    return Context(
        office_id=known.office.pk,
        specs=indicator_specs(indicators),
        expected={unit.pk: unit.name for unit in active if is_expected(unit)},
        optional={unit.pk: unit.name for unit in active if not is_expected(unit)},
        period=period.span if period else span,
        newer_report=_newer_report(known.office, period, sheet.report) if existing else "",
        today=timezone.localdate(),
        period_closed=bool(getattr(period, "closed", False)),
        existing=existing,
        earlier=_published(earlier, used),
        earlier_period=printed_days(earlier.span) if earlier else "",
        thresholds=thresholds(),
        repeated=_repeated(sheet, decisions, [other for other in periods if other != period], used),
    )


def thresholds() -> Thresholds:
    """From where on this installation wants to be told of a difference."""
    return Thresholds(
        jump_points=settings.IMPORT_JUMP_POINTS,
        jump_times=settings.IMPORT_JUMP_TIMES,
        jump_count=settings.IMPORT_JUMP_COUNT,
        fewest_repeated=settings.IMPORT_FEWEST_REPEATED,
    )


def _newer_report(office: Unit, period: Period | None, reference: ReportReference | None) -> str:
    """The latest report after the file's own with figures in the period: at most one query."""
    if reference is None or reference.issued_on is None:
        return ""
    figures = Record.objects.filter(period=period, report=OuterRef("pk"))
    newer = Report.objects.filter(
        Exists(figures), office=office, period=period, issued_on__gt=reference.issued_on
    )
    latest = newer.order_by("issued_on").last()
    if latest is None or latest.issued_on is None:
        return ""
    return f"{latest.number} ({format_date(latest.issued_on)})"


def _earlier(span: PeriodSpan | None, periods: Iterable[Period]) -> Period | None:
    """The last comparable period."""
    by_span = {period.span: period for period in periods}
    before = previous_comparable(span, by_span) if span else None
    return by_span[before] if before else None


def _published(period: Period | None, codes: Mapping[int, str]) -> Mapping[FigureKey, Figure]:
    """The figures of a period that reports have published, of some indicators (id → code)."""
    if period is None:
        return {}
    figures = existing_figures(period_id=period.pk, source=Source.PROVINCE, indicator_ids=codes)
    return {(unit, codes[indicator]): figure for (unit, indicator), figure in figures.items()}


def _repeated(
    sheet: ParsedSheet, decisions: Decisions, others: Iterable[Period], codes: Mapping[int, str]
) -> Mapping[str, PeriodSpan]:
    """Indicators whose whole column repeats another period, with the latest such one: 2 queries.

    A few units tell which periods can be meant; only those are read whole.
    """
    values = file_values(sheet, decisions)
    periods = {period.pk: period for period in others}
    sample = telling_sample(values, thresholds().fewest_repeated)
    if not periods or not sample:
        return {}
    units = {unit for figures in sample.values() for unit in figures}
    likely = {
        (period, code)
        for period, stored in _values_of(periods, codes, units).items()
        for code in repeated_columns(sample, stored)
    }
    if not likely:
        return {}
    whole = _values_of({period for period, _ in likely}, codes, None)
    repeated: dict[str, Period] = {}
    for pk, code in likely:
        if repeated_columns({code: values[code]}, whole[pk]):
            repeated[code] = max(
                repeated.get(code, periods[pk]), periods[pk], key=lambda period: period.end
            )
    return {code: period.span for code, period in repeated.items()}


def _values_of(
    periods: Iterable[int], codes: Mapping[int, str], units: Iterable[int] | None
) -> dict[int, dict[FigureKey, Decimal]]:
    """The published values by period; of some units only, when they are given."""
    rows = Record.objects.filter(
        period_id__in=list(periods),
        indicator_id__in=list(codes),
        source=Source.PROVINCE,
        state=State.VALUE.value,
    )
    if units is not None:
        rows = rows.filter(unit_id__in=list(units))
    values: dict[int, dict[FigureKey, Decimal]] = {}
    listed = rows.values_list("period_id", "unit_id", "indicator_id", "value")
    for period, unit, indicator, value in listed.iterator(5000):
        if value is not None:
            values.setdefault(period, {})[unit, codes[indicator]] = value
    return values
