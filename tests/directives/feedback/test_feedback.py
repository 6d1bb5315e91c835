"""The feedback register: in time or late, which step follows which, and what the annex prints."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from pypdf import PdfReader

from cchc.demo import letter as demo
from directives.clauses.models import Clause, Directive
from directives.feedback.documents import annex_document
from directives.feedback.domain import OfficeStep, ReportingDay, allowed, days_late, last_day
from directives.feedback.history import feedback_history
from directives.feedback.models import Feedback, FeedbackFile
from directives.feedback.selectors import directive_in_force
from directives.feedback.services import (
    answer_read,
    feedback_answer,
    feedback_assign,
    feedback_close,
    feedback_reopen,
    feedback_send,
)
from reports.attachments.services import AttachmentError
from tests.cast import Cast
from units.models import Unit
from units.refusing import Refused
from units.versions import ChangedMeanwhile

IN_TIME = datetime(2023, 6, 29, 16, 59, tzinfo=UTC)  # 23:59 in Vietnam, on the last day
LATE = datetime(2023, 6, 29, 17, 0, tzinfo=UTC)  # the first minute of 30/6 in Vietnam
NOT_NOW = "Bước này không còn thực hiện được. Hãy đọc lại phản ánh."
NEEDS_TEXT = "Hãy viết nội dung trước."
NOT_OF_THE_OFFICE = "Hãy chọn một người của văn phòng."
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def letter() -> Directive:
    return Directive.objects.get(code=demo.DIRECTIVE)


def send(cast: Cast, text: str = "Thiếu máy quét", **shown: Any) -> Feedback:
    shown.setdefault("unit", Unit.objects.get(code="vinhgiang"))
    shown.setdefault("now", IN_TIME)
    return feedback_send(directive=letter(), user=cast.officer, text=text, **shown)


def refused(write: Any, feedback: Feedback, **text: Any) -> str:
    text.setdefault("version", feedback.version)
    with pytest.raises(Refused) as error:
        write(feedback=feedback, **text)
    return error.value.message


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (1, date(2023, 6, 29)),
        (2, date(2023, 7, 15)),
        (3, date(2023, 7, 15)),
        (None, date(2023, 7, 15)),
    ],
)
def test_the_day_of_the_clause_goes_first(clause: int | None, expected: date) -> None:
    duties = (ReportingDay(1, date(2023, 6, 29)), ReportingDay(2, date(2023, 7, 15)))
    assert last_day(duties, clause) == expected


def test_without_a_day_nothing_is_late() -> None:
    assert last_day((), 1) is None
    assert days_late(None, date(2023, 7, 1)) == 0


@pytest.mark.parametrize(
    ("sent", "days"), [("2023-06-28", 0), ("2023-06-29", 0), ("2023-06-30", 1), ("2023-07-02", 3)]
)
def test_the_last_day_counts_as_in_time(sent: str, days: int) -> None:
    assert days_late(date(2023, 6, 29), date.fromisoformat(sent)) == days


@pytest.mark.parametrize(
    ("step", "states"),
    [
        (OfficeStep.ASSIGN, {"new", "assigned"}),
        (OfficeStep.ANSWER, {"new", "assigned", "answered"}),
        (OfficeStep.CLOSE, {"answered"}),
        (OfficeStep.REOPEN, {"answered", "closed"}),
    ],
)
def test_which_step_follows_which(step: OfficeStep, states: set[str]) -> None:
    assert {row for row in Feedback.State.values if allowed(step, row)} == states


def test_the_day_is_that_of_vietnam(district: Cast) -> None:
    in_time, late = send(district), send(district, now=LATE)
    assert (in_time.due_on, late.due_on) == (date(2023, 6, 29), date(2023, 6, 29))
    assert list(Feedback.objects.sent_late()) == [late]


def test_the_last_day_stays_that_of_the_sending(district: Cast) -> None:
    row = send(district)
    Clause.objects.get(directive=letter(), obligations__kind="feedback").obligations.update(
        due_on=date(2023, 6, 1)
    )
    row.refresh_from_db()
    assert row.due_on == date(2023, 6, 29)


def test_a_report_runs_its_course(district: Cast) -> None:
    row = send(district)
    row = feedback_assign(feedback=row, person=district.leader, version=row.version)
    assert (row.state, row.assigned_to) == ("assigned", district.leader)
    row = feedback_answer(
        feedback=row, user=district.staff, answer=" Đã cấp máy. ", version=row.version
    )
    assert (row.state, row.answer, row.answered_by) == ("answered", "Đã cấp máy.", district.staff)
    row = feedback_close(feedback=row, user=district.staff, version=row.version)
    assert (row.state, row.closed_by) == ("closed", district.staff)
    row = feedback_reopen(feedback=row, reason="Máy hỏng", version=row.version)
    assert (row.state, row.closed_by, row.closed_at) == ("assigned", None, None)
    assert row.reopen_reason == "Máy hỏng"
    assert row.answer == "Đã cấp máy."
    assert [item.fields for item in feedback_history(row)] == [
        ("sent",),
        ("state", "assigned_to"),
        ("state", "answered_at"),
        ("state",),
        ("state", "reopen_reason"),
    ]


def test_opened_again_without_a_person_it_is_new(district: Cast) -> None:
    row = send(district)
    row = feedback_answer(feedback=row, user=district.staff, answer="x", version=row.version)
    assert feedback_reopen(feedback=row, reason="y", version=row.version).state == "new"


def test_steps_out_of_turn_are_refused(district: Cast) -> None:
    row = send(district)
    assert refused(feedback_close, row, user=district.staff) == NOT_NOW
    assert refused(feedback_reopen, row, reason="x") == NOT_NOW
    assert refused(feedback_answer, row, user=district.staff, answer="  ") == NEEDS_TEXT
    row = feedback_answer(feedback=row, user=district.staff, answer="x", version=row.version)
    assert refused(feedback_reopen, row, reason=" ") == NEEDS_TEXT
    assert refused(feedback_assign, row, person=district.staff) == NOT_NOW


def test_only_people_of_the_office_take_it_up(district: Cast) -> None:
    row = send(district)
    for who in (district.officer, district.outsider, district.nobody, district.admin):
        assert refused(feedback_assign, row, person=who) == NOT_OF_THE_OFFICE


def test_two_who_answer_at_once_do_not_undo_each_other(district: Cast) -> None:
    row = send(district)
    seen = row.version
    feedback_answer(feedback=row, user=district.staff, answer="một", version=seen)
    with pytest.raises(ChangedMeanwhile):
        feedback_answer(feedback=row, user=district.admin, answer="hai", version=seen)
    row.refresh_from_db()
    assert row.answer == "một"


def test_a_new_answer_is_unread_again(district: Cast) -> None:
    row = send(district)
    assert not Feedback.objects.unread_answers()
    row = feedback_answer(feedback=row, user=district.staff, answer="x", version=row.version)
    assert list(Feedback.objects.unread_answers()) == [row]
    answer_read(feedback=row)
    assert not Feedback.objects.unread_answers()
    row.refresh_from_db()
    feedback_answer(feedback=row, user=district.staff, answer="y", version=row.version)
    assert list(Feedback.objects.unread_answers()) == [row]


def upload(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_files_come_with_it_or_nothing_does(district: Cast, settings: Any) -> None:
    row = send(district, files=[upload("a.pdf"), upload("b.pdf", PDF + b"\n")])
    assert [item.filename for item in row.files.all()] == ["a.pdf", "b.pdf"]
    settings.EVIDENCE_MAX_FILES = 1
    for files, code in (
        ([upload("a.pdf"), upload("b.pdf", PDF + b"\n")], "too-many"),
        ([upload("a.pdf"), upload("b.pdf")], "there-already"),
        ([upload("a.exe")], "wrong-kind"),
        ([upload("a.png")], "not-what-it-says"),
    ):
        with pytest.raises(AttachmentError) as error:
            send(district, files=files)
        assert error.value.code == code
    assert (Feedback.objects.count(), FeedbackFile.objects.count()) == (1, 2)


def test_the_directive_in_force_is_the_newest_that_binds(district: Cast) -> None:
    old = letter()
    new = Directive.objects.get(pk=old.pk)
    new.pk, new.code, new.effective_from = None, "cv-2024-01", date(2024, 1, 1)
    new.save()
    assert directive_in_force(district.office, date(2023, 12, 31)) == old
    assert directive_in_force(district.office, date(2024, 1, 1)) == new
    Directive.objects.filter(pk=new.pk).update(issued_by_word="", word_given_at=None)
    assert directive_in_force(district.office, date(2024, 1, 1)) == old, "a draft takes nothing"
    Directive.objects.filter(pk=old.pk).update(effective_to=date(2023, 12, 31))
    assert directive_in_force(district.office, date(2024, 1, 1)) == old


def several(cast: Cast) -> None:
    row, three = (Clause.objects.get(directive=letter(), number=number) for number in (1, 3))
    send(cast, "Đường truyền chậm", clause=three)
    send(cast, "Thiếu máy quét", clause=row, unit=Unit.objects.get(code="hoxa"))
    answered = send(cast, "Công dân chưa có tài khoản", clause=three, now=LATE)
    feedback_answer(
        feedback=answered, user=cast.staff, answer="Hỗ trợ tại chỗ", version=answered.version
    )
    send(cast, "Chưa có biểu mẫu")


def test_the_annex_prints_by_clause(district: Cast) -> None:
    several(district)
    data = annex_document(letter(), "pdf", date(2023, 7, 3))
    reader = PdfReader(io.BytesIO(data))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    order = ["PHỤ LỤC", "TỔNG HỢP KHÓ KHĂN, VƯỚNG MẮC", "Kèm theo Công văn số", "Khoản 1."]
    order += [
        "Thiếu máy quét",
        "Khoản 3.",
        "Đường truyền chậm",
        "gửi muộn 1 ngày",
        "Hỗ trợ tại chỗ",
    ]
    order += ["Toàn văn bản", "Chưa có biểu mẫu", "4 phản ánh của 2 đơn vị"]
    result = [text.find(row) for row in order]
    assert -1 not in result, [row for row in order if row not in text]
    assert result == sorted(result)


def test_the_fonts_of_the_annex_are_embedded(district: Cast) -> None:
    several(district)
    reader = PdfReader(io.BytesIO(annex_document(letter(), "pdf", date(2023, 7, 3))))
    fonts = [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]
    assert fonts
    for font in fonts:
        (inner,) = font["/DescendantFonts"]
        assert "Tinos" in font["/BaseFont"]
        assert {"/FontFile2", "/FontFile3"} & set(inner.get_object()["/FontDescriptor"])


def test_the_sheet_of_the_annex_has_the_same_rows(district: Cast) -> None:
    several(district)
    send(district, "=HYPERLINK(1)")
    data = annex_document(letter(), "xlsx", date(2023, 7, 3))
    page: Any = load_workbook(io.BytesIO(data)).active
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=6)]
    assert rows[0][:3] == ["TT", "Đơn vị", "Khó khăn, vướng mắc, đề xuất"]
    assert [row[2] for row in rows[1:] if row[2]] == [
        "Thiếu máy quét",
        "Đường truyền chậm",
        "Công dân chưa có tài khoản",
        "Chưa có biểu mẫu",
        "=HYPERLINK(1)",
    ]
    assert not any(cell.data_type == "f" for row in page.iter_rows() for cell in row)


def test_an_empty_annex_says_so(district: Cast) -> None:
    data = annex_document(letter(), "pdf", date(2023, 7, 3))
    assert "Không đơn vị nào" in PdfReader(io.BytesIO(data)).pages[0].extract_text()
