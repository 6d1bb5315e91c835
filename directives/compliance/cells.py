"""One cell of the table as text, icon, tint and bar."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.clauses.targets import TargetRef
from directives.compliance import words
from directives.compliance.domain import Status, UnitCompliance, Verdict, exact_value
from directives.compliance.source import IndicatorRef
from directives.compliance.summary import UnitLine
from reports.figures.figures import Measure
from reports.figures.ranking import Direction

ICONS = {
    Status.MET: "circle-check",
    Status.EXCEEDED: "circle-arrow-up",
    Status.NOT_MET: "circle-x",
    Status.NOT_STARTED: "circle-dashed",
    Status.NOT_REPORTED: "circle-dashed",
    Status.NO_CASES: "circle-slash",
    Status.EXEMPT: "circle-minus",
    Status.WATCHED: "",
}
TONES = {
    Status.MET: "ok",
    Status.EXCEEDED: "ok",
    Status.NOT_MET: "bad",
    Status.NOT_STARTED: "warn",
    Status.NOT_REPORTED: "na",
    Status.NO_CASES: "na",
    Status.EXEMPT: "na",
    Status.WATCHED: "none",
}
_HALF, _NEAR = Decimal("0.5"), Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Bar:
    """A small bar from 0 to 100: widths and ticks as SVG numbers with a decimal point."""

    width: str
    tick: str = ""
    band_from: str = ""
    band_width: str = ""


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell, ready to be shown.

    `heat` is 1 (far below) to 5 (above the ambition), or empty where distance means nothing.
    `explanation` says in one line why, with the clause; `word` is the verdict itself; `own` tells
    that the unit gave the figure itself.
    """

    code: str
    text: str
    short: str
    has_value: bool
    status: str
    word: str
    icon: str
    tone: str
    heat: str
    explanation: str
    bar: Bar | None
    place: str = ""
    change: str = ""
    change_spoken: str = ""
    trend: str = ""
    value: Decimal | None = None
    places: int = 0
    alarm: bool = False
    own: bool = False


def cell(line: UnitLine, indicator: IndicatorRef) -> CellView:
    verdict = line.compliance.cells.get(indicator.code)
    if verdict is None:
        return CellView(indicator.code, "", "", False, "", "", "", "none", "", _("no target"), None)
    figure = verdict.figure
    moved = line.changes.get(indicator.code)
    alarm = bool(indicator.direction is Direction.LOWER and figure.value)
    return CellView(
        code=indicator.code,
        text=words.figure_text(figure),
        short=words.figure_text(figure)
        if figure.value is not None
        else words.state_short(figure.state),
        has_value=figure.value is not None,
        status=verdict.status.value,
        word=words.status_word(verdict.status),
        icon="mail" if alarm and verdict.status is Status.WATCHED else ICONS[verdict.status],
        tone="warn" if alarm and verdict.status is Status.WATCHED else TONES[verdict.status],
        heat=heat(verdict, alarm=alarm),
        explanation=words.verdict_sentence(verdict, indicator),
        bar=bar(verdict, indicator),
        place=words.place_text(line.places.get(indicator.code)),
        change=words.change_text(moved, indicator) if moved else "",
        change_spoken=words.change_spoken(moved, indicator) if moved else "",
        trend=moved.trend if moved else "",
        value=figure.value,
        places=figure.places,
        alarm=alarm,
        own=indicator.code in line.own,
    )


def heat(verdict: Verdict, *, alarm: bool = False) -> str:
    """How far from the unit's own target: < 50 %, 50–80, 80–100, met, above the ambition."""
    target, figure = verdict.target, verdict.figure
    if verdict.status is Status.WATCHED:
        return "3" if alarm else ""
    if figure.value is None or target is None or not target.has_number or not target.floor:
        return ""
    if verdict.status is Status.EXCEEDED:
        return "5"
    if verdict.status is Status.MET:
        return "4"
    share = exact_value(figure) / target.floor
    return "1" if share < _HALF else "2" if share < _NEAR else "3"


def bar(verdict: Verdict, indicator: IndicatorRef) -> Bar | None:
    """The bar of a rate, with the tick at the unit's own floor; None for counts and blanks."""
    if indicator.measure is not Measure.RATE or verdict.figure.value is None:
        return None
    return bar_of(verdict.figure.value, verdict.target)


def bar_of(value: Decimal, target: TargetRef | None) -> Bar:
    """A bar of a rate with the tick and the band of a target, if it has them."""
    floor = target.floor if target else None
    ambition = target.ambition if target else None
    if floor is None:
        return Bar(width=svg_number(value))
    if ambition is None:
        return Bar(width=svg_number(value), tick=svg_number(floor))
    return Bar(
        width=svg_number(value),
        tick=svg_number(floor),
        band_from=svg_number(floor),
        band_width=svg_number(ambition - floor),
    )


def svg_number(value: Decimal) -> str:
    """A number for an SVG attribute: a decimal point whatever the language, two decimals."""
    return f"{value.quantize(Decimal('0.01')):f}"


@dataclass(frozen=True, slots=True)
class ScoreView:
    """ "2/3": targets with a number met, with the tone of the whole row."""

    text: str
    met: int
    of: int
    tone: str
    icon: str
    spoken: str


def score(compliance: UnitCompliance) -> ScoreView:
    met, of = compliance.met, compliance.of
    if of == 0:
        return ScoreView("–", 0, 0, "na", "circle-dashed", _("no target can be judged"))
    tone, icon = ("ok", "circle-check") if met == of else ("warn", "triangle-alert")
    if met == 0:
        tone, icon = "bad", "circle-x"
    spoken = _("%(met)s of %(of)s targets met") % {"met": met, "of": of}
    return ScoreView(f"{met}/{of}", met, of, tone, icon, spoken)


def score_counts(lines: list[UnitLine]) -> tuple[ScoreView, ...]:
    """How many units meet all, some and none of their targets, for the chips over the table."""
    judged = [line.compliance for line in lines if line.compliance.of]
    whole = sum(compliance.all_met for compliance in judged)
    none = sum(compliance.met == 0 for compliance in judged)
    some = len(judged) - whole - none
    return tuple(
        ScoreView(text, number, len(judged), tone, icon, text)
        for number, text, tone, icon in (
            (
                whole,
                ngettext("%(n)s meets all", "%(n)s meet all", whole) % {"n": whole},
                "ok",
                "circle-check",
            ),
            (
                some,
                ngettext("%(n)s meets some", "%(n)s meet some", some) % {"n": some},
                "warn",
                "triangle-alert",
            ),
            (
                none,
                ngettext("%(n)s meets none", "%(n)s meet none", none) % {"n": none},
                "bad",
                "circle-x",
            ),
        )
        if number
    )
