"""What a notice needs beside the summary: the duties of the clauses, the letters that lie in the
files, and the newest publication."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from directives.clauses.models import Directive, Obligation
from directives.compliance.standing import Choice
from directives.compliance.summary import Duty, Letters, Source, Summary
from directives.overdue.domain import Span
from directives.overdue.selectors import tallies_of
from directives.publications.models import Publication


def summary_with_duties(choice: Choice) -> Summary | None:
    """The summary of a choice, which also says what the clauses ask for by which day."""
    summary = choice.summary()
    if summary is None:
        return None
    return replace(summary, source=for_notices(summary.source, choice.directive))


def for_notices(source: Source, directive: Directive | None) -> Source:
    """The source with all that is read for notices alone: two queries."""
    return _with_letters(_with_duties(source, directive))


def _with_letters(source: Source) -> Source:
    """The source with what the units' registers say of their late files today: one query."""
    span = Span.until(source.period.start, source.period.end, timezone.localdate())
    found = tallies_of((one.id for one in source.units), span)
    counted = [(one.id, found[one.id]) for one in source.units if one.id in found]
    letters = tuple(Letters(unit, tally.late, tally.letters) for unit, tally in counted)
    return replace(source, letters=letters)


def _with_duties(source: Source, directive: Directive | None) -> Source:
    """The source with what a directive asks every unit to do, the first day first: one query."""
    if directive is None:
        return source
    rows = Obligation.objects.filter(clause__directive=directive)
    found = rows.values_list("clause__number", "kind", "text", "due_on")
    duties = tuple(Duty(str(clause), kind, text, due) for clause, kind, text, due in found)
    return replace(source, duties=duties)


def newest_publication(choice: Choice) -> int | None:
    """The key of the newest version of the chosen period and directive; None before the first."""
    rows = Publication.objects.filter(
        office=choice.office, period=choice.period, directive=choice.directive
    )
    newest: int | None = rows.order_by("-version").values_list("pk", flat=True).first()
    return newest
