"""What the reader recognised in a file, told line by line to whoever asks why; in Vietnamese."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from reports.figures.import_models import ImportRun
from reports.figures.periods import format_date, label
from reports.grid import Grid
from reports.imports import presentation
from reports.imports.plain_data import SEVERITIES
from reports.imports.purpose import RunReview
from reports.reading.columns import FileColumn
from reports.reading.references import find_report
from reports.reading.review import Review, ReviewedRow
from reports.reading.sheet import ParsedSheet
from reports.reading.titles import find_period
from reports.spreadsheets.files import read_grids
from reports.spreadsheets.limits import Unreadable, import_limits
from units.models import Unit

_ROLES: Final = {"numerator": "tử số của ", "denominator": "mẫu số của "}
_MATCHES: Final = {
    "exact": "đúng tên",
    "canonical": "đúng tên, viết khác",
    "alias": "tên khác đã xác nhận",
    "proposed": "đề xuất",
    "none": "không nhận ra",
}


def explanation(run: ImportRun, judged: RunReview) -> Iterator[str]:
    """The lines: table, columns, period and report, rows, issues. The run's file is read again,
    since where a title stood is not kept."""
    review = judged.review
    names = {code: indicator.short_vi for code, indicator in judged.indicators.items()}
    yield f"Tệp: {run.filename}"
    yield from _table(review.parsed)
    yield from _columns(run, review.parsed, names)
    yield from _sources(run, review, _titles(run, review.parsed))
    yield from _rows(review, judged.units)
    yield from _issues(review, names)


def _table(parsed: ParsedSheet) -> Iterator[str]:
    yield f"Trang tính: {parsed.sheet}"
    for name in parsed.other_sheets:
        yield f"  trang khác cũng có bảng, không đọc: {name}"
    yield f"Vùng bảng: {parsed.area}"
    top = _top(parsed)
    first = min((row.number for row in parsed.rows), default=top + 1)
    rows = str(top) if first - 1 <= top else f"{top}–{first - 1}"
    yield f"Dòng tiêu đề: {rows}"


def _top(parsed: ParsedSheet) -> int:
    return int("".join(filter(str.isdigit, parsed.area.split(":")[0])) or 1)


def _columns(run: ImportRun, parsed: ParsedSheet, names: Mapping[str, str]) -> Iterator[str]:
    yield "Cột:"
    listed = (*parsed.columns, *parsed.count_columns, *parsed.other_columns)
    for column in sorted(listed, key=lambda column: column.index):
        role = _ROLES.get(column.role.value, "")
        meaning = names.get(column.indicator or "", "bỏ qua")
        yield (
            f"  {column.letter}: “{column.heading}” → "
            f"{role if column.indicator else ''}{meaning} ({_why(run, column)})"
        )


def _why(run: ImportRun, column: FileColumn) -> str:
    if column.chosen:
        return f"theo mẫu “{run.profile.name}”" if run.profile else "do người dùng chọn"
    if column.indicator is None:
        return "không phải chỉ số đã biết"
    if column.confidence == 100:
        return "đúng tiêu đề đã biết"
    return f"đề xuất vì gần giống, {column.confidence}/100"


def _titles(run: ImportRun, parsed: ParsedSheet) -> tuple[str, ...]:
    """What stands above the table."""
    grids = read_grids(Path(run.file.path), limits=import_limits())
    if isinstance(grids, Unreadable):
        return ()
    grid: Grid | None = next((sheet for sheet in grids if sheet.name == parsed.sheet), None)
    return (*grid.titles, *grid.texts(0, _top(parsed) - 2)) if grid else ()


def _sources(run: ImportRun, review: Review, titles: Sequence[str]) -> Iterator[str]:
    parsed, period = review.parsed, review.period
    if parsed.period is not None:
        span = f"{format_date(parsed.period.start)} – {format_date(parsed.period.end)}"
        place = _said_by(run, parsed, titles)
        yield f"Kỳ theo tệp: {label(parsed.period)}, {span} (đọc từ {place})"
    else:
        yield "Kỳ theo tệp: không thấy"
    if period is not None and period != parsed.period:
        yield f"Kỳ được chọn: {label(period)}"
    if parsed.report is None:
        yield "Báo cáo: không thấy số"
        return
    day = f", ngày {format_date(parsed.report.issued_on)}" if parsed.report.issued_on else ""
    issuer = f", của {parsed.report.issuer}" if parsed.report.issuer else ""
    place = "tiêu đề" if find_report(titles) == parsed.report else "tệp"
    yield f"Báo cáo: {parsed.report.number}{day}{issuer} (đọc từ {place})"


def _said_by(run: ImportRun, parsed: ParsedSheet, titles: Sequence[str]) -> str:
    """The first of title, sheet and file name that says the period, in the reader's own order."""
    places = {"tiêu đề": titles, "tên trang tính": (parsed.sheet,), "tên tệp": (run.filename,)}
    naming = (place for place, texts in places.items() if find_period(texts) == parsed.period)
    return next(naming, "tệp")


def _rows(review: Review, units: Mapping[int, Unit]) -> Iterator[str]:
    yield "Dòng:"
    for row in review.rows:
        yield f"  {row.row.number}: “{row.row.name}” → {_row(row, units)}"
    for remark in review.parsed.remarks:
        if not remark.code.startswith("row-"):
            continue
        yield f"  {remark.cell}: “{remark.text}” → không phải dòng của đơn vị ({remark.code})"


def _row(row: ReviewedRow, units: Mapping[int, Unit]) -> str:
    if row.skipped:
        return "bỏ dòng, do người dùng chọn"
    if row.is_total:
        return "dòng tổng"
    match = row.row.match
    if row.duplicate_of:
        return f"trùng đơn vị với {row.duplicate_of}"
    if row.unit_id is not None:
        chosen = match.unit_id is None
        why = "do người dùng chọn" if chosen else _MATCHES.get(match.kind, match.kind)
        unit = units.get(row.unit_id)
        return f"{unit.name if unit else row.unit_id} ({why})"
    proposed = [
        f"{units[proposal.unit_id].name}, {presentation.REASONS[proposal.reason]}"
        for proposal in match.proposals
        if proposal.unit_id in units
    ]
    return f"chờ xác nhận: {'; '.join(proposed)}" if proposed else "không nhận ra đơn vị nào"


def _issues(review: Review, names: Mapping[str, str]) -> Iterator[str]:
    yield f"Điều cần biết: {len(review.issues)}"
    for issue in review.issues:
        place = f"{issue.sheet}!{issue.cell} " if issue.cell else ""
        text = presentation.message(issue, names)
        yield f"  [{SEVERITIES[issue.severity.value]}] {place}{text} ({issue.code})"
