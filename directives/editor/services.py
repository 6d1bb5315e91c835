"""Writes of a directive as a whole: its head, a copy for the next year, its number and its end;
and of the list of who signs."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.clauses.models import Clause, Directive, Obligation, Signatory, Target
from directives.clauses.services import ISSUED, draft_taken
from directives.editor.days import year_later
from directives.editor.selectors import WITHDRAWN
from reports.figures.report_models import Report
from units.models import Unit, User
from units.refusing import Refused
from units.versions import ChangedMeanwhile, taken

_PUBLISHED = gettext_lazy(
    "A publication rests on this directive, so it stays. Make a new directive."
)
_WORDS: Final = (
    *("subject", "symbol", "place", "recipients", "opening", "transition", "closing"),
    *("copies_to", "authority", "signer_title", "signer_name"),
)
# A directive without its clauses, as it is edited.
HEAD_FIELDS: Final = (*_WORDS, "issued_month", "effective_from", "effective_to", "basis")


@transaction.atomic
def directive_new(*, head: Directive, further_bases: Iterable[Report] = ()) -> Directive:
    """Keep a new draft without clauses, with a code of its own."""
    Unit.objects.select_for_update().get(pk=head.issuer_id)
    head.code = _free_code(head.issuer, head.issued_month)
    return _write_head(head, tuple(further_bases))


@transaction.atomic
def directive_change(*, head: Directive, further_bases: Iterable[Report], seen: int) -> Directive:
    """Keep a draft's head as it was edited; raises Refused for an issued directive, and
    ChangedMeanwhile where another `head_version` than the one seen is there."""
    draft = draft_taken(head)
    if draft.head_version != seen:
        raise ChangedMeanwhile(draft)
    draft.head_version += 1
    for name in HEAD_FIELDS:
        setattr(draft, name, getattr(head, name))
    return _write_head(draft, tuple(further_bases))


def _write_head(directive: Directive, further_bases: tuple[Report, ...]) -> Directive:
    _refuse_foreign(directive.issuer_id, (directive.basis, *further_bases))
    directive.full_clean()
    directive.save()
    directive.further_bases.set(further_bases)
    return directive


def _refuse_foreign(office: int, reports: Iterable[Report | None]) -> None:
    if any(report is not None and report.office_id != office for report in reports):
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
        issuer=directive.issuer,
        **{name: getattr(directive, name) for name in _WORDS},
    )
    copy.full_clean()
    copy.save()
    for clause in directive.clauses.prefetch_related("targets__units", "obligations"):
        _copy_clause(clause, copy)
    return copy


def _copy_clause(clause: Clause, copy: Directive) -> None:
    made = Clause.objects.create(directive=copy, number=clause.number, text=clause.text)
    for target in clause.targets.all():
        later = Target.objects.create(
            clause=made,
            indicator_id=target.indicator_id,
            rule=target.rule,
            floor=target.floor,
            ambition=target.ambition,
            kinds=list(target.kinds),
            valid_from=year_later(target.valid_from),
            valid_to=year_later(target.valid_to),
        )
        later.units.set(target.units.all())
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

    A letter that was issued by a person's word keeps its words and gets what it lacked. Nothing is
    in force before its own day: an earlier first day is moved to it. Raises Refused for a number
    that another letter of the year has, and for a day that cannot be the letter's;
    ChangedMeanwhile where anything of the directive was changed since `version`.
    """
    Unit.objects.select_for_update().get(pk=directive.issuer_id)
    draft = _without_number(directive, version)
    _refuse_day(draft, issued_on)
    same = Directive.objects.filter(
        issuer=draft.issuer_id, symbol=draft.symbol, number=number, issued_on__year=issued_on.year
    )
    if same.exclude(pk=draft.pk).exists():
        raise Refused(
            _("Another letter of this year has this number. Look it up in the register of letters.")
        )
    draft.number, draft.issued_on = number, issued_on
    draft.issued_by_word, draft.word_given_by, draft.word_given_at = "", None, None
    draft.issued_month = issued_on.replace(day=1)
    draft.effective_from = max(draft.effective_from, issued_on)
    draft.head_version += 1
    draft.full_clean()
    draft.save()


def _without_number(directive: Directive, version: int) -> Directive:
    if Directive.objects.select_for_update().get(pk=directive.pk).has_number:
        raise Refused(ISSUED)
    return taken(directive, version)


@transaction.atomic
def directive_issue_by_word(
    *, directive: Directive, reason: str, user: User | None, version: int
) -> None:
    """Count a letter as issued that went out without number or day, on a person's word; both stay
    blank on paper. Raises Refused for an issued one; ChangedMeanwhile as `directive_issue`."""
    draft = draft_taken(directive, version)
    draft.issued_by_word, draft.word_given_by = reason, user
    draft.word_given_at = timezone.now()
    draft.head_version += 1
    draft.full_clean()
    draft.save()


def _refuse_day(draft: Directive, issued_on: date) -> None:
    if issued_on > timezone.localdate():
        raise Refused(_("This day is still to come. Write the day on which it was signed."))
    if draft.basis and draft.basis.issued_on and issued_on < draft.basis.issued_on:
        raise Refused(_("The letter cannot be older than the report it rests on. Correct the day."))
    if draft.effective_to is not None and draft.effective_to < issued_on:
        raise Refused(
            _("The directive ends before this day. Correct the day, or its last day in the draft.")
        )


@transaction.atomic
def directive_withdraw(*, directive: Directive, reason: str, version: int) -> None:
    """Take number and day back, or the word that stood for them, with a reason that the audit log
    keeps; it is a draft again.

    Raises Refused for a draft, and where a publication rests on it: that is put right by a new
    directive alone; ChangedMeanwhile as `directive_issue`.
    """
    if not Directive.objects.select_for_update().get(pk=directive.pk).is_issued:
        raise Refused(_("This directive was not issued, so there is nothing to take back."))
    row = taken(directive, version)
    if row.publications.exists():
        raise Refused(_PUBLISHED)
    withdrawn = {
        "number": f"{row.number}/{row.symbol}" if row.has_number else "",
        "reason": reason,
        "day": str(row.issued_on or ""),
    }
    row.number, row.issued_on = "", None
    row.issued_by_word, row.word_given_by, row.word_given_at = "", None, None
    row.full_clean()
    row.save()
    LogEntry.objects.log_create(
        row,
        force_log=True,
        action=LogEntry.Action.UPDATE,
        changes={},
        additional_data={WITHDRAWN: withdrawn},
    )


@transaction.atomic
def directive_delete(*, directive: Directive, version: int) -> None:
    """Delete a draft with all it has; raises Refused where a unit has reported a difficulty with
    it or a publication, or a request for one, rests on it; ChangedMeanwhile."""
    draft = draft_taken(directive, version)
    if draft.feedback.exists():
        raise Refused(
            _(
                "Units have reported difficulties with this directive, so it stays. "
                "Change its text instead."
            )
        )
    if draft.publications.exists() or draft.publication_requests.exists():
        raise Refused(_PUBLISHED)
    draft.delete()


@transaction.atomic
def signatory_add(*, signatory: Signatory) -> None:
    """Put somebody on the list of who signs; raises ValidationError for days out of order."""
    signatory.full_clean()
    signatory.save()


@transaction.atomic
def signatory_end(*, signatory: Signatory, on: date) -> None:
    """Their last day in office; raises ValidationError where it comes before the first one."""
    row = Signatory.objects.select_for_update().get(pk=signatory.pk)
    row.valid_to = on
    row.full_clean()
    row.save()
