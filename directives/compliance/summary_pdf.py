"""The summary as PDF: typst sets the page from a template and the page's words."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from directives.compliance.paper import Paper
from directives.text.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("summary.typ")


def pdf_bytes(page: Paper) -> bytes:
    """The page as PDF, with its fonts embedded."""
    return typeset(_TEMPLATE, "paper", asdict(page))
