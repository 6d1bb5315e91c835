"""Which of two sources is official, decided figure by figure.

The office names the source that comes first; the other one fills its gaps. "Not reported" says
nothing, so it is a gap too.
"""

from collections.abc import Mapping
from enum import StrEnum

from reports.figures.figures import Figure, State


class SourceName(StrEnum):
    """Who says so: the province's report, or the unit itself."""

    PROVINCE = "province"
    UNIT = "unit"


def prevails(state: State, source: str, *, over: State | None, first: str) -> bool:
    """Whether a figure in this state is official where that of the other source stands.

    `over` is the state of the other figure, None where there is none; `first` is the source that
    comes first. Which of the two is read first makes no difference.
    """
    if over is None:
        return True
    if over is State.NOT_REPORTED:
        return source == first or state is not State.NOT_REPORTED
    return source == first and state is not State.NOT_REPORTED


def official_source(figures: Mapping[str, Figure], *, first: str) -> str | None:
    """The source whose figure is official, from the figures by source; None where none has one."""
    chosen: str | None = None
    for source, figure in figures.items():
        over = figures[chosen].state if chosen is not None else None
        if prevails(figure.state, source, over=over, first=first):
            chosen = source
    return chosen
