"""`python -m tests` runs every test in three parts (SQLite; PostgreSQL with Redis; the browser) and
says at the end what failed in which: a failure in one part hides nothing of the others."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.services.__main__ import status_of

# Where the product would find a developer's own servers and data.
FOREIGN = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "DEBUG")
# A process for each core. One that is done early takes over from the others; not in the browser,
# where the tests of a file share a running product.
PYTEST = (sys.executable, "-m", "pytest", "--durations=20", "--numprocesses=auto")
PARTS: Mapping[str, tuple[str, ...]] = {
    "SQLite": (*PYTEST, "--dist=worksteal", "-m", "not e2e"),
    "PostgreSQL and Redis": (
        *(sys.executable, "-m", "tests.services", "--"),
        *(*PYTEST, "--dist=worksteal", "-m", "not e2e"),
    ),
    "The browser": (*PYTEST, "--dist=loadfile", "-m", "e2e"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a part ended: pytest's exit status, the tests that failed, and how long it took."""

    part: str
    status: int
    failed: tuple[str, ...]
    seconds: float


def run_part(part: str, command: Sequence[str], folder: Path) -> Outcome:
    """Runs one part with data and a memory of its own below `folder`."""
    (folder / "var").mkdir(parents=True)
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    environment["VAR_DIR"] = str(folder / "var")
    began = time.monotonic()
    status = status_of([*command, "-o", f"cache_dir={folder / 'cache'}"], environment)
    return Outcome(part, status, failed_in(folder), time.monotonic() - began)


def failed_in(folder: Path) -> tuple[str, ...]:
    """The tests that pytest noted as failed."""
    noted = folder / "cache" / "v" / "cache" / "lastfailed"
    return tuple(sorted(json.loads(noted.read_text()))) if noted.exists() else ()


def told(outcomes: Sequence[Outcome]) -> str:
    """A line for each part, then what failed in it."""
    lines = ["", "== All parts"]
    for one in outcomes:
        minutes, seconds = divmod(round(one.seconds), 60)
        state = "green" if one.status == 0 else f"RED (exit status {one.status})"
        lines.append(f"{one.part}: {state} after {minutes} min {seconds} s")
        lines += [f"  {name}" for name in one.failed]
    return "\n".join(lines)


def main(parts: Mapping[str, Sequence[str]]) -> int:
    """0 where every part is green, else 1."""
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="cchc-tests-") as folder:
        for number, (part, command) in enumerate(parts.items()):
            sys.stdout.write(f"\n== {part}\n")
            sys.stdout.flush()
            outcomes.append(run_part(part, command, Path(folder) / str(number)))
    sys.stdout.write(told(outcomes) + "\n")
    return int(any(one.status for one in outcomes))


if __name__ == "__main__":
    try:
        sys.exit(main(PARTS))
    except KeyboardInterrupt:
        sys.exit(130)
