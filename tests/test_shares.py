"""Processes of a parallel run keep to their own databases of Redis."""

from __future__ import annotations

import pytest

from tests.services.shares import own_numbers

REDIS = {"CELERY_BROKER_URL": "redis://127.0.0.1:7001/0", "CACHE_URL": "redis://127.0.0.1:7001/1"}


@pytest.mark.parametrize(
    ("process", "queue", "cache"), [("", 0, 1), ("gw0", 0, 1), ("gw1", 2, 3), ("gw11", 22, 23)]
)
def test_each_has_two_of_its_own(process: str, queue: int, cache: int) -> None:
    found = own_numbers({**REDIS, "PYTEST_XDIST_WORKER": process})
    assert found == {
        "CELERY_BROKER_URL": f"redis://127.0.0.1:7001/{queue}",
        "CACHE_URL": f"redis://127.0.0.1:7001/{cache}",
    }


def test_without_redis_nothing_is_shared() -> None:
    assert own_numbers({"CELERY_BROKER_URL": "filesystem://", "CACHE_URL": ""}) == {}
