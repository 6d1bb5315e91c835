"""Apology letters: what is refused, the form on paper, the scan, and who sees whose file it is."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from directives.clauses.models import Signatory
from directives.overdue.apologies.documents import apology_docx, apology_pdf
from directives.overdue.apologies.domain import (
    LetterFault,
    LetterText,
    SettledFile,
    comes_late,
    faults,
    next_number,
)
from directives.overdue.apologies.presentation import ApologyPaper, apology_paper
from directives.overdue.apologies.refusing import LetterRefused
from directives.overdue.apologies.services import apology_save
from directives.overdue.models import ApologyLetter, OverdueFile
from tests.cast import Cast
from tests.directives.overdue.overdue_cast import APPLICANT, PERSONAL, attach, make_file
from tests.directives.pages.test_pages import text_of
from tests.services.office import converted

TODAY = date(2023, 5, 20)
DUE = date(2023, 5, 22)
PDF = b"%PDF-1.4\n%%EOF"


def proposed(**fields: object) -> LetterText:
    values = {"new_due_on": date(2023, 6, 1), "reason_text": "chờ đo đạc", **fields}
    return LetterText(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "known", "found"),
    [
        ({}, {}, ()),
        ({"number": "05", "signed_on": TODAY}, {}, ()),
        ({"new_due_on": None}, {}, (LetterFault.DAY_MISSING,)),
        ({"new_due_on": DUE}, {}, (LetterFault.DAY_NOT_AFTER_OLD,)),
        (
            {"new_due_on": date(2023, 6, 2)},
            {"promised": date(2023, 6, 1), "is_sent": True},
            (LetterFault.SECOND,),
        ),
        ({"new_due_on": date(2023, 6, 2)}, {"promised": date(2023, 6, 1)}, (LetterFault.NUMBERED,)),
        ({"new_due_on": None}, {"promised": date(2023, 6, 1)}, (LetterFault.NUMBERED,)),
        ({"new_due_on": date(2023, 6, 1)}, {"promised": date(2023, 6, 1)}, ()),
        ({"number": "05"}, {}, (LetterFault.NUMBER_ALONE,)),
        ({"number": "05", "signed_on": TODAY + timedelta(days=1)}, {}, (LetterFault.SIGNED_LATER,)),
        (
            {"number": "05", "signed_on": date(2023, 5, 1)},
            {"received_on": date(2023, 5, 2)},
            (LetterFault.SIGNED_BEFORE_RECEIPT,),
        ),
        ({"reason_text": " "}, {}, (LetterFault.REASON_MISSING,)),
        ({"reason_text": ""}, {"has_reason": True}, ()),
        ({}, {"resolved_on": DUE}, (LetterFault.IN_TIME,)),
        ({}, {"resolved_on": DUE + timedelta(days=1)}, ()),
        ({"authority": "KT.", "signer_title": "CHỦ TỊCH"}, {}, (LetterFault.DEPUTY_MISSING,)),
        ({"authority": "KT."}, {}, (LetterFault.DEPUTY_MISSING,)),
        ({"authority": "KT.", "signer_title": "Phó Chủ tịch"}, {}, ()),
    ],
)
def test_what_stands_against_a_letter(
    said: dict[str, object], known: dict[str, date | bool], found: tuple[LetterFault, ...]
) -> None:
    assert tuple(faults(proposed(**said), SettledFile(DUE, **known), today=TODAY)) == found  # type: ignore[arg-type]


def test_a_numbered_letter_whose_day_has_passed_can_be_made_a_draft_again() -> None:
    passed, now = SettledFile(DUE, promised=date(2023, 6, 1)), date(2023, 6, 5)
    assert tuple(faults(proposed(), passed, today=now)) == ()
    after = proposed(number="05", signed_on=date(2023, 6, 3))
    assert tuple(faults(after, passed, today=now)) == (LetterFault.DAY_BEFORE_SIGNING,)


def test_a_new_day_before_the_letter_is_refused() -> None:
    late = SettledFile(DUE)
    assert tuple(faults(proposed(), late, today=date(2023, 6, 2))) == (
        LetterFault.DAY_BEFORE_SIGNING,
    )


@pytest.mark.parametrize(
    ("signed", "late"), [(DUE - timedelta(days=1), False), (DUE, True), (None, False)]
)
def test_the_letter_is_due_one_day_before(signed: date | None, late: bool) -> None:
    assert comes_late(signed, DUE, today=TODAY) is late


@given(st.lists(st.integers(1, 400).map(str)))
def test_the_next_number_is_free(taken: list[str]) -> None:
    proposed = next_number(taken)
    assert int(proposed) not in {int(one) for one in taken} and len(proposed) >= 2


@pytest.fixture
def officer(district: Cast) -> Client:
    return district.client(district.officer)


@pytest.fixture
def file(district: Cast) -> OverdueFile:
    return make_file(reason="workload")


def write(client: Client, file: OverdueFile, **said: object) -> Any:
    soon = timezone.localdate() + timedelta(days=5)
    data = {"new_due_on": soon.isoformat(), "new_due_time": "16:30", "reason_text": "", **said}
    return client.post(reverse("apology", args=[file.pk]), data)


def scan(content: bytes = PDF, name: str = "phieu.pdf") -> dict[str, SimpleUploadedFile]:
    return {"scan": SimpleUploadedFile(name, content)}


def test_a_letter_is_written_printed_signed_and_attached(
    officer: Client, file: OverdueFile, district: Cast
) -> None:
    Signatory.objects.create(office=file.unit, name="Trần Ví Dụ", title="CHỦ TỊCH", authority="TM.")
    assert "Trần Ví Dụ" in officer.get(reverse("apology", args=[file.pk])).content.decode()
    assert write(officer, file, signer_name="Trần Ví Dụ").status_code == 302
    attach = reverse("apology_attach", args=[file.pk])
    officer.post(attach, scan())
    assert not ApologyLetter.objects.get().is_attached
    today = timezone.localdate().isoformat()
    write(officer, file, number="01", signed_on=today)
    assert "Đã lưu số và ngày ký" in text_of(officer.get(reverse("overdue_file", args=[file.pk])))
    officer.post(attach, scan())
    letter = ApologyLetter.objects.get()
    assert letter.is_attached and letter.attached_by == district.officer
    given = officer.get(reverse("apology_scan", args=[file.pk]))
    assert b"".join(given.streaming_content) == PDF
    assert "đã đính kèm" in text_of(officer.get(reverse("overdue_file", args=[file.pk]))).lower()
    later = timezone.localdate() + timedelta(days=9)
    again = write(officer, file, new_due_on=later.isoformat(), number="01", signed_on=today)
    assert again.status_code == 422
    assert "chỉ hẹn lại một lần" in again.content.decode()


def test_a_scan_is_what_its_name_says(officer: Client, file: OverdueFile) -> None:
    write(officer, file, number="01", signed_on=timezone.localdate().isoformat())
    attach = reverse("apology_attach", args=[file.pk])
    for wrong in (scan(b"MZ", "phieu.pdf"), scan(b"", "a.pdf"), scan(PDF, "phieu.exe"), {}):
        officer.post(attach, wrong)
        assert not ApologyLetter.objects.get().is_attached


def test_a_number_stands_once_a_year_in_a_unit(
    officer: Client, file: OverdueFile, district: Cast
) -> None:
    today = timezone.localdate()
    write(officer, file, number="01", signed_on=today.isoformat())
    other = make_file(code="HS-02", reason="system")
    text = LetterText(today + timedelta(days=3), number="01", signed_on=today)
    with pytest.raises(LetterRefused) as error:
        apology_save(file=other, text=text, user=district.officer)
    assert error.value.faults == (LetterFault.NUMBER_TAKEN,)


def test_only_the_unit_itself_reads_and_writes_its_letters(
    officer: Client, file: OverdueFile, district: Cast
) -> None:
    write(officer, file)
    urls = [
        reverse("apology", args=[file.pk]),
        reverse("apology_print", args=[file.pk, "pdf"]),
        reverse("apology_print", args=[file.pk, "docx"]),
        reverse("apology_scan", args=[file.pk]),
        f"{reverse('apologies_print')}?unit=vinhgiang",
    ]
    others = (district.staff, district.leader, district.admin, district.other_officer)
    for user in (*others, district.outsider):
        client = district.client(user)
        assert {client.get(url).status_code for url in urls} == {404}
        assert client.post(reverse("apology_attach", args=[file.pk]), scan()).status_code == 404
    page = district.client(district.staff).get(reverse("overdue_file", args=[file.pk]))
    assert not [one for one in PERSONAL if one in page.content.decode()]


def test_the_form_on_paper(officer: Client, file: OverdueFile, tmp_path: Path) -> None:
    write(officer, file, reason_text="Chờ ý kiến của cơ quan phối hợp", signer_name="Trần Ví Dụ")
    pdf = officer.get(reverse("apology_print", args=[file.pk, "pdf"])).content
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().replace("\u00a0", " ").split())
    soon = timezone.localdate() + timedelta(days=5)
    for wanted in (
        *("Mẫu số 04", "ỦY BAN NHÂN DÂN XÃ VĨNH GIANG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        *("/PXL", "Vĩnh Giang, ngày", "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"),
        *(f"Kính gửi: {APPLICANT}", "Ngày 02 tháng 5 năm 2023, Bộ phận Tiếp nhận"),
        *("mã số hồ sơ: HS-01", "ngày 22/5/2023", "Lý do: Chờ ý kiến của cơ quan phối hợp."),
        *(f"16 giờ 30, ngày {soon.day:02}", "chỉ thực hiện một lần", "vì sự chậm trễ này./."),
        *("Nơi nhận:", "- Lưu: VT, hồ sơ.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Ví Dụ"),
    ):
        assert wanted in text, wanted
    fonts = reader.pages[0]["/Resources"]["/Font"]
    for name in fonts:
        (below,) = fonts[name]["/DescendantFonts"]
        assert "/FontFile3" in below["/FontDescriptor"] or "/FontFile2" in below["/FontDescriptor"]
    word = officer.get(reverse("apology_print", args=[file.pk, "docx"])).content
    (tmp_path / "phieu.docx").write_bytes(word)
    assert Document(io.BytesIO(word)).core_properties.title.startswith("PHIẾU XIN LỖI")
    opened = PdfReader(converted(tmp_path / "phieu.docx", "pdf"))
    assert len(opened.pages) == 1
    said = " ".join(opened.pages[0].extract_text().replace("\u00a0", " ").split())
    assert f"Kính gửi: {APPLICANT}" in said and "vì sự chậm trễ này./." in said


def test_what_waits_for_a_signature_is_one_print(officer: Client, file: OverdueFile) -> None:
    assert officer.get(reverse("apologies_print")).status_code == 404
    for code in ("HS-02", "HS-03"):
        write(officer, make_file(code=code, reason="system"))
    assert len(PdfReader(io.BytesIO(officer.get(reverse("apologies_print")).content)).pages) == 2


def test_an_erased_file_has_no_letter_to_write(officer: Client, file: OverdueFile) -> None:
    OverdueFile.objects.update(erased_at=timezone.now())
    assert officer.get(reverse("apology", args=[file.pk])).status_code == 404


def test_the_register_leads_to_what_waits(
    officer: Client, file: OverdueFile, district: Cast
) -> None:
    register, page = reverse("overdue_list"), reverse("overdue_file", args=[file.pk])
    letter = reverse("apology", args=[file.pk])
    prints = f"{reverse('apologies_print')}?unit=vinhgiang"
    asked = {"unit": "vinhgiang", "show": "all"}
    before = officer.get(register, asked).content.decode()
    assert before.count(f'href="{letter}"') == 2  # among the first to do, and in the list
    assert prints not in before
    write(officer, file)
    after = officer.get(register, asked).content.decode()
    assert f'href="{prints}"' in after and "1 phiếu chờ ký (PDF)" in after
    assert f'href="{letter}"' not in after and f'href="{page}#apology"' in after
    own = officer.get(reverse("unit", args=["vinhgiang"])).content.decode()
    assert f'href="{prints}"' in own and f'href="{page}#apology"' in own
    for user in (district.staff, district.leader):
        shown = district.client(user).get(register, asked).content.decode()
        assert file.code in shown and prints not in shown
        assert f'href="{letter}"' not in shown and f"{page}#apology" not in shown


def test_the_page_of_a_file_says_that_its_letter_is_late(
    officer: Client, file: OverdueFile
) -> None:
    page = reverse("overdue_file", args=[file.pk])
    assert "chậm nhất một ngày trước ngày hẹn" in text_of(officer.get(page))
    write(officer, file, number="01", signed_on=timezone.localdate().isoformat())
    officer.post(reverse("apology_attach", args=[file.pk]), scan())
    assert "Phiếu được ký muộn hơn quy định" in text_of(officer.get(page))
    ApologyLetter.objects.update(signed_on=DUE - timedelta(days=1))
    said = text_of(officer.get(page))
    assert "muộn hơn quy định" not in said and "Nay đã muộn" not in said
    in_time = make_file(code="HS-02", resolved_on=DUE)
    assert "Nay đã muộn" not in text_of(officer.get(reverse("overdue_file", args=[in_time.pk])))


def long_letter(file: OverdueFile, words: int) -> ApologyPaper:
    """A letter with every field as long as it may be, and a reason of so many words."""
    for name in ("procedure", "applicant", "address"):
        most = OverdueFile._meta.get_field(name).max_length
        setattr(file, name, ("Nghiệp vụ " * 40)[:most].strip())
    letter = ApologyLetter(file=file, number="01", signed_on=TODAY, new_due_on=date(2023, 6, 1))
    letter.reason_text, letter.signer_name = "phức tạp " * words, "Trần Ví Dụ"
    return apology_paper(file, letter)


@pytest.mark.parametrize("words", [1, 30, 55, 60, 100])
def test_a_long_letter_keeps_its_signature_together(
    file: OverdueFile, words: int, tmp_path: Path
) -> None:
    paper = long_letter(file, words)
    (tmp_path / "phieu.docx").write_bytes(apology_docx(paper))
    opened = PdfReader(converted(tmp_path / "phieu.docx", "pdf"))
    for reader in (PdfReader(io.BytesIO(apology_pdf([paper]))), opened):
        assert len(reader.pages) <= 2
        texts = [one.extract_text().replace("\u00a0", " ") for one in reader.pages]
        assert all(one in texts[-1] for one in ("Nơi nhận:", "CHỦ TỊCH", "Trần Ví Dụ"))
        assert not any("Nơi nhận:" in one or "Trần Ví Dụ" in one for one in texts[:-1])
        assert [one.split()[0] for one in texts] == ["Mẫu", "2"][: len(texts)]
        assert "phức tạp." in " ".join(" ".join(texts).split())


def test_pages_are_numbered_from_the_second_of_each_letter(file: OverdueFile) -> None:
    long = long_letter(file, 100)
    pages = PdfReader(io.BytesIO(apology_pdf([long, long]))).pages
    assert [one.extract_text().split()[0] for one in pages] == ["Mẫu", "2", "Mẫu", "2"]


def test_an_attached_letter_keeps_number_day_and_signer(
    officer: Client, file: OverdueFile, district: Cast
) -> None:
    today = timezone.localdate()
    signed: dict[str, object] = {
        "number": "01",
        "signed_on": today.isoformat(),
        "authority": "KT.",
        "signer_title": "PHÓ CHỦ TỊCH",
        "signer_name": "Trần Ví Dụ",
    }
    write(officer, file, **signed)
    officer.post(reverse("apology_attach", args=[file.pk]), scan())
    others = (
        {"number": "", "signed_on": ""},
        {"number": "02"},
        {"signed_on": (today - timedelta(days=1)).isoformat()},
        {"authority": "TM."},
        {"signer_title": ""},
        {"signer_name": "Người Khác"},
    )
    for other in others:
        answer = write(officer, file, **{**signed, **other})
        assert answer.status_code == 422, other
        assert "số, ngày và người ký giữ nguyên" in text_of(answer)
    letter = ApologyLetter.objects.get()
    assert (letter.number, letter.signed_on, letter.signer_name) == ("01", today, "Trần Ví Dụ")
    assert write(officer, file, **signed, reason_text="chờ ý kiến").status_code == 302


def test_what_an_attached_letter_never_said_may_be_filled_in(
    officer: Client, file: OverdueFile
) -> None:
    today = timezone.localdate().isoformat()
    write(officer, file, number="01", signed_on=today)
    officer.post(reverse("apology_attach", args=[file.pk]), scan())
    assert write(officer, file, number="01", signed_on=today, signer_name="A").status_code == 302


def test_two_windows_do_not_overwrite_each_others_letter(
    officer: Client, file: OverdueFile
) -> None:
    address = reverse("apology", args=[file.pk])
    new = officer.get(address).context["form"]["version"].value()
    assert write(officer, file, reason_text="cửa sổ một", version=new).status_code == 302
    late = write(officer, file, reason_text="cửa sổ hai", version=new)
    assert late.status_code == 422 and "Người khác vừa thay đổi nội dung này" in text_of(late)
    assert ApologyLetter.objects.get().reason_text == "cửa sổ một"
    seen = officer.get(address).context["form"]["version"].value()
    assert write(officer, file, reason_text="cửa sổ hai", version=seen).status_code == 302


def test_the_audit_has_neither_name_nor_print_of_a_scan(officer: Client, file: OverdueFile) -> None:
    write(officer, file, number="01", signed_on=timezone.localdate().isoformat())
    officer.post(reverse("apology_attach", args=[file.pk]), scan(name=f"Thư gửi {APPLICANT}.pdf"))
    letter = ApologyLetter.objects.get()
    assert APPLICANT in letter.scan_name
    entries = LogEntry.objects.get_for_object(letter)
    told = "".join(f"{one.changes}{one.object_repr}" for one in entries)
    assert "attached_at" in told
    assert not [one for one in (APPLICANT, letter.scan_sha256) if one in told]


def test_a_file_is_re_appointed_once_from_the_number_on(officer: Client, file: OverdueFile) -> None:
    today = timezone.localdate()
    later = (today + timedelta(days=9)).isoformat()
    assert write(officer, file).status_code == 302
    assert write(officer, file, new_due_on=later).status_code == 302
    signed = {"number": "01", "signed_on": today.isoformat()}
    assert write(officer, file, new_due_on=later, **signed).status_code == 302
    again = write(officer, file, **signed)
    assert again.status_code == 422 and "đã có số và ngày ký" in text_of(again)
    assert write(officer, file, new_due_on=later).status_code == 302
    assert write(officer, file, **signed).status_code == 302


def test_no_letter_for_a_file_that_was_resolved_in_time(officer: Client, district: Cast) -> None:
    file = make_file(code="HS-09", reason="workload", resolved_on=date(2023, 5, 20))
    link = reverse("apology", args=[file.pk])
    assert link not in officer.get(reverse("overdue_file", args=[file.pk])).content.decode()
    refused = write(officer, file)
    assert refused.status_code == 422 and "có kết quả đúng hạn" in text_of(refused)
    assert not ApologyLetter.objects.exists()
    OverdueFile.objects.filter(pk=file.pk).update(resolved_on=date(2023, 5, 30))
    assert link in officer.get(reverse("overdue_file", args=[file.pk])).content.decode()
    assert write(officer, file, new_due_on="").status_code == 302


def test_a_file_without_personal_data_says_why_it_has_no_letter(
    officer: Client, file: OverdueFile
) -> None:
    why = "không lập được thư xin lỗi"
    page = reverse("overdue_file", args=[file.pk])
    assert why not in text_of(officer.get(page))
    blank = dict.fromkeys(("applicant", "address", "phone", "id_number"), "")
    OverdueFile.objects.filter(pk=file.pk).update(**blank, erased_at=timezone.now())
    assert why in text_of(officer.get(page)) and "Soạn" not in text_of(officer.get(page))
    attach(file, number="01", signed_on=timezone.localdate())
    assert why not in text_of(officer.get(page))


def test_a_letter_after_the_result_promises_no_day() -> None:
    late, today = SettledFile(DUE, resolved_on=date(2023, 5, 25)), date(2023, 5, 30)
    assert tuple(faults(proposed(), late, today=today)) == (LetterFault.DAY_AFTER_RESULT,)
    assert tuple(faults(proposed(new_due_on=None), late, today=today)) == ()
    before = proposed(number="05", signed_on=date(2023, 5, 24))
    assert tuple(faults(before, late, today=today)) == ()


@pytest.mark.django_db
def test_the_letter_of_a_resolved_file_says_that_it_is_resolved(cast: Cast) -> None:
    file = make_file(resolved_on=date(2023, 5, 25))
    letter = ApologyLetter.objects.create(file=file, new_due_on=date(2023, 6, 1))
    paper = apology_paper(file, letter)
    text = " ".join(run.text for runs in paper.paragraphs for run in runs)
    assert "25/5/2023" in text and "1/6/2023" not in text and "chưa trả kết quả" not in text
    assert "HẸN LẠI" not in paper.title
    letter.signed_on = date(2023, 5, 24)  # before the result: as it went out
    text = " ".join(run.text for runs in apology_paper(file, letter).paragraphs for run in runs)
    assert "1/6/2023" in text and "chưa trả kết quả" in text


def test_the_units_last_signer_is_offered(cast: Cast) -> None:
    attach(make_file(), authority="KT.", signer_title="PHÓ CHỦ TỊCH", signer_name="Trần Ký Thay")
    other = make_file(code="HS-02")
    page = cast.client(cast.officer).get(reverse("apology", args=[other.pk])).content.decode()
    assert "PHÓ CHỦ TỊCH" in page and "Trần Ký Thay" in page
    assert '<option value="KT." selected' in page


def test_list_and_page_say_as_of_when_a_file_is_late(district: Cast) -> None:
    file, client = make_file(resolved_on=date(2023, 6, 28)), district.client(district.staff)
    page = text_of(client.get(reverse("overdue_file", args=[file.pk])))
    listed = text_of(client.get(reverse("overdue_list"), {"period": "2023-H1"}))
    assert "37 ngày, có kết quả ngày 28/6/2023" in page
    assert "23 ngày" in listed and "14/6/2023" in listed.split("23 ngày", 1)[1][:30]
