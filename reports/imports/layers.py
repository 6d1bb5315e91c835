"""The life of one figure as layers: what stands there when some imports are taken back.

Each import and each person that said something of a figure laid a layer over what was there. An
import that is taken back takes its own layer out, wherever it lies; what stands is the topmost
layer that is left.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from reports.figures.figures import Figure, same_figure


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from: ids of report and run, sheet and cell; nothing when typed."""

    report_id: int | None = None
    run_id: int | None = None
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """What was said of a figure, by whom, and the number of that change in the history.

    One that `repeats` said what stood there already, and so left no change of its own; its number
    is that of the first change of its run.
    """

    number: int
    figure: Figure
    origin: Origin
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a figure: its number in the history, and what stood there after it, if any.

    `own_word` tells a run's or a person's from an undo, which only puts something back;
    `on_nothing` that there was no figure before.
    """

    number: int
    figure: Figure | None
    origin: Origin
    own_word: bool
    on_nothing: bool


def standing_without(
    steps: Iterable[Step], repetitions: Iterable[Layer], undone: Collection[int]
) -> Layer | None:
    """What stands of a figure once the runs of these ids are taken back; None for no figure.

    A repetition counts only where it says what stood there at its time. It never takes a figure
    from the one that said it first, as long as that one is not taken back.
    """
    left = [layer for layer in _layers(steps, repetitions) if layer.origin.run_id not in undone]
    while len(left) > 1 and left[-1].repeats and says_same(left[-1].figure, left[-2].figure):
        left.pop()
    return left[-1] if left else None


def _layers(steps: Iterable[Step], repetitions: Iterable[Layer]) -> list[Layer]:
    layers: list[Layer] = []
    stood: Figure | None = None
    events: list[Step | Layer] = [*steps, *repetitions]
    for event in sorted(events, key=lambda event: event.number):
        if isinstance(event, Layer):
            if stood is not None and says_same(event.figure, stood):
                layers.append(event)
            continue
        if event.on_nothing or event.figure is None:
            layers.clear()
        if event.own_word and event.figure is not None:
            layers.append(Layer(event.number, event.figure, event.origin))
        stood = event.figure
    return layers


def says_same(figure: Figure, other: Figure) -> bool:
    """Whether a figure says what the other one does; without counts it says nothing of theirs."""
    return same_figure(figure, other) or same_figure(figure, other.without_counts())
