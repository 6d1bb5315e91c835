"""The summary as PDF: typst sets the page from a template and the page's words."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

from directives.documents.paper import Paper

_TEMPLATE = Path(__file__).with_name("summary.typ")


@cache
def _fonts() -> typst.Fonts:
    """The letters' own fonts and no others, so that a page looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(settings.PRINT_FONTS)])


def pdf_bytes(page: Paper) -> bytes:
    """The page as PDF, with its fonts embedded."""
    made: bytes = typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(asdict(page), ensure_ascii=False)},
        format="pdf",
    )
    return made
