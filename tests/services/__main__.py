"""`python -m tests.services -- COMMAND` runs a command with PostgreSQL and Redis beside it;
`--install` only makes sure that every program is there. The exit status is the command's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from types import FrameType

from tests.services.parts import PartMissingError, install_missing
from tests.services.servers import everything

END_SECONDS = 20
USAGE = "usage: python -m tests.services (--install | -- COMMAND …)"


def main(words: list[str]) -> int:
    try:
        install_missing()
    except PartMissingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if words == ["--install"]:
        return 0
    if len(words) < 2 or words[0] != "--":
        sys.stderr.write(f"{USAGE}\n")
        return 2
    return run(words[1:])


def run(command: list[str]) -> int:
    """The command's exit status; the servers are gone when this returns, however it ends."""
    signal.signal(signal.SIGTERM, _leave)
    with everything() as variables:
        return status_of(command, {**os.environ, **variables})


def status_of(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Runs a command; it has ended when this returns or raises."""
    process = subprocess.Popen(command, env=environment)
    try:
        return process.wait()
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    # After Ctrl-C the command is ending by itself and needs the servers until it has.
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.terminate()
        process.wait()


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
