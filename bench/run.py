"""`python -m bench.run [ROUNDS]` measures and writes bench/results.md, ratios first.

With `python -m tests.services --` in front it measures on PostgreSQL; each database keeps its own
part of the results.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator
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


def main(rounds: int) -> None:
    """Measure everything on the database at hand and put it into the results."""
    with surroundings() as folder:
        from bench import exports, imports, judging

        found = [
            *imports.measures(folder, rounds),
            *judging.measures(rounds),
            *exports.measures(rounds),
        ]
        lines = [Line(*one) for one in found]
        part = "\n".join(_part(lines, rounds))
        sys.stdout.write(part + "\n")
        _keep(vendor(), part)


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
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
