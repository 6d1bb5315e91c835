"""The columns of a file as the review page shows them, with what may be chosen for each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.imports import presentation
from reports.reading.column_checks import asked_scales
from reports.reading.columns import ColumnRole, FileColumn
from reports.reading.decisions import KEEP, SKIP
from reports.reading.review import BlankReading, Review

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReviewChoice:
    """A field of the page: what may be sent with its words, and what is chosen ("" for nothing)."""

    field: str
    choices: Choices
    chosen: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column of the file and the name of its indicator, "" for one that is left out.

    `blanks` is how many cells of units are empty, `readings` what they may mean. `meanings` are
    always offered: what was recognised can be wrong too; `scales` where its numbers may be shares.
    """

    column: FileColumn
    name: str
    blanks: int
    readings: ReviewChoice | None
    meanings: ReviewChoice
    scales: ReviewChoice | None


def column_preview(
    run: ImportRun, review: Review, indicators: Mapping[str, Indicator]
) -> Callable[[FileColumn], PreviewColumn]:
    """What shows a column of a run's file."""
    blanks = {blank.indicator: blank for blank in review.blanks}
    scales = {**dict.fromkeys(asked_scales(review.parsed), ""), **run.decisions.get("scales", {})}

    def preview(column: FileColumn) -> PreviewColumn:
        code, letter = column.indicator or "", column.letter
        counts = column.role.value in presentation.ROLES
        blank = None if counts else blanks.get(code)
        rated = column.role is ColumnRole.RATE and bool(code) and letter in scales
        return PreviewColumn(
            column=column,
            name=_name(indicators[code], column.role.value) if code in indicators else "",
            blanks=len(blank.cells) if blank else 0,
            readings=_readings(blank) if blank else None,
            meanings=_meanings(column, indicators),
            scales=_scales(letter, scales[letter]) if rated else None,
        )

    return preview


def _name(indicator: Indicator, role: str) -> str:
    """The indicator, or one of the counts behind it."""
    name = indicator.short_name
    if role not in presentation.ROLES:
        return name
    return str(presentation.ROLES[role]) % {"indicator": name}


def _readings(blank: BlankReading) -> ReviewChoice:
    words = presentation.BLANK_READINGS
    choices = tuple((value, str(words[value])) for value in blank.choices)
    return ReviewChoice(f"blanks-{blank.indicator}", choices, blank.reading)


def _meanings(column: FileColumn, indicators: Mapping[str, Indicator]) -> ReviewChoice:
    choices = (*_indicators(column, indicators), (SKIP, _("leave the column out")))
    now = _code(column) if column.chosen else ""
    return ReviewChoice(f"columns-{column.letter}", choices, now if now in dict(choices) else "")


def _indicators(
    column: FileColumn, indicators: Mapping[str, Indicator]
) -> Iterator[tuple[str, str]]:
    """What the column may be: an indicator, or a count behind a rate."""
    proposed = None if column.settled else _code(column)
    for code, indicator in indicators.items():
        for role in ("", *presentation.ROLES) if indicator.kind == Indicator.Kind.RATE else ("",):
            value, name = f"{code}:{role}" if role else code, _name(indicator, role)
            if value == proposed:
                name = _("%(indicator)s (proposed)") % {"indicator": name}
            yield value, name


def _code(column: FileColumn) -> str:
    if column.indicator is None:
        return SKIP
    if column.role.value in presentation.ROLES:
        return f"{column.indicator}:{column.role.value}"
    return column.indicator


def _scales(letter: str, now: str) -> ReviewChoice:
    choices = (("share", _("0,5 means 50 %")), ("points", _("0,5 means 0,5 %")))
    return ReviewChoice(f"scales-{letter}", choices, now)


def file_choices(run: ImportRun, review: Review) -> Iterator[ReviewChoice]:
    """Which sheet is read, and whether hidden rows and columns count; only what is a question."""
    parsed = review.parsed
    if parsed.other_sheets or run.decisions.get("sheet", {}).get("name"):
        choices = tuple((name, name) for name in (parsed.sheet, *parsed.other_sheets))
        is_open = any(issue.code == "sheets-alike" for issue in review.issues)
        now = "" if is_open else parsed.sheet
        yield ReviewChoice("sheet-name", choices, now, _("Sheet to read"))
    hidden = run.decisions.get("hidden", {})
    choices = ((KEEP, _("they count")), (SKIP, _("leave them out")))
    if parsed.hidden_rows or "rows" in hidden:
        yield ReviewChoice("hidden-rows", choices, hidden.get("rows", ""), _("Hidden rows"))
    if parsed.hidden_columns or "columns" in hidden:
        now = hidden.get("columns", "")
        yield ReviewChoice("hidden-columns", choices, now, _("Hidden columns"))
