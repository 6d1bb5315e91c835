"""What is still being written is the office's own: units read what was issued or published."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directives.clauses.models import Clause, Directive, Target
from directives.compliance.choice import targets_of_unit
from directives.feedback.selectors import directive_in_force
from directives.publications.services import publish
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from tests.cast import Cast
from units.models import Unit


@pytest.fixture
def draft(district: Cast) -> Directive:
    """A letter of this month on the period's own report, with a target of its own."""
    today = timezone.localdate()
    kept = Directive.objects.get()
    made: Directive = Directive.objects.create(
        code="cong-van-moi",
        issuer=kept.issuer,
        symbol="UBND-VP",
        issued_month=today.replace(day=1),
        place="Vĩnh Linh",
        subject="V/v đang soạn",
        recipients="UBND các xã",
        basis=kept.basis,
        signer_title="CHỦ TỊCH",
        signer_name="Thái Văn Thành",
        effective_from=date(2023, 6, 25),
    )
    clause = Clause.objects.create(directive=made, number=1, text="Đạt 99% trở lên.")
    online = Indicator.objects.get(code="online")
    Target.objects.create(clause=clause, indicator=online, rule="floor", floor=99)
    return made


def addresses(code: str) -> list[str]:
    query = f"?period=2023-H1&directive={code}"
    return [
        reverse("directive", args=[code]),
        reverse("unit", args=["vinhgiang"]) + query,
        reverse("ranking") + query,
        reverse("ranking_export", args=["csv"]) + query,
        reverse("figure", args=["vinhgiang", "online"]) + query,
        reverse("unit_notice", args=["vinhgiang"]) + query,
    ]


def answers(client: Client, code: str) -> set[int]:
    return {client.get(address).status_code for address in addresses(code)}


def test_an_officer_finds_no_draft(district: Cast, draft: Directive) -> None:
    assert answers(district.client(district.officer), draft.code) == {404}
    assert answers(district.client(district.staff), draft.code) == {200}
    assert answers(district.client(district.leader), draft.code) == {200}


def test_a_unit_is_not_held_against_a_draft(district: Cast, draft: Directive) -> None:
    page = reverse("unit", args=["vinhgiang"]) + "?period=2023-H1"
    for user in (district.officer, district.staff, district.leader):
        shown = district.client(user).get(page).context["choice"]
        assert shown.directive.code == "cv-2023-06" and shown.trial == "", "an issued one first"
    unit, period = Unit.objects.get(code="vinhgiang"), Period.objects.get(code="2023-H1")
    assert targets_of_unit(unit, district.office, period)["online"].floor == 70


def test_a_unit_reports_difficulties_on_what_it_may_read(district: Cast, draft: Directive) -> None:
    in_force = directive_in_force(district.office, timezone.localdate())
    assert in_force is not None and in_force.code == "cv-2023-06"


def test_what_is_issued_is_open_to_units(district: Cast, draft: Directive) -> None:
    Directive.objects.filter(pk=draft.pk).update(number="7", issued_on=timezone.localdate())
    assert answers(district.client(district.officer), draft.code) == {200}


def test_a_number_without_its_day_opens_nothing(district: Cast, draft: Directive) -> None:
    Directive.objects.filter(pk=draft.pk).update(number="7")
    assert answers(district.client(district.officer), draft.code) == {404}


def test_what_figures_were_published_with_is_open_to_units(
    district: Cast, draft: Directive
) -> None:
    Directive.objects.exclude(pk=draft.pk).update(issued_by_word="", word_given_at=None)
    publish(
        office=district.office,
        period=Period.objects.get(code="2023-H1"),
        directive=draft,
        user=district.leader,
        trial=True,
    )
    assert answers(district.client(district.officer), draft.code) == {200}


def test_a_letter_that_went_out_without_its_number_is_open_by_word(district: Cast) -> None:
    officer = district.client(district.officer)
    assert answers(officer, "cv-2023-06") == {200}
    Directive.objects.update(issued_by_word="", word_given_by=None, word_given_at=None)
    assert answers(officer, "cv-2023-06") == {404}, "its age alone says nothing"
