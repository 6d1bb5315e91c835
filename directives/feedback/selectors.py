"""Reads of the feedback register: the directive in force, its last days, people, annex."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from directives.clauses.models import Directive, Obligation
from directives.feedback.domain import ReportingDay
from directives.feedback.models import Feedback
from units.dates import covers
from units.models import Membership, Unit, User

_OFFICE_ROLES = (Membership.Role.STAFF, Membership.Role.LEADER)


def directive_in_force(office: Unit, on: date, *, drafts: bool = True) -> Directive | None:
    """The newest directive that binds on a day: an issued one before a draft; else the newest of
    all. Without `drafts` of those that units may read: one query."""
    known = Directive.objects.of_office(office)
    rows = tuple(known if drafts else known.open_to_units(on))
    bound = [
        directive
        for directive in rows
        if covers(directive.effective_from, directive.effective_to, on)
    ]
    issued = [directive for directive in bound if directive.is_issued]
    return next(iter(issued or bound or rows), None)


def feedback_directives(office: Unit, *, drafts: bool) -> tuple[Directive, ...]:
    """The directives whose reports can be asked for, the newest first: those that are issued or
    have a report, and for the office its drafts: one query."""
    rows = Directive.objects.of_office(office)
    issued = Q(number__gt="", issued_on__isnull=False)
    reported = Exists(Feedback.objects.filter(directive=OuterRef("pk")))
    return tuple(rows if drafts else rows.filter(issued | reported))


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
