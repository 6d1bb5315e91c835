"""The columns of a file as the review page shows them, with what may be chosen for each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.imports import presentation
from reports.reading.column_checks import asked_scales
from reports.reading.columns import ColumnRole, FileColumn
from reports.reading.decisions import SKIP
from reports.reading.review import BlankReading, Review


@dataclass(frozen=True, slots=True)
class ReviewChoice:
    """One thing to choose: what is sent, what is shown, and whether it is chosen now."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column of the file and its indicator; `indicator` is "" for one that is left out.

    `blanks` is how many cells of units are empty, `readings` what they may mean. `meanings` are
    offered where the column is in doubt, left out or was decided on; `scales` where its numbers
    may be shares.
    """

    letter: str
    heading: str
    indicator: str
    name: str
    certain: bool
    chosen: bool
    blanks: int
    readings: tuple[ReviewChoice, ...]
    meanings: tuple[ReviewChoice, ...]
    scales: tuple[ReviewChoice, ...]


@dataclass(frozen=True, slots=True)
class FileChoice:
    """A question about the whole file: the field that is sent, its label, and the answers."""

    field: str
    label: str
    choices: tuple[ReviewChoice, ...]

    @property
    def may_be_open(self) -> bool:
        """Whether there is an answer "choose…": a sheet is always read, unless several fit."""
        return self.field != "sheet-name" or not any(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class PreviewColumns:
    """The columns of figures, then those of counts, then those that are left out."""

    known: tuple[PreviewColumn, ...]
    counts: tuple[PreviewColumn, ...]
    ignored: tuple[PreviewColumn, ...]


def preview_columns(
    run: ImportRun, review: Review, indicators: Mapping[str, Indicator]
) -> PreviewColumns:
    """All columns of the table, left to right within their sort."""
    parsed = review.parsed
    blanks = {blank.indicator: blank for blank in review.blanks}
    scaled = {**run.decisions.get("scales", {})}
    in_doubt = {**dict.fromkeys(asked_scales(parsed), ""), **scaled}

    def view(column: FileColumn) -> PreviewColumn:
        code = column.indicator or ""
        rated = column.role is ColumnRole.RATE and bool(code)
        blank = blanks.get(code) if column.role in (ColumnRole.RATE, ColumnRole.COUNT) else None
        known = column.settled and bool(code) and not column.chosen
        return PreviewColumn(
            letter=column.letter,
            heading=column.heading,
            indicator=code,
            name=_name(column, indicators),
            certain=column.settled,
            chosen=column.chosen,
            blanks=len(blank.cells) if blank else 0,
            readings=tuple(_readings(blank)) if blank else (),
            meanings=() if known else tuple(_meanings(column, indicators)),
            scales=_scales(in_doubt[column.letter]) if rated and column.letter in in_doubt else (),
        )

    return PreviewColumns(
        known=tuple(map(view, parsed.columns)),
        counts=tuple(map(view, parsed.count_columns)),
        ignored=tuple(map(view, parsed.other_columns)),
    )


def _name(column: FileColumn, indicators: Mapping[str, Indicator]) -> str:
    known = indicators.get(column.indicator or "")
    name = known.short_name if known else ""
    if name and column.role.value in presentation.ROLES:
        return str(presentation.ROLES[column.role.value]) % {"indicator": name}
    return name


def _readings(blank: BlankReading) -> Iterator[ReviewChoice]:
    for value in blank.choices:
        yield ReviewChoice(value, str(presentation.BLANK_READINGS[value]), value == blank.reading)


def _meanings(column: FileColumn, indicators: Mapping[str, Indicator]) -> Iterator[ReviewChoice]:
    """What the column may be: an indicator, a count behind a rate, or nothing."""
    now = _code(column)
    proposed = now if not column.settled else None
    for code, indicator in indicators.items():
        for role in ("", *presentation.ROLES) if indicator.kind == Indicator.Kind.RATE else ("",):
            value = f"{code}:{role}" if role else code
            label = indicator.short_name
            if role:
                label = str(presentation.ROLES[role]) % {"indicator": label}
            if value == proposed:
                label = _("%(indicator)s (proposed)") % {"indicator": label}
            yield ReviewChoice(value, label, column.chosen and value == now)
    yield ReviewChoice(SKIP, _("leave the column out"), column.chosen and now == SKIP)


def _code(column: FileColumn) -> str:
    if column.indicator is None:
        return SKIP
    if column.role.value in presentation.ROLES:
        return f"{column.indicator}:{column.role.value}"
    return column.indicator


def _scales(now: str) -> tuple[ReviewChoice, ...]:
    return (
        ReviewChoice("share", _("0,5 means 50 %"), now == "share"),
        ReviewChoice("points", _("0,5 means 0,5 %"), now == "points"),
    )


def file_choices(run: ImportRun, review: Review) -> tuple[FileChoice, ...]:
    """Which sheet is read, and whether hidden rows and columns count; only what is a question."""
    parsed, questions = review.parsed, []
    named = run.decisions.get("sheet", {}).get("name", "")
    if parsed.other_sheets or named:
        sheets = (parsed.sheet, *parsed.other_sheets)
        is_open = any(issue.code == "sheets-alike" for issue in review.issues)
        choices = tuple(
            ReviewChoice(name, name, name == parsed.sheet and not is_open) for name in sheets
        )
        questions.append(FileChoice("sheet-name", _("Sheet to read"), choices))
    hidden = run.decisions.get("hidden", {})
    parts = {
        "rows": (bool(parsed.hidden_rows), _("Hidden rows")),
        "columns": (bool(parsed.hidden_columns), _("Hidden columns")),
    }
    for what, (there, label) in parts.items():
        if there or what in hidden:
            choices = tuple(
                ReviewChoice(value, text, hidden.get(what) == value)
                for value, text in (("keep", _("they count")), (SKIP, _("leave them out")))
            )
            questions.append(FileChoice(f"hidden-{what}", label, choices))
    return tuple(questions)
