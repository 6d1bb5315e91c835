"""The remarks on a file in sentences, and many of one kind told as one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reports.imports import presentation
from reports.reading.issues import CELL_ISSUES, Issue, Severity

# Of a kind so many stand in the open, and so many more unfold; the rest has pages of its own.
_OPEN: Final = 3
_UNFOLDED: Final = 47


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue with its sentence; `can_skip` is one that leaving its cell out settles.

    `gives_up` is the indicator of which `count` stored figures would be lost, "" for other issues.
    """

    code: str
    severity: str
    sheet: str
    cell: str
    value: str
    message: str
    can_skip: bool = False
    gives_up: str = ""
    count: int = 0

    @property
    def row(self) -> int:
        """The number of its row in the file, of several the first; 0 for a whole column."""
        first = self.cell.partition(":")[0]
        return int("".join(filter(str.isdigit, first)) or 0)


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """The remarks of one code: some in the open, some that unfold; `count` is all of them."""

    code: str
    count: int
    shown: tuple[IssueLine, ...]
    folded: tuple[IssueLine, ...]

    @property
    def left(self) -> int:
        """How many are on the pages of the code alone."""
        return self.count - len(self.shown) - len(self.folded)


@dataclass(frozen=True, slots=True)
class SeverityCount:
    """How many remarks have a weight."""

    severity: str
    count: int


_SKIPPABLE = CELL_ISSUES | {"share-among-points"}


def issue_lines(issues: Iterable[Issue], names: Mapping[str, str]) -> Iterator[IssueLine]:
    """Issues with their sentences; `names` are indicators by code in the reader's language."""
    for issue in issues:
        text = presentation.message(issue, names)
        yield IssueLine(
            issue.code,
            issue.severity.value,
            issue.sheet,
            issue.cell,
            issue.value,
            text,
            issue.code in _SKIPPABLE,
            *_given_up(issue),
        )


def _given_up(issue: Issue) -> tuple[str, int]:
    args = dict(issue.args)
    if issue.code != "value-disappears":
        return "", 0
    return str(args["indicator"]), int(args["count"])


def issue_groups(lines: Iterable[IssueLine]) -> list[IssueGroup]:
    """The remarks by code, in the order in which the codes first come: a file has few codes."""
    by_code: dict[str, list[IssueLine]] = {}
    for line in lines:
        by_code.setdefault(line.code, []).append(line)
    return [_group(code, lines_of_code) for code, lines_of_code in by_code.items()]


def _group(code: str, lines: Sequence[IssueLine]) -> IssueGroup:
    # A single one is not worth unfolding.
    at = _OPEN if len(lines) > _OPEN + 1 else len(lines)
    return IssueGroup(code, len(lines), tuple(lines[:at]), tuple(lines[at : at + _UNFOLDED]))


def severity_counts(lines: Iterable[IssueLine]) -> list[SeverityCount]:
    """How many remarks there are of each weight that occurs, the heaviest first."""
    counts = Counter(line.severity for line in lines)
    return [
        SeverityCount(severity.value, counts[severity.value])
        for severity in Severity
        if counts[severity.value]
    ]
