"""The scale of a trial: handle, dots and stairs above each other, so that one line cuts them all.

Across everything is a part of a hundred of the width, down it is in pixels; the script moves the
same attributes.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from directives.compliance import words
from directives.compliance.cells import svg_number
from directives.compliance.source import IndicatorRef
from directives.text.sentences import in_sentence
from directives.whatif.domain import Candidate, LevelOutcome, Trial, value_of
from reports.figures.figures import Measure, format_points

DOTS_Y, STAIRS_TOP, STAIRS_HEIGHT = 148, 250, 150
_SIDE = (0, 1, -1, 2, -2)
_APART, _ROW = Decimal("2.2"), 15
_TICKS, _ROWS = 10, 3
_NEAR_END = 75


@dataclass(frozen=True, slots=True)
class TrialDot:
    """One unit: `x` in parts of a hundred, `y` in pixels."""

    x: str
    y: int
    met: bool
    title: str


@dataclass(frozen=True, slots=True)
class ScaleMark:
    """A text on one of the scales."""

    x: str
    y: str
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class ChartView:
    """The drawing; the stairs' own numbers run to `top` across and `STAIRS_HEIGHT` down."""

    now_x: str
    tried_x: str
    shade_x: str
    shade_width: str
    now_y: str
    tried_y: str
    now_anchor: str
    tried_anchor: str
    dots: tuple[TrialDot, ...]
    ends: tuple[ScaleMark, ...]
    beside: tuple[ScaleMark, ...]
    ticks: tuple[ScaleMark, ...]
    rows: tuple[ScaleMark, ...]
    stairs: str
    view_box: str
    axis_name: str
    spoken: str


def chart(
    trial: Trial,
    indicator: IndicatorRef,
    level: Decimal,
    outcome: LevelOutcome,
    before: LevelOutcome,
) -> ChartView:
    now_x, tried_x = _across(trial, trial.now), _across(trial, level)
    name = in_sentence(indicator.short_name)
    what = "%" if indicator.measure is Measure.RATE else indicator.count_unit
    return ChartView(
        now_x=svg_number(now_x),
        tried_x=svg_number(tried_x),
        shade_x=svg_number(min(now_x, tried_x)),
        shade_width=svg_number(abs(now_x - tried_x)),
        now_y=_down(trial, before.met),
        tried_y=_down(trial, outcome.met),
        now_anchor=anchor_of(now_x),
        tried_anchor="end" if tried_x > _NEAR_END else "start",
        dots=_dots(trial, level),
        ends=_ends(trial),
        beside=_beside(trial, level),
        ticks=_ticks(trial),
        rows=_rows(trial),
        stairs=_stairs(trial),
        view_box=f"0 0 {svg_number(trial.top)} {STAIRS_HEIGHT}",
        axis_name=f"{name}, {what}",
        spoken=", ".join(named_value(candidate) for candidate in trial.valued),
    )


def _across(trial: Trial, value: Decimal) -> Decimal:
    return min(max(value, Decimal(0)), trial.top) * 100 / trial.top


def _down(trial: Trial, met: int) -> str:
    share = Decimal(met) / trial.of if trial.of else Decimal(0)
    return svg_number(STAIRS_TOP + STAIRS_HEIGHT * (1 - share))


def named_value(candidate: Candidate) -> str:
    """ "xã Vĩnh Long 70,3"."""
    text = words.figure_text(candidate.figure) if candidate.figure else ""
    return f"{words.unit_label(candidate.unit)} {text}"


def _dots(trial: Trial, level: Decimal) -> tuple[TrialDot, ...]:
    """Dots that would cover each other go above and below the line in turn."""
    last: dict[int, Decimal] = {}
    dots = []
    for candidate in trial.valued:
        x = _across(trial, value_of(candidate))
        row = next((at for at in _SIDE if x - last.get(at, -_APART) >= _APART), 0)
        last[row] = x
        passed = trial.verdict(candidate, level).passed
        dots.append(TrialDot(svg_number(x), DOTS_Y + row * _ROW, passed, named_value(candidate)))
    return tuple(dots)


def anchor_of(x: Decimal) -> str:
    """Where a text is held so that it does not run out at a side."""
    return "start" if x < 25 else "end" if x > _NEAR_END else "middle"


def _ends(trial: Trial) -> tuple[ScaleMark, ...]:
    """Only the lowest and the highest are named: all names would hide the dots."""
    valued = trial.valued
    ends = [valued[0], valued[-1]] if len(valued) > 1 else list(valued)
    placed = [(_across(trial, value_of(candidate)), candidate) for candidate in ends]
    return tuple(
        ScaleMark(svg_number(x), str(DOTS_Y + 46 + 15 * row), named_value(candidate), anchor_of(x))
        for row, (x, candidate) in enumerate(placed)
    )


def _beside(trial: Trial, level: Decimal) -> tuple[ScaleMark, ...]:
    """The nearest unit on each side of the level, one above the other."""
    marks = []
    for row, candidate in enumerate(trial.around(level)):
        if candidate is not None:
            x = _across(trial, value_of(candidate))
            y = str(DOTS_Y - 48 + 16 * row)
            anchor = "end" if row == 0 and x >= 25 else "start" if row == 1 and x <= 75 else ""
            marks.append(
                ScaleMark(svg_number(x), y, named_value(candidate), anchor or anchor_of(x))
            )
        else:
            marks.append(ScaleMark("0", str(DOTS_Y - 48), ""))
    return tuple(marks)


def _ticks(trial: Trial) -> tuple[ScaleMark, ...]:
    count = _TICKS if trial.top % _TICKS == 0 else 5
    values = [trial.top * step / count for step in range(count + 1)]
    return tuple(ScaleMark(svg_number(_across(trial, at)), "", format_points(at)) for at in values)


def _rows(trial: Trial) -> tuple[ScaleMark, ...]:
    """Whole numbers of units beside the stairs, at most four of them."""
    pace = -(-trial.of // _ROWS) or 1
    heights = sorted({*range(0, trial.of, pace), trial.of})
    # A row too near the top would print over it.
    kept = [at for at in heights if at == trial.of or trial.of - at >= pace / 2]
    return tuple(ScaleMark("0", _down(trial, at), str(at), "end") for at in kept)


def _stairs(trial: Trial) -> str:
    """The path: along each step, then down or up to the next."""
    steps = trial.steps()
    share = Decimal(STAIRS_HEIGHT) / (trial.of or 1)
    heights = [svg_number(STAIRS_HEIGHT - stair.met * share) for stair in steps]
    path = f"M0 {heights[0]}"
    for (_before, after), height in zip(pairwise(steps), heights[1:], strict=True):
        path += f"H{svg_number(after.at or Decimal(0))}V{height}"
    return f"{path}H{svg_number(trial.top)}"


def spoken_template() -> str:
    """What the handle says of itself; the script fills the numbers in."""
    return _("{level}: {met} of {of} pass")
