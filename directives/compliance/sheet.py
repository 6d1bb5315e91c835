"""The table of units × indicators as text: what the screen, the print and the files show alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, overload

from django.utils.translation import gettext as _

from directives.compliance import words
from directives.compliance.cells import CellView, ScoreView, cell, score, score_counts
from directives.compliance.domain import UnitCompliance
from directives.compliance.source import IndicatorRef
from directives.compliance.summarising import overall_order
from directives.compliance.summary import Audience, Summary, UnitLine
from directives.text.sentences import in_sentence
from directives.text.words import listed, some_listed
from reports.figures.figures import format_points
from reports.figures.ranking import sort_blanks_last


@dataclass(frozen=True, slots=True)
class RowView:
    number: int | None
    code: str
    prefix: str
    name: str
    label: str
    kind: str
    pool: str
    cells: tuple[CellView, ...]
    score: ScoreView
    place: str
    missing: str
    place_number: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnView:
    code: str
    name: str
    short: str
    brief: str
    icon: str
    measure: str


@dataclass(frozen=True, slots=True)
class TargetRowView:
    """The targets of one audience under the head; texts in the order of the columns."""

    label: str
    clauses: str
    texts: tuple[str, ...]
    pool: str


@dataclass(frozen=True, slots=True)
class TotalRowView:
    """The office's own published figures: "theo báo cáo", without a verdict.

    `unit` is the code of the office, `codes` are those of the indicators.
    """

    label: str
    note: str
    unit: str
    codes: tuple[str, ...]
    texts: tuple[str, ...]
    values: tuple[tuple[Decimal | None, int], ...]

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """Code and text of each figure, in the order of the columns."""
        return tuple(zip(self.codes, self.texts, strict=True))


class Rows(Sequence[RowView]):
    """The rows of a table, each put into words when it is looked at: a page shows a few of many.

    Sorting and filtering work on the lines themselves.
    """

    def __init__(
        self, entries: Sequence[tuple[int, UnitLine]], columns: tuple[IndicatorRef, ...]
    ) -> None:
        self._entries = entries
        self._columns = columns

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, at: int) -> RowView: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> RowView | Rows:
        if isinstance(at, slice):
            return Rows(self._entries[at], self._columns)
        number, line = self._entries[at]
        return _row(line, self._columns, number)

    def of_pool(self, pool: str) -> Rows:
        return Rows([entry for entry in self._entries if entry[1].unit.pool == pool], self._columns)

    def sorted_by(self, key: Callable[[UnitLine], Any], *, reverse: bool) -> Rows:
        """The rows in another order, those whose key is None last whichever way it goes."""
        entries = sort_blanks_last(self._entries, key=lambda entry: key(entry[1]), reverse=reverse)
        return Rows(entries, self._columns)


@dataclass(frozen=True, slots=True)
class SheetView:
    columns: tuple[ColumnView, ...]
    targets: tuple[TargetRowView, ...]
    total: TotalRowView | None
    rows: Rows
    notes: tuple[str, ...]
    counts: tuple[ScoreView, ...]


def sheet(
    summary: Summary,
    *,
    every_target: bool = False,
    by_place: bool = False,
    unit_ids: frozenset[int] | None = None,
) -> SheetView:
    """The table of a summary.

    `every_target` adds the indicators and units that have a target but no figure yet; `by_place`
    orders by the overall place instead of the official order; `unit_ids` keeps those units only
    (places still count the whole pool).
    """
    columns = summary.indicators if every_target else summary.reported
    if every_target:
        columns = tuple(
            indicator for indicator in columns if _has_target_or_figure(summary, indicator)
        )
    # A ranking leaves nobody out: units without a figure stand last, without a place.
    lines = summary.lines if every_target or by_place else summary.reported_lines
    numbers = {line.unit.id: place for place, line in enumerate(lines, start=1)}
    shown = overall_order(lines) if by_place else list(lines)
    if unit_ids is not None:
        shown = [line for line in shown if line.unit.id in unit_ids]
    rows = Rows([(numbers[line.unit.id], line) for line in shown], columns)
    return SheetView(
        columns=tuple(_column(indicator) for indicator in columns),
        targets=tuple(_target_row(audience, columns) for audience in _audiences(summary, shown)),
        total=_total(summary, columns) if unit_ids is None else None,
        rows=rows,
        notes=tuple(notes(summary)),
        counts=score_counts(shown),
    )


def _has_target_or_figure(summary: Summary, indicator: IndicatorRef) -> bool:
    return indicator in summary.reported or any(
        indicator.code in line.compliance.cells for line in summary.lines
    )


def _audiences(summary: Summary, shown: list[UnitLine]) -> list[Audience]:
    ids = {line.unit.id for line in shown}
    return [
        audience for audience in summary.audiences if any(unit.id in ids for unit in audience.units)
    ]


def _column(indicator: IndicatorRef) -> ColumnView:
    return ColumnView(
        indicator.code,
        indicator.name,
        indicator.short_name,
        indicator.brief_name,
        indicator.icon,
        indicator.measure.value,
    )


def _target_row(audience: Audience, columns: tuple[IndicatorRef, ...]) -> TargetRowView:
    texts = [
        words.target_short(audience.targets[indicator.code][0])
        if indicator.code in audience.targets
        else ""
        for indicator in columns
    ]
    return TargetRowView(
        label=words.audience_label(audience),
        clauses=words.clauses_label(audience.clauses),
        texts=tuple(texts),
        pool=audience.units[0].pool or "",
    )


def _total(summary: Summary, columns: tuple[IndicatorRef, ...]) -> TotalRowView | None:
    published = summary.source.published
    if not published:
        return None
    texts, values = [], []
    for indicator in columns:
        said = published.get(indicator.code)
        texts.append(
            words.figure_text(said.figure) if said and said.figure.value is not None else "–"
        )
        values.append((said.figure.value, said.figure.places) if said else (None, 0))
    return TotalRowView(
        _("Whole %(kind)s") % {"kind": words.kind_word(summary.source.office.kind)},
        _("as published"),
        summary.source.office.code,
        tuple(indicator.code for indicator in columns),
        tuple(texts),
        tuple(values),
    )


def _row(line: UnitLine, columns: tuple[IndicatorRef, ...], number: int) -> RowView:
    unit = line.unit
    return RowView(
        number=number,
        code=unit.code,
        prefix=words.unit_prefix(unit),
        name=unit.short_name,
        label=words.unit_label(unit),
        kind=unit.kind,
        pool=unit.pool or "",
        cells=tuple(cell(line, indicator) for indicator in columns),
        score=score(line.compliance),
        place=words.place_text(line.overall),
        missing=missing_text(line.compliance, columns),
        place_number=line.overall.first if line.overall else None,
    )


def missing_text(compliance: UnitCompliance, columns: tuple[IndicatorRef, ...]) -> str:
    """What a unit still lacks, in points: "trực tuyến 1,2; số hóa 37,8"."""
    parts = []
    idle = []
    for indicator in columns:
        verdict = compliance.cells.get(indicator.code)
        if verdict is None or not verdict.counts or verdict.passed:
            continue
        if verdict.gap is None:
            idle.append(in_sentence(indicator.brief_name))
        else:
            parts.append(f"{in_sentence(indicator.brief_name)} {format_points(verdict.gap)}")
    if parts:
        return "; ".join(parts)
    if idle:
        return _("only %(indicators)s left") % {"indicators": listed(idle)}
    return _("all targets met") if compliance.all_met else ""


def notes(summary: Summary) -> list[str]:
    """What a reader must know to read the table right."""
    texts = []
    for code, check in summary.checks.items():
        indicator = next(indicator for indicator in summary.indicators if indicator.code == code)
        if check.published is not None and check.agrees:
            texts.append(
                _("%(indicator)s: the units add up to %(total)s, as published.")
                % {"indicator": indicator.short_name, "total": f"{check.total:.0f}"}
            )
        elif check.published is not None:
            texts.append(
                _("%(indicator)s: the units add up to %(total)s, the report says %(published)s.")
                % {
                    "indicator": indicator.short_name,
                    "total": f"{check.total:.0f}",
                    "published": f"{check.published:.0f}",
                }
            )
    if summary.source.published:
        texts.append(_("Rates of the whole office are as published, not a mean of the units."))
    silent = [line for line in summary.lines if not line.has_figures]
    if silent:
        texts.append(
            _("Not reported: %(units)s.")
            % {"units": some_listed(words.unit_label(line.unit) for line in silent)}
        )
    return texts
