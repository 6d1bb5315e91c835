"""The queue of tasks in a folder, for installations without Redis: kombu's, made safe to share.

Kombu opens a message's file and then writes it, and a worker that looks in between takes an empty
message and ends. Here a message appears whole or not at all, and one that cannot be read is put
aside.
"""

import logging
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Kombu's channel with messages that are written under another name first."""

    # Kombu's own two classes disagree on this name.
    def _put(  # type: ignore[override]
        self, queue: str, payload: dict[str, Any], **kwargs: Any
    ) -> None:
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        whole = Path(self.data_folder_out) / name
        # Of this ending no reader takes a file.
        part = whole.with_name(f"{name}.part")
        try:
            part.write_bytes(str_to_bytes(dumps(payload)))
            part.replace(whole)
        except OSError as error:
            raise ChannelError(f"Cannot add {name} to the queue") from error

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        while True:
            try:
                return super()._get(queue)
            except ValueError:
                # It is out of the queue already; its job is a row that can be started again.
                logger.exception("A message of queue %s cannot be read and was put aside", queue)


class Transport(filesystem.Transport):
    """Kombu's transport with the channel above."""

    Channel = Channel


def install() -> None:
    """Let every "filesystem://" address mean the transport of this module."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:{Transport.__name__}"
