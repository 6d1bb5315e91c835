"""A new directive takes over from its own day on, not before; a draft takes over from nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from directives.clauses.models import Directive
from directives.compliance.choice import directive_for
from directives.editor.selectors import directives_listed
from directives.editor.supersession import DirectiveTerm, successors
from reports.figures.period_models import Period
from reports.figures.report_models import Report
from tests.cast import Cast

OLD, NEW = date(2023, 6, 21), date(2024, 1, 10)


def make(cast: Cast, code: str, first: date, *, issued: bool = True, **more: Any) -> Directive:
    return Directive.objects.create(
        code=code, issuer=cast.office, symbol="UBND", place="x", subject="V/v", recipients="x",
        issued_month=first.replace(day=1), signer_title="x", signer_name="x",
        number=code if issued else "", issued_on=first if issued else None, effective_from=first,
        **more,
    )  # fmt: skip


def period(last: date) -> Period:
    made: Period = Period.objects.create(
        code=f"20230101-{last:%Y%m%d}", kind="custom", start=date(2023, 1, 1), end=last
    )
    return made


def chosen(last: date | Period) -> str | None:
    rows = list(Directive.objects.select_related("basis"))
    result = directive_for(rows, last if isinstance(last, Period) else period(last))
    return result.code if result else None


@pytest.mark.parametrize(
    ("last", "code"),
    [
        (date(2024, 1, 9), "cu"),  # the day before
        (date(2024, 1, 10), "moi"),  # its own day
        (date(2024, 1, 11), "moi"),  # the day after
        (OLD, "cu"),
    ],
)
def test_targets_change_on_the_day_of_the_new_directive(cast: Cast, last: date, code: str) -> None:
    make(cast, "cu", OLD)
    make(cast, "moi", NEW)
    assert chosen(last) == code


@pytest.mark.parametrize(
    ("last", "code"),
    [
        (date(2023, 12, 31), "cu"),  # its last day
        (date(2024, 1, 1), "moi"),  # nobody's day: the first one after it
        (date(2024, 1, 9), "moi"),
        (date(2024, 2, 1), "moi"),
        (date(2024, 6, 30), "moi"),
        (date(2024, 7, 1), None),
    ],
)
def test_a_last_day_is_kept(cast: Cast, last: date, code: str | None) -> None:
    make(cast, "cu", OLD, effective_to=date(2023, 12, 31))
    make(cast, "moi", NEW, effective_to=date(2024, 6, 30))
    assert chosen(last) == code


def test_an_older_one_comes_back_when_the_newer_has_run_out(cast: Cast) -> None:
    make(cast, "cu", OLD)
    make(cast, "moi", NEW, effective_to=date(2024, 6, 30))
    assert chosen(date(2024, 7, 1)) == "cu"


def report(cast: Cast, of: Period) -> Report:
    return Report.objects.create(office=cast.office, period=of, number="85/BC-HCC")


def test_two_directives_on_one_report(cast: Cast) -> None:
    of = period(date(2023, 6, 14))
    basis = report(cast, of)
    make(cast, "mot", OLD, basis=basis)
    make(cast, "hai", date(2023, 7, 3), basis=basis)
    assert chosen(of) == "hai"
    assert chosen(date(2023, 7, 2)) == "mot"
    assert chosen(date(2023, 7, 3)) == "hai"


def test_a_letter_on_a_report_does_not_reach_back_over_the_one_in_force(cast: Cast) -> None:
    make(cast, "cu", OLD)
    of = period(date(2023, 12, 14))
    make(cast, "moi", date(2023, 12, 25), basis=report(cast, of))
    assert chosen(of) == "cu"
    assert chosen(date(2023, 12, 25)) == "moi"


def test_a_draft_judges_only_where_nothing_is_issued(cast: Cast) -> None:
    of = period(date(2024, 6, 14))
    make(cast, "nhap", NEW, issued=False, basis=report(cast, of))
    assert chosen(of) == "nhap"
    assert chosen(date(2024, 7, 1)) == "nhap"
    make(cast, "cu", OLD)
    assert chosen(of) == "cu"
    assert chosen(date(2024, 7, 2)) == "cu"
    Directive.objects.filter(code="nhap").update(number="9", issued_on=NEW)
    assert chosen(of) == "nhap"


def test_the_list_says_who_takes_over(cast: Cast) -> None:
    make(cast, "cu", OLD)
    make(cast, "het", date(2023, 8, 1), effective_to=date(2023, 9, 30))
    make(cast, "moi", NEW)
    make(cast, "nhap", date(2024, 3, 1), issued=False)
    after = {
        row.directive.code: row.successor.code if row.successor else None
        for row in directives_listed(cast.office, date(2023, 7, 1))
    }
    assert after == {"cu": "het", "het": None, "moi": None, "nhap": None}


@pytest.mark.parametrize(
    ("last", "expected"),
    [(None, 2), (date(2024, 1, 10), 2), (date(2024, 1, 9), None), (date(2025, 1, 1), 2)],
)
def test_who_runs_out_before_is_not_superseded(last: date | None, expected: int | None) -> None:
    result = successors([DirectiveTerm(1, OLD, last, True), DirectiveTerm(2, NEW, None, True)])
    assert (result[1].id if 1 in result else None) == expected


def test_of_two_on_one_day_the_later_made_one_takes_over() -> None:
    result = successors([DirectiveTerm(2, NEW, None, True), DirectiveTerm(1, NEW, None, True)])
    assert {key: row.id for key, row in result.items()} == {1: 2}
