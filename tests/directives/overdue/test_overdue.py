"""Which files are late and which count: days alone, as objects and as the database sees them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.overdue.domain import (
    Check,
    File,
    Span,
    Standing,
    Tally,
    carried_over,
    counts_in,
    days_late,
    keep_until,
    late,
    late_again,
    minus_points,
    percent_shown,
    standing,
    tally,
)
from directives.overdue.masking import hidden, is_masked, masked_name, masked_phone
from directives.overdue.models import ApologyLetter, OverdueFile
from directives.overdue.presentation import file_of
from directives.overdue.selectors import tallies_of, waiting_of
from tests.cast import Cast
from units.models import Unit

DUE = date(2023, 5, 22)
H1 = Span(date(2022, 12, 15), date(2023, 6, 14))


@pytest.mark.parametrize(
    ("resolved", "on", "how"),
    [
        (None, DUE - timedelta(2), Standing.RUNNING),
        (None, DUE - timedelta(1), Standing.DUE_SOON),
        (None, DUE, Standing.DUE_SOON),
        (None, DUE + timedelta(1), Standing.PENDING_LATE),
        (DUE, DUE, Standing.IN_TIME),
        (DUE, DUE + timedelta(9), Standing.IN_TIME),
        (DUE + timedelta(1), DUE + timedelta(1), Standing.RESOLVED_LATE),
        # On that day the result was not there yet.
        (DUE + timedelta(5), DUE + timedelta(2), Standing.PENDING_LATE),
    ],
)
def test_how_a_file_stands(resolved: date | None, on: date, how: Standing) -> None:
    file = File(DUE, resolved)
    assert standing(file, on) is how
    assert late(file, on) == (how in (Standing.RESOLVED_LATE, Standing.PENDING_LATE))


@pytest.mark.parametrize(
    ("due", "resolved", "counts", "carried"),
    [
        (date(2023, 5, 22), date(2023, 5, 23), True, False),
        (date(2023, 6, 13), None, True, False),
        (date(2023, 6, 14), None, False, False),  # due on the last day: late on the next one
        (date(2022, 12, 1), None, True, True),
        (date(2022, 12, 1), date(2022, 12, 15), True, True),
        (date(2022, 12, 1), date(2022, 12, 14), False, False),  # belongs to the period before
        (date(2023, 5, 22), date(2023, 6, 20), True, False),  # waited at the end
        (date(2023, 5, 22), date(2023, 5, 22), False, False),
    ],
)
def test_what_counts_in_a_period(
    due: date, resolved: date | None, counts: bool, carried: bool
) -> None:
    file = File(due, resolved)
    assert counts_in(file, H1) is counts
    assert carried_over(file, H1) is carried


def test_a_running_period_is_known_up_to_today() -> None:
    assert Span.until(H1.start, H1.end, date(2023, 3, 1)).end == date(2023, 3, 1)
    assert Span.until(H1.start, H1.end, date(2026, 3, 1)) == H1


def test_nothing_late_is_no_ratio_and_not_a_hundred_percent() -> None:
    assert Tally().percent is None
    assert Tally(resolved=2, letters=2).percent == 100
    vinh_giang = Tally(resolved=7, pending=4, letters=8)
    assert (vinh_giang.late, vinh_giang.missing) == (11, 3)
    assert percent_shown(vinh_giang.percent or Decimal(0)) == Decimal("72.7")


def test_a_missing_letter_never_rounds_up_to_a_hundred() -> None:
    assert percent_shown(Tally(resolved=3000, letters=2999).percent or Decimal(0)) == Decimal(
        "99.9"
    )


def test_points_are_claimed_only_where_they_are_laid_down() -> None:
    assert minus_points(3, None) is None
    assert minus_points(3, Decimal("0.25")) == Decimal("0.75")


def test_days_late_and_late_again() -> None:
    assert days_late(File(DUE), DUE + timedelta(23)) == 23
    assert days_late(File(DUE, DUE + timedelta(6)), DUE + timedelta(90)) == 6
    assert days_late(File(DUE), DUE) == 0
    again = File(DUE, None, True, DUE + timedelta(10))
    assert not late_again(again, DUE + timedelta(10))
    assert late_again(again, DUE + timedelta(11))
    assert not late_again(File(DUE), DUE + timedelta(99))


def test_the_register_beside_the_report() -> None:
    assert Check(11, 11).agrees
    assert Check(8, 11).difference == -3
    assert Check(8, None).agrees


def test_how_long_personal_data_stay() -> None:
    resolved = date(2023, 6, 1)
    assert keep_until(None, date(2026, 1, 1), 365) is None
    assert keep_until(resolved, resolved, 365) == date(2024, 5, 31)
    assert keep_until(resolved, date(2026, 1, 1), 365) == date(2026, 1, 31)


def test_names_and_numbers_are_masked() -> None:
    assert masked_name("Nguyễn Văn A") == "N*** V** A"
    assert masked_name("  Trần   Thị Bích Ngọc ") == "T*** T** B*** N***"
    assert masked_name("") == ""
    assert masked_phone("0912 345 678") == "*******678"
    assert masked_phone("113") == "***"
    assert masked_phone("") == hidden("  ") == ""
    assert hidden("thôn Thử, xã Thử") == "***"
    assert is_masked(masked_name("Trần Thị Bích")) and not is_masked("Trần Thị Bích")


days = st.dates(date(2022, 11, 1), date(2023, 8, 1))


@pytest.mark.django_db
def test_the_database_counts_as_the_domain_does(cast: Cast) -> None:
    """All short histories around the edges of a period, one by one and together."""
    unit = Unit.objects.get(code="hoxa")
    edges = [H1.start, H1.end, date(2023, 3, 1)]
    around = [edge + timedelta(step) for edge in edges for step in (-1, 0, 1)]
    number = 0
    for due in around:
        for resolved in [None, *around]:
            for new_due in (None, due + timedelta(1)):
                number += 1
                file = OverdueFile.objects.create(
                    unit=unit, code=f"F{number}", procedure="x", due_on=due, resolved_on=resolved
                )
                if new_due:
                    attached = f"{H1.end}T00:00:00Z" if number % 4 == 0 else None
                    ApologyLetter.objects.create(
                        file=file, new_due_on=new_due, attached_at=attached
                    )
    files = OverdueFile.objects.select_related("apology")
    for span in (H1, Span(date(2023, 3, 1), date(2023, 3, 31))):
        counted = {one.pk for one in files.counting_in(span.start, span.end)}
        assert counted == {one.pk for one in files if counts_in(file_of(one), span)}
        assert tallies_of([unit.pk], span)[unit.pk] == tally(map(file_of, files), span)
    for today in around:
        waiting = waiting_of(OverdueFile.objects.all(), today)
        soon = [one for one in map(file_of, files) if standing(one, today) is Standing.DUE_SOON]
        # What has its result already is soon due for nobody.
        assert waiting.due_soon == len(
            [one for one in soon if one.resolved_on is None and not one.has_letter]
        )
        assert waiting.without_letter == len(
            [one for one in map(file_of, files) if late(one, today) and not one.has_letter]
        )


@given(due=days, resolved=st.none() | days, on=days)
def test_late_files_have_days_late_and_others_none(
    due: date, resolved: date | None, on: date
) -> None:
    file = File(due, resolved)
    assert (days_late(file, on) > 0) == late(file, on)
