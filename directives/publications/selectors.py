"""What would be published of a period now, what was, and who asks for it."""

from dataclasses import replace

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.functional import Promise

from directives.clauses.models import Directive, Obligation
from directives.compliance.choice import Choice, choose, directive_for
from directives.compliance.source import Duty, SummarySource
from directives.compliance.summarising import summarise
from directives.compliance.summary import Summary
from directives.findings.selectors import stale_count
from directives.letters.selectors import letter_of
from directives.publications import refusals
from directives.publications.changed_cells import ChangedCell, changed_cells
from directives.publications.frozen import (
    Frozen,
    UnreadablePublicationError,
    checksum,
    decode,
    short_checksum,
)
from directives.publications.models import Publication, PublicationRequest
from directives.text.imprint import Imprint
from reports.figures.freezing import thaw
from reports.figures.period_models import Period
from reports.rounds.submission_models import Submission
from units.dates import covers
from units.models import Unit


def frozen_now(choice: Choice) -> Frozen | None:
    """What a publication of the choice would keep, named in Vietnamese; None without a figure."""
    with translation.override("vi"):
        summary = choice.summary()
        if summary is None or not summary.source.figures:
            return None
        letter = letter_of(choice.directive, summary) if choice.directive else None
    return Frozen(for_notices(summary.source, choice.directive), letter)


def standing_against(choice: Choice, frozen: Frozen) -> str | Promise:
    """Why figures are not published with the letter of the choice; "" where nothing
    stands against it. A letter that was issued keeps its words, so that figures corrected since
    are published beside what was signed: at most one query."""
    directive, period = choice.directive, choice.period
    if directive is None or period is None:
        return ""
    against = _not_of_period(directive, period, directive_for(choice.directives, period))
    if not against and not directive.is_issued:
        stale = stale_count(directive, summarise(frozen.source))
        against = refusals.STALE_FINDINGS if stale else ""
    return against


def _not_of_period(directive: Directive, period: Period, own: Directive | None) -> str | Promise:
    """A period is published with its own letter, or with another that holds for it; a draft only
    where none was issued for it and its own one did not begin before."""
    if own is None or directive == own:
        return ""
    in_force = covers(directive.effective_from, directive.effective_to, period.end)
    on_basis = directive.basis is not None and directive.basis.period_id == period.pk
    if not in_force and not on_basis:
        return refusals.NOT_OF_THE_PERIOD
    takes_over = directive.effective_from > own.effective_from
    if not directive.is_issued and (own.is_issued or takes_over):
        return refusals.DRAFT_BESIDE_LETTER
    return ""


def frozen_of(publication: Publication) -> Frozen:
    """What the publication kept. Raises UnreadableError where its text was tampered with: what
    does not match its checksum is shown and printed nowhere."""
    if checksum(publication.content) != publication.checksum:
        raise UnreadablePublicationError("The content does not match its checksum")
    return decode(publication.content)


def published_summary(publication: Publication) -> Summary:
    """Where the office stood: verdicts and places are reckoned anew from the figures kept."""
    return summarise(frozen_of(publication).source)


def imprint_of(publication: Publication, url: str) -> Imprint:
    """What a print of the publication carries; `url` is its public address."""
    return Imprint(
        publication.number, publication.version, short_checksum(publication.checksum), url
    )


def changes_of(publication: Publication) -> tuple[ChangedCell, ...]:
    """The cells that changed since the version before, as they were kept with it."""
    return tuple(thaw(ChangedCell, cell) for cell in publication.changed)


def latest_of(office: Unit, period: Period) -> Publication | None:
    rows = Publication.objects.filter(office=office, period=period)
    return rows.order_by("-version").first()


def changes_since(publication: Publication) -> tuple[ChangedCell, ...]:
    """What is different now from what was published, held against the same directive."""
    directive = publication.directive.code if publication.directive else None
    choice = choose(
        publication.office, period_code=publication.period.code, directive_code=directive
    )
    now = frozen_now(choice)
    return changed_cells(frozen_of(publication), now) if now else ()


def publications_of(office: Unit | None) -> QuerySet[Publication]:
    """All versions of an office's periods, the newest first, without what they keep."""
    rows: QuerySet[Publication] = Publication.objects.filter(office=office).defer("content")
    return rows.select_related("period", "published_by", "directive")


def open_request(office: Unit, period: Period) -> PublicationRequest | None:
    """The one request that waits for a period."""
    return PublicationRequest.objects.waiting().filter(office=office, period=period).first()


def waiting_units(office: Unit, period: Period) -> int:
    """How many units have sent figures that nobody has looked at yet."""
    rows = Submission.objects.filter(round__office=office, round__period=period)
    return rows.filter(state=Submission.State.SUBMITTED).count()


def for_notices(source: SummarySource, directive: Directive | None) -> SummarySource:
    """The source with what a directive still asks every unit to do, the first day first: one query.

    A duty whose day has passed is not asked for any more; nothing made today can be before it.
    """
    if directive is None:
        return source
    open_duties = Obligation.objects.filter(due_on__gte=timezone.localdate())
    rows = open_duties.filter(clause__directive=directive).select_related("clause")
    duties = tuple(Duty(str(row.clause.number), row.kind, row.text, row.due_on) for row in rows)
    return replace(source, duties=duties)
