"""Writes of a directive as a whole: its head, a copy for the next year, its number and its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from directives.clauses.editing import Seen, year_later
from directives.clauses.models import Clause, Directive, Obligation, Target
from directives.clauses.services import EditError, locked, locked_draft, refuse_unseen
from directives.editor.selectors import WITHDRAWN, head_values
from directives.publications.models import Publication, PublicationRequest
from reports.figures.report_models import Report
from units.models import Unit

_COPIED = (
    *("issuer_id", "symbol", "place", "subject", "recipients", "copies_to", "opening"),
    *("transition", "closing", "authority", "signer_title", "signer_name"),
)


@dataclass(frozen=True, slots=True)
class HeadText:
    """A directive without its clauses, as it is edited. Dates are inclusive."""

    symbol: str
    place: str
    issued_month: date
    subject: str
    recipients: str
    copies_to: str
    opening: str
    transition: str
    closing: str
    authority: str
    signer_title: str
    signer_name: str
    effective_from: date
    effective_to: date | None = None
    basis: Report | None = None
    further_bases: tuple[Report, ...] = ()


@transaction.atomic
def directive_new(*, office: Unit, head: HeadText) -> Directive:
    """A draft without clauses, with a code of its own."""
    Unit.objects.select_for_update().get(pk=office.pk)
    directive = Directive(issuer=office, code=_free_code(office, head.issued_month))
    return _write_head(directive, head)


@transaction.atomic
def directive_change(*, directive: Directive, head: HeadText, seen: Seen) -> Directive:
    """Change a draft's head; raises EditError `issued`, and ChangedMeanwhileError where somebody
    else changed it since it was seen."""
    row = locked_draft(directive)
    refuse_unseen(row, seen, head_values(row))
    row.version += 1
    return _write_head(row, head)


def _write_head(directive: Directive, head: HeadText) -> Directive:
    for one in fields(head):
        if one.name != "further_bases":
            setattr(directive, one.name, getattr(head, one.name))
    _refuse_foreign(directive.issuer_id, (head.basis, *head.further_bases))
    directive.full_clean()
    directive.save()
    directive.further_bases.set(head.further_bases)
    return directive


def _refuse_foreign(office: int, reports: Iterable[Report | None]) -> None:
    if any(one is not None and one.office_id != office for one in reports):
        raise ValidationError({"basis": _("Choose a report of the office.")})


class CopyThereError(Exception):
    """There is a copy for the next year already: `there`."""

    def __init__(self, there: Directive) -> None:
        super().__init__("copy-there")
        self.there = there


@transaction.atomic
def directive_clone(*, directive: Directive, another: bool = False) -> Directive:
    """A draft for the next year: texts, clauses, targets and duties are copied, days moved a year.

    Number, date, basis reports and findings are not: they are the next letter's own. Raises
    CopyThereError where that month has a letter on the same subject, unless `another` is wanted.
    """
    Unit.objects.select_for_update().get(pk=directive.issuer_id)
    month = year_later(directive.issued_month) or directive.issued_month
    alike = {"issuer": directive.issuer_id, "subject": directive.subject, "issued_month": month}
    there = Directive.objects.filter(**alike).exclude(pk=directive.pk).order_by("-pk").first()
    if there is not None and not another:
        raise CopyThereError(there)
    copy = Directive(
        code=_free_code(directive.issuer, month),
        issued_month=month,
        effective_from=year_later(directive.effective_from) or directive.effective_from,
        effective_to=year_later(directive.effective_to),
        **{name: getattr(directive, name) for name in _COPIED},
    )
    copy.full_clean()
    copy.save()
    for clause in directive.clauses.prefetch_related("targets__units", "obligations"):
        _copy_clause(clause, copy)
    return copy


def _copy_clause(clause: Clause, copy: Directive) -> None:
    made = Clause.objects.create(directive=copy, number=clause.number, text=clause.text)
    for one in clause.targets.all():
        target = Target.objects.create(
            clause=made,
            indicator_id=one.indicator_id,
            rule=one.rule,
            floor=one.floor,
            ambition=one.ambition,
            kinds=list(one.kinds),
            valid_from=year_later(one.valid_from),
            valid_to=year_later(one.valid_to),
        )
        target.units.set(one.units.all())
    for duty in clause.obligations.all():
        due = year_later(duty.due_on) or duty.due_on
        Obligation.objects.create(clause=made, kind=duty.kind, text=duty.text, due_on=due)


def _free_code(office: Unit, month: date) -> str:
    """ "cv-2024-06", with the office's code or a number behind it where it is taken."""
    stem = f"cv-{month.year}-{month.month:02}"
    taken = set(Directive.objects.filter(code__startswith=stem).values_list("code", flat=True))
    if stem not in taken:
        return stem
    own = f"{stem}-{slugify(office.code)}"[:44]
    code, number = own, 2
    while code in taken:
        code, number = f"{own}-{number}", number + 1
    return code


@transaction.atomic
def directive_issue(*, directive: Directive, number: str, issued_on: date, version: int) -> None:
    """Give number and day together; from then on words and targets stay as they are.

    Nothing is in force before its own day: an earlier first day is moved to it. Raises EditError
    `issued`, `changed`, `number-taken` (within the year), `in-future`, `before-basis`,
    `ends-before`.
    """
    Unit.objects.select_for_update().get(pk=directive.issuer_id)
    row = locked_draft(directive, version)
    _refuse_day(row, issued_on)
    same = Directive.objects.filter(
        issuer=row.issuer_id, symbol=row.symbol, number=number, issued_on__year=issued_on.year
    )
    if same.exclude(pk=row.pk).exists():
        raise EditError("number-taken")
    row.number, row.issued_on, row.issued_month = number, issued_on, issued_on.replace(day=1)
    row.effective_from = max(row.effective_from, issued_on)
    row.version += 1
    row.full_clean()
    row.save()


def _refuse_day(row: Directive, issued_on: date) -> None:
    if issued_on > timezone.localdate():
        raise EditError("in-future")
    if row.basis and row.basis.issued_on and issued_on < row.basis.issued_on:
        raise EditError("before-basis")
    if row.effective_to is not None and row.effective_to < issued_on:
        raise EditError("ends-before")


@transaction.atomic
def directive_withdraw(*, directive: Directive, reason: str, version: int) -> None:
    """Take number and day back, with a reason that the audit log keeps; it is a draft again.

    Raises EditError `not-issued`, `changed`, and `published` where a publication rests on it: that
    is put right by a new directive alone.
    """
    row = locked(directive)
    if not row.is_issued:
        raise EditError("not-issued")
    if row.version != version:
        raise EditError("changed")
    if Publication.objects.filter(directive=row).exists():
        raise EditError("published")
    told = {WITHDRAWN: {"number": f"{row.number}/{row.symbol}", "reason": reason,
                        "day": str(row.issued_on)}}  # fmt: skip
    row.number, row.issued_on = "", None
    row.version += 1
    row.full_clean()
    row.save()
    LogEntry.objects.log_create(
        row, force_log=True, action=LogEntry.Action.UPDATE, changes={}, additional_data=told
    )


@transaction.atomic
def directive_delete(*, directive: Directive, version: int) -> None:
    """Delete a draft with all it has; raises EditError `issued`, `changed`, `published`, and
    `reported` where a unit has reported a difficulty with it."""
    row = locked_draft(directive, version)
    if row.feedback.exists():
        raise EditError("reported")
    if _is_kept(row):
        raise EditError("published")
    row.delete()


def _is_kept(row: Directive) -> bool:
    """Whether a publication, a request for one, or a unit's report rests on it."""
    requests = PublicationRequest.objects.filter(directive=row)
    return bool(
        Publication.objects.filter(directive=row).exists()
        or requests.exists()
        or row.feedback.exists()
    )
