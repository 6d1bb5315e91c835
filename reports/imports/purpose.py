"""What differs between files of one use and another: how they are read, judged, written and shown.

Everything else about a run asks `purpose_of(run)` and does not know which uses there are.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.functional import Promise

from reports.figures.figures import Figure
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.record_services import WriteResult
from reports.figures.report_models import Report
from reports.reading.issues import Issue
from reports.reading.review import Context, Review
from reports.reading.sheet import ParsedSheet
from units.models import Unit, User

# By the address in the file: what stood there, and what was written.
Written = Mapping[str, tuple[Figure | None, Figure]]


@dataclass(frozen=True, slots=True)
class RunReview:
    """The review of a run, with the rows of the database it was made from."""

    review: Review
    indicators: Mapping[str, Indicator]
    units: Mapping[int, Unit]


@dataclass(frozen=True, slots=True)
class SentFrom:
    """The page that shows what a run fills, the one that takes another file, and whose they are."""

    page: str
    upload: str
    title: str


class Purpose(ABC):
    """One use of files. Its methods write nothing but in `write`."""

    # Sorts of decisions that the page settles on which the file is sent.
    settled: ClassVar[frozenset[str]] = frozenset()
    # Whether decisions on columns are remembered for the next file of the same shape.
    remembers_columns: ClassVar[bool]
    # What writing sets on a run, beside what it sets on every one.
    written_fields: ClassVar[tuple[str, ...]] = ()
    # Why a run is not undone here; None where it may be.
    not_undone: ClassVar[str | Promise | None] = None

    def columns_taken(self, parsed: ParsedSheet) -> ParsedSheet:
        """A table in an office's own layout, with the columns that count here."""
        return parsed

    @abstractmethod
    def judged(self, run: ImportRun, parsed: ParsedSheet, context: Context) -> Review:
        """The file held against its decisions and what is stored."""

    def report_without_news(self, run: ImportRun, review: Review) -> Report | None:
        """The report of a file that has nothing to write, put into the book of reports."""
        return None

    @abstractmethod
    def lock(self, run: ImportRun, parsed: ParsedSheet) -> None:
        """Lock what would be written into, so that nobody writes between review and writing."""

    @abstractmethod
    def write(
        self, run: ImportRun, judged: RunReview, user: User | None, now: datetime
    ) -> WriteResult | Issue:
        """Write what a review lets through; the run is not saved. Gives the issue that says so
        where somebody was quicker, and nothing is written."""

    @abstractmethod
    def written(self, run: ImportRun) -> Written:
        """What an applied run wrote at its time."""

    def sent_from(self, run: ImportRun) -> SentFrom | None:
        """Where the run was sent and leads back to; None for the list of imports."""
        return None
