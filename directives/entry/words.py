"""The short sentences of the entry grid: problems, others' changes, figures in a line."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from directives.compliance import words
from directives.compliance.source import IndicatorRef
from reports.entry.domain import EntryProblem
from reports.entry.presentation import problem_sentence
from reports.figures.figures import Figure
from reports.figures.periods import format_date
from reports.rounds.submission_models import DraftFigure


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A sentence under a field; `unfinished` is no fault yet."""

    field: str
    text: str
    unfinished: bool


def problem_view(problem: EntryProblem) -> ProblemView:
    return ProblemView(problem.field, problem_sentence(problem), problem.unfinished)


def other_text(draft: DraftFigure | None, viewer: int) -> str:
    """ "Nguyễn Văn A sửa lúc 09:41, 22/6/2023", "" for the reader's own figure."""
    if draft is None or draft.updated_by_id in (None, viewer):
        return ""
    facts = {"who": draft.updated_by, "when": when(draft.updated_at)}
    return _("changed by %(who)s at %(when)s") % facts


def conflict_text(theirs: DraftFigure | None, indicator: IndicatorRef) -> str:
    """What somebody else has written meanwhile: figure, name and time."""
    if theirs is None:
        return _("Somebody else has taken this figure away meanwhile.")
    facts = {
        "who": theirs.updated_by or "–",
        "figure": draft_text(theirs, indicator),
        "when": when(theirs.updated_at),
    }
    return _("%(who)s wrote %(figure)s at %(when)s.") % facts


def draft_text(draft: DraftFigure | None, indicator: IndicatorRef) -> str:
    """A figure in a line: "55,09% (352/639)", "không phát sinh", "–"."""
    return "–" if draft is None else entered_text(draft.figure, indicator)


def entered_text(figure: Figure | None, indicator: IndicatorRef) -> str:
    """The same for a figure that is not stored yet."""
    if figure is None:
        return "–"
    if figure.value is None:
        return words.state_word(figure.state)
    text = words.with_unit(words.figure_text(figure), indicator)
    if figure.numerator is None or figure.denominator is None:
        return text
    return f"{text} ({figure.numerator}/{figure.denominator})"


def when(at: datetime) -> str:
    """ "09:41" today, else "09:41, 22/6/2023"."""
    local = timezone.localtime(at)
    clock = f"{local:%H:%M}"
    if local.date() == timezone.localdate():
        return clock
    return f"{clock}, {format_date(local.date())}"
