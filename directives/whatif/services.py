"""Writes a level that was tried into its target and into the words of its clause, and back."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from directives.clauses.models import Clause, Directive, Target
from directives.clauses.services import draft_taken
from directives.whatif.selectors import TrialSheet, clause_wording
from units.refusing import Refused


@dataclass(frozen=True, slots=True)
class Before:
    """What stood there before a level was written: enough to bring it back.

    `version` is that of the directive afterwards: whatever changes it makes the way back void;
    `floors` are texts by the keys of their targets, as they are kept between two requests.
    """

    version: int
    clause: int
    text: str
    floors: dict[str, str]


@transaction.atomic
def level_write(*, sheet: TrialSheet, level: Decimal, together: bool, version: int) -> Before:
    """Write a level into the target and its clause; `together` also into those it is shared with.

    Raises Refused for an issued directive and for a floor above the upper end of its band,
    ChangedMeanwhile where the directive was changed since `version`.
    """
    draft = _draft(sheet.directive, version)
    wording = clause_wording(sheet, level, together=together)
    pks = [sheet.row.pk, *(target.row.pk for target in sheet.shared if together)]
    targets = list(Target.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    before = {str(target.pk): str(target.floor) for target in targets}
    for target in targets:
        _refuse_out_of_range(target, level)
        target.floor = level
        _save(target)
    clause = Clause.objects.get(pk=sheet.row.clause_id)
    text = clause.text
    if wording.text != text:
        clause.text = wording.text
        _save(clause)
    draft.save(update_fields=["version"])
    return Before(draft.version, clause.pk, text, before)


@transaction.atomic
def level_undo(*, directive: Directive, before: Before) -> None:
    """Bring the level and the words from before back; raises as `level_write`."""
    draft = _draft(directive, before.version)
    rows = Target.objects.select_for_update().filter(
        pk__in=map(int, before.floors), clause__directive=directive
    )
    for target in rows:
        target.floor = Decimal(before.floors[str(target.pk)])
        _save(target)
    clause = Clause.objects.get(pk=before.clause, directive=directive)
    clause.text = before.text
    _save(clause)
    draft.save(update_fields=["version"])


def _draft(directive: Directive, version: int) -> Directive:
    if directive.is_issued:
        raise Refused(
            _("The directive is issued, so its targets stay. Write a new directive instead.")
        )
    return draft_taken(directive, version)


def _refuse_out_of_range(target: Target, level: Decimal) -> None:
    if level < 0 or (target.ambition is not None and level > target.ambition):
        raise Refused(_("The level is above the upper end of the target. Raise that end first."))


def _save(row: Target | Clause) -> None:
    row.version += 1
    row.full_clean()
    row.save()
