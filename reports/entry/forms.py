"""What the entry grid sends: for each indicator its texts, and which version the sender saw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.entry.domain import EntryProblem, Typing, read_typing
from reports.entry.draft_services import Typed
from reports.figures.figures import Figure, Measure, State
from reports.figures.indicator_models import Indicator
from reports.rounds.submission_models import DraftFigure

# Longer than any figure, state or word that is read; a longer text is no figure.
_LONGEST = 60
# One more than may be kept, so that a note too long is told and not cut.
_LONGEST_NOTE = 301


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row as it was sent, read once: its figure (None for an empty row), or its problems."""

    indicator: Indicator
    typing: Typing
    version: int
    figure: Figure | None
    problems: tuple[EntryProblem, ...]

    @property
    def typed(self) -> Typed:
        """What the draft is to say.

        Who empties a row that was there leaves it "not reported": its version goes on, so that
        nobody who saw the row before takes a later figure for it.
        """
        emptied = self.figure is None and self.version > 0
        figure = Figure.blank(State.NOT_REPORTED) if emptied else self.figure
        return Typed(self.indicator.pk, figure, self.version, self.typing.note)


def read_row(indicator: Indicator, typing: Typing, version: int, *, may_exempt: bool) -> TypedRow:
    """A row whose texts are known, with what they amount to."""
    reading = read_typing(
        typing,
        measure=Measure(indicator.kind),
        by_counts=indicator.by_counts,
        may_exempt=may_exempt,
    )
    if isinstance(reading, tuple):
        return TypedRow(indicator, typing, version, None, reading)
    return TypedRow(indicator, typing, version, reading, ())


def sent_row(
    data: Mapping[str, str], indicator: Indicator, prefix: str = "", *, may_exempt: bool
) -> TypedRow:
    """One row from the fields of a form; `prefix` is "online-" where rows stand together."""

    def text(name: str, longest: int = _LONGEST) -> str:
        return str(data.get(f"{prefix}{name}", ""))[:longest].strip()

    version = text("version")
    typing = Typing(
        state=text("state"),
        value=text("value"),
        numerator=text("numerator"),
        denominator=text("denominator"),
        alone=bool(text("alone")),
        note=text("note", _LONGEST_NOTE),
    )
    seen = int(version) if version.isascii() and version.isdigit() else 0
    return read_row(indicator, typing, seen, may_exempt=may_exempt)


def sent_rows(
    data: Mapping[str, str], indicators: Iterable[Indicator], *, may_exempt: bool
) -> list[TypedRow]:
    """All rows that a form holds; one without its version was not shown for entry."""
    return [
        sent_row(data, indicator, f"{indicator.code}-", may_exempt=may_exempt)
        for indicator in indicators
        if f"{indicator.code}-version" in data
    ]


def typing_of(row: DraftFigure | None) -> Typing:
    """The fields as they stand for a stored figure, ready to be typed on."""
    if row is None:
        return Typing()
    counted = row.numerator is not None and row.denominator is not None
    return Typing(
        state=row.state,
        value="" if row.value is None or counted else _plain(row),
        numerator=str(row.numerator) if counted else "",
        denominator=str(row.denominator) if counted else "",
        alone=row.value is not None and not counted,
        note=row.note,
    )


def _plain(row: DraftFigure) -> str:
    """All decimals that were typed, no group marks: what is sent back unchanged is the same."""
    text = f"{row.value:f}"
    whole, _dot, decimals = text.partition(".")
    kept = decimals.rstrip("0").ljust(row.places, "0")
    return f"{whole},{kept}" if kept else whole
