"""Where one figure comes from: its sources, the cell in its file, and every change it went through.

Two queries, whatever the length of the history or the size of the file, and one more for what was
said of the difference where both sources have a figure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from reports.figures.figures import Figure, State
from reports.figures.import_models import ImportRun
from reports.figures.record_models import Record, RecordChange
from reports.figures.report_models import Report
from reports.figures.sources import official_source
from reports.history.difference_selectors import Said, said_about
from reports.reading.parsed_json import from_json
from reports.reading.sheet import ParsedRow, ParsedSheet

_MOST_CHANGES: Final = 100


@dataclass(frozen=True, slots=True)
class NearCell:
    """A cell of the file as it stands there; `here` is the figure's own."""

    text: str
    here: bool


@dataclass(frozen=True, slots=True)
class NearRow:
    """A row of the file: its number, the name in it, and the cells shown; `here` the figure's."""

    number: int
    name: str
    here: bool
    cells: tuple[NearCell, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The figure's cell among its neighbours, with the file's own letters and numbers.

    `raw` is the text of the cell itself: "" where the file left it empty.
    """

    name_letter: str
    letters: tuple[str, ...]
    here: str
    rows: tuple[NearRow, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """A figure as one source gives it, and where that is written."""

    source: str
    label: str
    figure: Figure
    report: Report | None
    run: ImportRun | None
    sheet: str
    cell: str
    by: str
    at: datetime
    surroundings: Surroundings | None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One step of the history: None stands for no figure at all.

    `undone` tells that the import which made the change was taken back later.
    """

    at: datetime
    by: str
    source: str
    old: Figure | None
    new: Figure | None
    reason: str
    run: ImportRun | None
    sheet: str
    cell: str
    undone: bool


@dataclass(frozen=True, slots=True)
class FigureOrigin:
    """All that is known of a figure: its sources, the province's first, and its history.

    `official` is the source whose figure counts (setting OFFICIAL_SOURCE), `said` what people said
    of the difference between the two.
    """

    sources: tuple[SourceFigure, ...]
    changes: tuple[ChangeLine, ...]
    official: SourceFigure | None = None
    said: Said | None = None

    def of(self, source: str) -> Figure | None:
        """What one source says."""
        return next((stated.figure for stated in self.sources if stated.source == source), None)


def figure_provenance(
    *, period_id: int, unit_id: int, indicator_id: int, neighbours: bool
) -> FigureOrigin:
    """Where the figure of a unit comes from, the latest change first; at most a hundred changes.

    Without `neighbours` the rows of other units in the file are left out, for those who may not
    see them.
    """
    key = {"period": period_id, "unit": unit_id, "indicator": indicator_id}
    sources = tuple(_sources(key, neighbours))
    figures = {figure_source.source: figure_source.figure for figure_source in sources}
    official = official_source(figures, first=settings.OFFICIAL_SOURCE)
    return FigureOrigin(
        sources=sources,
        changes=tuple(_changes(key)),
        official=next((stated for stated in sources if stated.source == official), None),
        said=_said(key) if len(sources) > 1 else None,
    )


def _said(key: dict[str, int]) -> Said | None:
    return said_about(period_id=key["period"], unit_id=key["unit"], indicator_id=key["indicator"])


def _sources(key: dict[str, int], neighbours: bool) -> Iterator[SourceFigure]:
    rows = (
        Record.objects.filter(**key)
        .select_related("report", "import_run__uploaded_by", "updated_by")
        .defer("import_run__issues", "import_run__decisions", "import_run__counts")
        .order_by("source")
    )
    for row in rows:
        run = row.import_run
        # In a file for entry the rows next to it are drafts, which are their units' own.
        beside = neighbours and run is not None and run.purpose == ImportRun.Purpose.REPORT
        yield SourceFigure(
            source=row.source,
            label=row.get_source_display(),
            figure=row.figure,
            report=row.report,
            run=run,
            sheet=row.sheet,
            cell=row.cell,
            by=str(row.updated_by or ""),
            at=row.updated_at,
            surroundings=surroundings(run.parsed, row.cell, beside) if run else None,
        )


def surroundings(parsed: Any, cell: str, neighbours: bool) -> Surroundings | None:
    """The cell among the rows and columns next to it; None where the run no longer tells."""
    number = int("".join(filter(str.isdigit, cell)) or 0)
    sheet = _near(parsed, number, 1 if neighbours else 0)
    row = next((near for near in sheet.rows if near.number == number), None) if sheet else None
    if sheet is None or row is None:
        return None
    at = next((n for n, near in enumerate(row.cells) if near.address == cell), None)
    if at is None:
        return None
    first = max(0, min(at - 1, len(row.cells) - 3))
    shown = range(first, min(first + 3, len(row.cells)))
    return Surroundings(
        name_letter=row.name_cell.rstrip("0123456789"),
        letters=tuple(sheet.columns[n].letter for n in shown),
        here=sheet.columns[at].letter,
        rows=tuple(_near_row(near, shown, number, at) for near in sheet.rows),
        raw=row.cells[at].raw,
    )


def _near(parsed: Any, number: int, distance: int) -> ParsedSheet | None:
    """The parsed sheet with the rows around a number only: a file may have ten thousand."""
    if not isinstance(parsed, dict):
        return None
    rows = sorted(parsed.get("rows", ()), key=lambda row: abs(int(row[0]) - number))
    close = sorted(rows[: 2 * distance + 1], key=lambda row: int(row[0]))
    try:
        return from_json({**parsed, "rows": close})
    except (KeyError, ValueError):
        # A run read by an earlier version keeps its address and its file.
        return None


def _near_row(row: ParsedRow, shown: range, number: int, at: int) -> NearRow:
    here = row.number == number
    cells = tuple(NearCell(row.cells[n].raw, here and n == at) for n in shown)
    return NearRow(row.number, row.name, here, cells)


def _changes(key: dict[str, int]) -> Iterator[ChangeLine]:
    rows = (
        RecordChange.objects.filter(**key)
        .select_related("import_run", "changed_by")
        .defer("import_run__parsed", "import_run__issues", "import_run__decisions")
        .order_by("-changed_at", "-pk")[:_MOST_CHANGES]
    )
    for row in rows:
        run = row.import_run
        yield ChangeLine(
            at=row.changed_at,
            by=str(row.changed_by or ""),
            source=row.source,
            old=_figure(row, "old"),
            new=_figure(row, "new"),
            reason=row.reason,
            run=run,
            sheet=row.sheet,
            cell=row.cell,
            undone=_is_undone(row, run),
        )


def _is_undone(row: RecordChange, run: ImportRun | None) -> bool:
    return bool(run and run.status == ImportRun.Status.UNDONE and row.changed_at == run.applied_at)


def _figure(row: RecordChange, side: str) -> Figure | None:
    state = getattr(row, f"{side}_state")
    if not state:
        return None
    values = [getattr(row, f"{side}_{name}") for name in _VALUES]
    return Figure(State(state), *values)


_VALUES: Final = ("value", "places", "numerator", "denominator")
