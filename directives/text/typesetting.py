"""Sets pages by typst: one template, its words as data, and the letters' own fonts."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings


@cache
def _fonts() -> typst.Fonts:
    """The letters' own fonts and no others, so that a page looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(settings.PRINT_FONTS)])


def typeset(template: Path, name: str, data: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """A page as PDF with its fonts embedded: a template of the caller's room and its words, which
    it reads from `sys.inputs` under `name`."""
    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={name: json.dumps(data, ensure_ascii=False)},
        format="pdf",
    )
