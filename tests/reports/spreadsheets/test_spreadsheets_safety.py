"""Files made to hurt: each is refused with one clear sentence, and costs next to nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files import File
from django.utils import translation

from reports.figures.import_models import ImportRun
from reports.figures.record_models import Record
from reports.imports.presentation import message
from reports.imports.reading import import_run_read
from reports.imports.uploads import import_run_create
from reports.reading.issues import refusal
from reports.spreadsheets.archives import Archive
from reports.spreadsheets.files import read_grids
from reports.spreadsheets.limits import Unreadable, import_limits
from tests.cast import make_cast
from tests.reports.report_files import write_letter
from tests.reports.spreadsheets.hostile import HOSTILE, MEGABYTE, make, names, one_sheet

# What a reader may unpack of a hostile file before it must have noticed. The two with more are
# honest in form and within the limit; they are counted, which takes no memory.
MOST_UNPACKED = 6 * MEGABYTE
COUNTED = {"two and a half million cells": 90 * MEGABYTE, "one endless text": 110 * MEGABYTE}
MOST_MEMORY = 256 * MEGABYTE

PROBE = """
import sys
from pathlib import Path
from reports.spreadsheets.files import read_grids
for name in sys.argv[1:]:
    read_grids(Path(name))
status = Path("/proc/self/status").read_text().splitlines()
print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All hostile files, made once."""
    folder = tmp_path_factory.mktemp("hostile")
    return {name: make(name, folder / f"{at}.xlsx") for at, name in enumerate(HOSTILE)}


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the pieces that were unpacked, as they come."""
    sizes: list[int] = []
    whole = Archive.chunks

    def counted(self: Archive, name: str) -> Iterator[bytes]:
        for chunk in whole(self, name):
            sizes.append(len(chunk))
            yield chunk

    monkeypatch.setattr(Archive, "chunks", counted)
    return sizes


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a reader of files asked for the network")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)


@pytest.mark.parametrize("name", names())
def test_each_is_refused_at_once(name: str, hostile: dict[str, Path], unpacked: list[int]) -> None:
    before = sorted(hostile[name].parent.iterdir())
    found = read_grids(hostile[name])
    assert isinstance(found, Unreadable)
    assert found.code == HOSTILE[name][0]
    assert sum(unpacked) <= COUNTED.get(name, MOST_UNPACKED)
    assert sorted(hostile[name].parent.iterdir()) == before
    with translation.override("en"):
        assert "%(" not in message(refusal(found.code, **found.params))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is told by Linux")
def test_none_takes_the_memory(hostile: dict[str, Path]) -> None:
    out = subprocess.run(
        [sys.executable, "-c", PROBE, *map(str, hostile.values())],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": "."},
    )  # fmt: skip
    assert int(out.stdout) * 1024 < MOST_MEMORY


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["zip bomb", "laughs in a sheet", "encrypted xlsx", "prose"])
def test_a_refused_file_writes_nothing(name: str, hostile: dict[str, Path]) -> None:
    cast = make_cast()
    with hostile[name].open("rb") as file:
        run = import_run_create(
            file=File(file), filename="../../etc/passwd.xlsx", office=cast.office, user=cast.staff
        )
    run = import_run_read(run=run)
    assert run.filename == "passwd.xlsx"
    assert run.status == ImportRun.Status.REFUSED
    assert [found["code"] for found in run.issues] == [HOSTILE[name][0]]
    assert not Record.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ['=HYPERLINK("http://203.0.113.1","UBND xã Vĩnh Chấp")', "=C9"])
def test_a_formula_as_a_name_is_no_unit(name: str, tmp_path: Path) -> None:
    cast = make_cast()
    path = write_letter(tmp_path / "letter.xlsx", B9=name)
    with path.open("rb") as file:
        run = import_run_create(
            file=File(file), filename="letter.xlsx", office=cast.office, user=cast.staff
        )
    run = import_run_read(run=run)
    (found,) = [one for one in run.issues if one["cell"] == "B9"]
    assert (found["code"], found["severity"]) == ("unit-unknown", "error")
    assert not Record.objects.exists()


def test_the_limits_are_those_of_the_settings(settings: object, tmp_path: Path) -> None:
    settings.IMPORT_MAX_COLUMNS = 3  # type: ignore[attr-defined]
    path = one_sheet(tmp_path / "a.xlsx", "<row>" + "<c><v>1</v></c>" * 4 + "</row>")
    found = read_grids(path, limits=import_limits())
    assert isinstance(found, Unreadable)
    assert (found.code, found.params) == ("too-many-columns", {"limit": 3})


def test_links_to_other_files_are_not_followed(tmp_path: Path) -> None:
    """A formula with a link or a DDE call gives the value that was stored with it."""
    link = (
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    )
    path = one_sheet(
        tmp_path / "a.xlsx",
        '<row><c t="str"><f>[1]S!A1</f><v>UBND xã Vĩnh Hà</v></c>'
        "<c><f>cmd|'/c calc'!A0</f><v>5</v></c><c><f>cmd|'/c calc'!A1</f></c></row>",
        **{"xl/externalLinks/externalLink1.xml": link},
    )
    found = read_grids(path)
    assert isinstance(found, list)
    assert found[0].cells == [["UBND xã Vĩnh Hà", 5, "=chưa tính"]]


def test_a_blank_row_at_the_very_end_is_harmless(tmp_path: Path) -> None:
    """Some programs write the last row of the sheet for its height alone."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    found = read_grids(one_sheet(tmp_path / "a.xlsx", rows))
    assert isinstance(found, list)
    assert found[0].cells == [[1]]
