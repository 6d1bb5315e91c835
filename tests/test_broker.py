"""The queue in a folder: a message is there whole or not at all, and a broken one harms nobody."""

from __future__ import annotations

from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from cchc import broker, celery


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("queue", "processed", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


# Kombu remembers for the whole process which queues it has bound: each test has its own.
@pytest.fixture
def connection(folder: Path) -> Connection:
    options = {
        "data_folder_in": str(folder / "queue"),
        "data_folder_out": str(folder / "queue"),
        "processed_folder": str(folder / "processed"),
        "control_folder": str(folder / "control"),
    }
    return Connection("filesystem://", transport_options=options)


def test_the_application_uses_it() -> None:
    with celery.app.connection_for_write(url="filesystem://") as connection:
        assert connection.get_transport_cls() is broker.Transport


def test_an_empty_message_is_put_aside_and_the_next_one_taken(
    connection: Connection, folder: Path
) -> None:
    with connection.SimpleQueue("first") as queue:
        (folder / "queue" / "0_aaaa.first.msg").touch()
        queue.put({"run": 1})
        message = queue.get(timeout=5)
        assert message.payload == {"run": 1}
        message.ack()
        with pytest.raises(Empty):
            queue.get(block=False)


def test_a_message_appears_whole(
    connection: Connection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before: list[list[Path]] = []
    replace = Path.replace

    def watched(part: Path, whole: Path) -> Path:
        before.append(list((folder / "queue").glob("*.msg")))
        return replace(part, whole)

    monkeypatch.setattr(Path, "replace", watched)
    with connection.SimpleQueue("other") as queue:
        queue.put({"run": 1})
        assert before == [[]]
        message = queue.get(timeout=5)
        assert message.payload == {"run": 1}
        message.ack()
