"""A trial as a page shows it: the answer, the scale with its dots and stairs, the levels nearby."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directives.compliance import words
from directives.compliance.domain import UnitRef
from directives.compliance.source import IndicatorRef
from directives.text.emphasis import Run, runs
from directives.text.sentences import in_sentence
from directives.whatif import sentences
from directives.whatif.chart import ChartView, chart, named_value
from directives.whatif.domain import Candidate, LevelOutcome, Trial, value_of
from directives.whatif.rewording import TextPiece
from directives.whatif.selectors import ClauseTarget, TrialSheet, clause_wording
from reports.figures.figures import Measure, format_points


@dataclass(frozen=True, slots=True)
class LevelView:
    """A level nearby: `mark` says that it is the one in force or the one tried."""

    level: str
    mark: str
    tried: bool
    met: int
    difference: str
    moved: str


@dataclass(frozen=True, slots=True)
class TargetView:
    """A row of the clause's targets; `tried` where this one is being tried."""

    beside: ClauseTarget
    audience: str
    level: str
    standing: str
    tried: bool


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """All of the panel in the reader's language; numbers with a comma."""

    title: str
    clause: int
    now: str
    tried: str
    changed: bool
    met_now: int
    met: int
    of: int
    tone: str
    icon: str
    verdict: str
    sentences: tuple[tuple[Run, ...], ...]
    unvalued: str
    legend_met: str
    legend_missed: str
    chart: ChartView
    levels: tuple[LevelView, ...]
    pieces: tuple[TextPiece, ...]
    note: str
    shared: tuple[str, ...]
    together: bool
    script: dict[str, Any]


def whatif_view(sheet: TrialSheet, trial: Trial, level: Decimal, *, together: bool) -> WhatIfView:
    outcome, before = trial.outcome(level), trial.outcome(trial.now)
    reworded = clause_wording(sheet, level, together=together)
    now, tried = format_points(trial.now), format_points(level)
    number = words.with_unit(now, sheet.indicator)
    missed = trial.of - outcome.met
    return WhatIfView(
        title=_title(trial, sheet.indicator),
        clause=sheet.row.clause.number,
        now=now,
        tried=tried,
        changed=level != trial.now,
        met_now=before.met,
        met=outcome.met,
        of=trial.of,
        tone="bad" if outcome.fallen else "ok",
        icon="triangle-alert" if outcome.fallen else "circle-check",
        verdict=sentences.verdict_word(outcome),
        sentences=tuple(runs(text) for text in sentences.answer(trial, outcome, before)),
        unvalued=sentences.without_value(trial) if trial.unvalued else "",
        legend_met=_("meets the level tried (%(count)s)") % {"count": outcome.met},
        legend_missed=_("does not (%(count)s)") % {"count": missed},
        chart=chart(trial, sheet.indicator, level, outcome, before),
        levels=tuple(_level(near, trial, level, before) for near in trial.near(level)),
        pieces=_shown(reworded.pieces),
        note=sentences.wording_note(reworded.occurs, number, sheet.row.clause.number),
        shared=tuple(in_sentence(target.indicator.short_name) for target in sheet.shared),
        together=together,
        script=_script(trial, level),
    )


def _shown(pieces: tuple[TextPiece, ...]) -> tuple[TextPiece, ...]:
    """Without the stars of bold and italic words, which a change may stand between."""
    return tuple(TextPiece(piece.text.replace("*", ""), piece.change) for piece in pieces)


def _title(trial: Trial, indicator: IndicatorRef) -> str:
    name = in_sentence(indicator.short_name)
    if trial.is_ceiling:
        return _("Try a ceiling: %(indicator)s") % {"indicator": name}
    return _("Try a floor: %(indicator)s") % {"indicator": name}


def _level(outcome: LevelOutcome, trial: Trial, tried: Decimal, before: LevelOutcome) -> LevelView:
    mark = pgettext("level", "tried") if outcome.level == tried else ""
    mark = pgettext("level", "in force") if outcome.level == trial.now else mark
    difference = outcome.met - before.met
    signed = f"+{difference}" if difference > 0 else f"−{-difference}" if difference else "0"
    return LevelView(
        level=format_points(outcome.level),
        mark=mark,
        tried=outcome.level == tried and outcome.level != trial.now,
        met=outcome.met,
        difference="–" if outcome.level == trial.now else signed,
        moved=sentences.moved(outcome, trial),
    )


def _script(trial: Trial, level: Decimal) -> dict[str, Any]:
    """What the script needs to move the picture; numbers as texts, exact and with a point."""
    return {
        "ceiling": trial.is_ceiling,
        "whole": trial.measure is Measure.COUNT,
        "now": f"{trial.now.normalize():f}",
        "tried": f"{level.normalize():f}",
        "top": f"{trial.top:f}",
        "highest": f"{trial.highest.normalize():f}",
        "of": trial.of,
        "units": [_unit(candidate) for candidate in trial.valued],
    }


def _unit(candidate: Candidate) -> dict[str, str]:
    return {"value": str(value_of(candidate)), "label": named_value(candidate)}


def target_views(sheet: TrialSheet, view: WhatIfView | None) -> tuple[TargetView, ...]:
    """The targets of the clause, the one tried among them."""
    return tuple(_target(beside, beside.row.pk == sheet.row.pk, view) for beside in sheet.beside)


def _target(beside: ClauseTarget, tried: bool, view: WhatIfView | None) -> TargetView:
    target = beside.target
    level = "–"
    if target.floor is not None:
        level = format_points(target.floor)
        level += f" – {format_points(target.ambition)}" if target.ambition is not None else ""
    standing = _standing(beside, view if tried else None)
    return TargetView(beside, _audience(beside.units), level, standing, tried)


def _audience(units: tuple[UnitRef, ...]) -> str:
    """ "18 xã, thị trấn", or the one unit by name."""
    if len(units) == 1:
        return words.unit_label(units[0])
    return f"{len(units)} {words.kinds_word(dict.fromkeys(unit.kind for unit in units))}".strip()


def _standing(beside: ClauseTarget, view: WhatIfView | None) -> str:
    if not beside.tally.of:
        return _("no figures")
    text = f"{beside.tally.met}/{beside.tally.of}"
    if view and view.changed:
        return f"{text} → {view.met}/{view.of}"
    return text if beside.target.has_number else _("%(count)s begun") % {"count": text}
