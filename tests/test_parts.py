"""`make test`: a part that fails hides nothing of the others, and is named at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.__main__ import main

GOOD = "def test_good():\n    import os\n    assert 'DATABASE_URL' not in os.environ\n"
BAD = "def test_bad():\n    assert False\n"
BROKEN = "import no_such_module\n"


@pytest.fixture(autouse=True)
def _a_developers_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DATABASE_URL", "postgres://of@a.developer/cchc")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    yield


def part(folder: Path, text: str) -> tuple[str, ...]:
    """The command of a part that has one file of tests."""
    folder.mkdir()
    (folder / "test_it.py").write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\n")
    options = ["-q", "-p", "no:django", f"--rootdir={folder}", "-c", f"{folder}/pytest.ini"]
    return (sys.executable, "-m", "pytest", *options, str(folder))


def test_every_part_runs_and_what_failed_is_said_at_the_end(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    parts = {
        "first": part(tmp_path / "1", BAD),
        "second": part(tmp_path / "2", BROKEN),
        "third": part(tmp_path / "3", GOOD),
        "fourth": (sys.executable, "-c", "raise SystemExit(9)"),
    }
    assert main(parts) == 1
    printed = capfd.readouterr().out
    assert "1 passed" in printed
    end = printed.partition("== All parts")[2].splitlines()
    found = [line.partition(" after")[0] for line in end if line]
    assert found == [
        *("first: RED (exit status 1)", "  test_it.py::test_bad"),
        *("second: RED (exit status 2)", "  test_it.py"),
        *("third: green", "fourth: RED (exit status 9)"),
    ]


def test_all_green_is_exit_status_0(tmp_path: Path) -> None:
    assert main({"only": part(tmp_path / "1", GOOD)}) == 0
