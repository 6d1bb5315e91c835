"""What stands of a period's figures without some import, from history and from other imports."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from reports.figures.figures import Figure
from reports.figures.import_models import ImportRun
from reports.figures.period_models import Period
from reports.figures.record_models import NEW_FIELDS, RecordChange, figure_of
from reports.imports.layers import Layer, Origin, Step, standing_without
from reports.imports.parsed import decisions_of, issues_of, parsed_of
from reports.imports.partial import good_part
from reports.imports.selectors import indicator_specs, indicators_by_code
from reports.reading.headings import IndicatorSpec
from reports.reading.judging import compare
from reports.reading.review import Context, Review

# Within one period and source a figure is known by unit and indicator.
Key = tuple[int, int]
_COLUMNS: Final = (
    *("pk", "unit_id", "indicator_id", "import_run_id", "changed_at"),
    *("sheet", "cell", "old_state", *NEW_FIELDS),
)


def figures_without(
    run: ImportRun, *, period: Period, source: str, keys: Collection[Key]
) -> dict[Key, Layer | None]:
    """What would stand of some figures had the run, and all undone ones, never been applied.

    None stands for no figure. Three queries, and two more where another import of the period is
    in force. The caller holds the lock of the period.
    """
    applied = ImportRun.objects.filter(report__period=period)
    runs = applied.only("report", "applied_at", "status").in_bulk()
    lives, first = _lives(period, source, frozenset(keys), runs)
    repetitions = _repetitions(run, period, lives, first)
    undone = {pk for pk, known in runs.items() if known.status == ImportRun.Status.UNDONE}
    undone.add(run.pk)
    return {
        key: standing_without(steps, repetitions.get(key, ()), undone)
        for key, steps in lives.items()
    }


def _lives(
    period: Period, source: str, keys: frozenset[Key], runs: Mapping[int, ImportRun]
) -> tuple[dict[Key, list[Step]], dict[int, int]]:
    """The steps of some figures, and the number of the first change that each run made."""
    rows = RecordChange.objects.filter(period=period, source=source).order_by("pk")
    lives: dict[Key, list[Step]] = {key: [] for key in keys}
    first: dict[int, int] = {}
    listed = rows.values_list(*_COLUMNS).iterator(5000)
    for pk, unit, indicator, run_id, at, sheet, cell, old_state, *new in listed:
        known = runs.get(run_id)
        # An undo that gives a figure back to a run comes later than the run.
        own_word = run_id is None or (known is not None and known.applied_at == at)
        if own_word and run_id is not None:
            first.setdefault(run_id, pk)
        if (unit, indicator) in keys:
            origin = Origin(known.report_id if known else None, run_id, sheet, cell)
            figure = figure_of(new) if new[0] else None
            step = Step(pk, figure, origin, own_word, on_nothing=not old_state)
            lives[unit, indicator].append(step)
    return lives, first


def _repetitions(
    run: ImportRun, period: Period, keys: Collection[Key], first: Mapping[int, int]
) -> dict[Key, list[Layer]]:
    """What the other imports in force say of the figures, by figure."""
    repetitions: dict[Key, list[Layer]] = {}
    applied = ImportRun.objects.filter(report__period=period, status=ImportRun.Status.APPLIED)
    others = list(applied.filter(pk__in=first).exclude(pk=run.pk).order_by("pk"))
    indicators = indicators_by_code() if others else {}
    specs = indicator_specs(indicators)
    for other in others:
        for unit, code, figure, cell, sheet in figures_given(other, specs):
            key = (unit, indicators[code].pk)
            if key in keys:
                origin = Origin(other.report_id, other.pk, sheet, cell)
                layer = Layer(first[other.pk], figure, origin, repeats=True)
                repetitions.setdefault(key, []).append(layer)
    return repetitions


def figures_given(
    run: ImportRun, specs: Mapping[str, IndicatorSpec]
) -> Iterator[tuple[int, str, Figure, str, str]]:
    """All that an applied run says, whether it changed something or not.

    Gives unit id, code of the indicator, figure, cell and sheet; nothing for a run that an earlier
    version read, or whose indicators are gone. No query.
    """
    judged = _judged_alone(run, specs)
    if judged is None:
        return
    for row in judged.rows:
        for cell in row.cells:
            if row.unit_id is not None and cell.figure is not None:
                yield row.unit_id, cell.indicator, cell.figure, cell.address, judged.parsed.sheet


def _judged_alone(run: ImportRun, specs: Mapping[str, IndicatorSpec]) -> Review | None:
    """The run's file with its decisions, held against nothing that is stored."""
    try:
        parsed = parsed_of(run)
    except (KeyError, ValueError):
        return None
    if not {column.indicator for column in parsed.columns} <= set(specs):
        return None
    context = Context(run.office_id, specs, {}, {}, None, period_closed=False, existing={})
    judged = compare(parsed, decisions_of(run), context)
    return good_part(replace(judged, issues=issues_of(run))) if run.partial else judged
