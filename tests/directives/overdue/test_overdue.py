"""Which files are late and which count: days alone are compared."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from directives.overdue.domain import (
    LATE,
    FileStanding,
    LateTally,
    Span,
    keep_until,
    minus_points,
    percent_shown,
)
from directives.overdue.masking import hidden, is_masked, masked_name, masked_phone
from directives.overdue.models import ApologyLetter, OverdueFile
from directives.overdue.selectors import UnitRegister, tallies_of, waiting_of
from tests.cast import Cast
from tests.directives.overdue.overdue_cast import make_file
from units.models import Unit

DUE = date(2023, 5, 22)
H1 = Span(date(2022, 12, 15), date(2023, 6, 14))


@pytest.mark.parametrize(
    ("resolved", "on", "how"),
    [
        (None, DUE - timedelta(2), FileStanding.RUNNING),
        (None, DUE - timedelta(1), FileStanding.DUE_SOON),
        (None, DUE, FileStanding.DUE_SOON),
        (None, DUE + timedelta(1), FileStanding.PENDING_LATE),
        (DUE, DUE, FileStanding.IN_TIME),
        (DUE, DUE + timedelta(9), FileStanding.IN_TIME),
        (DUE + timedelta(1), DUE + timedelta(1), FileStanding.RESOLVED_LATE),
        # On that day the result was not there yet.
        (DUE + timedelta(5), DUE + timedelta(2), FileStanding.PENDING_LATE),
    ],
)
def test_how_a_file_stands(cast: Cast, resolved: date | None, on: date, how: FileStanding) -> None:
    make_file(due_on=DUE, resolved_on=resolved)
    file = OverdueFile.objects.as_of(on).get()
    assert file.standing == how
    assert file.is_late == (how in (FileStanding.RESOLVED_LATE, FileStanding.PENDING_LATE))


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
    cast: Cast, due: date, resolved: date | None, counts: bool, carried: bool
) -> None:
    file = make_file(due_on=due, resolved_on=resolved, received_on=None)
    assert OverdueFile.objects.counting_in(H1).exists() is counts
    tally = tallies_of([file.unit_id], H1).get(file.unit_id, LateTally())
    assert tally.carried_over == carried


def test_a_running_period_is_known_up_to_today() -> None:
    assert Span.until(H1.start, H1.end, date(2023, 3, 1)).end == date(2023, 3, 1)
    assert Span.until(H1.start, H1.end, date(2026, 3, 1)) == H1


def test_nothing_late_is_no_ratio_and_not_a_hundred_percent() -> None:
    assert LateTally().percent is None
    assert LateTally(resolved=2, letters=2).percent == 100
    vinh_giang = LateTally(resolved=7, pending=4, letters=8)
    assert (vinh_giang.late, vinh_giang.missing) == (11, 3)
    assert percent_shown(vinh_giang.percent or Decimal(0)) == Decimal("72.7")


def test_a_missing_letter_never_rounds_up_to_a_hundred() -> None:
    assert percent_shown(LateTally(resolved=3000, letters=2999).percent or Decimal(0)) == Decimal(
        "99.9"
    )


def test_points_are_claimed_only_where_they_are_laid_down() -> None:
    assert minus_points(3, None) is None
    assert minus_points(3, Decimal("0.25")) == Decimal("0.75")


def test_days_late_and_late_again(cast: Cast) -> None:
    file = make_file(due_on=DUE)

    def after(days: int) -> OverdueFile:
        return OverdueFile.objects.as_of(DUE + timedelta(days)).get()

    assert (after(23).days_late, after(0).days_late) == (23, 0)
    assert not after(99).is_late_again
    ApologyLetter.objects.create(file=file, new_due_on=DUE + timedelta(10))
    assert not after(10).is_late_again
    assert after(11).is_late_again
    OverdueFile.objects.update(resolved_on=DUE + timedelta(6))
    assert after(90).days_late == 6


def test_the_register_beside_the_report() -> None:
    unit, tally = Unit(), LateTally(resolved=7, pending=1)
    assert UnitRegister(unit, tally, 8).difference == 0
    assert UnitRegister(unit, tally, 11).difference == -3
    assert UnitRegister(unit, tally, None).difference == 0


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


def is_late(file: OverdueFile, on: date, due: date | None = None) -> bool:
    """The rule in other words: the day until which a file waits comes after its due day."""
    waits = min(file.resolved_on, on) if file.resolved_on else on
    return waits > (due or file.due_on)


def is_counted(file: OverdueFile, span: Span) -> bool:
    result = file.resolved_on
    before = result is not None and result < span.start and result <= span.end
    return is_late(file, span.end) and not before


@pytest.mark.django_db
def test_the_database_keeps_to_the_rule(cast: Cast) -> None:
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
    files = list(OverdueFile.objects.select_related("apology"))
    lettered = {file.pk for file in files if file.letter and file.letter.is_attached}
    for span in (H1, Span(date(2023, 3, 1), date(2023, 3, 31)), Span(H1.end, H1.start)):
        counted = [file for file in files if is_counted(file, span)]
        rows = OverdueFile.objects.counting_in(span)
        assert {row.pk for row in rows} == {file.pk for file in counted}
        resolved_by_then = [f for f in counted if f.resolved_on and f.resolved_on <= span.end]
        new_days = [(file, file.letter.new_due_on) for file in counted if file.letter]
        assert tallies_of([unit.pk], span)[unit.pk] == LateTally(
            resolved=len(resolved_by_then),
            pending=len(counted) - len(resolved_by_then),
            letters=len([file for file in counted if file.pk in lettered]),
            carried_over=len([file for file in counted if file.due_on < span.start]),
            late_again=sum(is_late(file, span.end, new) for file, new in new_days),
        )
    for today in around:
        for row in OverdueFile.objects.as_of(today):
            assert row.is_late == is_late(row, today) == (row.days_late > 0)
        waiting = waiting_of(OverdueFile.objects.all(), today)
        last = today + timedelta(1)
        # What has its result already is soon due for nobody.
        assert waiting.due_soon == len(
            [
                file
                for file in files
                if today <= file.due_on <= last
                and file.resolved_on is None
                and file.pk not in lettered
            ]
        )
        assert waiting.without_letter == len(
            [file for file in files if is_late(file, today) and file.pk not in lettered]
        )
    assert {row.standing for row in OverdueFile.objects.late_on(H1.end)} == LATE
