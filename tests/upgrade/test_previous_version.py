"""What the version before wrote comes out the same after an upgrade."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.upgrade.restoring import manage, previous_database

FACTS: Final[dict[str, Any]] = json.loads(
    Path(__file__).with_name("previous_facts.json").read_text(encoding="utf-8")
)
_READ_AGAIN: Final = """
import json
from directives.publications.frozen import checksum, decode, encode
from directives.publications.models import Publication
print(json.dumps([
    {"number": row.number, "version": row.version, "checksum": row.checksum}
    for row in Publication.objects.all()
    if checksum(encode(decode(row.content))) == row.checksum
]))
"""


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("previous")
    with previous_database(folder) as url:
        manage(url, folder, "migrate", "--verbosity", "0")
        yield url, folder


def without_the_filled_gap(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts but for one cell and the sums it counts in: xã Vĩnh Giang's accepted 0 of 12 now
    fills the province's blank of online payment."""
    for row in facts["rows"]:
        if row["unit"]["code"] == "vinhgiang":
            for cells in (row.get("cells"), row.get("figures")):
                (cells or {}).pop("payment", None)
    facts.get("totals", {}).pop("payment", None)
    for pool in facts["pools"].values():
        pool.pop("payment", None)
        # Equals stood by their online rate, and stand in the official order now.
        pool.pop("rule", None)
    facts["rows"].sort(key=lambda row: row["unit"]["code"])
    return facts


@pytest.mark.parametrize("command", ["ranking", "compliance"])
def test_places_and_verdicts(
    upgraded: tuple[str, Path], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As before, for an office that keeps the overall place as it was."""
    monkeypatch.setenv("OVERALL_PLACE", "met")
    now = json.loads(manage(*upgraded, command, "--json"))
    assert without_the_filled_gap(now) == without_the_filled_gap(FACTS[command])


def test_the_chain_of_changes_holds(upgraded: tuple[str, Path]) -> None:
    assert "105" in manage(*upgraded, "verify_history")


def test_publications_keep_their_checksums(upgraded: tuple[str, Path]) -> None:
    manage(*upgraded, "publish", "--verify")


def test_what_was_frozen_is_written_again_letter_by_letter(upgraded: tuple[str, Path]) -> None:
    publications = json.loads(manage(*upgraded, "shell", "-v", "0", "-c", _READ_AGAIN))
    assert publications == FACTS["publications"]
