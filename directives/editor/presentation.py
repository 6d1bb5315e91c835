"""The editor as its pages show it: clauses with chips, remarks with links, clashing texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directives.clauses.models import Clause, Obligation, Target
from directives.clauses.targets import Rule, TargetRef
from directives.compliance import words
from directives.compliance.selectors import indicator_ref
from directives.text.emphasis import plain
from directives.text.words import some_listed
from reports.figures.periods import format_date


@dataclass(frozen=True, slots=True)
class PartChip:
    """A target or duty of a clause in a few words, with its page."""

    text: str
    address: str
    is_here: bool
    is_duty: bool = False


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause at the left; `text` without the stars of italic and bold words."""

    row: Clause
    text: str
    chips: tuple[PartChip, ...]


@dataclass(frozen=True, slots=True)
class TargetRow:
    row: Target
    audience: str
    level: str
    days: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two people wrote differently: what is stored, and what was just typed."""

    label: str
    stored: str
    typed: str


def clause_views(
    clauses: Iterable[Clause], *, part: Target | Obligation | None = None
) -> tuple[ClauseView, ...]:
    """All clauses in order; `part` is the target or duty in work."""
    return tuple(ClauseView(row, plain(row.text), _chips(row, part)) for row in clauses)


def _chips(clause: Clause, part: Target | Obligation | None) -> tuple[PartChip, ...]:
    code = clause.directive.code
    targets = [
        PartChip(
            f"{target.indicator.brief_name} {level_text(target)}",
            reverse("target_edit", args=[code, target.pk]),
            target == part,
        )
        for target in clause.targets.all()
    ]
    duties = [
        PartChip(
            due_text(duty),
            reverse("obligation_edit", args=[code, duty.pk]),
            duty == part,
            is_duty=True,
        )
        for duty in clause.obligations.all()
    ]
    return (*targets, *duties)


def level_text(target: Target) -> str:
    """ "≥ 60%", "70–90%", "thấp nhất"."""
    known = TargetRef(0, "", Rule(target.rule), "", target.floor, target.ambition)
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
    named = [unit.name for unit in target.units.all()]
    if named:
        return some_listed(named)
    if target.kinds:
        return words.kinds_word(target.kinds)
    return _("every unit")


def target_rows(clause: Clause) -> tuple[TargetRow, ...]:
    return tuple(
        TargetRow(
            target,
            audience_text(target),
            level_text(target) if target.floor is not None else "–",
            _days(target),
        )
        for target in clause.targets.all()
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


def clashes(form: Any, stored: Mapping[str, Any]) -> tuple[Clash, ...]:
    """The fields that differ from what is stored, in the order of the form, as texts."""
    differing = []
    for name, field in form.fields.items():
        if name not in stored:
            continue
        theirs, mine = _shown(field, stored[name]), _shown(field, form.cleaned_data.get(name))
        if theirs != mine:
            differing.append(Clash(str(field.label), theirs, mine))
    return tuple(differing)


def _shown(field: Any, value: Any) -> str:
    """A value as its field would show it: choices by their words."""
    if hasattr(value, "strftime"):
        return str(format_date(value))
    value = field.prepare_value(value)
    if value in (None, "", []):
        return "–"
    choices = getattr(field, "choices", None)
    if choices is not None:
        words_of = {str(key): str(label) for key, label in choices}
        chosen = sorted(value) if isinstance(value, list) else [value]
        return ", ".join(words_of.get(str(choice), str(choice)) for choice in chosen)
    return str(value).replace("\r\n", "\n").strip()
