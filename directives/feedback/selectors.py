"""Reads of the feedback register: the directive in force, its last days, people, annex."""

from datetime import date
from typing import Final

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from directives.clauses.models import Directive, Obligation
from directives.feedback.domain import ReportingDay
from directives.feedback.models import Feedback
from units.dates import covers
from units.models import Membership, Unit, User

_REPORTED: Final = Exists(Feedback.objects.filter(directive=OuterRef("pk")))
_OFFICE_ROLES = (Membership.Role.STAFF, Membership.Role.LEADER)


def directive_in_force(office: Unit, on: date) -> Directive | None:
    """The newest issued directive that binds on a day, else the newest issued one: what units
    report their difficulties with. A draft never takes over from it: one query."""
    issued = tuple(Directive.objects.of_office(office).issued())
    bound = [row for row in issued if covers(row.effective_from, row.effective_to, on)]
    return next(iter(bound or issued), None)


def directive_reported_on(office: Unit, on: date) -> Directive | None:
    """The directive whose annex is printed where none is named: the newest issued one that units
    have reported difficulties with, else the one in force: two queries."""
    issued = Directive.objects.of_office(office).issued()
    return issued.filter(_REPORTED).first() or directive_in_force(office, on)


def feedback_directives(office: Unit, *, drafts: bool) -> tuple[Directive, ...]:
    """The directives whose reports can be asked for, the newest first: those that are issued or
    have a report, and for the office its drafts: one query."""
    rows = Directive.objects.of_office(office)
    return tuple(rows if drafts else rows.issued() | rows.filter(_REPORTED))


def feedback_duties(directive: Directive) -> tuple[ReportingDay, ...]:
    """The last days that the clauses give for reporting difficulties: one query."""
    rows = Obligation.objects.filter(clause__directive=directive, kind=Obligation.Kind.FEEDBACK)
    return tuple(ReportingDay(*values) for values in rows.values_list("clause__number", "due_on"))


def people_of(office: Unit) -> QuerySet[User]:
    """Who may be given a difficulty: staff and leaders of the office today."""
    active = Membership.objects.active_on(timezone.localdate())
    who = active.filter(unit=office, role__in=_OFFICE_ROLES).values("user")
    return User.objects.filter(pk__in=who, is_active=True).order_by("display_name", "username")


def annex_rows(directive: Directive) -> tuple[Feedback, ...]:
    """Every difficulty with a directive for its annex: clauses in order, units in the official
    order, what is about no clause at the end; one query."""
    rows = Feedback.objects.filter(directive=directive)
    related = rows.select_related("clause", "indicator", "unit")
    by_clause = F("clause__number").asc(nulls_last=True)
    return tuple(related.order_by(by_clause, "unit__display_order", "unit_id", "sent_at", "pk"))
