"""Rubrics of an office: copied from a ready-made one, then changed line by line."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from directives.scores.models import Criterion, Rubric, Score
from directives.scores.rubrics.domain import refuse_unreachable, rule_of
from directives.scores.selectors import in_tree_order
from units.models import Unit
from units.refusing import Refused

_CODE = 40
_SCORED = _("Points were given on this criterion. Copy the rubric to change it.")
_HAS_LINES = _("There are lines below this heading. Move or delete them first.")


@transaction.atomic
def rubric_copy(*, rubric: Rubric, office: Unit, name: str) -> Rubric:
    """A rubric of the office's own with the same lines, to be changed; it has no points yet."""
    copy = Rubric.objects.create(
        code=free_code(f"{office.code}-{rubric.code}"[:_CODE]),
        office=office,
        name=name,
        legal_basis=rubric.legal_basis,
    )
    made: dict[int | None, Criterion | None] = {None: None}
    for row in in_tree_order(Criterion.objects.filter(rubric=rubric)):
        old = row.pk
        row.pk, row.rubric, row.parent = None, copy, made[row.parent_id]
        row._state.adding = True
        row.save()
        made[old] = row
    return copy


def free_code(stem: str) -> str:
    """The stem, with a number behind it where another rubric has it."""
    taken = set(Rubric.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number = 2
    code = stem
    while code in taken:
        code = f"{stem}-{number}"
        number += 1
    return code


@transaction.atomic
def rubric_change(*, rubric: Rubric, name: str, legal_basis: str, is_active: bool) -> Rubric:
    """Change what a rubric is called, rests on, and whether it is offered for scoring."""
    rubric.name, rubric.legal_basis, rubric.is_active = name, legal_basis, is_active
    rubric.full_clean()
    rubric.save()
    return rubric


@transaction.atomic
def rubric_delete(*, rubric: Rubric) -> None:
    """Take a rubric away; raises Refused where points were given by it."""
    Rubric.objects.select_for_update().get(pk=rubric.pk)
    lines = list(rubric.criteria.all())
    if any(_is_scored(line) for line in lines):
        raise Refused(
            _("Points were given by this rubric. Stop offering it instead of deleting it.")
        )
    Score.objects.filter(criterion__in=lines).delete()
    rubric.delete()


def criterion_checked(criterion: Criterion) -> None:
    """Check a new or changed line that is not saved yet.

    Raises ParameterError for a formula that cannot work, Refused for a code that is taken, a line
    put under itself, or a heading with lines made a line.
    """
    rule = rule_of(criterion.formula, criterion.parameters)[0]
    refuse_unreachable(rule, criterion.maximum)
    lines = {line.pk: line for line in criterion.rubric.criteria.all()}
    if any(line.code == criterion.code for line in lines.values() if line != criterion):
        raise Refused(_("Another criterion has this code. Choose another one."), "code")
    if criterion.pk:
        _refuse_loop(criterion, lines)
        has_lines = any(line.parent_id == criterion.pk for line in lines.values())
        if criterion.formula != Criterion.Formula.GROUP and has_lines:
            raise Refused(_HAS_LINES, "formula")


@transaction.atomic
def criterion_save(*, criterion: Criterion) -> None:
    """Keep a new or changed line; raises as `criterion_checked`, and Refused where a line
    that has points would become a heading."""
    Rubric.objects.select_for_update().get(pk=criterion.rubric_id)
    criterion_checked(criterion)
    if criterion.pk is None:
        lines = criterion.rubric.criteria
        criterion.position = lines.aggregate(last=Max("position", default=0))["last"] + 1
    elif criterion.formula == Criterion.Formula.GROUP and _is_scored(criterion):
        raise Refused(_SCORED, "formula")
    criterion.full_clean()
    criterion.save()


@transaction.atomic
def criterion_move(*, criterion: Criterion, up: bool) -> None:
    """Change places with the line before or after under the same heading.

    Raises Refused where there is none.
    """
    Rubric.objects.select_for_update().get(pk=criterion.rubric_id)
    beside = list(Criterion.objects.filter(rubric=criterion.rubric_id, parent=criterion.parent_id))
    here = beside.index(criterion)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(beside):
        raise Refused(_("The criterion stands at the end already."))
    beside[here], beside[there] = beside[there], beside[here]
    for position, line in enumerate(beside, start=1):
        if line.position != position:
            line.position = position
            line.save(update_fields=["position"])


@transaction.atomic
def criterion_delete(*, criterion: Criterion) -> None:
    """Take a line out; raises Refused for a heading, and where points would be lost."""
    Rubric.objects.select_for_update().get(pk=criterion.rubric_id)
    if criterion.children.exists():
        raise Refused(_HAS_LINES)
    if _is_scored(criterion):
        raise Refused(_SCORED)
    Score.objects.filter(criterion=criterion).delete()
    criterion.delete()


def _is_scored(criterion: Criterion) -> bool:
    """Whether anybody gave points, words or files; a row that was taken back is none."""
    given = Q(self_by__isnull=False) | Q(review_by__isnull=False) | Q(evidence__isnull=False)
    return Score.objects.filter(given, criterion=criterion).exists()


def _refuse_loop(row: Criterion, lines: Mapping[int, Criterion]) -> None:
    above = row.parent
    while above is not None:
        if above.pk == row.pk:
            text = _("A criterion cannot stand below itself. Choose another heading.")
            raise Refused(text, "parent")
        above = lines.get(above.parent_id) if above.parent_id else None
