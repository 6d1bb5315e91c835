"""The summary as PDF: typst sets the page from a template and the page's words."""

from __future__ import annotations

from dataclasses import asdict

from directives.documents.paper import Paper
from directives.documents.typesetting import typeset


def pdf_bytes(page: Paper) -> bytes:
    """The page as PDF, with its fonts embedded."""
    return typeset("summary.typ", "paper", asdict(page))
