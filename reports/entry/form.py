"""What an entry workbook is made from: the round, its indicators, what is known of each unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reports.entry.book import Base
from reports.figures.figures import Figure, Measure, State
from reports.figures.periods import PeriodSpan


@dataclass(frozen=True, slots=True)
class BookIndicator:
    """An indicator that units enter; a rate `by_counts` is computed from its two counts."""

    code: str
    name: str
    measure: Measure
    by_counts: bool
    numerator: str = ""
    denominator: str = ""
    count_unit: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """Its columns, left to right."""
        typed = ("numerator", "denominator", "rate") if self.by_counts else ("value",)
        return ("state", *typed, "before", "province")


@dataclass(frozen=True, slots=True)
class BookUnit:
    """A unit with what stands in its draft, before and in the province's report, by indicator
    code. One that is not `editable` has sent its figures: its row is locked."""

    code: str
    name: str
    drafts: Mapping[str, Base] = field(default_factory=dict)
    before: Mapping[str, Figure] = field(default_factory=dict)
    province: Mapping[str, Figure] = field(default_factory=dict)
    editable: bool = True


@dataclass(frozen=True, slots=True)
class EntryBook:
    """All that a workbook is made from. `due` is the last day (inclusive); `states` are those to
    choose from with their words; `may_exempt` lets the office change what is not assessed."""

    office: str
    office_name: str
    round_id: int
    span: PeriodSpan
    label: str
    due: date
    states: Sequence[tuple[State, str]]
    indicators: Sequence[BookIndicator]
    units: Sequence[BookUnit]
    may_exempt: bool = False
