"""`python -m bench.memory NAME FILE`: how far one import drives the memory of its own process."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from bench.surroundings import forget_figures, surroundings


def peak_of(name: str, path: Path) -> tuple[float, float]:
    """Peak megabytes of a fresh process that runs one contender, and how much of it is its own."""
    command = [sys.executable, "-m", "bench.memory", name, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    whole, own = done.stdout.split()[-2:]
    return float(whole), float(own)


def _peak() -> float:
    """The most this program had at once; what the system counts for a child is its parent's too."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0


def main(name: str, path: Path) -> None:
    """Run one contender once and print its peak and what of that is above the idle process."""
    with surroundings():
        from bench import peers, product

        forget_figures()
        idle = _peak()
        contenders = {
            "product": product.apply,
            "again": product.read_again,
            "default": peers.default,
            "tuned": peers.tuned,
        }
        contenders[name](path)
        sys.stdout.write(f"{_peak():.0f} {_peak() - idle:.0f}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
