"""What an undo left alone, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A figure that an undo left alone, since it was changed after the import."""

    unit: str
    indicator: str
    cell: str
    by: str
    at: datetime | None


def kept_lines(run: ImportRun) -> tuple[KeptLine, ...]:
    """The figures that the undo of a run kept: one query where there is any."""
    if not run.kept:
        return ()
    names = {one.code: one.short_name for one in Indicator.objects.all()}
    return tuple(
        KeptLine(
            unit=one["unit_name"],
            indicator=names.get(one["indicator"], one["indicator"]),
            cell=one["cell"],
            by=one["by"],
            at=datetime.fromisoformat(one["at"]) if one["at"] else None,
        )
        for one in run.kept
    )
