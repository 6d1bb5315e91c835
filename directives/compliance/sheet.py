"""The table of units × indicators as text: what the screen, the print and the files show alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.utils.translation import gettext as _

from directives.compliance import words
from directives.compliance.cells import CellView, ScoreView, cell, score, score_counts
from directives.compliance.domain import UnitRef
from directives.compliance.period_words import ended_text
from directives.compliance.source import IndicatorRef
from directives.compliance.summarising import overall_order
from directives.compliance.summary import Audience, Summary, UnitLine
from directives.text.sentences import in_sentence
from directives.text.words import listed, some_listed
from reports.figures.figures import Figure, format_points
from reports.figures.ranking import sort_blanks_last


@dataclass(frozen=True, slots=True)
class RowView:
    number: int
    unit: UnitRef
    prefix: str
    cells: tuple[CellView, ...]
    score: ScoreView
    place: str
    missing: str


@dataclass(frozen=True, slots=True)
class TargetRowView:
    """The targets of one audience under the head; texts in the order of the columns."""

    label: str
    clauses: str
    texts: tuple[str, ...]
    pools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TotalRowView:
    """The office's own published figures: "theo báo cáo", without a verdict.

    `unit` is the code of the office.
    """

    label: str
    note: str
    unit: str
    figures: tuple[tuple[IndicatorRef, Figure], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(words.value_text(figure) for _indicator, figure in self.figures)

    @property
    def links(self) -> tuple[tuple[IndicatorRef, str], ...]:
        """Each figure's text with the indicator whose page it leads to."""
        return tuple((indicator, words.value_text(figure)) for indicator, figure in self.figures)


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

    def of_pool(self, pool: str | None) -> Rows:
        return Rows([entry for entry in self._entries if entry[1].unit.pool == pool], self._columns)

    def sorted_by(self, key: Callable[[UnitLine], Any], *, reverse: bool) -> Rows:
        """The rows in another order, those whose key is None last whichever way it goes."""
        entries = sort_blanks_last(self._entries, key=lambda entry: key(entry[1]), reverse=reverse)
        return Rows(entries, self._columns)


@dataclass(frozen=True, slots=True)
class SheetView:
    columns: tuple[IndicatorRef, ...]
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
    columns = summary.assessed if every_target else summary.reported
    # A ranking leaves nobody out: units without a figure stand last, without a place.
    lines = summary.lines if every_target or by_place else summary.reported_lines
    numbers = {line.unit.id: place for place, line in enumerate(lines, start=1)}
    shown = overall_order(lines) if by_place else list(lines)
    if unit_ids is not None:
        shown = [line for line in shown if line.unit.id in unit_ids]
    return SheetView(
        columns=columns,
        targets=tuple(
            _target_row(audience, summary, columns) for audience in _audiences(summary, shown)
        ),
        total=_total(summary, columns) if unit_ids is None else None,
        rows=Rows([(numbers[line.unit.id], line) for line in shown], columns),
        notes=tuple(notes(summary)),
        counts=score_counts(shown),
    )


def _audiences(summary: Summary, shown: list[UnitLine]) -> list[Audience]:
    ids = {line.unit.id for line in shown}
    return [
        audience for audience in summary.audiences if any(unit.id in ids for unit in audience.units)
    ]


def _target_row(
    audience: Audience, summary: Summary, columns: tuple[IndicatorRef, ...]
) -> TargetRowView:
    texts = [
        words.target_short(audience.targets[indicator.code][0])
        if indicator.code in audience.targets
        else ""
        for indicator in columns
    ]
    return TargetRowView(
        label=words.audience_label(audience, summary.audiences),
        clauses=words.clauses_label(audience.clauses),
        texts=tuple(texts),
        pools=tuple(dict.fromkeys(unit.pool for unit in audience.units if unit.pool)),
    )


def _total(summary: Summary, columns: tuple[IndicatorRef, ...]) -> TotalRowView | None:
    if not summary.source.published:
        return None
    figures = (summary.published(indicator).figure for indicator in columns)
    return TotalRowView(
        _("Whole %(kind)s") % {"kind": words.kind_word(summary.source.office.kind)},
        _("as published"),
        summary.source.office.code,
        tuple(zip(columns, figures, strict=True)),
    )


def _row(line: UnitLine, columns: tuple[IndicatorRef, ...], number: int) -> RowView:
    return RowView(
        number=number,
        unit=line.unit,
        prefix=words.unit_prefix(line.unit),
        cells=tuple(cell(line, indicator) for indicator in columns),
        score=score(line),
        place=words.place_text(line.overall),
        missing=_missing(line, columns),
    )


def _missing(line: UnitLine, columns: tuple[IndicatorRef, ...]) -> str:
    """What a unit still lacks, in points: "trực tuyến 1,2; số hóa 37,8"."""
    parts = []
    idle = []
    for indicator in columns:
        verdict = line.cells.get(indicator.code)
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
    return _("all targets met") if line.all_met else ""


def notes(summary: Summary) -> list[str]:
    """What a reader must know to read the table right."""
    texts = []
    for check in summary.checks.values():
        if check.published is None:
            continue
        text = _("%(indicator)s: the units add up to %(total)s, the report says %(published)s.")
        if check.agrees:
            text = _("%(indicator)s: the units add up to %(total)s, as published.")
        facts = {"total": f"{check.total:.0f}", "published": f"{check.published:.0f}"}
        texts.append(text % {"indicator": check.indicator.short_name, **facts})
    if summary.source.published:
        texts.append(_("Rates of the whole office are as published, not a mean of the units."))
    texts += [text for line in summary.lines if (text := ended_text(line.unit))]
    silent = [words.unit_label(line.unit) for line in summary.lines if not line.has_figures]
    if silent:
        texts.append(_("Not reported: %(units)s.") % {"units": some_listed(silent)})
    return texts
