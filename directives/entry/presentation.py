"""The entry grid as strings: each row with its fields, and the sentence on top."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
from reports.entry.presentation import state_words
from reports.figures.figures import Figure, State, format_figure_value
from reports.figures.indicator_models import Indicator
from reports.rounds.submission_models import DraftFigure

# Stands for what is red while a sentence is put together; no text holds it.
_MARK = "\0"


class StateChoice(NamedTuple):
    """A state as it is chosen, with what it means and the key that chooses it."""

    value: str
    word: str
    meaning: str | Promise
    key: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One indicator of the grid. `locked`: the office has exempted it. `other` says who else
    changed it, and when."""

    indicator: Indicator
    target: str
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

    @property
    def rated(self) -> bool:
        """Whether it is a rate, and no count."""
        return self.indicator.kind == Indicator.Kind.RATE

    @property
    def value_label(self) -> str:
        """What stands over the field of the number itself."""
        if self.rated:
            return _("Rate (%)")
        return _("Number (%(what)s)") % {"what": self.indicator.count_unit}


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
    unanswered = [row.indicator.short_name for row in rows if not answered_count([row.figure])]
    return EntryPage(
        rows=rows,
        headline=headline(material.unit, rows),
        done=_("%(done)s/%(all)s indicators answered")
        % {"done": len(rows) - len(unanswered), "all": len(rows)},
        open_names=listed(unanswered),
        open_count=len(unanswered),
        saved=_saved(material.drafts.values()),
        states=_state_choices(exempt=material.may_exempt),
    )


def sent_page(page: EntryPage, sent: Sequence[TypedRow], conflicts: Mapping[str, str]) -> EntryPage:
    """The grid as it was sent, where it could not be kept: texts, problems, others' figures."""
    by_code = {row.indicator.code: row for row in sent}
    rows = tuple(
        replace(
            row,
            typing=typed.typing,
            problems=tuple(problem_view(problem) for problem in typed.problems),
            conflict=conflicts.get(typed.indicator.code, ""),
        )
        if (typed := by_code.get(row.indicator.code))
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
    exempt = figure is not None and figure.state is State.EXEMPT
    return EntryRow(
        indicator=indicator,
        target=target_text(target, ref),
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
    filled = {**facts, "name": in_sentence(row.indicator.short_name), "missing": _MARK}
    if row.verdict.gap_files:
        text = _(
            "%(unit)s meets %(met)s of %(of)s targets; %(name)s needs %(missing)s more to meet "
            "one more."
        )
        files = format_figure_value(Decimal(row.verdict.gap_files), 0)
        missing = f"{files}{words.NBSP}{row.indicator.count_unit}"
    else:
        text = _("%(unit)s meets %(met)s of %(of)s targets; %(name)s lacks %(missing)s.")
        missing = words.points(row.verdict.gap or Decimal(0)).replace(" ", words.NBSP)
    start, _mark, end = (text % filled).partition(_MARK)
    return Headline(start, missing, end)


# What a state means and the key that chooses it.
_MEANINGS: Final[Mapping[State, tuple[str | Promise, str]]] = {
    State.VALUE: (gettext_lazy("type the numbers"), "V"),
    State.NO_CASES: (gettext_lazy("no files in this period"), "K"),
    State.NOT_STARTED: (gettext_lazy("there were files, nothing was done"), "C"),
    State.NOT_REPORTED: (gettext_lazy("will be added later"), "S"),
    State.EXEMPT: (gettext_lazy("decided by the office"), ""),
}


def _state_choices(*, exempt: bool) -> tuple[StateChoice, ...]:
    """The states in the order of the grid; "not assessed" is the office's alone."""
    return tuple(
        StateChoice(state.value, word, *_MEANINGS[state])
        for state, word in state_words(exempt=exempt)
    )


def _saved(drafts: Iterable[DraftFigure]) -> str:
    times = [row.updated_at for row in drafts]
    return _("Draft saved at %(when)s") % {"when": when(max(times))} if times else ""
