"""The chain of changes: one changed byte, one row more or less shows; nothing of ours alters it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from io import StringIO
from typing import Any, Final

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.chain import ChainFault, Link, faults, link_hash, stored
from reports.figures.figures import Figure
from reports.figures.history_models import HistoryHead
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.period_services import period_ensure
from reports.figures.periods import span_for_code
from reports.figures.record_models import RecordChange
from reports.figures.record_services import NewFigure, Provenance, figures_write
from reports.history.selectors import ChainCheck, check_chains
from tests.cast import Cast, make_cast
from tests.reports.imports.test_two_people import WAIT_SECONDS
from units.models import Unit

# Long enough for who is not held up to be through.
HELD_UP_SECONDS: Final = 1
NOON = datetime(2023, 6, 22, 12, tzinfo=UTC)
VALUES = st.tuples(
    st.integers(1, 9),
    st.text(max_size=5),
    st.none() | st.decimals("-99", "99", places=8),
    st.none() | st.datetimes(timezones=st.just(UTC)),
)


def chain(rows: list[tuple[Any, ...]]) -> tuple[list[Link], str]:
    """The links of some rows, and the head."""
    links, before = [], ""
    for seq, values in enumerate(rows, start=1):
        links.append(Link(seq, seq, before, values))
        before = link_hash(before, seq, values)
    return links, before


@given(st.lists(VALUES, max_size=6))
def test_an_honest_chain_has_no_fault(rows: list[tuple[Any, ...]]) -> None:
    links, head = chain(rows)
    assert not list(faults(links, length=len(links), head=head))


@given(st.lists(VALUES, min_size=1, max_size=6), st.data())
def test_any_altered_value_is_found_where_it_stands(
    rows: list[tuple[Any, ...]], data: st.DataObject
) -> None:
    links, head = chain(rows)
    at = data.draw(st.integers(0, len(links) - 1))
    other = data.draw(VALUES.filter(lambda values: values != links[at].values))
    links[at] = replace(links[at], values=other)
    found = list(faults(links, length=len(links), head=head))
    assert found == [ChainFault(at + 1, "changed")]


@given(st.lists(VALUES, min_size=1, max_size=6), st.data())
def test_a_row_taken_out_or_repeated_is_found(
    rows: list[tuple[Any, ...]], data: st.DataObject
) -> None:
    links, head = chain(rows)
    at = data.draw(st.integers(0, len(links) - 1))
    without, twice = links[:at] + links[at + 1 :], links[: at + 1] + links[at:]
    for broken in (without, twice):
        assert list(faults(broken, length=len(links), head=head))


def test_a_value_hashes_alike_whatever_the_database_gives() -> None:
    hanoi = NOON.astimezone(timezone(timedelta(hours=7)))
    one = link_hash("", 1, (Decimal("76.9"), NOON))
    assert one == link_hash("", 1, (Decimal("76.90000000"), hanoi))
    assert stored(Decimal("0.123456785")) == Decimal("0.12345679")
    assert link_hash("", 1, ("a", None)) != link_hash("", 1, ("a", ""))
    assert link_hash("", 1, ("a,b",)) != link_hash("", 1, ("a", "b"))


def test_what_an_import_writes_is_an_unbroken_chain(district: Cast) -> None:
    (check,) = (one for one in check_chains() if one.length)
    assert check.length == RecordChange.objects.count() >= 100
    assert not check.faults
    out = StringIO()
    call_command("verify_history", stdout=out)
    assert f"2023-H1: {check.length}" in out.getvalue()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE reports_recordchange SET new_value = new_value + 0.1 WHERE seq = 7",
        "UPDATE reports_recordchange SET reason = 'x' WHERE seq = 7",
        "UPDATE reports_recordchange SET changed_at = '2020-01-01 00:00:00' WHERE seq = 7",
        "DELETE FROM reports_recordchange WHERE seq = 7",
        "DELETE FROM reports_recordchange WHERE seq = (SELECT max(seq) FROM reports_recordchange)",
        "UPDATE reports_historyhead SET length = length - 1",
        "UPDATE reports_record SET value = value + 0.1 WHERE state = 'value'",
        "UPDATE reports_record SET denominator = 7 WHERE state = 'value'",
        "DELETE FROM reports_record WHERE state = 'value'",
    ],
)
def test_tampering_behind_our_back_is_found(district: Cast, sql: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # somebody with the rights of its owner
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE reports_recordchange DISABLE TRIGGER USER")
        cursor.execute(sql)
    out = StringIO()
    with pytest.raises(SystemExit) as exit_status:
        call_command("verify_history", stdout=out)
    assert exit_status.value.code == 1
    assert "2023-H1" in out.getvalue()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a trigger of PostgreSQL")
@pytest.mark.parametrize(
    "sql", ["UPDATE reports_recordchange SET reason = 'x'", "DELETE FROM reports_recordchange"]
)
def test_the_database_refuses_to_alter_history(district: Cast, sql: str) -> None:
    with (
        pytest.raises(DatabaseError, match="history"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_no_path_of_the_models_alters_history(district: Cast) -> None:
    change = RecordChange.objects.first()
    assert change is not None
    change.reason = "khác"
    for attempt in (
        change.save,
        change.delete,
        RecordChange.objects.all().delete,
        lambda: RecordChange.objects.update(reason="khác"),
        lambda: RecordChange.objects.bulk_update([change], ["reason"]),
        lambda: RecordChange.objects.bulk_create([change], update_conflicts=True),
    ):
        with pytest.raises(TypeError):
            attempt()


def test_a_change_has_one_place_in_its_chain(district: Cast) -> None:
    period = Period.objects.get(code="2023-H1")
    head = HistoryHead.objects.get(period=period)
    seqs = RecordChange.objects.filter(period=period).order_by("seq").values_list("seq", flat=True)
    assert list(seqs) == list(range(1, head.length + 1))


def change(cast: Cast, period: Period, value: str) -> None:
    """One change more in a period's history."""
    unit, indicator = Unit.objects.get(code="vinhgiang"), Indicator.objects.get(code="online")
    figures_write(
        period=period,
        source="province",
        figures=[NewFigure(unit.pk, indicator.pk, Figure.of(Decimal(value)))],
        provenance=Provenance(cast.staff, datetime.now(UTC)),
    )


def test_a_change_between_two_periods_checks_is_no_fault(district: Cast) -> None:
    later = period_ensure(span=span_for_code("2023-Q3"))
    change(district, later, "50")
    checks = check_chains()
    assert next(checks).period.code == "2023-H1"
    change(district, later, "60")
    (check,) = checks
    assert (check.length, check.faults) == (2, ())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_check_waits_for_a_change_in_the_making() -> None:
    cast = make_cast()
    period = period_ensure(span=span_for_code("2023-H1"))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            change(cast, period, "50")
            checking = pool.submit(checked)
            with pytest.raises(NotYetError):
                checking.result(HELD_UP_SECONDS)
        (check,) = checking.result(WAIT_SECONDS)
    assert (check.length, check.faults) == (1, ())


def checked() -> list[ChainCheck]:
    """Every chain, in a connection of its own."""
    try:
        return list(check_chains())
    finally:
        connection.close()
