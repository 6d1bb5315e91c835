"""Apology letters as PDF, a page each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from directives.documents.typesetting import typeset
from directives.presentation.apology import ApologyPaper


def apology_pdf(letters: Iterable[ApologyPaper]) -> bytes:
    """The letters as one PDF, with its fonts embedded; there must be one at least."""
    return typeset("apology.typ", "letters", [asdict(one) for one in letters])
