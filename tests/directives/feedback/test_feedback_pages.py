"""The feedback register as pages: who sees which reports, what is refused, what is told."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from directives.clauses.models import Directive
from directives.editor.services import directive_clone
from directives.feedback.models import Feedback, FeedbackFile
from directives.feedback.services import feedback_answer
from tests.cast import Cast
from tests.directives.feedback.test_feedback import LATE, PDF, send
from tests.directives.pages.test_pages import text_of
from units.models import Unit

LIST = "/feedback/"


@pytest.fixture
def officer(district: Cast) -> Client:
    return district.client(district.officer)


@pytest.fixture
def staff(district: Cast) -> Client:
    return district.client(district.staff)


def step(client: Client, row: Feedback, name: str, **data: Any) -> Any:
    row.refresh_from_db()
    data.setdefault("version", row.version)
    return client.post(reverse(f"feedback_{name}", args=[row.pk]), data)


def test_from_the_unit_to_the_answer_and_back(
    district: Cast, officer: Client, staff: Client
) -> None:
    files = [SimpleUploadedFile("anh.pdf", PDF), SimpleUploadedFile("bien-ban.pdf", PDF + b"\n")]
    sent = officer.post(
        "/feedback/new/",
        {"text": "Máy quét hỏng", "clause": "", "indicator": "", "attached": files},
        follow=True,
    )
    row = Feedback.objects.get()
    assert sent.redirect_chain == [(reverse("feedback", args=[row.pk]), 302)]
    assert "Đã gửi phản ánh đến văn phòng" in text_of(sent)
    assert "gửi muộn" in text_of(sent)  # the letter's day is long over
    assert (row.unit.code, row.sent_by) == ("vinhgiang", district.officer)
    assert [item.filename for item in row.files.all()] == ["anh.pdf", "bien-ban.pdf"]

    assert step(staff, row, "assign", person=district.staff.pk).status_code == 302
    assert "Máy quét hỏng" in text_of(staff.get(f"{LIST}?show=mine"))
    assert step(staff, row, "answer", answer="Cấp máy mới").status_code == 302

    assert "1 phản ánh của đơn vị đã có trả lời" in text_of(officer.get("/units/vinhgiang/"))
    assert "Có 1 trả lời mới" in text_of(officer.get(LIST))
    assert "Cấp máy mới" in text_of(officer.get(reverse("feedback", args=[row.pk])))
    assert "đã có trả lời" not in text_of(officer.get("/units/vinhgiang/"))

    assert step(staff, row, "close").status_code == 302
    assert step(staff, row, "reopen", reason="Máy lại hỏng").status_code == 302
    page = text_of(officer.get(reverse("feedback", args=[row.pk])))
    assert "Mở lại: Máy lại hỏng" in page
    actors = LogEntry.objects.get_for_object(row).values_list("actor__username", flat=True)
    assert list(actors)[::-1] == ["vinhgiang", *["vanphong"] * 4]


def test_staff_reading_leaves_the_answer_unread(district: Cast, staff: Client) -> None:
    row = send(district)
    feedback_answer(feedback=row, user=district.staff, answer="x", version=row.version)
    staff.get(reverse("feedback", args=[row.pk]))
    assert Feedback.objects.unread_answers().exists()


def test_a_report_without_words_comes_back(officer: Client) -> None:
    answer = officer.post("/feedback/new/", {"text": "", "indicator": "", "clause": ""})
    assert answer.status_code == 422
    assert "Hãy viết khó khăn, vướng mắc" in text_of(answer)
    assert not Feedback.objects.exists()


def test_a_wrong_file_comes_back_with_what_was_typed(officer: Client) -> None:
    files = [SimpleUploadedFile("a.exe", b"MZ")]
    answer = officer.post("/feedback/new/", {"text": "Máy hỏng nặng", "attached": files})
    assert answer.status_code == 422
    assert "Máy hỏng nặng" in text_of(answer)
    assert "chọn tệp PDF" in text_of(answer)
    assert not Feedback.objects.exists()


def test_a_clause_of_another_letter_is_refused(district: Cast, officer: Client) -> None:
    answer = officer.post("/feedback/new/", {"text": "x", "clause": "999999"})
    assert answer.status_code == 422


def test_staff_write_for_a_unit_but_not_for_another_office(district: Cast, staff: Client) -> None:
    assert staff.post("/feedback/new/", {"text": "x", "unit": "giolinh"}).status_code == 422
    assert staff.post("/feedback/new/", {"text": "x", "unit": "hoxa"}).status_code == 302
    assert Feedback.objects.get().unit.code == "hoxa"


def test_an_officer_cannot_send_for_another_unit(officer: Client) -> None:
    officer.post("/feedback/new/", {"text": "x", "unit": "hoxa"})
    assert Feedback.objects.get().unit.code == "vinhgiang"


def test_each_unit_sees_its_own(district: Cast, officer: Client) -> None:
    send(district, "Của Vĩnh Giang")
    send(district, "Của Hồ Xá", unit=Unit.objects.get(code="hoxa"))
    page = text_of(officer.get(LIST))
    assert "Của Vĩnh Giang" in page and "Của Hồ Xá" not in page
    for user in (district.staff, district.leader, district.admin):
        page = text_of(district.client(user).get(LIST))
        assert "Của Vĩnh Giang" in page and "Của Hồ Xá" in page
    assert "Của" not in text_of(district.client(district.outsider).get(LIST))


def test_a_leader_reads_and_has_no_forms(district: Cast) -> None:
    row = send(district)
    leader = district.client(district.leader)
    page = leader.get(reverse("feedback", args=[row.pk])).content.decode()
    assert "/answer/" not in page and "/assign/" not in page
    assert step(leader, row, "answer", answer="x").status_code == 404


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("", {"một", "hai", "ba"}),
        ("all", {"một", "hai", "ba"}),
        ("new", {"một", "hai"}),
        ("late", {"hai"}),
        ("unanswered", {"một", "hai"}),
        ("mine", set()),
        ("x' OR 1=1", {"một", "hai", "ba"}),
    ],
)
def test_the_filter_knows_these_words(
    district: Cast, staff: Client, show: str, expected: set[str]
) -> None:
    send(district, "một")
    send(district, "hai", now=LATE)
    row = send(district, "ba")
    feedback_answer(feedback=row, user=district.staff, answer="x", version=row.version)
    rows = staff.get(LIST, {"show": show}).context["rows"]
    assert {shown.row.text for shown in rows} == expected


def test_who_saw_an_older_state_is_told(district: Cast, staff: Client) -> None:
    row = send(district)
    seen = row.version
    feedback_answer(feedback=row, user=district.staff, answer="trước", version=seen)
    answer = step(staff, row, "answer", answer="bài viết sau", version=seen)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Người khác vừa thay đổi nội dung này" in page and "bài viết sau" in page


def test_an_empty_answer_comes_back(district: Cast, staff: Client) -> None:
    answer = step(staff, send(district), "answer", answer="")
    assert answer.status_code == 422
    assert "Hãy viết nội dung trả lời trước" in text_of(answer)


def test_a_file_is_saved_and_never_shown(officer: Client, district: Cast) -> None:
    row = send(district, files=[SimpleUploadedFile("a.pdf", PDF)])
    answer = officer.get(reverse("feedback_file", args=[row.files.get().pk]))
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_annex_is_a_file_of_the_office(district: Cast, staff: Client) -> None:
    send(district)
    answer = staff.get("/feedback/annex.pdf")
    assert answer.content.startswith(b"%PDF")
    assert "phu-luc-vuong-mac-cv-2023-06.pdf" in answer["Content-Disposition"]
    assert staff.get("/feedback/annex.xlsx?directive=cv-2023-06").status_code == 200
    assert staff.get("/feedback/annex.xlsx?directive=khac").status_code == 404
    assert staff.get("/feedback/annex.docx").status_code == 404


def test_reports_on_an_older_directive_are_chosen_from_a_list(
    district: Cast, officer: Client, staff: Client
) -> None:
    send(district, "Điều cũ")
    assert 'name="directive"' not in officer.get(LIST).content.decode()
    older = Directive.objects.get(code="cv-2023-06")
    newer = Directive.objects.get(code="cv-2023-06")
    newer.pk, newer.code, newer.number = None, "cv-2024-06", "9"
    newer.issued_on = newer.effective_from = date(2024, 6, 20)
    newer.save()
    assert "Điều cũ" in text_of(officer.get(LIST))
    assert "Điều cũ" not in text_of(officer.get(f"{LIST}?directive={newer.code}"))
    chosen = staff.get(f"{LIST}?directive={older.code}")
    assert "Điều cũ" in text_of(chosen)
    for fmt in ("pdf", "xlsx"):
        address = f"/feedback/annex.{fmt}?directive={older.code}"
        assert address in chosen.content.decode()
        assert older.code in staff.get(address)["Content-Disposition"]


def test_an_officer_is_offered_no_draft(officer: Client, staff: Client) -> None:
    older = Directive.objects.get(code="cv-2023-06")
    Directive.objects.filter(pk=older.pk).update(number="7", issued_on=date(2023, 6, 20))
    draft = Directive.objects.get(code="cv-2023-06")
    draft.pk, draft.code, draft.number, draft.issued_on = None, "cv-2024-06", "", None
    draft.issued_by_word, draft.word_given_at = "", None
    draft.save()
    assert "cv-2024-06" not in officer.get(LIST).content.decode()
    assert "cv-2024-06" in staff.get(LIST).content.decode()


@pytest.mark.parametrize("who", ["officer", "staff"])
def test_the_list_asks_the_same_at_every_size(district: Cast, who: str) -> None:
    client = district.client(getattr(district, who))
    counts = []
    for more in (1, 8):
        for number in range(more):
            send(district, f"x{number}")
        client.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as question:
            client.get(LIST)
        counts.append(len(question))
    assert counts[0] == counts[1]


def test_the_audit_tells_that_something_was_written_never_what(
    officer: Client, staff: Client
) -> None:
    sent = {"text": "Ông Nguyễn Thử không ký được", "clause": "", "indicator": ""}
    file = SimpleUploadedFile("Đơn của Trần Giả.pdf", PDF)
    officer.post("/feedback/new/", {**sent, "attached": [file]})
    row = Feedback.objects.get()
    step(staff, row, "answer", answer="Đã cấp lại cho ông Nguyễn Thử")
    entries = [*LogEntry.objects.get_for_model(Feedback)]
    files = [*LogEntry.objects.get_for_model(FeedbackFile)]
    assert entries and files and row.files.get().filename == file.name
    log = "".join(f"{item.changes}{item.object_repr}" for item in (*entries, *files))
    assert not [item for item in ("Nguyễn Thử", "Trần Giả", row.files.get().sha256) if item in log]
    assert "đã trả lời" in text_of(officer.get(reverse("feedback", args=[row.pk])))


@pytest.mark.parametrize("query", ["", "?directive=cv-2023-06"])
def test_a_copy_takes_over_nothing_that_was_sent(district: Cast, staff: Client, query: str) -> None:
    send(district, "Thiếu máy quét")
    letter = Directive.objects.get(code="cv-2023-06")
    copy = directive_clone(directive=letter)
    page = staff.get(LIST)
    assert page.context["directive"] == letter and page.context["annexed"] == letter
    annex = staff.get(reverse("feedback_annex", args=["xlsx"]) + query)
    sheet = load_workbook(io.BytesIO(annex.content)).active
    text = " ".join(str(value) for row in sheet.values for value in row if value)
    assert "Thiếu máy quét" in text and "tháng 6/2023" in text
    empty = staff.get(reverse("feedback_annex", args=["xlsx"]) + f"?directive={copy.code}")
    assert empty.status_code == 200 and letter.code not in empty["Content-Disposition"]


def test_the_annex_of_a_letter_outlives_the_next_one(district: Cast, staff: Client) -> None:
    send(district, "Thiếu máy quét")
    letter = Directive.objects.get(code="cv-2023-06")
    copy = directive_clone(directive=letter)
    Directive.objects.filter(pk=copy.pk).update(number="9", issued_on=date(2024, 6, 21))
    page = staff.get(LIST)
    assert page.context["directive"].pk == copy.pk, "what binds today"
    assert page.context["annexed"] == letter, "what was reported on"


def test_a_report_goes_to_the_letter_that_its_writer_read(district: Cast, officer: Client) -> None:
    letter = Directive.objects.get(code="cv-2023-06")
    address = reverse("feedback_new") + f"?directive={letter.code}"
    assert f"?directive={letter.code}" in officer.get(address).content.decode()
    copy = directive_clone(directive=letter)
    assert officer.get(reverse("feedback_new") + f"?directive={copy.code}").status_code == 404
    Directive.objects.filter(pk=copy.pk).update(number="9", issued_on=date(2024, 6, 21))
    officer.post(address, {"text": "Thiếu máy quét"})
    assert Feedback.objects.get().directive == letter
