"""The editor as its pages show it: clauses with chips, remarks with links, clashing texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directives.clauses.models import Clause, Directive, Obligation, Target
from directives.clauses.targets import Rule
from directives.clauses.targets import Target as DomainTarget
from directives.clauses.wording import remark_text
from directives.compliance import words
from directives.compliance.standing import indicator_ref
from directives.editor import proofreading
from directives.editor.proofreading import Remark
from directives.text.emphasis import plain
from directives.text.words import some_listed
from reports.figures.periods import format_date


@dataclass(frozen=True, slots=True)
class ChipView:
    """A target or duty of a clause in a few words, with its page."""

    pk: int
    text: str
    address: str
    is_here: bool
    is_duty: bool = False


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause at the left; `is_here` is the one in work."""

    pk: int
    number: int
    text: str
    chips: tuple[ChipView, ...]
    is_here: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class RemarkView:
    """What proofreading found, with the place to put it right."""

    is_well: bool
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target in the table of the clause in work."""

    pk: int
    indicator: str
    audience: str
    rule: str
    level: str
    days: str
    address: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two people wrote differently: what is stored, and what was just typed."""

    label: str
    stored: str
    typed: str


def clause_views(
    directive: Directive, clauses: Iterable[Clause], *, here: int = 0, part: tuple[str, int]
) -> tuple[ClauseView, ...]:
    """All clauses in order; `part` is "target" or "obligation" with the key of the one in work."""
    rows = tuple(clauses)
    last = len(rows)
    return tuple(
        ClauseView(
            pk=one.pk,
            number=one.number,
            text=plain(one.text),
            chips=_chips(directive, one, part),
            is_here=one.pk == here,
            is_first=place == 1,
            is_last=place == last,
        )
        for place, one in enumerate(rows, start=1)
    )


def _chips(directive: Directive, clause: Clause, part: tuple[str, int]) -> tuple[ChipView, ...]:
    targets = [
        ChipView(
            one.pk,
            f"{one.indicator.brief_name} {level_text(one)}",
            reverse("target_edit", args=[directive.code, one.pk]),
            part == ("target", one.pk),
        )
        for one in clause.targets.all()
    ]
    duties = [
        ChipView(
            one.pk,
            due_text(one),
            reverse("obligation_edit", args=[directive.code, one.pk]),
            part == ("obligation", one.pk),
            is_duty=True,
        )
        for one in clause.obligations.all()
    ]
    return (*targets, *duties)


def level_text(target: Target) -> str:
    """ "≥ 60%", "70–90%", "thấp nhất"."""
    known = DomainTarget(0, "", Rule(target.rule), "", target.floor, target.ambition)
    text = words.target_short(known)
    if not known.has_number:
        return text
    return words.with_unit(text, indicator_ref(target.indicator))


def due_text(duty: Obligation) -> str:
    """Both ways of saying it: "hạn 29/6/2023 (trước ngày 30/6/2023)"."""
    days = {
        "last": format_date(duty.due_on),
        "after": format_date(duty.due_on + timedelta(days=1)),
    }
    return _("last day %(last)s (before %(after)s)") % days


def audience_text(target: Target) -> str:
    """For whom a target is."""
    named = [one.name for one in target.units.all()]
    if named:
        return some_listed(named)
    if target.kinds:
        return words.kinds_word(target.kinds)
    return _("every unit")


def target_rows(directive: Directive, clause: Clause) -> tuple[TargetRow, ...]:
    """The table of a clause's targets."""
    return tuple(
        TargetRow(
            pk=one.pk,
            indicator=one.indicator.name,
            audience=audience_text(one),
            rule=str(one.get_rule_display()),
            level=level_text(one) if one.floor is not None else "–",
            days=_days(one),
            address=reverse("target_edit", args=[directive.code, one.pk]),
        )
        for one in clause.targets.all()
    )


def _days(target: Target) -> str:
    first, last = target.valid_from, target.valid_to
    if first and last:
        return f"{format_date(first)} – {format_date(last)}"
    if first:
        return _("from %(day)s") % {"day": format_date(first)}
    if last:
        return _("to %(day)s") % {"day": format_date(last)}
    return pgettext("target", "as the directive")


def remark_views(directive: Directive, remarks: Iterable[Remark]) -> tuple[RemarkView, ...]:
    """The remarks in order, each with its link."""
    return tuple(
        RemarkView(one.is_well, remark_text(one), _address(directive, one)) for one in remarks
    )


def _address(directive: Directive, remark: Remark) -> str:
    code = directive.code
    match remark.place:
        case "clause":
            return reverse("clause_edit", args=[code, remark.pk])
        case "target":
            return reverse("target_edit", args=[code, remark.pk])
        case "obligation":
            return reverse("obligation_edit", args=[code, remark.pk])
        case proofreading.ISSUE:
            return reverse("directive_issue", args=[code])
        case proofreading.SIGNATORIES:
            return reverse("signatory_list")
        case proofreading.FINDINGS:
            return reverse("findings", args=[code])
        case proofreading.FIGURES:
            return f"{reverse('compliance')}?directive={code}"
    return reverse("directive_edit", args=[code])


def clashes(form: Any, stored: Mapping[str, Any], typed: Mapping[str, Any]) -> tuple[Clash, ...]:
    """The fields that differ, in the order of the form, as texts."""
    found = []
    for name, field in form.fields.items():
        if name not in stored:
            continue
        theirs, mine = _shown(field, stored[name]), _shown(field, typed.get(name))
        if theirs != mine:
            found.append(Clash(str(field.label), theirs, mine))
    return tuple(found)


def _shown(field: Any, value: Any) -> str:
    """A value as its field would show it: choices by their words."""
    if value in (None, "", []):
        return "–"
    choices = getattr(field, "choices", None)
    if choices is not None:
        words_of = {str(key): str(label) for key, label in choices}
        chosen = value if isinstance(value, list | tuple) else [value]
        return ", ".join(words_of.get(str(one), str(one)) for one in chosen)
    if hasattr(value, "strftime"):
        return str(format_date(value))
    return str(field.prepare_value(value)).replace("\r\n", "\n").strip()
