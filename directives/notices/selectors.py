"""What a notice needs beside the summary: the duties of the clauses, the letters that lie in the
files, and the newest publication."""

from dataclasses import replace

from directives.compliance.choice import Choice
from directives.compliance.summary import Summary
from directives.publications.models import Publication
from directives.publications.selectors import for_notices


def summary_with_duties(choice: Choice) -> Summary | None:
    """The summary of a choice, which also says what the clauses ask for by which day."""
    summary = choice.summary()
    if summary is None:
        return None
    return replace(summary, source=for_notices(summary.source, choice.directive))


def newest_publication(choice: Choice) -> int | None:
    """The key of the newest version of the chosen period and directive; None before the first."""
    rows = Publication.objects.filter(
        office=choice.office, period=choice.period, directive=choice.directive
    )
    newest: int | None = rows.order_by("-version").values_list("pk", flat=True).first()
    return newest
