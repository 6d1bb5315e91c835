"""Which directive and which earlier period a page is held against, and what reports say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from directives.clauses.models import Directive
from directives.compliance.choice import choose, directive_for
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.period_services import period_ensure
from reports.figures.report_models import PublishedFact, Report
from reports.figures.selectors import report_facts
from reports.imports.applying import ApplyOutcome, import_run_apply
from reports.imports.deciding import import_run_decide
from reports.imports.reading import import_run_read
from reports.imports.undoing import import_run_undo
from tests.cast import Cast
from tests.reports.imports.test_import_services import read
from tests.reports.report_files import TITLES


def another(district: Cast, code: str, start: date, end: date | None = None) -> Directive:
    """A second directive without a basis."""
    return Directive.objects.create(
        code=code,
        issuer=district.office,
        symbol="UBND",
        number="1",
        issued_on=start,
        issued_month=start.replace(day=1),
        place="Vĩnh Linh",
        subject="V/v",
        recipients="",
        signer_title="",
        signer_name="",
        effective_from=start,
        effective_to=end,
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2023-H1", "cv-2023-06"),  # written on the period's own report
        ("2023", "cv-2023-06"),  # in force on its last day
        ("2024-H1", "cv-2024"),  # the newest in force
        ("2022", "cv-2023-06"),  # none before: the first after it
        ("2025-H1", "cv-2023-06"),  # cv-2024 has expired
    ],
)
def test_the_directive_of_a_period(district: Cast, code: str, expected: str) -> None:
    another(district, "cv-2024", date(2024, 1, 2), date(2024, 12, 31))
    directives = list(Directive.objects.select_related("basis"))
    found = directive_for(directives, period_ensure(code=code))
    assert found is not None and found.code == expected


def test_nothing_in_force_judges_nobody(district: Cast) -> None:
    Directive.objects.update(effective_to=date(2023, 12, 31), basis=None)
    assert directive_for(list(Directive.objects.all()), period_ensure(code="2024")) is None


def test_only_a_period_with_a_report_of_the_office_is_compared_with(district: Cast) -> None:
    period_ensure(code="2022-H1")
    summary = choose(district.office, period_code="2023-H1").summary()
    assert summary is not None and summary.source.previous is None
    Report.objects.create(office=district.office, period=Period.objects.get(code="2022-H1"))
    summary = choose(district.office, period_code="2023-H1").summary()
    assert summary is not None and summary.source.previous is not None


def test_an_import_into_a_wrong_period_hides_nothing_once_undone(
    district: Cast, tmp_path: Path
) -> None:
    period_ensure(code="2026-H1")
    run = read(district, tmp_path)
    reason = {"period": {"code": "2026-H1", "reason": "chọn nhầm"}}
    run = import_run_read(run=import_run_decide(run=run, decisions=reason, user=district.staff))
    assert import_run_apply(run=run, user=district.staff).outcome is ApplyOutcome.APPLIED
    shown = choose(district.office).period
    assert shown is not None and shown.code == "2026-H1"
    import_run_undo(run=run, user=district.staff)
    shown = choose(district.office).period
    assert shown is not None and shown.code == "2023-H1"


def test_a_report_that_was_taken_back_is_no_longer_named(district: Cast, tmp_path: Path) -> None:
    period = Period.objects.get(code="2023-H1")
    title = TITLES[2].replace("85/BC-HCC ngày 21/6/2023", "91/BC-HCC ngày 28/6/2023")
    run = read(district, tmp_path, A3=title, C9="77,7")
    assert import_run_apply(run=run, user=district.staff).outcome is ApplyOutcome.APPLIED
    said = report_facts(district.office.pk, period)
    assert said is not None and said.number == "91/BC-HCC"
    import_run_undo(run=run, user=district.staff)
    said = report_facts(district.office.pk, period)
    assert said is not None and (said.number, said.facts["online"].rank) == ("85/BC-HCC", 5)


@pytest.mark.parametrize("number", ["90/BC-HCC", ""])
def test_a_correction_does_not_wipe_the_places_published_before(
    district: Cast, number: str
) -> None:
    period = Period.objects.get(code="2023-H1")
    later = Report.objects.create(
        office=district.office,
        period=period,
        number=number,
        issued_on=date(2023, 6, 30) if number else None,
    )
    online = Indicator.objects.get(code="online")
    PublishedFact.objects.create(report=later, indicator=online, value=Decimal("77.1"), places=1)
    said = report_facts(district.office.pk, period)
    assert said is not None
    fact = said.facts["online"]
    assert (fact.rank, fact.out_of) == (5, 10)
    assert fact.value == (Decimal("77.1") if number else Decimal("76.9"))
    assert said.facts["receipt"].not_assessed == "huyện Cồn Cỏ"
    assert said.number == (number or "85/BC-HCC")
