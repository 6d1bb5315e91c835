"""What processes of a parallel run share, and how each keeps to its own part of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Databases of the Redis that the processes share: one for the queue, one for the cache of each.
REDIS_DATABASES = 128
_NUMBERED = re.compile(r"(redis://.*/)(\d+)")
_NAMES = ("CELERY_BROKER_URL", "CACHE_URL")


def own_numbers(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that name a database of Redis, with the numbers of this process: the third one
    of a run ("gw2") has 4 and 5. Nothing where it is alone or Redis is not there."""
    process = re.fullmatch(r"gw(\d+)", environment.get("PYTEST_XDIST_WORKER", ""))
    shift = len(_NAMES) * int(process[1]) if process else 0
    found = {name: _NUMBERED.fullmatch(environment.get(name, "")) for name in _NAMES}
    return {name: f"{url[1]}{int(url[2]) + shift}" for name, url in found.items() if url}
