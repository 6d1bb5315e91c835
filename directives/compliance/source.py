"""What a summary is made from, as it was read: what a publication keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from directives.clauses.targets import TargetRef
from directives.compliance.domain import Figures, UnitRef
from reports.figures.figures import Figure, Measure
from reports.figures.periods import PeriodSpan
from reports.figures.ranking import Change, Direction
from reports.figures.sources import SourceName


@dataclass(frozen=True, slots=True)
class IndicatorRef:
    """An indicator, with its names in the language of the reader."""

    code: str
    name: str
    short_name: str
    brief_name: str
    measure: Measure
    direction: Direction
    decimals: int
    count_unit: str
    icon: str

    @property
    def is_rate(self) -> bool:
        return self.measure is Measure.RATE

    @property
    def unit_of_measure(self) -> str:
        """What stands beside a value: "%", or what is counted."""
        return "%" if self.is_rate else self.count_unit


@dataclass(frozen=True, slots=True)
class ReportRef:
    """The report that the figures come from."""

    number: str
    issued_on: date | None
    issuer: str


@dataclass(frozen=True, slots=True)
class DirectiveRef:
    """The directive that sets the targets; `title` in the language of the reader. `is_draft`: it
    was not issued, so that whatever is held against it is a trial."""

    code: str
    title: str
    place: str
    issued_month: date
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """What a clause asks every unit to do; `due_on` is the last day. `kind` as the obligation's."""

    clause: str
    kind: str
    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class MoreTime:
    """A unit's later deadline for the period, with the reason; `until` is inclusive."""

    unit: UnitRef
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Letters:
    """What a unit's own register says of its late files: how many, and how many have their letter
    of apology attached."""

    unit_id: int
    late: int
    attached: int

    @property
    def missing(self) -> int:
        """Late files without a letter."""
        return self.late - self.attached

    def reaches(self, share: Decimal) -> bool:
        """Whether so many in a hundred of the late files have their letter."""
        return self.attached * 100 >= share * self.late


@dataclass(frozen=True, slots=True)
class Published:
    """What the report says of the office itself; it carries no verdict."""

    figure: Figure
    share: Decimal | None = None
    share_places: int = 2
    rank: int | None = None
    out_of: int | None = None
    not_assessed: str = ""
    change: Change | None = None


class PlaceRule(StrEnum):
    """How the overall place of a unit comes about; OVERALL_PLACE names that of the installation.

    `MISSED`: fewest targets missed, then most met, then the smallest shortfall. `MET`: most targets
    met. `PRINTED` is that of what was published before there was a choice: most targets met, and
    the places on each indicator by the values as printed; such a publication prints as it was.
    """

    MISSED = "missed"
    MET = "met"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class SummarySource:
    """All that a summary is made from, as read from the database.

    `own` and `previous_own` are the keys of the figures that the units gave themselves; `first`
    names the source that comes first (`reports/figures/sources.py`). `duties` are
    read for notices and publications alone; `letters` stand in older publications, where no
    figure says how many late files have their letter.
    """

    office: UnitRef
    period: PeriodSpan
    indicators: tuple[IndicatorRef, ...]
    units: tuple[UnitRef, ...]
    figures: Figures
    previous: PeriodSpan | None = None
    previous_figures: Figures = field(default_factory=dict)
    targets: tuple[TargetRef, ...] = ()
    published: Mapping[str, Published] = field(default_factory=dict)
    directive: DirectiveRef | None = None
    report: ReportRef | None = None
    own: frozenset[tuple[int, str]] = frozenset()
    previous_own: frozenset[tuple[int, str]] = frozenset()
    first: str = SourceName.PROVINCE.value
    extensions: tuple[MoreTime, ...] = ()
    duties: tuple[Duty, ...] = ()
    letters: tuple[Letters, ...] = ()
    place_rule: PlaceRule = PlaceRule.PRINTED
