"""Time by turns: what is compared runs one after the other, again and again, on one machine."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contender:
    """Something to time: `prepare` runs before each time and is not counted.

    One that takes minutes may sit out after its `most` rounds.
    """

    run: Callable[[], object]
    prepare: Callable[[], object] = lambda: None
    most: int = 1000


def by_turns(contenders: Mapping[str, Contender], *, rounds: int = 5) -> dict[str, float]:
    """The median seconds of each contender over the rounds."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds):
        for name, contender in contenders.items():
            if number >= contender.most:
                continue
            contender.prepare()
            gc.collect()
            began = time.perf_counter()
            contender.run()
            times[name].append(time.perf_counter() - began)
    return {name: statistics.median(taken) for name, taken in times.items()}
