"""Days as offices write them into registers: a date, "30/5/2023", "17:00 ngày 30/5/2023"."""

import re
from datetime import date, datetime, time
from typing import Final

from units.dates import is_known
from units.names.collation import search_key

_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?!\d)")
_ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_HOUR: Final = re.compile(r"(?<!\d)(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})?(?!\d)", re.IGNORECASE)
_NOT_YET: Final = frozenset(
    ("", "dang giai quyet", "dang xu ly", "chua co ket qua", "chua tra", "chua giai quyet", "chua")
)


class NoDayError(ValueError):
    """A text that is no day of the calendar, or one far from any file's days."""


def read_day(value: object) -> date | None:
    """The day that a cell says, day first; None for a blank and for words such as "đang giải
    quyết". Raises NoDayError: a bare number is no day, since nobody sees which one it would be.
    """
    if isinstance(value, datetime):
        return _known(value.date())
    if isinstance(value, date):
        return _known(value)
    if value is None or (isinstance(value, str) and search_key(value) in _NOT_YET):
        return None
    return _known(_from_text(str(value)))


def read_hour(value: object) -> time | None:
    """The hour beside a day, if a cell has one; midnight is what a cell without an hour says."""
    if isinstance(value, datetime):
        hour = value.time().replace(second=0, microsecond=0)
        return hour if hour != time(0) else None
    match = _HOUR.search(_DAY.sub(" ", value)) if isinstance(value, str) else None
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))


def _from_text(text: str) -> date:
    iso, day = _ISO.search(text), _DAY.search(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if day:
            return date(int(day[3]), int(day[2]), int(day[1]))
    except ValueError as error:
        raise NoDayError(text) from error
    raise NoDayError(text)


def _known(day: date) -> date:
    if not is_known(day):
        raise NoDayError(str(day))
    return day
