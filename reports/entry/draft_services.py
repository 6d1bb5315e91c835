"""A unit's figures as they are typed: each change is kept at once, and nobody overwrites what they
have not seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reports.figures.figures import Figure, State, same_figure
from reports.figures.import_models import ImportRun
from reports.rounds.models import Round
from reports.rounds.submission_models import DraftFigure, Submission
from reports.rounds.submission_services import submission_editable
from units.models import Unit, User


@dataclass(frozen=True, slots=True)
class Typed:
    """One figure as somebody wants it. `figure` None takes it away.

    `version` is that of the figure they saw when they typed (0: there was none); who was shown
    another one meanwhile and decides against it gives its version.
    """

    indicator_id: int
    figure: Figure | None
    version: int
    note: str = ""
    import_run: ImportRun | None = None
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class DraftResult:
    """What was kept, by indicator id (None: taken away), and the figures of others in its way."""

    saved: dict[int, DraftFigure | None]
    conflicts: dict[int, DraftFigure | None]
    # All that stands in the draft now.
    rows: dict[int, DraftFigure]
    submission: Submission


@transaction.atomic
def draft_write(
    *,
    round_: Round,
    unit: Unit,
    typed: Iterable[Typed],
    user: User | None,
    now: datetime | None = None,
    exempting: bool = True,
) -> DraftResult:
    """Keep figures of a unit's draft; make the draft where there is none yet.

    A figure that somebody else changed since it was seen is left alone and given back as a
    conflict; the others are kept. Without `exempting`, what the office has exempted is such a
    conflict too. A figure equal to the stored one keeps its version.
    Five queries and two for each figure that differs.
    """
    at = now or timezone.now()
    submission = submission_editable(round_=round_, unit=unit)
    stored = {row.indicator_id: row for row in submission.figures.select_for_update()}
    saved: dict[int, DraftFigure | None] = {}
    conflicts: dict[int, DraftFigure | None] = {}
    for change in typed:
        now_there = stored.get(change.indicator_id)
        if _is_as_wished(change, now_there):
            saved[change.indicator_id] = now_there
        elif _is_in_the_way(change, now_there, exempting):
            conflicts[change.indicator_id] = now_there
        else:
            saved[change.indicator_id] = _keep(submission, change, now_there, user, at)
    if submission.nothing_arose and any(saved.values()):
        submission.nothing_arose = False
        submission.save(update_fields=["nothing_arose"])
    stored.update({pk: row for pk, row in saved.items() if row is not None})
    gone = {pk for pk, row in saved.items() if row is None}
    rows = {pk: row for pk, row in stored.items() if pk not in gone}
    return DraftResult(saved, conflicts, rows, submission)


def _is_in_the_way(change: Typed, there: DraftFigure | None, exempting: bool) -> bool:
    if there is not None and there.state == State.EXEMPT and not exempting:
        return True
    return change.version != (there.version if there else 0)


def _is_as_wished(change: Typed, there: DraftFigure | None) -> bool:
    if there is None:
        return change.figure is None
    same = change.figure is not None and same_figure(there.figure, change.figure)
    return same and there.note == change.note


def _keep(
    submission: Submission,
    change: Typed,
    there: DraftFigure | None,
    user: User | None,
    at: datetime,
) -> DraftFigure | None:
    if change.figure is None:
        if there is not None:
            there.delete()
        return None
    row = there or DraftFigure(submission=submission, indicator_id=change.indicator_id, version=0)
    figure = change.figure
    # A note alone does not make the figure another person's.
    if there is None or not same_figure(there.figure, figure):
        row.state, row.value, row.places = figure.state.value, figure.value, figure.places
        row.numerator, row.denominator = figure.numerator, figure.denominator
        row.import_run, row.sheet, row.cell = change.import_run, change.sheet[:100], change.cell
        row.updated_by = user
    row.note, row.version, row.updated_at = change.note, row.version + 1, at
    row.save()
    return row
