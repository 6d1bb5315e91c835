"""The names of a file that are no unit's own, each with the units that it may mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.imports import presentation
from reports.imports.purpose import RunReview
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Proposed:
    """A unit that a name may mean, and why."""

    unit: Unit
    reason: str


@dataclass(frozen=True, slots=True)
class NameDoubt:
    """A name to be decided: proposals best first, and the decision so far.

    `chosen` is the unit decided on; `skipped` tells that the row is left out.
    """

    cell: str
    name: str
    proposals: tuple[Proposed, ...]
    chosen: Unit | None
    skipped: bool

    @property
    def open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.chosen is None and not self.skipped

    @property
    def by_proposal(self) -> bool:
        """Whether the unit decided on is one of the proposals."""
        return any(proposal.unit == self.chosen for proposal in self.proposals)


def name_doubts(judged: RunReview, decided: Mapping[str, int | None]) -> Iterator[NameDoubt]:
    """The rows whose unit is asked for: unknown, decided on, or one of two rows of one unit.

    `decided` are the units decided on by the cell of the name; None leaves the row out.
    """
    rows = judged.review.rows
    doubled = {row.duplicate_of for row in rows if row.duplicate_of and not row.is_total}
    doubled |= {row.row.name_cell for row in rows if row.duplicate_of and not row.is_total}
    for row in rows:
        match = row.row.match
        in_question = row.row.name_cell in decided or row.row.name_cell in doubled
        if row.row.is_total or (match.unit_id is not None and not in_question):
            continue
        chosen = decided.get(row.row.name_cell)
        proposals = tuple(
            Proposed(judged.units[proposal.unit_id], str(presentation.REASONS[proposal.reason]))
            for proposal in match.proposals
            if proposal.unit_id in judged.units
        )
        yield NameDoubt(
            cell=row.row.name_cell,
            name=row.row.name,
            proposals=proposals,
            chosen=judged.units.get(chosen) if chosen is not None else None,
            skipped=row.skipped,
        )
