"""Pages of publications: who publishes and how, the prints, and the open page behind a print."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from directives.clauses.models import Clause, Directive
from directives.publications.models import Publication, PublicationRequest
from directives.publications.services import publish
from reports.figures.period_models import Period
from reports.rounds.models import Extension, Round
from tests.cast import Cast
from tests.directives.publications.test_publishing import alter, ask, correct, published
from units.models import Unit

NEW = "/publications/new/?period=2023-H1"


def publish_by_form(client: Client, **said: str) -> Any:
    page = client.get(NEW).content.decode()
    (seen,) = re.findall(r'name="seen" value="([0-9a-f]{64})"', page)
    return client.post(NEW, {"seen": seen, **said})


def open_page(one: Publication) -> Any:
    return Client().get(reverse("public_publication", args=[one.token]))


# Publishing -----------------------------------------------------------------------------------
def test_a_leader_publishes_by_the_form(district: Cast) -> None:
    leader = district.client(district.leader)
    answer = publish_by_form(leader)
    one = Publication.objects.get()
    assert answer.status_code == 302 and answer["Location"] == "/publications/2023-H1/1/"
    page = leader.get(answer["Location"]).content.decode()
    short = f"{one.checksum[:4]}-{one.checksum[4:8]}".upper()
    assert short in page and one.number in page and "90,4" in page
    assert "Thay đổi so với bản trước" not in page and "khác số liệu hiện nay" not in page


def test_who_brought_the_figures_in_asks_another_person(district: Cast) -> None:
    staff, leader = district.client(district.staff), district.client(district.leader)
    assert publish_by_form(staff).status_code == 302
    asked = PublicationRequest.objects.get()
    assert not Publication.objects.exists() and asked.asked_by == district.staff
    assert "đề nghị công bố" in leader.get(reverse("dashboard")).content.decode()
    assert "đề nghị công bố" not in staff.get(reverse("dashboard")).content.decode()
    admin = district.client(district.admin).get(reverse("dashboard")).content.decode()
    assert "đề nghị công bố" not in admin
    publish_by_form(leader)
    asked.refresh_from_db()
    assert asked.publication == Publication.objects.get()
    assert "đề nghị công bố" not in leader.get(reverse("dashboard")).content.decode()


def test_a_request_is_withdrawn_by_who_made_it(district: Cast) -> None:
    asked = ask(district)
    path = reverse("publication_request_withdraw", args=[asked.pk])
    assert district.client(district.leader).post(path).status_code == 404
    assert district.client(district.staff).post(path).status_code == 302
    asked.refresh_from_db()
    assert asked.withdrawn_at is not None


def test_the_form_shows_what_a_correction_changes_and_wants_a_reason(district: Cast) -> None:
    published(district)
    correct(district, "hoxa", "online", "91.25")
    leader = district.client(district.leader)
    page = leader.get(NEW).content.decode()
    assert "Khác bản công bố 1" in page and "90,4" in page and "91,25" in page
    answer = publish_by_form(leader, reason="  ")
    assert answer.status_code == 422 and "lý do" in answer.content.decode()
    assert publish_by_form(leader, reason="Tỉnh đính chính").status_code == 302
    second = leader.get("/publications/2023-H1/2/").content.decode()
    assert "Thay đổi so với bản trước" in second and "Tỉnh đính chính" in second
    first = leader.get("/publications/2023-H1/1/").content.decode()
    assert "90,4" in first and "91,25" not in first
    assert "Bản công bố 2 đã thay thế bản này" in first


def test_what_changed_while_the_form_was_open_is_not_published_unseen(district: Cast) -> None:
    leader = district.client(district.leader)
    page = leader.get(NEW).content.decode()
    (seen,) = re.findall(r'name="seen" value="([0-9a-f]{64})"', page)
    correct(district, "hoxa", "online", "91.25")
    answer = leader.post(NEW, {"seen": seen})
    assert answer.status_code == 422 and not Publication.objects.exists()


def test_the_second_of_two_at_once_is_told_of_the_version_that_is_there(district: Cast) -> None:
    leader = district.client(district.leader)
    page = leader.get(NEW).content.decode()
    assert "Công bố 6 tháng đầu năm 2023, bản 1" in page
    (seen,) = re.findall(r'name="seen" value="([0-9a-f]{64})"', page)
    assert leader.post(NEW, {"seen": seen}).status_code == 302
    for reason in ({}, {"reason": "Đính chính"}):
        answer = leader.post(NEW, {"seen": seen, **reason})
        said = answer.content.decode().split('id="content"')[1].split("</main>")[0]
        assert answer.status_code == 422 and Publication.objects.count() == 1
        assert "vừa được công bố" in said and 'href="/publications/2023-H1/1/"' in said
        assert "bản 2" not in said and "Cần sửa" not in said and "<button" not in said


def test_who_asks_for_what_was_just_published_sees_where_it_is(district: Cast) -> None:
    staff = district.client(district.staff)
    page = staff.get(NEW).content.decode()
    (seen,) = re.findall(r'name="seen" value="([0-9a-f]{64})"', page)
    published(district)
    answer = staff.post(NEW, {"seen": seen, "reason": "Đính chính"})
    page = answer.content.decode().split('id="content"')[1].split("</main>")[0]
    assert answer.status_code == 422 and 'href="/publications/2023-H1/1/"' in page
    assert "bản 2" not in page and "<button" not in page


def test_nothing_new_offers_no_button(district: Cast) -> None:
    published(district)
    page = district.client(district.leader).get(NEW).content.decode()
    assert "Không có gì đổi" in page and 'name="seen"' not in page


def test_a_page_says_where_todays_figures_differ(district: Cast) -> None:
    one = published(district)
    correct(district, "hoxa", "online", "91.25")
    page = district.client(district.staff).get(f"/publications/2023-H1/{one.version}/")
    assert "Bản công bố 1 khác số liệu hiện nay ở 1 ô" in page.content.decode()


def test_a_number_without_a_publication_is_not_found(district: Cast) -> None:
    published(district)
    leader = district.client(district.leader)
    for path in ("/publications/2023-H1/2/", "/publications/2022-H1/1/"):
        assert leader.get(path).status_code == 404


# Prints ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("fmt", ["pdf", "docx", "xlsx"])
def test_the_prints_are_made_from_what_was_published(district: Cast, fmt: str) -> None:
    one = published(district)
    path = reverse("compliance_export", args=[fmt])
    answer = district.client(district.leader).get(path, {"publication": one.pk})
    assert answer.status_code == 200
    assert f"tong-hop-VL-2023-H1-1.{fmt}" in answer["Content-Disposition"]


def test_the_letter_prints_as_it_read_that_day(district: Cast) -> None:
    one = published(district)
    leader = district.client(district.leader)
    path = reverse("letter_file", args=[Directive.objects.get().code, "pdf"])
    answer = leader.get(path, {"publication": one.pk})
    assert 'filename="cong-van-VL-2023-H1-1.pdf"' in answer["Content-Disposition"]
    before = pdf_text(answer.content)
    correct(district, "hoxa", "online", "91.25")
    Clause.objects.filter(number=1).update(text="Một khoản khác hẳn")
    Directive.objects.update(signer_name="Người Ký Khác")
    assert pdf_text(leader.get(path, {"publication": one.pk}).content) == before
    assert "90,4" in before and one.number in before
    today = pdf_text(leader.get(path).content)
    assert "Một khoản khác hẳn" in today and one.number not in today


def pdf_text(data: bytes) -> str:
    return " ".join(
        " ".join(one.extract_text() for one in PdfReader(io.BytesIO(data)).pages).split()
    )


@pytest.mark.parametrize("wrong", ["0", "x", "99999", "9" * 30, "²"])
def test_a_publication_that_is_not_there_prints_nothing(district: Cast, wrong: str) -> None:
    path = reverse("compliance_export", args=["pdf"])
    leader = district.client(district.leader)
    assert leader.get(path, {"publication": wrong}).status_code == 404


def test_another_office_prints_nothing(district: Cast) -> None:
    one = published(district)
    path = reverse("compliance_export", args=["xlsx"])
    for person in (district.outsider, district.officer, district.nobody):
        assert district.client(person).get(path, {"publication": one.pk}).status_code == 404


# The open page --------------------------------------------------------------------------------
def test_everybody_who_holds_a_print_sees_the_frozen_figures(district: Cast) -> None:
    one = published(district)
    correct(district, "hoxa", "online", "91.25")
    answer = open_page(one)
    page = answer.content.decode()
    assert answer.status_code == 200 and "90,4" in page and "91,25" not in page
    assert one.checksum in page and "bản công bố mới nhất" in page
    assert "noindex" in answer["X-Robots-Tag"] and 'name="robots"' in page
    assert answer["Cache-Control"] == "no-store" and answer["Referrer-Policy"] == "no-referrer"


def test_the_open_page_tells_of_a_newer_version(district: Cast) -> None:
    one = published(district)
    correct(district, "hoxa", "online", "91.25")
    second = published(district, reason="Báo cáo đính chính của tỉnh")
    page = open_page(one).content.decode()
    assert "bản công bố 2" in page and reverse("public_publication", args=[second.token]) in page
    assert "đã được đính chính" not in open_page(second).content.decode()


def test_the_open_page_leaks_nothing_else(district: Cast) -> None:
    published(district)
    hoxa = Unit.objects.get(code="hoxa")
    Extension.objects.create(
        round=Round.objects.get(), unit=hoxa, until="2023-07-30", reason="Bà Nguyễn Thị Bí Mật ốm"
    )
    correct(district, "hoxa", "online", "91.25")
    second = published(district, reason="Ông Trần Văn Kín nhập nhầm")
    page = open_page(second).content.decode()
    people = [district.leader, district.staff, district.admin, district.officer]
    hidden = [*map(str, people), "vanphong", "lanhdao", "quantri"]
    for secret in ("Bí Mật", "Kín", "Lý do", "90,4", *hidden):
        assert secret not in page, secret
    inside = re.findall(r'href="(/[^"]*)"', page.split('id="content"')[1].split("</main>")[0])
    assert inside == []


def test_a_wrong_address_is_not_found(district: Cast) -> None:
    one = published(district)
    for token in (one.token[:-1], one.token.swapcase(), "x"):
        assert Client().get(f"/p/{token}/").status_code == 404


def test_what_was_altered_is_shown_to_nobody(district: Cast) -> None:
    one = published(district)
    alter()
    page = open_page(one).content.decode()
    assert "không khớp mã kiểm" in page and "99,4" not in page
    inside = district.client(district.leader).get("/publications/2023-H1/1/").content.decode()
    assert "không khớp mã kiểm" in inside and "99,4" not in inside
    path = reverse("compliance_export", args=["xlsx"])
    leader = district.client(district.leader)
    assert leader.get(path, {"publication": one.pk}).status_code == 404
    assert "không khớp mã kiểm" in leader.get(NEW).content.decode()
    assert leader.post(NEW, {"reason": "Đính chính"}).status_code == 422


# The list -------------------------------------------------------------------------------------
def test_the_list_needs_as_many_queries_for_many_as_for_one(district: Cast) -> None:
    published(district)
    leader = district.client(district.leader)
    leader.get(reverse("publication_list"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert leader.get(reverse("publication_list")).status_code == 200
        return len(seen)

    few = queries()
    for number in range(4):
        correct(district, "hoxa", "online", f"9{number}")
        publish(
            office=district.office,
            period=Period.objects.get(code="2023-H1"),
            directive=Directive.objects.get(),
            user=district.leader,
            reason=f"Lần {number}",
        )
    assert queries() == few
