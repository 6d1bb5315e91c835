"""A private PostgreSQL and a private Redis on free ports, gone without a trace afterwards."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2  # type: ignore[import-untyped]
import redis

from tests.services.parts import INITDB, POSTGRES, REDIS, path_of
from tests.services.shares import REDIS_DATABASES

START_SECONDS = 30
STOP_SECONDS = 15
# Nothing here outlives the run, so nothing needs to reach the disk.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def everything() -> Iterator[dict[str, str]]:
    """Both servers; gives the environment variables that point the product at them."""
    with postgresql() as database, redis_server() as broker:
        yield {
            "DATABASE_URL": database,
            "CELERY_BROKER_URL": f"{broker}/0",
            "CACHE_URL": f"{broker}/1",
        }


@contextmanager
def postgresql() -> Iterator[str]:
    """A database of its own; gives its URL."""
    with _folder() as folder:
        data = folder / "data"
        init = [path_of(INITDB), "-D", str(data), "-U", "cchc", "--auth=trust", "--no-sync"]
        init += ["--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(init, check=True, stdout=subprocess.DEVNULL, cwd=folder, **_plain_user())
        port = free_port()
        command = [path_of(POSTGRES), "-D", str(data), "-p", str(port), "-h", "127.0.0.1"]
        command += ["-k", "", *(word for option in CARELESS for word in ("-c", option))]
        url = f"postgres://cchc@127.0.0.1:{port}"
        with _server(command, folder, lambda: psycopg2.connect(f"{url}/postgres").close()):
            yield new_database(f"{url}/postgres")


@contextmanager
def redis_server() -> Iterator[str]:
    """A Redis that saves nothing; gives its URL without a database number."""
    with _folder() as folder:
        port = free_port()
        command = [path_of(REDIS), "--port", str(port), "--bind", "127.0.0.1"]
        command += ["--save", "", "--appendonly", "no", "--dir", str(folder)]
        command += ["--databases", str(REDIS_DATABASES)]
        with _server(command, folder, lambda: redis.Redis(port=port).ping()):
            yield f"redis://127.0.0.1:{port}"


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_database(url: str) -> str:
    """Makes an empty database on the server of the URL; gives its URL."""
    name = f"cchc_{secrets.token_hex(4)}"
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {name}")
    finally:
        connection.close()
    return f"{url.rpartition('/')[0]}/{name}"


@contextmanager
def _server(command: list[str], folder: Path, answers: Callable[[], Any]) -> Iterator[None]:
    """Runs the command until the block ends, with its output in a log that a failure prints."""
    log = folder / "log"
    with log.open("wb") as output:
        # Its own session: Ctrl-C reaches the tests first, and they stop it in good order.
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **_plain_user(),
        )
    try:
        _wait_for(answers, process, log)
        yield
    finally:
        _stop(process)


def _wait_for(answers: Callable[[], Any], process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            answers()
            return
        except (psycopg2.OperationalError, redis.ConnectionError) as error:
            if process.poll() is not None or time.monotonic() > end:
                text = log.read_text(errors="replace")[-2000:]
                raise RuntimeError(f"{process.args!r} did not start:\n{text}") from error
            time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes]) -> None:
    # PostgreSQL reads SIGINT as "now, without waiting for clients"; Redis stops on it too.
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that belongs to the user who runs the server."""
    folder = Path(tempfile.mkdtemp(prefix="cchc-tests-"))
    try:
        if user := _plain_user().get("user"):
            os.chown(folder, user, -1)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _plain_user() -> dict[str, Any]:
    """Arguments for subprocess that leave root behind: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {user.pw_name: user for user in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
