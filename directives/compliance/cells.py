"""One cell of the table as text, icon, tint and bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.clauses.targets import TargetRef
from directives.compliance import words
from directives.compliance.domain import NOTHING, Status, Verdict
from directives.compliance.source import IndicatorRef
from directives.compliance.summary import UnitLine
from reports.figures.figures import Figure, exact_value
from reports.figures.ranking import Change, Direction

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
# Tone and icon of units that meet all, some and none of their targets.
_ALL, _SOME, _NONE = ("ok", "circle-check"), ("warn", "triangle-alert"), ("bad", "circle-x")
_HALF, _NEAR = Decimal("0.5"), Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Bar:
    """A small bar from 0 to 100 as SVG numbers with a decimal point; a band begins at its one tick.

    There are several ticks where it stands for units with different floors.
    """

    width: str
    ticks: tuple[str, ...] = ()
    band_width: str = ""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Since the earlier period: `spoken` for those who hear the page, `difference` for files."""

    text: str
    spoken: str
    trend: str
    difference: Decimal


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell, ready to be shown.

    `heat` is 1 (far below) to 5 (above the ambition), or empty where distance means nothing.
    `explanation` says in one line why, with the clause; `word` is the verdict itself; `own` tells
    that the unit gave the figure itself.
    """

    indicator: IndicatorRef
    explanation: str
    figure: Figure = NOTHING
    text: str = ""
    short: str = ""
    status: Status | None = None
    word: str = ""
    icon: str = ""
    tone: str = "none"
    heat: str = ""
    bar: Bar | None = None
    place: str = ""
    change: ChangeView | None = None
    alarm: bool = False
    own: bool = False

    @property
    def valued(self) -> bool:
        """Whether there is a value, if only 0."""
        return self.figure.value is not None


def cell(line: UnitLine, indicator: IndicatorRef) -> CellView:
    verdict = line.cells.get(indicator.code)
    if verdict is None:
        return CellView(indicator, _("no target"))
    figure = verdict.figure
    alarm = bool(indicator.direction is Direction.LOWER and figure.value)
    watched = alarm and verdict.status is Status.WATCHED
    return CellView(
        indicator,
        words.verdict_sentence(verdict, indicator),
        figure,
        text=words.figure_text(figure),
        short=words.state_short(figure.state),
        status=verdict.status,
        word=words.status_word(verdict.status),
        icon="mail" if watched else ICONS[verdict.status],
        tone="warn" if watched else TONES[verdict.status],
        heat=heat(verdict, alarm=alarm),
        bar=verdict_bar(verdict, indicator),
        place=words.place_text(line.places.get(indicator.code)),
        change=change_view(line.changes.get(indicator.code), indicator),
        alarm=alarm,
        own=indicator.code in line.own,
    )


def change_view(change: Change | None, indicator: IndicatorRef) -> ChangeView | None:
    if change is None:
        return None
    spoken = words.change_spoken(change, indicator)
    text = words.change_text(change, indicator)
    return ChangeView(text, spoken, change.trend, change.difference)


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


def verdict_bar(verdict: Verdict, indicator: IndicatorRef) -> Bar | None:
    """The bar of one unit's figure, with the unit's own target."""
    return bar(verdict.figure, (verdict.target,) if verdict.target else (), indicator)


def bar(figure: Figure, targets: Sequence[TargetRef], indicator: IndicatorRef) -> Bar | None:
    """The bar of a rate, with the tick of each target that has a number and the band of one that
    is alone; None for counts and blanks."""
    if not indicator.is_rate or figure.value is None:
        return None
    width = svg_number(exact_value(figure))
    floors = sorted({target.floor for target in targets if target.floor is not None})
    ambition = targets[0].ambition if len(targets) == 1 else None
    band = svg_number(ambition - floors[0]) if floors and ambition is not None else ""
    return Bar(width, tuple(map(svg_number, floors)), band)


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


def score(line: UnitLine) -> ScoreView:
    met, of = line.met, line.of
    if of == 0:
        return ScoreView("–", 0, 0, "na", "circle-dashed", _("no target can be judged"))
    look = _ALL if met == of else _SOME if met else _NONE
    spoken = _("%(met)s of %(of)s targets met") % {"met": met, "of": of}
    return ScoreView(f"{met}/{of}", met, of, *look, spoken)


def score_counts(lines: list[UnitLine]) -> tuple[ScoreView, ...]:
    """How many units meet all, some and none of their targets, for the chips over the table."""
    judged = [line for line in lines if line.of]
    whole = sum(line.all_met for line in judged)
    none = sum(line.met == 0 for line in judged)
    some = len(judged) - whole - none
    counts = (
        (whole, ngettext("%(n)s meets all", "%(n)s meet all", whole), _ALL),
        (some, ngettext("%(n)s meets some", "%(n)s meet some", some), _SOME),
        (none, ngettext("%(n)s meets none", "%(n)s meet none", none), _NONE),
    )
    return tuple(
        ScoreView(text % {"n": number}, number, len(judged), *look, text % {"n": number})
        for number, text, look in counts
        if number
    )
