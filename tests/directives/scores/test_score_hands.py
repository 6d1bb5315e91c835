"""Whose points they are, and two windows: a note alone moves nothing, nobody saves unseen."""

from __future__ import annotations

import re

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from directives.scores.models import Criterion, Score, ScoreEvidence
from reports.rounds.models import Round
from tests.cast import Cast
from tests.directives.scores.test_score_pages import (
    PDF,
    SET_766,
    D,
    address,
    give,
    line_of,
    text_of,
)
from tests.reports.rounds.round_cast import open_round
from units.models import Membership, User


@pytest.fixture
def one(district: Cast) -> Round:
    return open_round(district)


@pytest.fixture
def staff(district: Cast) -> Client:
    return district.client(district.staff)


@pytest.fixture
def officer(district: Cast) -> Client:
    return district.client(district.officer)


def seen_on_page(client: Client, line: Criterion, kind: str = "self") -> str:
    """What the form of a criterion says that its page has shown."""
    where = reverse(f"score_{kind}", args=[line.rubric.code, "2023-H1", "vinhgiang", line.pk])
    page = client.get(address(rubric=line.rubric.code)).content.decode()
    form = page.split(f'action="{where}"')[1].split("</form>")[0]
    found = re.search(r'name="version" value="(\d+)"', form)
    assert found is not None
    return found[1]


def test_a_note_alone_leaves_the_points_in_the_hand_that_gave_them(
    one: Round, district: Cast, officer: Client, staff: Client
) -> None:
    line = line_of("1.1", SET_766)
    give(staff, line, points="6", note="")
    at = Score.objects.get().self_at
    give(officer, line, points="6,0", note="Công bố đủ")
    score = Score.objects.get()
    assert (score.self_by, score.self_at, score.self_note) == (district.staff, at, "Công bố đủ")
    refused = give(staff, line, "review", points="6", note="")
    assert refused.status_code == 422
    assert "Không ai thẩm định điểm do chính mình chấm" in text_of(refused)
    give(officer, line, points="5", note="Công bố đủ")
    assert Score.objects.get().self_by == district.officer
    assert give(staff, line, "review", points="5", note="").status_code == 302


def test_a_remark_alone_leaves_the_review_in_the_hand_that_gave_it(
    one: Round, district: Cast, staff: Client
) -> None:
    line = line_of("1.1", SET_766)
    give(staff, line, "review", points="5", note="Đủ")
    other = User.objects.create_user("vanphong2", password="x")
    Membership.objects.create(user=other, unit=district.office, role=Membership.Role.STAFF)
    give(district.client(other), line, "review", points="5", note="Đủ hồ sơ")
    score = Score.objects.get()
    assert (score.review_by, score.review_note) == (district.staff, "Đủ hồ sơ")


@pytest.mark.parametrize("kind", ["self", "review"])
def test_who_would_save_over_what_they_did_not_see_is_told(
    one: Round, officer: Client, staff: Client, kind: str
) -> None:
    line = line_of("1.1", SET_766)
    late = officer if kind == "self" else staff
    seen = seen_on_page(late, line, kind)
    prefix = f"{'own' if kind == 'self' else 'review'}-{line.pk}"
    where = reverse(f"score_{kind}", args=[SET_766, "2023-H1", "vinhgiang", line.pk])
    mine = {f"{prefix}-points": "4", f"{prefix}-note": "Của tôi", "version": seen}
    give(officer, line, points="6", note="Của người khác")
    told = late.post(where, mine)
    assert told.status_code == 422
    assert "Người khác vừa thay đổi nội dung này" in text_of(told) and "Của người khác" in text_of(
        told
    )
    assert Score.objects.get().self_points == D(6)
    again = {**mine, "version": seen_on_page(late, line, kind)}
    assert late.post(where, again).status_code == 302


def test_the_audit_has_no_name_of_an_evidence_file(one: Round, officer: Client) -> None:
    file = SimpleUploadedFile("Đơn của Nguyễn Thử.pdf", PDF)
    give(officer, line_of("1"), points="5", note="x", file=file)
    evidence = ScoreEvidence.objects.get()
    assert "Nguyễn Thử" in evidence.filename
    entries = LogEntry.objects.get_for_object(evidence)
    assert entries.exists()
    told = "".join(f"{one.changes}{one.object_repr}" for one in entries)
    assert "Nguyễn Thử" not in told and evidence.sha256 not in told


def test_given_points_are_shown_with_all_their_decimals(one: Round, staff: Client) -> None:
    give(staff, line_of("1"), "review", points="12,555", note="x")
    give(staff, line_of("3"), "review", points="0,5", note="x")
    said = text_of(staff.get(address()))
    assert "Điểm thẩm định 12,555" in said and "Điểm thẩm định 0,50" in said
