"""The days of a letter: moved by a year in a copy, and the last one that it gives."""

from datetime import MAXYEAR, date, timedelta


def year_later(day: date | None) -> date | None:
    """The same day of the next year; 29 February becomes the 28th, and the last year stays."""
    if day is None or day.year == MAXYEAR:
        return day
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def last_day(day: date, *, before: bool) -> date:
    """The last day that a letter gives: "before 30/6" is 29/6, "until 30/6" is 30/6."""
    return day - timedelta(days=1) if before else day
