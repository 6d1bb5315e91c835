"""The product as its user starts it: `manage.py start` on a free port with data of its own."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
HEALTH_PATH = "/healthz"
START_SECONDS = 60
STOP_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Stack:
    """A running product: its address, its folder, its supervisor, its variables, its output."""

    url: str
    var_dir: Path
    process: subprocess.Popen[bytes]
    environment: Mapping[str, str]
    log: Path

    def manage(self, *words: str) -> str:
        """Runs a management command on the same data; gives what it printed."""
        return manage(self.environment, *words)


def local_environment(var_dir: Path, **more: str) -> dict[str, str]:
    """The variables of `make run`, with SQLite and the filesystem broker under `var_dir`."""
    own = {
        "VAR_DIR": str(var_dir),
        "DEBUG": "0",
        "USE_HTTPS": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "DATABASE_URL": f"sqlite:///{var_dir / 'cchc.sqlite3'}",
        "CELERY_BROKER_URL": "",
        "CACHE_URL": "",
    }
    return {**os.environ, **own, **more}


def manage(environment: Mapping[str, str], *words: str) -> str:
    """Runs a management command; raises RuntimeError with its output when it fails."""
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def running(environment: Mapping[str, str]) -> Iterator[Stack]:
    """The product on prepared data, from its first answer until the block ends."""
    port, var_dir = free_port(), Path(environment["VAR_DIR"])
    log, url = var_dir / "start.log", f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "start", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for_answer(url + HEALTH_PATH, process, log)
        yield Stack(url, var_dir, process, environment, log)
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes], number: int = signal.SIGINT) -> int:
    """Asks the supervisor to stop and gives its exit status."""
    if process.poll() is None:
        process.send_signal(number)
    try:
        return process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise


def _wait_for_answer(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > end:
            text = log.read_text(errors="replace")[-4000:]
            raise RuntimeError(f"The product did not answer at {url}:\n{text}")
        time.sleep(0.1)


def _answers(url: str) -> bool:
    """False while nobody listens; a page that is broken is an error of its own, not a wait."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{url} answers with status {error.code}") from error
    except OSError:
        return False
