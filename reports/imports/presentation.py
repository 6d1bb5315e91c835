"""The words of every issue, reason and step, in the language of the reader.

An issue without its sentence is an error of these modules, found by their test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.entry.presentation import MESSAGES as ABOUT_ENTRY
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.record_models import RecordState
from reports.imports.figure_sentences import ABOUT_FIGURES
from reports.imports.file_sentences import ABOUT_FILES
from reports.reading.issues import Issue

MESSAGES: Final = {**ABOUT_FILES, **ABOUT_FIGURES, **ABOUT_ENTRY}

REASONS: Final[Mapping[str, str | Promise]] = {
    "bare_name": _("the name without its kind"),
    "no_marks": _("written without marks"),
    "other_kind": _("another kind of unit"),
    "spelling": _("a similar spelling"),
    "ambiguous": _("several units have this name"),
    "legacy_encoding": _("an old font encoding"),
}

ROLES: Final[Mapping[str, str | Promise]] = {
    "numerator": _("the numerator of %(indicator)s"),
    "denominator": _("the denominator of %(indicator)s"),
}

BLANK_READINGS: Final[Mapping[str, str | Promise]] = {"zero": "0", **dict(RecordState.choices)}

STEPS: Final[Mapping[str, str | Promise]] = {
    "open": _("Open the file and check its safety"),
    "table": _("Find the table"),
    "columns": _("Recognise the columns"),
    "units": _("Match the units"),
    "cells": _("Read the cells"),
    "totals": _("Check the total row, compare with the stored figures"),
}


def message(issue: Issue, indicators: Mapping[str, str] | None = None) -> str:
    """The sentence of an issue: what is the matter and what to do.

    `indicators` are names by code in the reader's language; without one the code stands.
    """
    words: dict[str, object] = {"cell": issue.cell, "value": issue.value, **dict(issue.args)}
    code = words.get("indicator")
    words["indicator"] = (indicators or {}).get(str(code), code)
    if words.get("role") in ROLES:
        words["indicator"] = str(ROLES[str(words["role"])]) % words
    state = words.get("state")
    words["state"] = BLANK_READINGS.get(str(state), state)
    return str(MESSAGES[issue.code]) % words


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A figure that an undo left alone, since it was changed after the import."""

    unit: str
    indicator: str
    cell: str
    by: str
    at: datetime | None


def kept_lines(run: ImportRun) -> tuple[KeptLine, ...]:
    """The figures that the undo of a run kept: one query where there is any."""
    if not run.kept:
        return ()
    names = {indicator.code: indicator.short_name for indicator in Indicator.objects.all()}
    return tuple(
        KeptLine(
            unit=figure["unit_name"],
            indicator=names.get(figure["indicator"], figure["indicator"]),
            cell=figure["cell"],
            by=figure["by"],
            at=datetime.fromisoformat(figure["at"]) if figure["at"] else None,
        )
        for figure in run.kept
    )
