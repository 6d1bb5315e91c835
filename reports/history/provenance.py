"""Where one figure comes from: its sources, the cell in its file, and every change it went through.

Three queries, whatever the length of the history or the size of the file, and one more for what was
said of the difference where both sources have a figure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet

from reports.figures.figures import Figure
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import FIGURE_FIELDS, Record, RecordChange, Source
from reports.figures.registers import READERS, register_figures
from reports.figures.sources import official_source
from reports.history.difference_models import Difference
from reports.reading.parsed_json import from_json
from reports.reading.sheet import ParsedRow, ParsedSheet
from units.models import Unit

_MOST_CHANGES: Final = 100


@dataclass(frozen=True, slots=True)
class NearRow:
    """A row of the file: its number, the name in it, and the texts of the cells shown, each with
    whether it is the figure's own; `here`: the row is."""

    number: int
    name: str
    here: bool
    cells: tuple[tuple[str, bool], ...]


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
    """A figure as one source gives it, and where that is written. The record of what follows from
    a register is made for the moment and stored nowhere."""

    record: Record
    surroundings: Surroundings | None

    @property
    def is_counted(self) -> bool:
        """Whether it follows from the unit's register."""
        return self.record.pk is None


@dataclass(frozen=True, slots=True)
class FigureOrigin:
    """All that is known of a figure: its sources by name, the province's first, and its history,
    the latest change first.

    `official` is the source whose figure counts (setting OFFICIAL_SOURCE), `difference` what people
    said of that between the two.
    """

    sources: Mapping[str, SourceFigure]
    changes: tuple[RecordChange, ...]
    official: SourceFigure | None
    difference: Difference | None

    def of(self, source: str) -> Figure | None:
        """What one source says."""
        return self.sources[source].record.figure if source in self.sources else None


def figure_provenance(
    *, period_id: int, unit_id: int, indicator_id: int, neighbours: bool
) -> FigureOrigin:
    """Where the figure of a unit comes from, the latest change first; at most a hundred changes.

    Without `neighbours` the rows of other units in the file are left out, for those who may not
    see them.
    """
    key = {"period": period_id, "unit": unit_id, "indicator": indicator_id}
    sources = {source.record.source: source for source in _sources(key, neighbours)}
    sources |= {source.record.source: source for source in _counted(key)}
    figures = {source: stated.record.figure for source, stated in sources.items()}
    official = official_source(figures, first=settings.OFFICIAL_SOURCE)
    differences = Difference.objects.filter(**key).select_related("by")
    return FigureOrigin(
        sources=sources,
        changes=tuple(_changes(key)),
        official=sources[official] if official else None,
        difference=differences.first() if len(sources) > 1 else None,
    )


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
        yield SourceFigure(row, surroundings(run.parsed, row.cell, beside) if run else None)


def _counted(key: dict[str, int]) -> Iterator[SourceFigure]:
    """What follows from the unit's register: its own figure."""
    periods = Period.objects.filter(pk=key["period"])
    indicators = tuple(Indicator.objects.filter(pk=key["indicator"], code__in=READERS))
    units = Unit.objects.filter(pk=key["unit"])
    for *_keys, figure in register_figures(tuple(periods) if indicators else (), indicators, units):
        columns = {name: getattr(figure, name) for name in FIGURE_FIELDS}
        columns = {name: value for name, value in columns.items() if value is not None}
        ids = {f"{name}_id": pk for name, pk in key.items()}
        yield SourceFigure(Record(**ids, source=Source.UNIT, **columns), None)


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
    cells = tuple((row.cells[n].raw, here and n == at) for n in shown)
    return NearRow(row.number, row.name, here, cells)


def _changes(key: dict[str, int]) -> QuerySet[RecordChange]:
    rows = RecordChange.objects.filter(**key).select_related("import_run", "changed_by")
    bare = rows.defer("import_run__parsed", "import_run__issues", "import_run__decisions")
    return bare.order_by("-changed_at", "-pk")[:_MOST_CHANGES]
