"""The letter of a directive on a period: its own words, and the figures it speaks of."""

from collections.abc import Iterable
from datetime import timedelta

from directives.clauses.models import Clause, Directive
from directives.compliance.source import IndicatorRef
from directives.compliance.summary import Summary
from directives.findings.models import Finding
from directives.findings.sentences import good_intro, letter_sentences, low_intro
from directives.letters import phrases
from directives.letters.domain import (
    Head,
    Letter,
    LetterColumn,
    LetterFindings,
    LetterRow,
    LetterTable,
    Signature,
    cell_text,
    ended,
)
from directives.letters.models import LetterTemplate
from directives.text.emphasis import plain, with_bold
from directives.text.letterhead import is_committee, issuer_lines, number_text, signature_lines
from directives.text.sentences import lines_of
from reports.figures.figures import Measure
from reports.figures.periods import format_date
from units.models import Unit

_COMMITTEE = "UBND "
_MOST_TEMPLATES = 20


def letter_of(directive: Directive, summary: Summary) -> Letter:
    """The letter as it reads now: three queries whatever the number of clauses and units.

    The summary is read in Vietnamese, for names of indicators come with it. Findings are those
    kept with the directive; one without any gets what the figures say by themselves.
    """
    source = summary.source
    return Letter(
        title=plain(" ".join(phrases.subject_lines(directive.subject))),
        head=_head(directive),
        recipients=lines_of(directive.recipients),
        opening=directive.opening.strip() or phrases.opening(source),
        findings=findings_of(directive, summary),
        table=_table(summary),
        transition=directive.transition.strip() or phrases.transition(source),
        clauses=_clauses(directive),
        closing=ended(directive.closing) or phrases.closing(source),
        copies=lines_of(directive.copies_to),
        signature=Signature(_authority(directive), directive.signer_name),
    )


def findings_of(directive: Directive, summary: Summary) -> LetterFindings:
    """The sentences kept with the directive, else those that the figures give: one query."""
    rows = list(Finding.objects.filter(directive=directive))
    good, low = letter_sentences(summary)
    if rows:
        good = tuple(finding.text for finding in rows if finding.kind == Finding.Kind.GOOD)
        low = tuple(finding.text for finding in rows if finding.kind == Finding.Kind.LOW)
    return LetterFindings(good_intro(), good, low_intro(summary.source), low)


def template_in_use(office: Unit) -> LetterTemplate | None:
    """The office's own Word template; None while the built-in one is used."""
    return LetterTemplate.objects.filter(office=office, is_active=True).first()


def templates_of(office: Unit) -> tuple[LetterTemplate, ...]:
    """The templates that the office brought in, the newest first: one query."""
    rows = LetterTemplate.objects.filter(office=office).select_related("uploaded_by")
    return tuple(rows[:_MOST_TEMPLATES])


def _head(directive: Directive) -> Head:
    issuer = directive.issuer
    # The decree's zeros: days below 10 and the months 1 and 2.
    day, month, year = format_date(directive.issued_on or directive.issued_month).split("/")
    superior: tuple[str, ...] = ()
    if not is_committee(issuer.kind) and issuer.parent is not None:
        superior = (issuer.parent.name.upper(),)
    return Head(
        superior=superior,
        issuer=issuer_lines(issuer.name, issuer.kind, _territory(issuer)),
        number=number_text(directive.number),
        symbol=directive.symbol,
        place=directive.place,
        day=day if directive.issued_on else "",
        month=month,
        year=year,
        subject=phrases.subject_lines(directive.subject),
    )


def _authority(directive: Directive) -> tuple[str, ...]:
    issuer = directive.issuer
    named = "" if is_committee(issuer.kind) else issuer.name
    return signature_lines(directive.authority, directive.signer_title, issuer=named)


def _territory(issuer: Unit) -> str:
    """ "huyện Vĩnh Linh", by the name it bears: a town of district rank is "thành phố …"."""
    if issuer.name.startswith(_COMMITTEE):
        return issuer.name.removeprefix(_COMMITTEE)
    return f"{issuer.get_kind_display()} {issuer.short_name}"


def _table(summary: Summary) -> LetterTable | None:
    """All units that were reported, in the official order; None where nothing was."""
    columns, lines = summary.reported, summary.reported_lines
    if not columns or not lines:
        return None
    figures = summary.source.figures
    return LetterTable(
        caption=phrases.caption(summary.source),
        columns=tuple(
            LetterColumn(
                phrases.column_head(indicator), is_count=indicator.measure is Measure.COUNT
            )
            for indicator in columns
        ),
        total=_total(summary, columns),
        rows=tuple(
            LetterRow(
                str(number),
                line.unit.name,
                tuple(
                    cell_text(figures.get((line.unit.id, indicator.code)), indicator.measure)
                    for indicator in columns
                ),
            )
            for number, line in enumerate(lines, start=1)
        ),
    )


def _total(summary: Summary, columns: Iterable[IndicatorRef]) -> LetterRow | None:
    """The office's own row, as published; None where the report says nothing of it."""
    published = summary.source.published
    if not published:
        return None
    return LetterRow(
        "",
        phrases.total_name(summary.source.office.kind),
        tuple(
            cell_text(
                published[indicator.code].figure if indicator.code in published else None,
                indicator.measure,
                total=True,
            )
            for indicator in columns
        ),
    )


def _clauses(directive: Directive) -> tuple[str, ...]:
    rows = Clause.objects.filter(directive=directive).prefetch_related("obligations")
    return tuple(
        with_bold(clause.text.strip(), _days(clause)) for clause in rows.order_by("number")
    )


def _days(clause: Clause) -> Iterable[str]:
    """The last day of each duty and the day after, as a clause may write either; printed bold."""
    for obligation in clause.obligations.all():
        for day in (obligation.due_on, obligation.due_on + timedelta(days=1)):
            yield format_date(day)
            yield f"{day.day}/{day.month}/{day.year}"
