"""A submission as its page shows it: what was sent, what it amounts to, and its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.clauses.targets import TargetRef
from directives.compliance import words
from directives.compliance.domain import Verdict, evaluate
from directives.compliance.selectors import indicator_ref, unit_ref
from directives.compliance.source import IndicatorRef
from directives.entry.result import ResultView, result_view, target_text
from directives.entry.words import entered_text
from directives.text.words import capitalised
from reports.entry.draft_selectors import Beside
from reports.figures.figures import Figure, State
from reports.figures.indicator_models import Indicator
from reports.figures.periods import format_date
from reports.rounds.sent import CellChange, SentFigure
from reports.rounds.submission_models import Evidence, Submission
from reports.rounds.submission_selectors import StepLine, Timing, last_sent
from units.models import Unit

_TONES: Final = {"draft": "na", "submitted": "warn", "accepted": "ok", "returned": "bad"}
_ICONS: Final = {
    "draft": "pencil",
    "submitted": "clock",
    "accepted": "circle-check",
    "returned": "undo-2",
}


class SentRow(NamedTuple):
    """One indicator as it was sent. `was` is the sending before where it said otherwise, `reason`
    why the office gave it back, `state` the word for a figure without a value."""

    indicator: Indicator
    target: str
    result: ResultView
    state: str
    counts: str
    note: str
    was: str
    reason: str
    files: tuple[Evidence, ...]


class SentChange(NamedTuple):
    """One indicator that a second sending says otherwise."""

    name: str
    before: str
    after: str
    note: str


class SentStep(NamedTuple):
    """One step of the history; `reasons` are those of single cells, by their names."""

    line: StepLine
    reasons: tuple[tuple[str, str], ...]
    changes: tuple[SentChange, ...]


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """All that the page of a submission shows; no rows while it is a draft or nothing arose."""

    sentence: str
    tone: str
    icon: str
    timing: str
    extension: str
    rows: tuple[SentRow, ...]
    nothing_arose: bool
    steps: tuple[SentStep, ...]


@dataclass(frozen=True, slots=True)
class SentMaterial:
    """All that the page is made from, as read from the database."""

    submission: Submission
    indicators: Sequence[Indicator]
    steps: tuple[StepLine, ...]
    timing: Timing
    beside: Beside
    targets: Mapping[str, TargetRef]
    reasons: Mapping[str, str]
    files: Sequence[Evidence]


def submission_page(material: SentMaterial) -> SubmissionPage:
    """The page of a submission. A draft is the unit's own: its figures are not shown."""
    submission = material.submission
    sent = last_sent(material.steps)
    shown = sent if submission.state != Submission.State.DRAFT else None
    refs = {indicator.code: indicator_ref(indicator) for indicator in material.indicators}
    rows = tuple(
        _row(material, indicator, refs[indicator.code], shown.sent[indicator.code], shown.changes)
        for indicator in material.indicators
        if shown and indicator.code in shown.sent
    )
    return SubmissionPage(
        sentence=_sentence(submission, shown, _verdicts(material, shown)),
        tone=_TONES[submission.state],
        icon=_ICONS[submission.state],
        timing=_timing_text(material.timing),
        extension=_extension_text(material.timing),
        rows=rows,
        nothing_arose=bool(shown and shown.nothing_arose),
        steps=tuple(_step(line, refs) for line in reversed(material.steps)),
    )


def _row(
    material: SentMaterial,
    indicator: Indicator,
    ref: IndicatorRef,
    sent: SentFigure,
    changes: Sequence[CellChange],
) -> SentRow:
    target = material.targets.get(ref.code)
    verdict = evaluate(sent.figure, target)
    changed = next((change for change in changes if change.code == ref.code), None)
    return SentRow(
        indicator=indicator,
        target=target_text(target, ref),
        result=result_view(verdict, ref, material.beside, indicator.tolerance),
        state=words.state_word(sent.figure.state) if sent.figure.value is None else "",
        counts=_counts(sent.figure),
        note=sent.note,
        was=_was(changed, ref),
        reason=material.reasons.get(ref.code, ""),
        files=tuple(file for file in material.files if file.indicator_id == indicator.pk),
    )


def _was(changed: CellChange | None, ref: IndicatorRef) -> str:
    """The figure of the sending before; "" where the note alone is another."""
    if changed is None:
        return ""
    before = _sent_text(changed.before, ref)
    return before if before != _sent_text(changed.after, ref) else ""


def _counts(figure: Figure) -> str:
    if figure.numerator is None or figure.denominator is None:
        return ""
    return f"{_whole(figure.numerator)}{words.NBSP}/{words.NBSP}{_whole(figure.denominator)}"


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _verdicts(material: SentMaterial, sent: StepLine | None) -> tuple[Verdict, ...]:
    figures = sent.sent if sent else {}
    verdicts = (evaluate(sent.figure, material.targets.get(code)) for code, sent in figures.items())
    return tuple(verdict for verdict in verdicts if verdict.counts)


def _sentence(submission: Submission, sent: StepLine | None, judged: Sequence[Verdict]) -> str:
    """What stands on top: "Xã Vĩnh Giang đã nộp 5 chỉ số, đạt 1 trên 3 chỉ tiêu."."""
    unit = unit_label(submission.unit)
    if sent is None:
        return _("%(unit)s has sent nothing that waits for the office.") % {"unit": unit}
    if sent.nothing_arose:
        return _("%(unit)s says that no cases arose in this period.") % {"unit": unit}
    count = len(sent.sent)
    text = ngettext("%(unit)s sent %(count)s figure", "%(unit)s sent %(count)s figures", count)
    sent_text = text % {"unit": unit, "count": count}
    if not judged:
        return f"{sent_text}."
    met = sum(verdict.passed for verdict in judged)
    return sent_text + _(", meeting %(met)s of %(of)s targets.") % {"met": met, "of": len(judged)}


def unit_label(unit: Unit) -> str:
    """A unit at the head of a sentence: "Xã Vĩnh Giang"."""
    return capitalised(words.unit_label(unit_ref(unit)))


def counting_text(counts: Mapping[str, bool]) -> str:
    """What an accepted figure does now, and what it would: `counts` tells of each indicator
    whether the unit's own figure is the official one."""
    used = sum(counts.values())
    waiting = len(counts) - used
    if not waiting:
        return _("All of them are used for verdicts and places.") if used else ""
    stays = ngettext(
        "For %(count)s indicator the province's figure counts; the unit's own stands beside it and "
        "is used where the province leaves a blank.",
        "For %(count)s indicators the province's figures count; the unit's own stand beside them "
        "and are used where the province leaves a blank.",
        waiting,
    ) % {"count": waiting}
    if not used:
        return stays
    now = ngettext(
        "%(count)s figure of the unit is used for verdicts and places.",
        "%(count)s figures of the unit are used for verdicts and places.",
        used,
    ) % {"count": used}
    return f"{now} {stays}"


def _timing_text(timing: Timing) -> str:
    if timing.late is None:
        return ""
    if not timing.late:
        return _("on time")
    text = ngettext("%(days)s day late", "%(days)s days late", timing.late)
    return text % {"days": timing.late}


def _extension_text(timing: Timing) -> str:
    extension = timing.extension
    if extension is None:
        return ""
    facts = {"day": format_date(extension.until), "why": extension.reason}
    return _("More time until %(day)s: %(why)s") % facts


def _step(line: StepLine, refs: Mapping[str, IndicatorRef]) -> SentStep:
    return SentStep(
        line,
        reasons=tuple((_name(code, refs), text) for code, text in line.step.cells.items()),
        changes=tuple(_change(change, refs) for change in line.changes),
    )


def _change(change: CellChange, refs: Mapping[str, IndicatorRef]) -> SentChange:
    """What became of a cell; where only the note is new, the note is what is said."""
    ref = refs.get(change.code)
    before, after = _sent_text(change.before, ref), _sent_text(change.after, ref)
    note = change.after.note if change.after else ""
    noted = note if note != (change.before.note if change.before else "") else ""
    return SentChange(_name(change.code, refs), before, after, noted)


def _sent_text(sent: SentFigure | None, ref: IndicatorRef | None) -> str:
    if sent is None:
        return words.state_word(State.NOT_REPORTED)
    if ref is None:
        return words.figure_text(sent.figure)
    return entered_text(sent.figure, ref)


def _name(code: str, refs: Mapping[str, IndicatorRef]) -> str:
    return refs[code].short_name if code in refs else code
