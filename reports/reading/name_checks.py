"""Names that are no unit's, or not surely, or twice in the file; and units that are not in it."""

from collections.abc import Iterator, Sequence
from typing import Final

from reports.reading.issues import Issue, issue
from reports.reading.review import Context, Review, ReviewedRow

# Beyond this a list tells nobody anything; the count does.
_MOST_LISTED: Final = 20
# Fewer rows may be a file of its own, with names that have only to be assigned.
_FEWEST_OF_MOST: Final = 5
_STANDS_FOR: Final = {"units-of-another": "unit-unknown", "units-repeated": "unit-duplicate"}
# What follows of itself where each unit has a row for its counts and one for its rates.
OF_TWO_ROWS: Final = frozenset({"row-without-name", "out-of-range", "not-whole"})


def name_issues(review: Review, context: Context) -> Iterator[Issue]:
    """What is unclear about the rows' names, in reading order.

    What is wrong with the file as a whole is said once, instead of row by row.
    """
    wholes = {whole.code: whole for whole in _of_most_rows(review, context)}
    yield from wholes.values()
    as_a_whole = {_STANDS_FOR[code] for code in wholes}
    for row in review.rows:
        name_issue = _issue_of(row)
        if name_issue is not None and name_issue.code not in as_a_whole:
            yield name_issue


def _of_most_rows(review: Review, context: Context) -> Iterator[Issue]:
    """The file is another office's where most names are of no unit and most units have no row.

    Where most rows repeat a unit, the table has a row for each of its indicators.
    """
    rows = [row for row in review.rows if not row.is_total]
    unknown = [row for row in rows if _is_open(row) and not row.row.match.proposals]
    repeated = [row for row in rows if row.duplicate_of]
    if _are_most(unknown, rows) and _most_are_missing(review, context):
        yield _whole("units-of-another", unknown, rows)
    if _are_most(repeated, rows):
        yield _whole("units-repeated", repeated, rows)


def units_in_two_rows(review: Review) -> Iterator[Issue]:
    """Every other row has no name: a unit's counts and rates stand below each other."""
    nameless = [remark for remark in review.parsed.remarks if remark.code == "row-without-name"]
    units = [row for row in review.rows if not row.is_total]
    if len(nameless) >= _FEWEST_OF_MOST and 2 * len(nameless) > len(units):
        yield issue("units-in-two-rows", cell=nameless[0].cell, count=len(nameless))


def _are_most(part: Sequence[ReviewedRow], rows: Sequence[ReviewedRow]) -> bool:
    return len(part) >= _FEWEST_OF_MOST and 2 * len(part) > len(rows)


def _whole(code: str, part: Sequence[ReviewedRow], rows: Sequence[ReviewedRow]) -> Issue:
    first = part[0].row
    return issue(code, cell=first.name_cell, value=first.name, count=len(part), rows=len(rows))


def _most_are_missing(review: Review, context: Context) -> bool:
    present = _present(review)
    return 2 * sum(unit_id in present for unit_id in context.expected) <= len(context.expected)


def _present(review: Review) -> frozenset[int | None]:
    """The units that the rows name; a name that waits to be confirmed is in the file."""
    rows = filter(_is_open, review.rows)
    named = [row.row.match.proposals[0].unit_id for row in rows if row.row.match.proposals]
    return frozenset((*named, *(row.unit_id for row in review.rows)))


def _is_open(row: ReviewedRow) -> bool:
    return row.unit_id is None and not row.skipped


def _issue_of(row: ReviewedRow) -> Issue | None:
    cell, name = row.row.name_cell, row.row.name
    if row.duplicate_of and not row.is_total:
        return issue("unit-duplicate", cell=cell, value=name, first=row.duplicate_of)
    if not _is_open(row):
        return None
    code = "unit-proposed" if row.row.match.proposals else "unit-unknown"
    return issue(code, cell=cell, value=name)


def missing_units(review: Review, context: Context) -> Iterator[Issue]:
    """The units, then the agencies, that no row of the file names, each kind at once."""
    present = _present(review)
    undecided = any(map(_is_open, review.rows))
    listed = {"units-missing": context.expected, "agencies-missing": context.optional}
    for code, units in listed.items():
        names = [name for unit_id, name in units.items() if unit_id not in present]
        # Names still to be decided are most likely those of the units that seem to be missing.
        if names and not (undecided and code == "agencies-missing"):
            yield issue(code, value="; ".join(names[:_MOST_LISTED]), count=len(names))
