"""What an administrator may write: mistakes are told at the field, never as a broken page."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse

from directives.clauses.models import Clause, Directive, Target
from reports.figures.indicator_models import Indicator, IndicatorHeading
from reports.figures.record_models import RecordChange
from tests.cast import Cast
from units.models import Unit, UnitAlias


@pytest.fixture
def admin(unissued: Cast) -> Client:
    return unissued.client(unissued.admin)


@pytest.mark.parametrize(
    "name",
    [
        "units_unit",
        "units_user",
        "reports_indicator",
        "reports_period",
        "reports_report",
        "reports_record",
        "reports_recordchange",
        "reports_importrun",
        "directives_directive",
        "directives_clause",
    ],
)
def test_lists_and_forms_open(admin: Client, name: str) -> None:
    response = admin.get(reverse(f"admin:{name}_changelist"))
    assert response.status_code == 200
    model = response.context["cl"].model
    first = model.objects.first()
    assert admin.get(reverse(f"admin:{name}_change", args=[first.pk])).status_code == 200


def test_the_admin_is_for_the_administrator(district: Cast) -> None:
    for user in (district.staff, district.leader, district.officer):
        answer = district.client(user).get(reverse("admin:index"))
        assert answer.status_code == 302


def test_a_heading_names_one_indicator_however_it_is_spelt(district: Cast) -> None:
    heading = IndicatorHeading(
        indicator=Indicator.objects.get(code="ontime"), text="TỶ LỆ % HS ONLINE"
    )
    with pytest.raises(ValidationError, match="Tỷ lệ hồ sơ trực tuyến"):
        heading.full_clean()


def test_two_spellings_of_one_name_are_the_same_alias(district: Cast) -> None:
    unit = Unit.objects.get(code="hoxa")
    UnitAlias.objects.create(unit=unit, text="TT. Hồ Xá cũ")
    with pytest.raises(ValidationError):
        UnitAlias(unit=unit, text="thị trấn Hồ Xá cũ").full_clean()


def test_an_icon_must_exist(district: Cast) -> None:
    indicator = Indicator.objects.get(code="online")
    indicator.icon = "nonsense"
    with pytest.raises(ValidationError):
        indicator.full_clean()


@pytest.mark.parametrize("kinds", [5, [["a"]], ["communes"], "commune", {"commune": 1}])
def test_a_target_concerns_real_kinds_of_unit(district: Cast, kinds: object) -> None:
    target = Target.objects.filter(rule="floor").first()
    assert target is not None
    target.kinds = kinds
    with pytest.raises(ValidationError):
        target.full_clean()


def test_kinds_are_ticked(admin: Client) -> None:
    clause = Clause.objects.get(number=3)
    page = admin.get(reverse("admin:directives_clause_change", args=[clause.pk])).content.decode()
    assert 'type="checkbox" name="targets-0-kinds"' in page


def test_history_is_neither_changed_nor_deleted_by_any_path(district: Cast) -> None:
    changes = RecordChange.objects.all()
    change = changes.first()
    assert change is not None
    for attempt in (
        lambda: changes.update(new_value=1),
        changes.delete,
        change.save,
        change.delete,
        lambda: RecordChange.objects.bulk_update([change], ["new_value"]),
    ):
        with pytest.raises(TypeError), transaction.atomic():
            attempt()
    assert changes.count() == 100


@pytest.mark.parametrize("name", ["directive", "clause"])
def test_what_was_issued_is_read_only(admin: Client, name: str) -> None:
    row = Directive.objects.get() if name == "directive" else Clause.objects.get(number=3)
    path = reverse(f"admin:directives_{name}_change", args=[row.pk])
    assert 'name="_save"' in admin.get(path).content.decode()
    Directive.objects.update(number="7", issued_on="2023-06-25")
    page = admin.get(path)
    assert page.status_code == 200 and "<textarea" not in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert admin.post(path, {"subject": "x", "text": "x"}).status_code == 403
    delete = reverse(f"admin:directives_{name}_delete", args=[row.pk])
    assert admin.post(delete, {"post": "yes"}).status_code == 403
    many = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    admin.post(reverse(f"admin:directives_{name}_changelist"), many)
    assert Clause.objects.count() == 5 and Target.objects.count() == 16


def test_no_clause_is_added_to_what_was_issued(admin: Client) -> None:
    directive = Directive.objects.get()
    path = reverse("admin:directives_clause_add")
    none = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    rows = {f"{part}-{key}": n for part in ("targets", "obligations") for key, n in none.items()}
    typed = {"directive": directive.pk, "number": "9", "text": "Thêm", **rows}
    Directive.objects.update(number="7", issued_on="2023-06-25")
    assert admin.post(path, typed).status_code == 200 and Clause.objects.count() == 5
    Directive.objects.update(number="")
    assert admin.post(path, typed).status_code == 302 and Clause.objects.count() == 6
    assert Directive.objects.get().version == directive.version + 1


def test_who_has_a_clause_open_is_told_of_the_administrator(admin: Client) -> None:
    clause, directive = Clause.objects.get(number=3), Directive.objects.get()
    none = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    rows = {f"{part}-{key}": n for part in ("targets", "obligations") for key, n in none.items()}
    path = reverse("admin:directives_clause_change", args=[clause.pk])
    typed = {"directive": directive.pk, "number": "3", "text": "Lời khác", **rows}
    assert admin.post(path, typed).status_code == 302
    assert Clause.objects.get(number=3).version == clause.version + 1
    assert Directive.objects.get().version == directive.version + 1
