"""Rows written past the models say the same as rows written by them, on either database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from reports.figures.bulk import rows_insert
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.period_services import period_ensure
from reports.figures.record_models import CHANGE_FIELDS, Record, RecordChange
from reports.figures.record_services import RECORD_FIELDS, RECORD_KEY, changes_append
from tests.cast import Cast, make_cast
from units.models import Unit

pytestmark = pytest.mark.django_db
AT = datetime(2023, 6, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def insert(fields: Sequence[str], *rows: dict[str, Any], replacing: bool = False) -> None:
    values = [[row.get(name) for name in fields] for row in rows]
    if fields is CHANGE_FIELDS:
        changes_append(period_id=key()["period"], changes=values)
    else:
        rows_insert(Record, fields, values, replacing_on=RECORD_KEY if replacing else ())


def key() -> dict[str, Any]:
    period: Period = period_ensure(code="2023-H1")
    unit, indicator = Unit.objects.get(code="hoxa"), Indicator.objects.get(code="online")
    return {
        "period": period.pk,
        "indicator": indicator.pk,
        "unit": unit.pk,
        "source": "province",
    }


def change(**values: Any) -> dict[str, Any]:
    nothing = {"old_state": "", "old_places": 0, "new_state": "value", "new_places": 1}
    texts = {"sheet": "", "cell": "", "reason": ""}
    return {**key(), **nothing, **texts, "changed_at": AT, **values}


def record(**values: Any) -> dict[str, Any]:
    told = {"state": "value", "places": 1, "sheet": "", "cell": "", "updated_at": AT}
    return {**key(), **told, "value": Decimal("76.9"), **values}


@pytest.mark.parametrize(
    "text",
    ["", r"\N", r"\.", "\\", "a\tb", "a\nb\r\n", "nháy \"kép\" và 'đơn'", "Biểu 1; %s {x} \u2028"],
)
def test_texts_come_back_letter_by_letter(cast: Cast, text: str) -> None:
    insert(CHANGE_FIELDS, change(sheet=text, reason=text + text))
    assert list(RecordChange.objects.values_list("sheet", "reason")) == [(text, text + text)]


@pytest.mark.parametrize("value", [None, "0", "100", "59.99999999", "12345.678"])
def test_numbers_and_blanks_come_back_exactly(cast: Cast, value: str | None) -> None:
    exact = Decimal(value) if value is not None else None
    insert(CHANGE_FIELDS, change(new_value=exact, new_numerator=None, new_denominator=12))
    found = RecordChange.objects.get()
    assert (found.new_value, found.old_value) == (exact, None)
    assert (found.new_numerator, found.new_denominator) == (None, 12)
    assert (found.changed_at, found.changed_by_id) == (AT, None)


def test_equal_numbers_of_other_places_are_one_number(cast: Cast) -> None:
    values = [Decimal("76"), Decimal("76.0"), Decimal("7.6E1"), Decimal("76.00000000")]
    insert(CHANGE_FIELDS, *(change(new_value=value) for value in values))
    assert set(RecordChange.objects.values_list("new_value", flat=True)) == {Decimal(76)}


def test_more_rows_than_go_at_once_keep_their_order(cast: Cast) -> None:
    insert(CHANGE_FIELDS, *(change(new_value=Decimal(at), cell=f"C{at}") for at in range(2345)))
    found = RecordChange.objects.order_by("pk").values_list("cell", "new_value")
    assert list(found) == [(f"C{at}", Decimal(at)) for at in range(2345)]


def test_no_rows_are_no_error(cast: Cast) -> None:
    insert(CHANGE_FIELDS)
    insert(RECORD_FIELDS, replacing=True)
    assert not RecordChange.objects.exists()


def test_a_row_replaces_another_only_where_that_was_asked_for(cast: Cast) -> None:
    insert(RECORD_FIELDS, record(cell="C9"))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(RECORD_FIELDS, record(value=Decimal(5)))
    insert(RECORD_FIELDS, record(value=Decimal(5), cell="D9"), replacing=True)
    assert list(Record.objects.values_list("value", "cell")) == [(Decimal(5), "D9")]


@pytest.mark.parametrize(
    "wrong", [{"value": None}, {"state": "no_cases"}, {"numerator": 3, "denominator": 2}]
)
def test_the_rules_of_the_table_hold(cast: Cast, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(RECORD_FIELDS, record(**wrong))
    assert not Record.objects.exists()
