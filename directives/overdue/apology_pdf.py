"""Apology letters as PDF, a page each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from directives.overdue.apology_presentation import ApologyPaper
from directives.text.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("apology.typ")


def apology_pdf(letters: Iterable[ApologyPaper]) -> bytes:
    """The letters as one PDF, with its fonts embedded; there must be one at least."""
    return typeset(_TEMPLATE, "letters", [asdict(one) for one in letters])
