"""What each person sees, and what stays unseen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.cast import Cast, make_cast
from units.access import descendants, scope_of
from units.models import Membership, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_staff_see_the_office_and_all_below(cast: Cast) -> None:
    scope = scope_of(cast.staff)
    assert scope.office == cast.office
    assert scope.sees_office and scope.may_import
    assert scope.unit_ids == {cast.office.pk, *cast.office.children.values_list("pk", flat=True)}


def test_a_leader_reads_but_does_not_import(cast: Cast) -> None:
    scope = scope_of(cast.leader)
    assert scope.sees_office and not scope.may_import


def test_an_officer_sees_the_own_unit_under_its_office(cast: Cast) -> None:
    scope = scope_of(cast.officer)
    own = Unit.objects.get(code="vinhgiang")
    assert scope.office == cast.office
    assert scope.unit_ids == {own.pk}
    assert not scope.sees_office


def test_an_officer_sees_the_children_of_the_own_unit(cast: Cast) -> None:
    own = Unit.objects.get(code="vinhgiang")
    child = Unit.objects.create(code="to", name="Tổ", short_name="Tổ", kind="office", parent=own)
    assert child.pk in scope_of(cast.officer).unit_ids


def test_a_province_reaches_down_to_the_communes(cast: Cast) -> None:
    assert cast.office.parent_id is not None
    found = descendants([cast.office.parent_id])
    assert Unit.objects.get(code="vinhgiang").pk in found


def test_other_units_are_not_found(cast: Cast) -> None:
    with pytest.raises(Unit.DoesNotExist):
        Unit.objects.visible_to(scope_of(cast.officer)).get(code="hoxa")
    with pytest.raises(Unit.DoesNotExist):
        Unit.objects.visible_to(scope_of(cast.outsider)).get(code="vinhgiang")
    assert Unit.objects.visible_to(scope_of(cast.staff)).get(code="hoxa").name


def test_nobody_without_a_role_sees_anything(cast: Cast) -> None:
    scope = scope_of(cast.nobody)
    assert scope.office is None and not scope.unit_ids


@pytest.mark.parametrize(("days", "sees"), [(-1, False), (0, True), (1, True)])
def test_a_membership_ends_after_its_last_day(cast: Cast, days: int, sees: bool) -> None:
    last = timezone.localdate() + timedelta(days=days)
    Membership.objects.filter(user=cast.officer).update(valid_to=last)
    assert bool(scope_of(cast.officer).unit_ids) is sees


def test_a_membership_has_not_begun_before_its_first_day(cast: Cast) -> None:
    Membership.objects.filter(user=cast.officer).update(valid_from=date(2999, 1, 1))
    assert not scope_of(cast.officer).unit_ids


def test_a_staff_role_decides_for_a_user_with_several(cast: Cast) -> None:
    own = Unit.objects.get(code="vinhgiang")
    Membership.objects.create(user=cast.officer, unit=cast.office, role=Membership.Role.STAFF)
    scope = scope_of(cast.officer)
    assert scope.sees_office and scope.office == cast.office and own.pk in scope.unit_ids


def test_the_scope_is_read_once_and_its_units_when_asked_for(
    cast: Cast, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        scope_of(cast.staff)
        assert scope_of(cast.staff).sees_office
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert scope_of(cast.staff).unit_ids and scope_of(cast.staff).unit_ids


def test_a_role_counts_in_its_own_unit_alone(cast: Cast) -> None:
    elsewhere = Unit.objects.get(code="giolinh")
    Membership.objects.create(user=cast.leader, unit=elsewhere, role=Membership.Role.STAFF)
    scope = scope_of(cast.leader)
    assert scope.office == cast.office
    assert not scope.may_import
    assert scope.importable_ids == {elsewhere.pk}
    own = Unit.objects.get(code="vp")
    Membership.objects.create(user=cast.officer, unit=own, role=Membership.Role.STAFF)
    assert cast.office.pk not in scope_of(cast.officer).importable_ids


def test_search_without_marks_finds_names_with_them(cast: Cast) -> None:
    assert [unit.code for unit in Unit.objects.named_like("vinh o")] == ["vinho"]
    assert [unit.code for unit in Unit.objects.named_like("HỒ XÁ")] == ["hoxa"]


def test_units_of_a_day() -> None:
    Unit.objects.create(
        code="old", name="Cũ", short_name="Cũ", kind="commune", valid_to=date(2025, 6, 30)
    )
    assert Unit.objects.active_on(date(2025, 6, 30)).filter(code="old").exists()
    assert not Unit.objects.active_on(date(2025, 7, 1)).filter(code="old").exists()
