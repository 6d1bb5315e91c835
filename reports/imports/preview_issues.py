"""The remarks on a file in sentences, and many of one kind told as one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reports.imports import presentation
from reports.imports.preview_names import NameDoubt
from reports.imports.preview_reasons import ASKING
from reports.reading.issues import CELL_ISSUES, Issue, Severity

# Of a kind so many stand in the open, and so many more unfold; the rest has pages of its own.
_OPEN: Final = 3
_UNFOLDED: Final = 47
# Where what is no cell's own is settled: the ids of fields on the page.
_FIELDS: Final = {
    "sheets-alike": "sheet-name",
    **{code: f"{sort}-reason" for sort, codes in ASKING.items() for code in codes},
}
_SKIPPABLE: Final = CELL_ISSUES | {"share-among-points"}


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue with its sentence."""

    issue: Issue
    message: str

    @property
    def can_skip(self) -> bool:
        """Whether leaving its cell out settles it."""
        return self.issue.code in _SKIPPABLE

    @property
    def lost(self) -> Mapping[str, str | int]:
        """The `indicator` of which `count` stored figures would be lost; empty where none are."""
        return dict(self.issue.args) if self.issue.code == "value-disappears" else {}

    @property
    def row(self) -> int:
        """The number of its row in the file, of several the first; 0 for a whole column."""
        first = self.issue.cell.partition(":")[0]
        return int("".join(filter(str.isdigit, first)) or 0)


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """The remarks of one code: some in the open, some that unfold; `count` is all of them."""

    code: str
    count: int
    shown: Sequence[IssueLine]
    folded: Sequence[IssueLine]

    @property
    def left(self) -> int:
        """How many are on the pages of the code alone."""
        return self.count - len(self.shown) - len(self.folded)


def issue_lines(issues: Iterable[Issue], names: Mapping[str, str]) -> list[IssueLine]:
    """Issues with their sentences; `names` are indicators by code in the reader's language."""
    return [IssueLine(issue, presentation.message(issue, names)) for issue in issues]


def issue_groups(lines: Iterable[IssueLine]) -> list[IssueGroup]:
    """The remarks by code, in the order in which the codes first come: a file has few codes."""
    by_code: dict[str, list[IssueLine]] = {}
    for line in lines:
        by_code.setdefault(line.issue.code, []).append(line)
    return [_group(code, lines_of_code) for code, lines_of_code in by_code.items()]


def _group(code: str, lines: Sequence[IssueLine]) -> IssueGroup:
    # A single one is not worth unfolding.
    at = _OPEN if len(lines) > _OPEN + 1 else len(lines)
    return IssueGroup(code, len(lines), lines[:at], lines[at : at + _UNFOLDED])


def severity_counts(lines: Iterable[IssueLine]) -> list[tuple[Severity, int]]:
    """How many remarks there are of each weight that occurs, the heaviest first."""
    counts = Counter(line.issue.severity for line in lines)
    return [(severity, counts[severity]) for severity in Severity if counts[severity]]


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What keeps a file from being applied, with the address of where it is settled."""

    message: str
    address: str


def unsettled(
    lines: Iterable[IssueLine], names: Sequence[NameDoubt], *, per_page: int
) -> list[Unsettled]:
    """All that must be settled first, each with a link to its field, else to its remark."""
    pages = {doubt.cell: at // per_page + 1 for at, doubt in enumerate(names)}
    return [
        Unsettled(line.message, _address(line.issue, pages)) for line in lines if line.issue.blocks
    ]


def _address(issue: Issue, pages: Mapping[str, int]) -> str:
    if issue.cell in pages:
        return f"?names={pages[issue.cell]}#name-{issue.cell}"
    if field := _FIELDS.get(issue.code):
        return f"#{field}"
    if issue.cell.isalpha():
        return f"#column-{issue.cell}"
    return f"?remarks={issue.code}#remarks"
