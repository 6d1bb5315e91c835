"""The supervisor: everything starts together, and nothing is left when it stops."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest import mock

import pytest
from honcho.printer import Printer

from cchc.management.commands.start import Supervisor, processes
from tests.services.servers import new_database
from tests.services.stack import ROOT, Stack, local_environment, manage, running, stop

CHOSEN = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL")
# The clock sends it every twelve seconds.
ROUTINE = "reports.interrupt_stale_import_runs"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Migrated data, on the server and the broker that this run of the tests is about. Every step
    is logged: that the clock is at work shows in nothing else."""
    chosen = {name: os.environ[name] for name in CHOSEN if os.environ.get(name)}
    if "DATABASE_URL" in chosen:
        chosen["DATABASE_URL"] = new_database(chosen["DATABASE_URL"])
    var_dir = tmp_path_factory.mktemp("start")
    made = local_environment(var_dir, DEBUG="1", LOG_LEVEL="DEBUG", **chosen)
    manage(made, "migrate", "--verbosity", "0")
    return made


@pytest.fixture
def stack(environment: dict[str, str]) -> Iterator[Stack]:
    with running(environment) as started:
        yield started


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_every_process(stack: Stack, number: int) -> None:
    assert len(all_at_work(stack)) >= 5
    began = time.monotonic()
    assert stop(stack.process, number) == 0
    assert time.monotonic() - began < 9
    assert processes_of(stack.var_dir) == {}


def test_a_signal_during_the_start_waits_until_all_have_started() -> None:
    supervisor = Supervisor(printer=Printer(io.StringIO()))
    supervisor.add_process("web", "exec sleep 9")
    supervisor.add_process("worker", "exec sleep 9")
    with mock.patch.object(supervisor, "_procmgr") as ends:
        supervisor._processes["web"]["pid"] = 11
        supervisor.returncode = 130
        supervisor.terminate()
        assert ends.terminate.mock_calls == []
        supervisor._processes["worker"]["pid"] = 12
        assert supervisor._all_started()
        assert ends.terminate.mock_calls == [mock.call(11), mock.call(12)]


def test_the_end_of_one_process_ends_all_with_an_error(stack: Stack) -> None:
    all_at_work(stack)
    # Its own workers have higher ids, until the machine begins to count anew.
    started = re.search(r"web started \(pid=(\d+)\)", stack.log.read_text())
    assert started
    os.kill(int(started[1]), signal.SIGTERM)
    assert stack.process.wait(15) == 1
    assert processes_of(stack.var_dir) == {}
    assert "ended by itself" in stack.log.read_text()


def test_a_task_sent_to_the_broker_reaches_the_worker(stack: Stack) -> None:
    all_at_work(stack)
    send_tasks(stack.environment, ROUTINE, "no.such.task")
    wait_for_line(stack, "no.such.task")
    assert re.search(rf"{ROUTINE}.* received", stack.log.read_text())


def test_the_log_tells_of_trouble_and_not_of_routine(environment: dict[str, str]) -> None:
    with running({**environment, "LOG_LEVEL": ""}) as stack:
        wait_for_line(stack, " ready.")
        send_tasks(environment, ROUTINE, "no.such.task")
        wait_for_line(stack, "no.such.task")
    before = stack.log.read_text().partition("no.such.task")[0].splitlines()[:-1]
    assert not [line for line in before if re.search("warning|error", line, re.IGNORECASE)]
    assert ROUTINE not in "".join(before)


def send_tasks(environment: Mapping[str, str], *names: str) -> None:
    """Puts tasks into the queue, as the web server would."""
    send = (
        "from cchc.celery import app; app.connection_for_write().ensure_connection(max_retries=1);"
        f"[app.send_task(name) for name in {names!r}]"
    )
    manage(environment, "shell", "--no-imports", "-c", send)


def test_a_port_in_use_is_said_in_one_sentence(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "manage.py", "start", "--port", port],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30,
        )  # fmt: skip
    assert done.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("broker", "alone"), [("filesystem://", True), ("redis://127.0.0.1:6379/0", False)]
)
def test_workers_talk_to_each_other_only_where_there_can_be_many(broker: str, alone: bool) -> None:
    commands = processes("127.0.0.1", 8000, broker)
    assert ("--without-gossip" in commands["worker"]) is alone
    assert [name for name, command in commands.items() if " beat " in command] == ["beat"]


# Looking at processes ---------------------------------------------------------------------------
def all_at_work(stack: Stack) -> dict[int, str]:
    """The processes of the product, once web server, worker and clock are all at work."""
    wait_for_line(stack, "beat: Starting")
    wait_for_line(stack, " ready.")
    return processes_of(stack.var_dir)


def wait_for_line(stack: Stack, text: str, seconds: float = 30) -> None:
    """Waits until the product has printed the text; fails with what it printed instead."""
    end = time.monotonic() + seconds
    while text not in (printed := stack.log.read_text()):
        if stack.process.poll() is not None or time.monotonic() > end:
            pytest.fail(f"{text!r} was not printed:\n{printed[-4000:]}")
        time.sleep(0.05)


def processes_of(var_dir: Path) -> dict[int, str]:
    """Id → command of every living process that was started with this VAR_DIR, whoever its parent
    is by now: an orphan is found too."""
    mark, found = f"VAR_DIR={var_dir}".encode(), {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
                found[int(folder.name)] = command.decode()
        except OSError:  # it has just ended, or is another user's
            continue
    return found
