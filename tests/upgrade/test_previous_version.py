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


def as_before(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts but for what counts now and did not: xã Vĩnh Giang's accepted 0 of 12, which fills
    the province's blank of online payment, and the registers' letters of apology, with the sums
    and overall places that they come into."""
    for name in ("compared_with", "without_place", "trial"):
        facts.pop(name, None)
    for totals in (facts.get("totals", {}), *facts["pools"].values()):
        for code in ("payment", "apology", "rule"):
            totals.pop(code, None)
    for row in facts["rows"]:
        for cells in (row.get("cells", {}), row.get("figures", {})):
            cells.pop("apology", None)
            if row["unit"]["code"] == "vinhgiang":
                cells.pop("payment", None)
        for sums in ("met", "of", "overall"):
            row.pop(sums, None)
    facts["rows"].sort(key=lambda row: row["unit"]["code"])
    return facts


@pytest.mark.parametrize("command", ["ranking", "compliance"])
def test_places_and_verdicts(
    upgraded: tuple[str, Path], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As before, for an office that keeps the overall place as it was."""
    monkeypatch.setenv("OVERALL_PLACE", "met")
    now = json.loads(manage(*upgraded, command, "--json"))
    assert as_before(now) == as_before(FACTS[command])


def test_the_chain_of_changes_holds(upgraded: tuple[str, Path]) -> None:
    assert "105" in manage(*upgraded, "verify_history")


def test_publications_keep_their_checksums(upgraded: tuple[str, Path]) -> None:
    manage(*upgraded, "publish", "--verify")


def test_what_was_frozen_is_written_again_letter_by_letter(upgraded: tuple[str, Path]) -> None:
    publications = json.loads(manage(*upgraded, "shell", "-v", "0", "-c", _READ_AGAIN))
    assert publications == FACTS["publications"]
