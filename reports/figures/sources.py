"""Which of two sources is official, decided figure by figure.

The office names the source that comes first; the other one fills its gaps. "Not reported" says
nothing, and "not started" is how the blank of a column is read: both are gaps, which an accepted
figure fills. It never takes the place of a figure.
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
    more = _says(state) - _says(over)
    return more > 0 or (more == 0 and source == first)


def _says(state: State) -> int:
    """How much a state says: nothing, that the cell was blank, or something."""
    return {State.NOT_REPORTED: 0, State.NOT_STARTED: 1}.get(state, 2)


def official_source(figures: Mapping[str, Figure], *, first: str) -> str | None:
    """The source whose figure is official, from the figures by source; None where none has one."""
    chosen: str | None = None
    for source, figure in figures.items():
        over = figures[chosen].state if chosen is not None else None
        if prevails(figure.state, source, over=over, first=first):
            chosen = source
    return chosen
