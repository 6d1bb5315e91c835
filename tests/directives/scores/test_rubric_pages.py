"""Rubrics through the pages: copied, changed line by line, tried on the figures, refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse

from directives.scores.models import Criterion, Rubric, Score
from directives.scores.rubrics.services import rubric_copy
from directives.scores.selectors import LETTER_RUBRIC, criteria_of
from reports.figures.period_models import Period
from tests.cast import Cast
from tests.directives.scores.test_score_pages import SET_766, text_of
from units.models import Unit

D = Decimal
LINEAR = {
    "code": "2", "name": "Số hóa", "parent": "", "maximum": "20", "formula": "linear",
    "indicator": "digitization", "target_from": "number", "target": "60",
    "no_cases": "left_out", "note": "",
}  # fmt: skip


@pytest.fixture
def staff(district: Cast) -> Client:
    return district.client(district.staff)


@pytest.fixture
def own(district: Cast) -> Rubric:
    """A copy of the 766 set for the office."""
    source = Rubric.objects.get(code=SET_766)
    return rubric_copy(rubric=source, office=district.office, name="Của huyện")


def line(own: Rubric, code: str) -> Criterion:
    found: Criterion = own.criteria.get(code=code)
    return found


def change(client: Client, row: Criterion, **given: Any) -> Any:
    return client.post(reverse("criterion", args=[row.pk]), {**LINEAR, **given})


def test_a_copy_has_all_lines_under_their_headings(district: Cast, staff: Client) -> None:
    page = staff.post(
        reverse("rubric_copy", args=[SET_766]), {"copy-name": "Bộ của huyện"}, follow=True
    )
    assert "Đã sao bộ tiêu chí." in text_of(page)
    copy = Rubric.objects.get(name="Bộ của huyện")
    assert copy.office == district.office
    plain = [
        [(one.code, one.maximum, one.rule, one.indicator) for one in criteria_of(rubric)]
        for rubric in (Rubric.objects.get(code=SET_766), copy)
    ]
    assert plain[0] == plain[1]
    assert Criterion.objects.get(rubric=copy, code="4.2").parent.rubric == copy


def test_a_second_copy_has_a_code_of_its_own(district: Cast, own: Rubric) -> None:
    again = rubric_copy(rubric=own, office=district.office, name="x")
    source = Rubric.objects.get(code=SET_766)
    third = rubric_copy(rubric=source, office=district.office, name="y")
    assert len({own.code, again.code, third.code}) == 3


def test_the_lines_stand_in_words(staff: Client) -> None:
    said = text_of(staff.get(reverse("rubric", args=[SET_766])))
    assert "Tổng điểm tối đa đúng 100." in said
    assert "Đạt từ 80 trở lên được 4 điểm; dưới mức đó lấy số liệu ÷ 80 × 4." in said
    assert "Chưa có nguồn số liệu, chấm bằng tay." in said
    letter = text_of(staff.get(reverse("rubric", args=[LETTER_RUBRIC])))
    assert "20 điểm trừ 1 mỗi trường hợp, thấp nhất 0." in letter


def test_weights_that_do_not_add_up_are_told(own: Rubric, staff: Client) -> None:
    change(staff, line(own, "4.2"), code="4.2", maximum="5", parent=str(line(own, "N5").pk))
    said = text_of(staff.get(reverse("rubric", args=[own.code])))
    assert "các tiêu chí cộng lại 23, nhưng nhóm ghi 22." in said
    assert line(own, "4.2").maximum == 5


def test_a_change_is_kept_and_logged(own: Rubric, staff: Client) -> None:
    row = line(own, "4.2")
    answer = change(staff, row, code="4.2", maximum="4", target="62,5", parent=str(row.parent_id))
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.parameters == {"target_from": "number", "target": "62.5", "no_cases": "left_out"}
    entry = LogEntry.objects.get_for_object(row).first()
    assert entry is not None
    assert "parameters" in entry.changes_dict
    form = staff.get(reverse("criterion", args=[row.pk])).content.decode()
    assert 'value="62,5"' in form


def test_bands_are_typed_a_line_each(own: Rubric, staff: Client) -> None:
    given = {"formula": "bands", "bands": "50: 1,5\n\n90: 4", "maximum": "4", "code": "4.2"}
    assert change(staff, line(own, "4.2"), **given).status_code == 302
    row = line(own, "4.2")
    assert row.parameters["bands"] == [["50", "1.5"], ["90", "4"]]
    assert "50: 1,5\n90: 4" in staff.get(reverse("criterion", args=[row.pk])).content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"target": "0"}, "Hãy ghi số lớn hơn 0."),
        ({"target": ""}, "Hãy ghi số này, cách tính cần có nó."),
        ({"indicator": ""}, "Hãy chọn chỉ số để tính điểm."),
        ({"maximum": "-1"}, "Hãy ghi 0 hoặc số lớn hơn."),
        ({"maximum": "10000"}, "Ghi nhiều nhất 9999 điểm."),
        ({"code": "1.1"}, "Mã này đã có ở tiêu chí khác."),
        ({"formula": "bands", "bands": "90"}, "Hãy ghi một số, ví dụ 0,5."),
        ({"formula": "bands", "bands": ""}, "Hãy ghi ít nhất một mức"),
        ({"formula": "bands", "bands": "90: 1\n50: 2"}, "Hãy ghi các mức từ thấp lên cao"),
        ({"formula": "bands", "bands": "90: 21"}, "Không ghi quá điểm tối đa của tiêu chí."),
        ({"formula": "incidents", "maximum": "0", "each": "1"}, "Không còn điểm nào để trừ."),
        ({"formula": "threshold", "at": ""}, "Hãy ghi số này, cách tính cần có nó."),
    ],
)
@pytest.mark.parametrize("button", [{}, {"preview": "1"}])
def test_a_line_that_cannot_work_comes_back(
    own: Rubric, staff: Client, given: dict[str, str], said: str, button: dict[str, str]
) -> None:
    before = line(own, "4.2").parameters
    page = change(staff, line(own, "4.2"), **{"code": "4.2", **given, **button})
    assert page.status_code == 422
    assert said in text_of(page)
    assert line(own, "4.2").parameters == before


def test_a_heading_does_not_stand_below_itself(own: Rubric, staff: Client) -> None:
    head, lower = line(own, "N5"), line(own, "N6")
    Criterion.objects.filter(pk=lower.pk).update(parent=head)
    given = {"code": "N5", "formula": "group", "parent": str(lower.pk)}
    page = change(staff, head, **given)
    assert page.status_code == 422
    assert "Tiêu chí không thể nằm dưới chính nó." in text_of(page)
    page = change(staff, head, code="N5")
    assert "Nhóm này còn tiêu chí bên dưới." in text_of(page)


def test_trying_shows_every_unit_and_keeps_nothing(own: Rubric, staff: Client) -> None:
    row = line(own, "4.2")
    page = change(
        staff, row, code="4.2", maximum="4", target="60", parent=str(row.parent_id), preview="1"
    )
    said = text_of(page)
    assert page.status_code == 200
    assert "xã Vĩnh Giang 51,6 ÷ 60 × 4 = 3,44 2,58 / 100 3,44 / 100" in said
    row.refresh_from_db()
    assert row.parameters["target"] == "80"
    add = reverse("criterion_add", args=[own.code])
    tried = text_of(staff.post(add, {**LINEAR, "code": "9", "preview": "1"}))
    assert "xã Vĩnh Giang 51,6 ÷ 60 × 20 = 17,2 2,58 / 100 19,78 / 120" in tried
    assert "Tổng điểm tối đa là 120, không phải 100." in tried
    assert not own.criteria.filter(code="9").exists()


def test_lines_are_added_moved_and_deleted(own: Rubric, staff: Client) -> None:
    add = reverse("criterion_add", args=[own.code])
    assert staff.post(add, {**LINEAR, "code": "9"}).status_code == 302
    assert [one.code for one in criteria_of(own)][-1] == "9"
    new = line(own, "9")
    staff.post(reverse("criterion_move", args=[new.pk]), {"to": "up"})
    tops = [one.code for one in criteria_of(own) if one.parent is None]
    assert tops[-2:] == ["9", "N6"]
    staff.post(reverse("criterion_move", args=[line(own, "N6").pk]), {"to": "down"})
    assert [one.code for one in criteria_of(own) if one.parent is None] == tops
    staff.post(reverse("criterion_delete", args=[new.pk]))
    assert not own.criteria.filter(code="9").exists()


def test_points_that_were_given_are_not_deleted(district: Cast, own: Rubric, staff: Client) -> None:
    row = line(own, "1.1")
    score = Score.objects.create(
        criterion=row, unit=Unit.objects.get(code="hoxa"), period=Period.objects.first(),
        review_points=D(5), review_by=district.staff,
    )  # fmt: skip
    page = staff.post(reverse("criterion_delete", args=[row.pk]), follow=True)
    said = text_of(page)
    assert "Tiêu chí này đã có điểm chấm." in said
    assert "Đã chấm điểm theo bộ này." in said
    Score.objects.filter(pk=score.pk).update(review_points=None, review_by=None)
    staff.post(reverse("criterion_delete", args=[row.pk]))
    assert not Criterion.objects.filter(pk=row.pk).exists()
    page = staff.post(reverse("criterion_delete", args=[line(own, "N5").pk]), follow=True)
    assert "Nhóm này còn tiêu chí bên dưới." in text_of(page)


def test_an_own_rubric_comes_first_and_can_be_put_away(own: Rubric, staff: Client) -> None:
    assert "Của huyện" in staff.get(reverse("score_table")).content.decode().split("<h1>")[1]
    given = {"name": "Của huyện", "legal_basis": "Quyết định"}
    staff.post(reverse("rubric_change", args=[own.code]), given)
    own.refresh_from_db()
    assert (own.is_active, own.legal_basis) == (False, "Quyết định")
    assert "Năm chỉ số" in staff.get(reverse("score_table")).content.decode().split("<h1>")[1]


def test_ready_made_rubrics_are_not_changed(staff: Client) -> None:
    row = Criterion.objects.get(rubric__code=LETTER_RUBRIC, code="1")
    assert change(staff, row).status_code == 404
    for name in ("criterion_move", "criterion_delete"):
        assert staff.post(reverse(name, args=[row.pk])).status_code == 404
    assert staff.post(reverse("rubric_change", args=[LETTER_RUBRIC])).status_code == 404
    assert staff.get(reverse("criterion_add", args=[LETTER_RUBRIC])).status_code == 404
    page = staff.get(reverse("rubric", args=[LETTER_RUBRIC])).content.decode()
    assert "rubric-tools" not in page


def test_leaders_read_and_officers_do_not(district: Cast, own: Rubric) -> None:
    leader = district.client(district.leader)
    assert leader.get(reverse("rubric", args=[own.code])).status_code == 200
    assert leader.get(reverse("criterion", args=[line(own, "4.2").pk])).status_code == 404
    officer = district.client(district.officer)
    assert officer.get(reverse("rubric_list")).status_code == 404
