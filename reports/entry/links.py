"""Where a run for entry came from: the entry page of a unit, or the page of a round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from reports.figures.import_models import ImportRun
from reports.reading.decisions import Decisions
from units.models import Unit


@dataclass(frozen=True, slots=True)
class EntryLinks:
    """The page that shows the drafts, the one that takes another file, and whose they are."""

    page: str
    upload: str
    title: str


def entry_links(run: ImportRun) -> dict[str, Any]:
    """What the templates of a run need to lead back: `entry`, None for the run of a report."""
    if run.purpose != ImportRun.Purpose.ENTRY:
        return {"entry": None}
    decisions = Decisions.from_json(run.decisions)
    unit = Unit.objects.filter(pk=decisions.entry_unit).first() if decisions.entry_unit else None
    period = decisions.period_code
    if unit is None:
        pages = reverse("round", args=[period]), reverse("round_upload", args=[period])
        return {"entry": EntryLinks(*pages, run.office.name)}
    keys = [unit.code, period]
    # The grid stands in the room above; both rooms share its address.
    return {
        "entry": EntryLinks(
            reverse("entry", args=keys), reverse("entry_upload", args=keys), unit.name
        )
    }
