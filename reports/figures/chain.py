"""The chain of changes: each change carries the hash of the one before, so that one changed byte,
one row taken out or one put in between shows."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

# As many decimals as the columns of figures have.
_PLACES: Final = Decimal("0.00000001")
Value = str | int | Decimal | datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """One change as it is stored: its place in the chain, the hash before, and its values."""

    pk: int
    seq: int
    previous_hash: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Where a chain does not hold: `seq` is the first change that cannot be trusted.

    `what` is `changed` (a change, or the one before it, is not what was written), `missing` (a
    change is not there, or stands twice), `end` (the chain ends before or after its head) or
    `figure` (what stands now is not what the change, the last of its figure, wrote; 0: none did).
    """

    seq: int
    what: str


def stored(value: Value) -> Value:
    """A value as the database gives it back: decimals with eight places, rounded half up."""
    if isinstance(value, Decimal):
        return value.quantize(_PLACES, ROUND_HALF_UP)
    return value


def link_hash(previous_hash: str, seq: int, values: Sequence[Value]) -> str:
    """The hash of a change (64 hexadecimal digits), from all its values and the hash before."""
    written = json.dumps([previous_hash, seq, *map(_text, values)], ensure_ascii=True)
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def _text(value: Value) -> str | int | None:
    """One spelling for each value, whatever the database or the time zone."""
    if isinstance(value, Decimal):
        return f"{value.quantize(_PLACES, ROUND_HALF_UP):f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def faults(links: Iterable[Link], *, length: int, head: str) -> Iterator[ChainFault]:
    """Where the chain breaks: `links` in the order of their places, `length` and `head` as kept.

    A changed row is told once, at the row itself, since the next one carries its hash.
    """
    expected, before = 1, ""
    last: Link | None = None
    for link in links:
        if link.seq != expected:
            yield ChainFault(expected, "missing")
        elif link.previous_hash != before:
            yield ChainFault(max(link.seq - 1, 1), "changed")
        last, expected = link, link.seq + 1
        before = link_hash(link.previous_hash, link.seq, link.values)
    if (last.seq if last else 0) != length:
        yield ChainFault(expected, "end")
    elif before != head:
        yield ChainFault(length, "changed")
