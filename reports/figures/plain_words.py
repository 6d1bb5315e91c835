"""Vietnamese words of the command line and of the notes beside files, for whoever runs them."""

from collections.abc import Mapping
from typing import Final

from reports.figures.periods import PeriodSpan, format_date, label

_COUNTS: Final = {
    "new": "mới",
    "changed": "thay đổi",
    "same": "giữ nguyên",
    "blank": "trống",
    "refused": "từ chối",
}
SEVERITIES: Final = {
    "error": "lỗi",
    "confirm": "cần xác nhận",
    "warning": "cảnh báo",
    "info": "lưu ý",
}


def counts_text(counts: Mapping[str, int]) -> str:
    """How many cells have each fate: "mới 70, thay đổi 0, giữ nguyên 0, trống 30, từ chối 0"."""
    return ", ".join(f"{_COUNTS[name]} {count}" for name, count in counts.items())


def period_text(span: PeriodSpan) -> str:
    """A period with its days: "6 tháng đầu năm 2023 (15/12/2022 – 14/6/2023)"."""
    return f"{label(span)} ({format_date(span.start)} – {format_date(span.end)})"
