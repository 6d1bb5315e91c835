"""What can be wrong or doubtful in a file: stable codes with their severity, no wording.

The words are made where the reader's language is known; scripts and tests rely on the codes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, get_args

from reports.figures.figures import BookProblemCode, ProblemCode
from reports.figures.freezing import CONVERTER


class Severity(StrEnum):
    """How much an issue weighs.

    An `ERROR` must be settled in the file or by a decision, a `CONFIRM` by a decision: both keep
    the run from being applied. `WARNING` and `INFO` only tell.
    """

    ERROR = "error"
    CONFIRM = "confirm"
    WARNING = "warning"
    INFO = "info"


_E, _C, _W, _I = Severity.ERROR, Severity.CONFIRM, Severity.WARNING, Severity.INFO

# The file as a whole: it is refused.
REFUSALS: Final[Mapping[str, Severity]] = dict.fromkeys(
    (
        *("not-a-spreadsheet", "empty-file", "file-missing", "too-large", "too-much-inside"),
        *("too-many-parts", "too-many-rows", "too-many-columns", "too-many-cells"),
        *("unsafe-xml", "unsafe-names", "unknown-encoding", "binary-workbook", "commas-mixed"),
        *("unreadable", "unreadable-document", "encrypted", "no-table"),
        *("reading-broke-off", "reading-too-long"),
        *("entry-workbook", "entry-format", "entry-codes-damaged", "entry-table-missing"),
    ),
    _E,
)
SEVERITIES: Final[Mapping[str, Severity]] = {
    **REFUSALS,
    # The table.
    "no-column-recognised": _E,
    "column-proposed": _C,
    "column-duplicate": _E,
    "column-ignored": _I,
    "count-ignored": _I,
    "column-unheaded": _C,
    "early-apart": _W,
    "rate-or-share": _C,
    "share-among-points": _C,
    "rate-or-count": _C,
    "row-ignored": _I,
    "row-without-name": _W,
    "second-table": _W,
    "tables-side-by-side": _E,
    "hidden-rows": _C,
    "hidden-columns": _C,
    "legacy-converted": _I,
    "profile-used": _I,
    "shares-not-100": _W,
    "other-sheets": _I,
    "sheets-alike": _C,
    # Period and report.
    "period-missing": _E,
    "period-differs": _E,
    "period-unclear": _C,
    "several-periods": _C,
    "sheet-period-differs": _C,
    "period-impossible": _E,
    "period-closed": _E,
    "period-after-report": _C,
    "period-in-future": _C,
    "period-unknown": _E,
    "report-missing": _I,
    "report-older": _W,
    # Between review and applying.
    "changed-meanwhile": _C,
    # Units.
    "unit-unknown": _E,
    "units-of-another": _E,
    "unit-proposed": _C,
    "unit-duplicate": _E,
    "units-repeated": _E,
    "units-in-two-rows": _E,
    "units-missing": _W,
    "agencies-missing": _I,
    # Cells.
    **dict.fromkeys(get_args(ProblemCode), _E),
    "blanks-read-as": _I,
    "blanks-read-as-zero": _I,
    "blanks-unproven": _W,
    "value-disappears": _C,
    # The counts behind a rate.
    "numerator-above-denominator": _E,
    "rate-differs-from-counts": _W,
    "denominator-zero": _E,
    "counts-total-mismatch": _W,
    # Against other periods.
    "jump": _W,
    "same-as-period": _W,
    "same-as-later-period": _W,
    # Against what is stored of the same period.
    "columns-swapped": _C,
    "changed-by-factor": _C,
    "most-changed": _C,
    # The total row.
    "total-mismatch": _C,
    "total-missing": _W,
    "totals-differ": _E,
    "rate-total-kept": _I,
    "total-outside-range": _W,
    # Figures of units on their way into drafts: the workbook, the units, what stands there by now.
    "entry-office": _E,
    "entry-period": _E,
    "entry-round-closed": _E,
    "entry-unit-other": _E,
    "entry-unit-outside": _E,
    "entry-unit-sent": _E,
    "entry-changed-since": _E,
    "entry-exempt": _E,
    # Cells of a workbook for entry.
    **dict.fromkeys(get_args(BookProblemCode), _E),
    # More of a kind than a list can hold.
    "more-like-this": _I,
}

# What is wrong with one cell alone: it is refused, and leaving it out settles the matter.
CELL_ISSUES: Final = frozenset(
    {*get_args(ProblemCode), "numerator-above-denominator", "denominator-zero"} - {"not-calculated"}
)

Params = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding: its code, where it stands (sheet and A1 address) and what stands there.

    `args` are what the message is filled with, as pairs of name and text or whole number.
    """

    code: str
    severity: Severity
    sheet: str = ""
    cell: str = ""
    value: str = ""
    args: Params = ()

    @property
    def blocks(self) -> bool:
        """Whether the run waits for this to be settled."""
        return self.severity in (Severity.ERROR, Severity.CONFIRM)


Issues = tuple[Issue, ...]
# Scripts read what a message is filled with by name.
CONVERTER.register_unstructure_hook_func(lambda kind: kind == Params, dict)
CONVERTER.register_structure_hook_func(
    lambda kind: kind == Params, lambda plain, _kind: tuple(plain.items())
)


def issue(
    code: str, *, sheet: str = "", cell: str = "", value: str = "", **args: str | int
) -> Issue:
    """An issue with the severity of its code; raises KeyError for a code that is not listed."""
    return Issue(code, SEVERITIES[code], sheet, cell, value, tuple(args.items()))


def refusal(code: str, **args: str | int) -> Issue:
    """The issue for which a whole file is refused; raises KeyError for any other code."""
    return Issue(code, REFUSALS[code], args=tuple(args.items()))


def blocking(issues: Iterable[Issue]) -> Issues:
    """The issues that keep a run from being applied."""
    return tuple(issue for issue in issues if issue.blocks)
