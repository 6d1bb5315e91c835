"""One command that runs the whole product, so that nobody has to start three processes by hand."""

import shlex
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from honcho import manager as honcho

WEB_WORKERS = 2
WEB_THREADS = 4
WORKER_THREADS = 2
GRACE_SECONDS = 3
# A worker needs four seconds to notice that it shall stop, and its task some more to end.
honcho.KILL_WAIT = 10
ASKED_TO_STOP = {signal["rc"] for signal in honcho.SIGNALS.values()}
# Celery warns root of messages that carry code (pickle). Here they carry JSON alone.
AS_ROOT = "ignore:You're running the worker with superuser privileges"
# The filesystem broker keeps a file for each event between workers, and there is one worker.
ALONE = "--without-gossip --without-mingle --without-heartbeat"


class Supervisor(honcho.Manager):  # type: ignore[misc]
    """Runs processes together. honcho alone breaks on a signal that comes before every process
    has told its id, and leaves some behind; here the signal waits for that moment."""

    def terminate(self) -> None:
        if self._all_started():
            super().terminate()

    def _all_started(self) -> bool:
        """True once all ids are known; asked in each round of honcho's loop."""
        started: bool = super()._all_started()
        if started and self.returncode is not None:
            super().terminate()
        return started


class Command(BaseCommand):
    help = "Runs the web server, the background worker and its clock until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        refuse_taken_port(host, port)
        manager = Supervisor()
        for name, command in processes(host, port, settings.CELERY_BROKER_URL).items():
            manager.add_process(name, f"exec {command}", cwd=str(settings.BASE_DIR))
        self.stdout.write(f"http://{host}:{port} (Ctrl-C stops it)")
        self.stdout.flush()
        manager.loop()
        if manager.returncode not in ASKED_TO_STOP:
            raise CommandError("A process ended by itself (see above), so all were stopped.")


def processes(host: str, port: int, broker: str) -> dict[str, str]:
    """Name → shell command of each process; the clock is apart, for it may run only once."""
    python = shlex.quote(sys.executable)
    web = (
        f"{python} -m gunicorn cchc.wsgi --bind {shlex.quote(host)}:{port} --no-control-socket"
        f" --workers {WEB_WORKERS} --threads {WEB_THREADS}"
        f" --graceful-timeout {GRACE_SECONDS} --log-level warning"
    )
    celery = f"{python} -W {shlex.quote(AS_ROOT)} -m celery -q -A cchc"
    worker = f"{celery} worker --pool threads --concurrency {WORKER_THREADS}"
    if broker.startswith("filesystem"):
        worker = f"{worker} {ALONE}"
    return {"web": web, "worker": worker, "beat": f"{celery} beat --pidfile="}


def refuse_taken_port(host: str, port: int) -> None:
    """Raises CommandError in one sentence, where gunicorn would try again for five seconds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({error.strerror}). "
                f"Choose another port, for example: PORT={port + 1} make run"
            ) from None
