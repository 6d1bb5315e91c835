"""Reads of the list of directives and of the editor of one, whatever the number of rows."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, QuerySet

from directives.clauses.models import Clause, Directive, Signatory, Target
from directives.compliance.choice import choose
from directives.compliance.selectors import targets_of
from directives.compliance.summary import Summary
from directives.editor.proofreading import (
    CheckedClause,
    CheckedTarget,
    CountColumn,
    Draft,
    Signer,
)
from directives.editor.supersession import DirectiveTerm, successors
from directives.findings.selectors import stale_count
from reports.figures.figures import Measure, State
from reports.figures.report_models import Report
from units.models import Unit

WITHDRAWN: Final = "withdrawn_number"


@dataclass(frozen=True, slots=True)
class Listed:
    """A directive in the list, with the one that takes over from it, and from when."""

    directive: Directive
    clauses: int
    successor: Directive | None
    is_superseded: bool


def directives_listed(office: Unit, on: date) -> tuple[Listed, ...]:
    """All directives of the office as they are on a day, the newest first: one query."""
    rows = list(Directive.objects.of_office(office).annotate(clause_count=Count("clauses")))
    terms = [
        DirectiveTerm(row.pk, row.effective_from, row.effective_to, row.is_issued) for row in rows
    ]
    by_id = {row.pk: row for row in rows}
    after = {pk: by_id[term.id] for pk, term in successors(terms).items()}
    return tuple(_listed(row, after.get(row.pk), on) for row in rows)


def _listed(row: Any, successor: Directive | None, on: date) -> Listed:
    over = successor is not None and successor.effective_from <= on
    return Listed(row, row.clause_count, successor, over)


def clauses_edited(directive: Directive) -> tuple[Clause, ...]:
    """The clauses with targets, audiences and duties: four queries."""
    rows = directive.clauses.order_by("number")
    return tuple(rows.prefetch_related("targets__indicator", "targets__units", "obligations"))


def reports_of(office: Unit) -> QuerySet[Report]:
    """The reports that a directive of the office can rest on, the newest first."""
    return Report.objects.filter(office=office).select_related("period")


def nameable_units(office: Unit, first: date, last: date | None) -> QuerySet[Unit]:
    """The units below the office in these days (inclusive), in the official order."""
    return Unit.objects.in_being_during(first, last or date.max).reporting_to(office)


def signatories_of(office: Unit) -> tuple[Signatory, ...]:
    """The list of signatories, the newest first: one query."""
    rows = Signatory.objects.filter(office=office)
    return tuple(rows.order_by(F("valid_from").desc(nulls_last=True), "-pk"))


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A number that was taken back: which, of which day, when, by whom and why. Both are "" where
    the letter was issued by a person's word."""

    number: str
    day: str
    reason: str
    at: datetime
    by: str


def withdrawals_of(directive: Directive) -> tuple[Withdrawal, ...]:
    """The numbers that the directive once had, from the audit log, the newest first: one query."""
    rows = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Directive),
        object_id=directive.pk,
        additional_data__has_key=WITHDRAWN,
    )
    return tuple(
        Withdrawal(
            at=entry.timestamp, by=str(entry.actor or ""), **entry.additional_data[WITHDRAWN]
        )
        for entry in rows.select_related("actor").order_by("-timestamp")
    )


def draft_of(directive: Directive, clauses: tuple[Clause, ...]) -> Draft:
    """All that proofreading looks at, with the figures of the period the directive rests on."""
    summary = _summary(directive)
    return Draft(
        number=directive.number,
        issued_on=directive.issued_on,
        month=directive.issued_month,
        signer=(directive.signer_name, directive.signer_title, directive.authority),
        signatories=tuple(
            Signer(row.name, row.title, row.authority, row.valid_from, row.valid_to)
            for row in signatories_of(directive.issuer)
        ),
        texts=tuple(
            (name, getattr(directive, name))
            for name in ("subject", "recipients", "copies_to", "opening", "transition", "closing")
        ),
        clauses=_checked(directive, clauses, summary),
        columns=_columns(summary) if summary else (),
        stale=stale_count(directive, summary),
    )


def _summary(directive: Directive) -> Summary | None:
    """The figures of the basis report's period; without a basis nothing is said of figures."""
    if directive.basis is None:
        return None
    period = directive.basis.period.code
    choice = choose(directive.issuer, period_code=period, directive_code=directive.code)
    return choice.summary()


def _checked(
    directive: Directive, clauses: tuple[Clause, ...], summary: Summary | None
) -> tuple[CheckedClause, ...]:
    empty = _without_data(directive, summary) if summary else frozenset()
    return tuple(
        CheckedClause(
            pk=clause.pk,
            number=clause.number,
            text=clause.text,
            targets=tuple(_checked_target(row, empty) for row in clause.targets.all()),
            due=tuple((duty.pk, duty.due_on) for duty in clause.obligations.all()),
        )
        for clause in clauses
    )


def _checked_target(row: Target, without_data: frozenset[int]) -> CheckedTarget:
    return CheckedTarget(
        pk=row.pk,
        name=row.indicator.short_name,
        numbers=tuple(number for number in (row.floor, row.ambition) if number is not None),
        is_rate=row.indicator.kind == Measure.RATE,
        without_data=row.pk in without_data,
    )


def _without_data(directive: Directive, summary: Summary) -> frozenset[int]:
    """The targets in force for whose audience nobody has a figure, nor says that no case arose."""
    source = summary.source
    reported = {
        key for key, figure in source.figures.items() if figure.state is not State.NOT_REPORTED
    }
    day = max(source.period.end, directive.effective_from)
    return frozenset(
        target.id
        for target in targets_of(directive, day)
        if not any(
            (unit.id, target.indicator) in reported and target.concerns(unit.id, unit.kind)
            for unit in source.units
        )
    )


def _columns(summary: Summary) -> tuple[CountColumn, ...]:
    """The columns of counts that the report gives a total for."""
    source, units = summary.source, len(summary.reported_lines)
    columns = []
    for indicator in source.indicators:
        published = source.published.get(indicator.code)
        total = published.figure.value if published else None
        if indicator.measure is not Measure.COUNT or total is None:
            continue
        rows = [source.figures.get((unit.id, indicator.code)) for unit in source.units]
        values = [row.value for row in rows if row is not None and row.value is not None]
        if values:
            added = sum(values, Decimal(0))
            columns.append(CountColumn(indicator.short_name, units, added, total))
    return tuple(columns)
