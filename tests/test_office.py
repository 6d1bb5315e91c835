"""LibreOffice lays out alike on every machine: it sees the fonts of the lock file alone."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from tests.services.office import converted_bytes

# One that we ship, one that stands for it in letters, one that every Debian has, one of Windows.
FAMILIES = ("Tinos", "Times New Roman", "DejaVu Sans", "Arial")


@pytest.mark.parametrize("family", FAMILIES)
def test_no_font_of_the_machine_is_seen(family: str, tmp_path: Path) -> None:
    assert {name.split("+")[-1] for name in fonts_of(family, tmp_path)} == {"Tinos-Regular"}


def test_a_home_that_cannot_be_written_is_no_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/proc/none")
    assert fonts_of("Times New Roman", tmp_path)


def fonts_of(family: str, folder: Path) -> set[str]:
    """The fonts of a page that was written in this one."""
    document, stream = Document(), io.BytesIO()
    document.add_paragraph().add_run("Số: 05/UBND-VP").font.name = family
    document.save(stream)
    made = PdfReader(io.BytesIO(converted_bytes(stream.getvalue(), folder, "docx", "pdf")))
    fonts = made.pages[0]["/Resources"]["/Font"]
    return {fonts[name]["/BaseFont"].lstrip("/") for name in fonts}
