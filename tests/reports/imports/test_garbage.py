"""The search for cycles stops while a file is read, and goes on whatever happens."""

from __future__ import annotations

import gc

import pytest

from reports.imports.garbage import collection_paused


def test_the_collector_rests_and_goes_on() -> None:
    assert gc.isenabled()
    with collection_paused():
        assert not gc.isenabled()
        with collection_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_starts_it_again() -> None:
    @collection_paused()
    def fails() -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fails()
    assert gc.isenabled()
