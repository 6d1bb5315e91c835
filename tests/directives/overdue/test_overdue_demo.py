"""The made-up files of the demonstration case: as many as the report counts, unit by unit."""

from __future__ import annotations

from auditlog.models import LogEntry
from django.utils import timezone

from cchc.demo.overdue import PERIOD, install_overdue, made_files
from directives.compliance.choice import choose
from directives.overdue.models import ApologyLetter, OverdueFile
from directives.overdue.selectors import register_of
from reports.figures.period_models import Period
from tests.cast import Cast
from units.models import Unit


def test_the_register_has_a_quarter_of_its_own(district: Cast) -> None:
    install_overdue()
    rows = register_of(
        units=Unit.objects.reporting_to(district.office),
        office=district.office,
        period=Period.objects.get(code=PERIOD),
        today=timezone.localdate(),
    )
    assert [one.tally.late for one in rows if one.tally.late] == [5, 3, 11, 1, 2, 1, 2, 3]
    giang = next(one.tally for one in rows if one.unit.code == "vinhgiang")
    assert (giang.letters, giang.missing, giang.resolved, giang.pending) == (8, 3, 7, 4)
    assert giang.late_again == 0


def test_the_letters_period_holds_its_figures_alone(district: Cast) -> None:
    before = choose(district.office, period_code="2023-H1").summary()
    install_overdue()
    after = choose(district.office, period_code="2023-H1").summary()
    assert before is not None and after is not None
    assert after.source == before.source and after.judged == 3


def test_loading_twice_changes_nothing(cast: Cast) -> None:
    install_overdue()
    assert len(made_files()) == OverdueFile.objects.count() == 28
    assert ApologyLetter.objects.count() == 25
    before = LogEntry.objects.count()
    install_overdue()
    assert (OverdueFile.objects.count(), LogEntry.objects.count()) == (28, before)


def test_everybody_in_it_is_invented(cast: Cast) -> None:
    install_overdue()
    names = OverdueFile.objects.values_list("applicant", "code")
    assert all("Giả Định" in name and code.startswith("GIADINH-") for name, code in names)
