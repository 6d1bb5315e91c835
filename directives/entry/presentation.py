"""The entry grid as strings: each row with its fields, and the sentence on top."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from directives.clauses.targets import TargetRef
from directives.compliance import words
from directives.compliance.domain import UnitRef, Verdict, evaluate
from directives.compliance.selectors import indicator_ref
from directives.entry.result import ResultView, result_view, target_text
from directives.entry.words import ProblemView, other_text, problem_view, when
from directives.text.sentences import in_sentence
from directives.text.words import capitalised, listed
from reports.entry.domain import Typing, answered_count
from reports.entry.draft_selectors import Beside
from reports.entry.forms import TypedRow, typing_of
from reports.figures.figures import Figure, Measure, State, format_figure_value
from reports.figures.indicator_models import Indicator
from reports.rounds.submission_models import DraftFigure

# Stands for what is red while a sentence is put together; no text holds it.
_MARK = "\0"


@dataclass(frozen=True, slots=True)
class StateChoice:
    """A state as it is chosen, with what it means and the key that chooses it."""

    value: str
    word: str
    meaning: str
    key: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One indicator of the grid. `locked`: the office has exempted it. `other` says who else
    changed it, and when."""

    code: str
    name: str
    icon: str
    target: str
    by_counts: bool
    counts_labels: tuple[str, str]
    value_label: str
    rated: bool
    count_unit: str
    typing: Typing
    version: int
    locked: bool
    result: ResultView
    figure: Figure | None
    verdict: Verdict
    other: str = ""
    reason: str = ""
    problems: tuple[ProblemView, ...] = ()
    conflict: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """The sentence on top; only its middle is red."""

    start: str
    missing: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class EntryPage:
    """The whole grid. `open_names` are the indicators without an answer."""

    rows: tuple[EntryRow, ...]
    headline: Headline
    done: str
    open_names: str
    open_count: int
    saved: str
    states: tuple[StateChoice, ...]
    faults: tuple[tuple[EntryRow, ProblemView], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Material:
    """All that a grid is made from, as read from the database. `viewer` is the reader's id."""

    unit: UnitRef
    indicators: Sequence[Indicator]
    drafts: Mapping[int, DraftFigure]
    beside: Beside
    targets: Mapping[str, TargetRef]
    viewer: int
    may_exempt: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)


def entry_page(material: Material) -> EntryPage:
    rows = tuple(entry_row(material, indicator) for indicator in material.indicators)
    unanswered = [row.name for row in rows if not answered_count([row.figure])]
    return EntryPage(
        rows=rows,
        headline=headline(material.unit, rows),
        done=_("%(done)s/%(all)s indicators answered")
        % {"done": len(rows) - len(unanswered), "all": len(rows)},
        open_names=listed(unanswered),
        open_count=len(unanswered),
        saved=_saved(material.drafts.values()),
        states=state_choices(exempt=material.may_exempt),
    )


def sent_page(page: EntryPage, sent: Sequence[TypedRow], conflicts: Mapping[str, str]) -> EntryPage:
    """The grid as it was sent, where it could not be kept: texts, problems, others' figures."""
    by_code = {row.indicator.code: row for row in sent}
    rows = tuple(
        replace(
            row,
            typing=by_code[row.code].typing,
            problems=tuple(problem_view(problem) for problem in by_code[row.code].problems),
            conflict=conflicts.get(row.code, ""),
        )
        if row.code in by_code
        else row
        for row in page.rows
    )
    faults = tuple((row, problem) for row in rows for problem in row.problems)
    return replace(page, rows=rows, faults=faults)


def entry_row(material: Material, indicator: Indicator) -> EntryRow:
    draft = material.drafts.get(indicator.pk)
    figure = draft.figure if draft else None
    target = material.targets.get(indicator.code)
    ref = indicator_ref(indicator)
    verdict = evaluate(figure, target)
    rated = ref.measure is Measure.RATE
    value_label = _("Rate (%)") if rated else _("Number (%(what)s)") % {"what": ref.count_unit}
    exempt = figure is not None and figure.state is State.EXEMPT
    return EntryRow(
        code=ref.code,
        name=ref.short_name,
        icon=ref.icon,
        target=target_text(target, ref),
        by_counts=indicator.by_counts,
        counts_labels=(
            capitalised(indicator.numerator),
            capitalised(indicator.denominator),
        ),
        value_label=value_label,
        rated=rated,
        count_unit=ref.count_unit,
        typing=typing_of(draft),
        version=draft.version if draft else 0,
        locked=exempt and not material.may_exempt,
        result=result_view(
            verdict, ref, material.beside, indicator.tolerance, stored=draft is not None
        ),
        figure=figure,
        verdict=verdict,
        other=other_text(draft, material.viewer),
        reason=material.reasons.get(indicator.code, ""),
    )


def headline(unit: UnitRef, rows: Sequence[EntryRow]) -> Headline:
    """Where the unit stands, and what is nearest: "…; số hóa thêm 32 hồ sơ nữa là đạt"."""
    name = capitalised(words.unit_label(unit))
    answered = answered_count(row.figure for row in rows)
    facts = {"unit": name, "done": answered, "all": len(rows)}
    targets = [row for row in rows if row.verdict.target and row.verdict.target.has_number]
    if not answered:
        return Headline(_("%(unit)s has entered none of %(all)s indicators yet.") % facts)
    if not targets:
        return Headline(_("%(unit)s has answered %(done)s of %(all)s indicators.") % facts)
    met = sum(row.verdict.passed for row in targets)
    return _nearest({"unit": name, "met": met, "of": len(targets)}, targets)


def _nearest(facts: Mapping[str, object], rows: Sequence[EntryRow]) -> Headline:
    short = [row for row in rows if row.verdict.gap is not None and row.rated]
    if not short:
        return Headline(_("%(unit)s meets %(met)s of %(of)s targets.") % facts)
    row = min(short, key=lambda row: row.verdict.gap or Decimal(0))
    filled = {**facts, "name": in_sentence(row.name), "missing": _MARK}
    if row.verdict.gap_files:
        text = _(
            "%(unit)s meets %(met)s of %(of)s targets; %(name)s needs %(missing)s more to meet "
            "one more."
        )
        files = format_figure_value(Decimal(row.verdict.gap_files), 0)
        missing = f"{files}{words.NBSP}{row.count_unit}"
    else:
        text = _("%(unit)s meets %(met)s of %(of)s targets; %(name)s lacks %(missing)s.")
        missing = words.points(row.verdict.gap or Decimal(0)).replace(" ", words.NBSP)
    start, _mark, end = (text % filled).partition(_MARK)
    return Headline(start, missing, end)


def state_choices(*, exempt: bool) -> tuple[StateChoice, ...]:
    """The states in the order of the grid; "not assessed" is the office's alone."""
    choices = [
        StateChoice(State.VALUE.value, _("Has a figure"), _("type the numbers"), "V"),
        StateChoice(State.NO_CASES.value, _("No cases arose"), _("no files in this period"), "K"),
        StateChoice(
            State.NOT_STARTED.value, _("Not started"), _("there were files, nothing was done"), "C"
        ),
        StateChoice(State.NOT_REPORTED.value, _("Not reported"), _("will be added later"), "S"),
    ]
    if exempt:
        choices.append(
            StateChoice(State.EXEMPT.value, _("Not assessed"), _("decided by the office"), "")
        )
    return tuple(choices)


def _saved(drafts: Iterable[DraftFigure]) -> str:
    times = [row.updated_at for row in drafts]
    return _("Draft saved at %(when)s") % {"when": when(max(times))} if times else ""
