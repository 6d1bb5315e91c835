"""Writes of the findings of a draft: made from figures, edited, moved, brought up to date.

Each write counts as a change of the directive. Refused for an issued one, and where a sentence
would be tied to figures that its writer has not seen (`seen`: their `figures_mark`);
ChangedMeanwhile where another version of the directive was seen.
"""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from directives.clauses.models import Directive
from directives.clauses.services import draft_taken
from directives.compliance.summary import Summary
from directives.findings.domain import as_data, figures_mark, tied_now, ties
from directives.findings.models import Finding
from directives.findings.sentences import finding_sentence, letter_indicators
from units.refusing import Refused


def proposals(summary: Summary) -> dict[str, tuple[str, str]]:
    """What the figures say by themselves: the list and the sentence for each indicator.

    The summary is read in Vietnamese, for names of indicators come with it.
    """
    return {
        indicator.code: (kind, finding_sentence(summary.source, indicator))
        for kind, indicators in zip(Finding.Kind.values, letter_indicators(summary), strict=True)
        for indicator in indicators
    }


def proposal_for(row: Finding, proposed: dict[str, tuple[str, str]]) -> tuple[str, str] | None:
    """The list and the words that the figures now give for a sentence; None where it is tied to
    another figure than one of the office's own."""
    tied = row.tied
    alone = len(tied) == 1 and not tied[0].unit
    return proposed.get(tied[0].indicator) if alone else None


@transaction.atomic
def findings_make(*, directive: Directive, summary: Summary, version: int) -> int:
    """Add the sentences of indicators that none speaks of yet; how many."""
    row = draft_taken(directive, version)
    kept = Finding.objects.filter(directive=row)
    spoken = {tied.indicator for sentence in kept for tied in sentence.tied if not tied.unit}
    made = 0
    for code, (kind, text) in proposals(summary).items():
        if code not in spoken:
            _add(row, kind, text, as_data([tied_now(summary, code)]))
            made += 1
    if made:
        row.save(update_fields=["version"])
    return made


def _add(directive: Directive, kind: str, text: str, figures: object, edited: bool = False) -> None:
    Finding.objects.create(
        directive=directive,
        kind=kind,
        text=text,
        figures=figures,
        is_edited=edited,
        position=_end(directive, kind),
    )


def _end(directive: Directive, kind: str) -> int:
    rows = Finding.objects.filter(directive=directive, kind=kind)
    last: int = rows.aggregate(last=Max("position", default=-1))["last"]
    return last + 1


@transaction.atomic
def finding_add(
    *,
    directive: Directive,
    summary: Summary,
    version: int,
    kind: str,
    text: str,
    indicator: str = "",
    unit: str = "",
    seen: str = "",
) -> None:
    """Add a sentence of a person's own, tied to a figure where an indicator is named."""
    row = draft_taken(directive, version)
    if indicator:
        _refuse_unseen(summary, seen)
    figures = as_data([tied_now(summary, indicator, unit)]) if indicator else []
    _add(row, kind, text.strip(), figures, edited=True)
    row.save(update_fields=["version"])


@transaction.atomic
def finding_edit(*, finding: Finding, version: int, text: str, kind: str) -> None:
    """Other words, or the other list. The figures stay those that it was written from."""
    directive, row = _locked(finding, version)
    row.is_edited = row.is_edited or row.text != text.strip()
    row.text = text.strip()
    _put(row, kind)
    row.save()
    directive.save(update_fields=["version"])


def _put(row: Finding, kind: str) -> None:
    if row.kind != kind:
        row.position, row.kind = _end(row.directive, kind), kind


@transaction.atomic
def finding_refresh(
    *, finding: Finding, summary: Summary, version: int, text: str, seen: str
) -> None:
    """Take the figures of now, with the words that a person chose beside the old ones."""
    directive, row = _locked(finding, version)
    _refuse_unseen(summary, seen)
    proposed = proposal_for(row, proposals(summary))
    row.text = text.strip()
    row.is_edited = proposed is None or proposed[1] != row.text
    row.figures = as_data(tie.now for tie in ties(summary, row.tied))
    row.save()
    directive.save(update_fields=["version"])


@transaction.atomic
def findings_refresh(*, directive: Directive, summary: Summary, version: int, seen: str) -> int:
    """Bring every stale sentence that no person wrote up to date; how many.

    One whose figure now belongs into the other list moves there.
    """
    draft = draft_taken(directive, version)
    _refuse_unseen(summary, seen)
    proposed, done = proposals(summary), 0
    rows = Finding.objects.select_for_update().filter(directive=draft, is_edited=False)
    for row in rows:
        proposal = proposal_for(row, proposed)
        now = ties(summary, row.tied)
        if proposal is not None and any(tie.differs for tie in now):
            row.text, row.figures = proposal[1], as_data(tie.now for tie in now)
            _put(row, proposal[0])
            row.save()
            done += 1
    if done:
        draft.save(update_fields=["version"])
    return done


def _refuse_unseen(summary: Summary, seen: str) -> None:
    if seen != figures_mark(summary):
        raise Refused(
            _(
                "The figures have changed since this page was opened. Look at what they say now, "
                "then repeat it."
            )
        )


@transaction.atomic
def finding_move(*, finding: Finding, version: int, up: bool) -> None:
    """One place up or down in its list; at the end of the list nothing happens."""
    directive, row = _locked(finding, version)
    rows = list(Finding.objects.filter(directive=directive, kind=row.kind))
    at = rows.index(row)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
    directive.save(update_fields=["version"])


@transaction.atomic
def finding_delete(*, finding: Finding, version: int) -> None:
    directive, row = _locked(finding, version)
    row.delete()
    directive.save(update_fields=["version"])


def _locked(finding: Finding, version: int) -> tuple[Directive, Finding]:
    directive = draft_taken(finding.directive, version)
    row: Finding = Finding.objects.select_for_update().get(pk=finding.pk)
    return directive, row
