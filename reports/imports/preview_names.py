"""The names of a file that are no unit's own, each with the units that it may mean."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from reports.figures.import_models import ImportRun
from reports.imports import presentation
from reports.imports.office_units import TypedText
from reports.imports.purpose import RunReview
from units.models import Unit

_LONGEST: Final = 200
_FEW: Final = 5
_KEPT: Final = "typed-names-{}"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A unit that a name may mean, and why."""

    unit: Unit
    reason: str


@dataclass(frozen=True, slots=True)
class NameDoubt:
    """A name to be decided: proposals best first, and the decision so far.

    `chosen` is the unit decided on; `skipped` tells that the row is left out. `typed` is what was
    typed for another unit and is none, `problem` what is wrong with it.
    """

    cell: str
    name: str
    proposals: tuple[Proposed, ...]
    chosen: Unit | None
    skipped: bool
    typed: str = ""
    problem: str = ""

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


def keep_typed(request: HttpRequest, run: ImportRun, unknown: Mapping[str, TypedText]) -> None:
    """Keep what is no unit's for the page that is shown next, to stay in its field."""
    texts = {cell: [wrong.text[:_LONGEST], typed_problem(wrong)] for cell, wrong in unknown.items()}
    if texts:
        request.session[_KEPT.format(run.pk)] = texts


def with_typed(
    request: HttpRequest, run: ImportRun, doubts: Iterable[NameDoubt]
) -> list[NameDoubt]:
    """The names with what was typed for them just now."""
    texts = request.session.pop(_KEPT.format(run.pk), {})
    nothing = ["", ""]
    return [
        replace(doubt, typed=typed, problem=problem)
        for doubt in doubts
        for typed, problem in [texts.get(doubt.cell, nothing)]
    ]


def typed_problem(wrong: TypedText) -> str:
    """Why a typed text decides nothing."""
    text = wrong.text[:_LONGEST]
    if wrong.alike:
        names = "; ".join(wrong.alike[:_FEW]) + ("; …" if len(wrong.alike) > _FEW else "")
        sentence = _("“%(text)s” may be several units: %(units)s. Type more of the name.")
        return sentence % {"text": text, "units": names}
    return _("No unit is called “%s”. Choose one from the list.") % text
