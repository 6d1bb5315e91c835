"""Reads the letter of June 2023 as it was written, and a printed one by where its words stand."""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pypdf import PdfReader

MM = 72 / 25.4
LEFT_EDGE = 30.0
WIDTHS = (9.0, 55.0, 17.0, 27.0, 13.0, 22.0, 22.0)
_REFERENCE = Path(__file__).with_name("letter_text.txt")
# The three places in which the printed letter differs on purpose; nothing else is folded.
_FOLDED = (
    ("đơn đốc", "đôn đốc"),
    ("Đơn đốc", "Đôn đốc"),
    ("(trong đó không đánh giá huyện Cồn Cỏ)", "(trong đó không đánh giá huyện Cồn Cỏ)."),
)


@dataclass(frozen=True)
class Piece:
    """Words on a page: where they start, in mm from the left and the bottom edge, their size in
    points and their font's name."""

    page: int
    x: float
    y: float
    text: str
    size: float
    font: str


def words_of(text: str) -> str:
    """The text with every kind of space as one."""
    return " ".join(text.replace("\u00a0", " ").split())


@cache
def reference() -> str:
    """The letter as it was written, with the three folds."""
    text = _REFERENCE.read_text(encoding="utf-8")
    for old, new in _FOLDED:
        assert old in text, f"The reference has no {old!r}"
        text = text.replace(old, new)
    return text


def reference_paragraphs() -> list[str]:
    """Its paragraphs in order, without the table and the marks of bold and italic."""
    lines = [line for line in reference().splitlines() if "\t" not in line]
    joined = re.sub(r"[*]+|^\s*- (?=\+)", "", "\n".join(lines), flags=re.MULTILINE)
    return [
        words for part in re.split(r"\n(?!\S)|\n(?=[-+] )", joined) if (words := words_of(part))
    ]


def reference_rows() -> list[list[str]]:
    """The rows of its table, seven cells each, without the repeated head."""
    rows = [
        [re.sub(r"</?b>", "", cell) for cell in line.split("\t")]
        for line in reference().splitlines()
        if "\t" in line
    ]
    return [row for row in rows if row[0] != "TT"]


def reference_heads() -> list[str]:
    """The heads of its columns."""
    return next(line.split("\t") for line in reference().splitlines() if line.startswith("TT\t"))


def pieces_of(data: bytes) -> list[Piece]:
    """The words of a PDF, page by page."""
    found: list[Piece] = []
    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages, start=1):

        def keep(text: str, cm: Any, tm: Any, font: Any, size: float, page: int = number) -> None:
            if text.strip():
                x, y = _place(cm, tm)
                name = str((font or {}).get("/BaseFont", ""))
                found.append(Piece(page, x / MM, y / MM, words_of(text), size, name))

        page.extract_text(visitor_text=keep)
    return found


def _place(cm: Any, tm: Any) -> tuple[float, float]:
    """Where text starts: the text's matrix within that of the page."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    return x, y


def rows_of(pieces: list[Piece], *, tolerance: float = 0.7) -> list[list[str]]:
    """The rows of the printed table: each cell by the column over which its words stand."""
    edges = [LEFT_EDGE + sum(WIDTHS[:number]) for number in range(len(WIDTHS) + 1)]
    lines: dict[tuple[int, float], list[Piece]] = {}
    for piece in pieces:
        key = next(
            (one for one in lines if one[0] == piece.page and abs(one[1] - piece.y) < tolerance),
            (piece.page, piece.y),
        )
        lines.setdefault(key, []).append(piece)
    found = []
    for line in lines.values():
        cells = [
            words_of(
                "".join(
                    f" {one.text}" if number < 2 else one.text
                    for one in line
                    if start - 0.3 <= one.x < end - 0.3
                )
            )
            for number, (start, end) in enumerate(itertools.pairwise(edges))
        ]
        if _is_row(cells):
            found.append(cells)
    return found


def _is_row(cells: list[str]) -> bool:
    """A number or the total's name in front, figures or nothing behind."""
    figures = all(re.fullmatch(r"[\d,]*", cell) for cell in cells[2:])
    named = bool(cells[1]) and (cells[0].isdigit() or (not cells[0] and any(cells[2:])))
    return figures and named and not any(cells[1].startswith(sign) for sign in "-+")
