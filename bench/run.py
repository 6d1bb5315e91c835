"""`python -m bench.run [ROUNDS] [MEASURE …]` measures and writes bench/results.md, ratios first.

With `python -m tests.services --` in front it measures on PostgreSQL; each database keeps its own
part of the results. Measures that are named ("M4 M7") are run alone and only printed.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.surroundings import UNITS, surroundings, vendor

RESULTS = Path(__file__).with_name("results.md")
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: its number, what is compared, the ratio and what is wanted, the raw figures."""

    number: str
    what: str
    ratio: str
    goal: str
    raw: str

    def __str__(self) -> str:
        return f"| {self.number} | {self.what} | **{self.ratio}** | {self.goal} | {self.raw} |"


Measures = Callable[[], Iterable[tuple[str, str, str, str, str]]]


def main(rounds: int, wanted: frozenset[str]) -> None:
    """Measure on the database at hand and put it into the results; only print what was chosen."""
    with surroundings() as folder:
        parts = _parts(folder, rounds)
        if unknown := wanted - {number for numbers, _ in parts for number in numbers}:
            raise SystemExit(f"There is no measure {', '.join(sorted(unknown))}")
        chosen = [run for numbers, run in parts if not wanted or wanted & set(numbers)]
        lines = sorted((Line(*one) for run in chosen for one in run()), key=_number)
        part = "\n".join(_part(lines, rounds))
        sys.stdout.write(part + "\n")
        if not wanted:
            _keep(vendor(), part)


def _parts(folder: Path, rounds: int) -> list[tuple[tuple[str, ...], Measures]]:
    """What can be run by itself, in the order in which one leaves the database to the next."""
    from bench import exports, history, imports, judging, load, paper, tables, visit, waiting

    return [
        (("M1",), lambda: imports.against_peers(folder, rounds)),
        (("M2", "M3"), lambda: imports.alone(folder, rounds)),
        (("M6",), lambda: judging.measures(folder, rounds)),
        (("M9",), lambda: exports.measures(rounds)),
        (("M8",), lambda: waiting.measures(folder, rounds)),
        (("M4",), lambda: history.measures(rounds)),
        (("M5",), lambda: tables.measures(rounds)),
        (("M7",), lambda: paper.measures(rounds)),
        (("M10",), visit.measures),
        (("M11",), lambda: load.measures(folder)),
    ]


def _number(line: Line) -> int:
    return int(line.number.removeprefix("M"))


def _part(lines: list[Line], rounds: int) -> Iterator[str]:
    yield f"## {vendor()}"
    yield ""
    yield f"Median of {rounds} rounds; {UNITS:,} units."
    yield ""
    yield "| | measure | ratio | goal | seconds and megabytes |"
    yield "|---|---|---|---|---|"
    yield from map(str, lines)


def _keep(name: str, part: str) -> None:
    """Replace the part of this database in the results and leave the others."""
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    parts = dict(re.findall(r"(?ms)^## (\w+)\n(.*?)(?=^## |\Z)", old))
    parts[name] = part.split("\n", 1)[1]
    body = "\n".join(f"## {one}\n\n{parts[one].strip()}\n" for one in sorted(parts))
    RESULTS.write_text(f"{_head()}\n{body}", encoding="utf-8")


def _head() -> str:
    cores = len(os.sched_getaffinity(0))
    return (
        "# Results\n\n"
        f"Measured by `make bench` on a machine with {cores} cores under {platform.system()}, "
        f"Python {platform.python_version()}. All contenders of a measure took turns in one run; "
        "what counts is the ratio, for seconds depend on the machine.\n"
    )


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word.isdecimal()]
    main(int(given[0]) if given else ROUNDS, frozenset(sys.argv[1:]) - frozenset(given))
