"""The findings of a directive beside the figures of now."""

from dataclasses import dataclass

from directives.clauses.models import Directive
from directives.compliance.summary import Summary
from directives.findings.domain import Tie, ties
from directives.findings.models import Finding


@dataclass(frozen=True, slots=True)
class TiedFinding:
    """One sentence with its figures as they were and as they are."""

    row: Finding
    ties: tuple[Tie, ...]

    @property
    def is_stale(self) -> bool:
        """Whether one of its figures is different now."""
        return any(tie.differs for tie in self.ties)


def tied_findings(directive: Directive, summary: Summary) -> tuple[TiedFinding, ...]:
    """The sentences in their order, what goes well first: one query."""
    rows = Finding.objects.filter(directive=directive)
    return tuple(TiedFinding(row, ties(summary, row.tied)) for row in rows)


def stale_count(directive: Directive, summary: Summary | None) -> int | None:
    """How many sentences speak of figures that are different now; None where no sentence is kept
    or no figures are there: one query."""
    tied_rows = tied_findings(directive, summary) if summary else ()
    return sum(tied.is_stale for tied in tied_rows) if tied_rows else None
