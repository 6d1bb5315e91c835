"""Evidence: what is taken, who sees it, how it is given out, and when it may be taken away."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import Workbook

from reports.entry.evidence_services import evidence_add
from reports.rounds.models import Round
from reports.rounds.services import round_step
from reports.rounds.submission_models import Evidence, Submission
from reports.rounds.submission_services import (
    submission_accept,
    submission_return,
    submission_submit,
    submission_withdraw,
)
from tests.cast import Cast
from tests.reports.rounds.round_cast import open_round
from units.models import Unit

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
JPG = b"\xff\xd8\xff\xe0\0\x10JFIF"


def workbook() -> bytes:
    """An empty workbook as Excel writes it."""
    saved = BytesIO()
    Workbook().save(saved)
    return saved.getvalue()


def document() -> bytes:
    """An empty document as Word writes it."""
    saved = BytesIO()
    Document().save(saved)
    return saved.getvalue()


def with_part(content: bytes, name: str) -> bytes:
    """An Office file with one part more."""
    saved = BytesIO(content)
    with zipfile.ZipFile(saved, "a") as archive:
        archive.writestr(name, b"\0")
    return saved.getvalue()


@pytest.fixture
def one(cast: Cast) -> Round:
    """The district's open round."""
    return open_round(cast)


def attach(client: Client, content: bytes, name: str = "anh.pdf", **more: str) -> HttpResponse:
    """Send a file for xã Vĩnh Giang through the page."""
    file = SimpleUploadedFile(name, content)
    address = reverse("evidence_add", args=["vinhgiang", "2023-H1"])
    return client.post(address, {"file": file, "next": "/units/vinhgiang/", **more})  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("quyet-dinh.pdf", PDF),
        ("ANH.JPG", JPG),
        ("anh.jpeg", JPG),
        ("man-hinh.png", PNG),
        ("so-lieu.xlsx", workbook()),
        ("cong-van.docx", document()),
    ],
)
def test_these_are_taken(cast: Cast, one: Round, name: str, content: bytes) -> None:
    client = cast.client(cast.officer)
    response = attach(client, content, name, indicator="online")
    assert (response.status_code, response["Location"]) == (302, "/units/vinhgiang/")
    kept = Evidence.objects.get()
    assert (kept.filename, kept.size, kept.uploaded_by) == (name, len(content), cast.officer)
    assert kept.indicator and kept.indicator.code == "online"
    assert kept.file.name.startswith(f"evidence/{kept.sha256[:2]}/{kept.sha256}")
    given = client.get(reverse("evidence", args=[kept.pk]))
    assert b"".join(given.streaming_content) == content  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("trang.html", b"<html><script>1</script>", "Hãy chọn tệp PDF"),
        ("hinh.svg", b"<svg xmlns='x' onload='1'/>", "Hãy chọn tệp PDF"),
        ("bang.xlsm", workbook(), "Hãy chọn tệp PDF"),
        ("khong-duoi", PDF, "Hãy chọn tệp PDF"),
        ("trang.pdf", b"<html>%PDF-1.7", "Nội dung tệp không đúng"),
        ("hinh.png", b"<svg xmlns='x'/>", "Nội dung tệp không đúng"),
        ("hinh.png", JPG, "Nội dung tệp không đúng"),
        ("bang.docx", workbook(), "Nội dung tệp không đúng"),
        ("bang.xlsx", with_part(workbook(), "xl/vbaProject.bin"), "Nội dung tệp không đúng"),
        ("van.docx", with_part(document(), "word/vbaProject.bin"), "Nội dung tệp không đúng"),
        ("van.docx", with_part(document(), "../ngoai"), "Nội dung tệp không đúng"),
        ("nen.xlsx", b"PK\x03\x04" + b"\0" * 40, "Nội dung tệp không đúng"),
        ("trong.pdf", b"", "Tệp trống"),
    ],
)
def test_these_are_refused(cast: Cast, one: Round, name: str, content: bytes, said: str) -> None:
    response = attach(cast.client(cast.officer), content, name)
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page and "<title>Lỗi: " in page
    assert not Evidence.objects.exists() and not Submission.objects.exists()


def test_size_number_and_repetition_have_an_end(cast: Cast, one: Round, settings: object) -> None:
    settings.EVIDENCE_MAX_BYTES, settings.EVIDENCE_MAX_FILES = 2 * 1024 * 1024, 2  # type: ignore[attr-defined]
    client = cast.client(cast.officer)
    large = attach(client, PDF + b"\0" * (2 * 1024 * 1024))
    assert "Tệp lớn hơn 2 MB" in large.content.decode()
    attach(client, PDF)
    again = attach(client, PDF, "ten-khac.pdf")
    assert "Tệp này đã được đính kèm" in again.content.decode()
    attach(client, PNG, "b.png")
    third = attach(client, JPG, "c.jpg")
    assert "Đã có 2 tệp" in third.content.decode()
    assert Evidence.objects.count() == 2


def test_a_file_is_given_out_to_be_saved(cast: Cast, one: Round) -> None:
    client = cast.client(cast.officer)
    kept = evidence_add(
        round_=one,
        unit=Unit.objects.get(code="vinhgiang"),
        user=cast.officer,
        file=ContentFile(PDF),
        filename='C:\\ảnh "chụp"\r\nSet-Cookie: x.pdf',
    )
    given = client.get(reverse("evidence", args=[kept.pk]))
    assert given["Content-Disposition"].startswith("attachment;")
    assert "\n" not in given["Content-Disposition"] and "Set-Cookie" not in given.headers
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Type"] == "application/pdf"
    assert "no-store" in given["Cache-Control"]


def test_who_may_have_it(cast: Cast, one: Round) -> None:
    attach(cast.client(cast.officer), PDF)
    kept = Evidence.objects.get()
    address = reverse("evidence", args=[kept.pk])

    def statuses() -> dict[str, int]:
        names = ("officer", "other_officer", "staff", "leader", "admin", "outsider", "nobody")
        return {name: cast.client(getattr(cast, name)).get(address).status_code for name in names}

    out = {"other_officer": 404, "outsider": 404, "nobody": 404}
    # Staff enter figures on a unit's behalf; who only looks does not see a draft's files.
    assert statuses() == {"officer": 200, "staff": 200, "leader": 404, "admin": 404, **out}
    sent = submission_submit(
        round_=one, unit=kept.submission.unit, user=cast.officer, nothing_arose=True
    )
    assert sent.evidence.count() == 1
    assert statuses() == {"officer": 200, "staff": 200, "leader": 200, "admin": 200, **out}


@pytest.mark.parametrize("who", ["other_officer", "leader", "admin", "outsider", "nobody"])
def test_others_add_and_remove_nothing(cast: Cast, one: Round, who: str) -> None:
    attach(cast.client(cast.officer), PDF)
    submission_submit(
        round_=one, unit=Unit.objects.get(code="vinhgiang"), user=cast.officer, nothing_arose=True
    )
    client = cast.client(getattr(cast, who))
    assert attach(client, PNG, "b.png").status_code == 404
    kept = Evidence.objects.get()
    assert client.post(reverse("evidence_remove", args=[kept.pk])).status_code == 404
    assert Evidence.objects.count() == 1


def test_a_file_goes_with_its_bytes(cast: Cast, one: Round) -> None:
    client = cast.client(cast.officer)
    attach(client, PDF)
    kept = Evidence.objects.get()
    assert default_storage.exists(kept.file.name)
    page = client.post(
        reverse("evidence_remove", args=[kept.pk]), {"next": "/units/vinhgiang/"}, follow=True
    )
    assert "Đã gỡ “anh.pdf”" in page.content.decode()
    assert not Evidence.objects.exists() and not default_storage.exists(kept.file.name)


def sent(cast: Cast, one: Round, unit: Unit) -> None:
    """The unit has sent."""
    submission_submit(round_=one, unit=unit, user=cast.officer, nothing_arose=True)


def accepted(cast: Cast, one: Round, unit: Unit) -> None:
    """The office has accepted."""
    sent(cast, one, unit)
    submission_accept(submission=Submission.objects.get(), user=cast.staff)


def locked(cast: Cast, one: Round, unit: Unit) -> None:
    """The round is locked."""
    round_step(round_=one, to=Round.State.LOCKED, user=cast.staff)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (sent, "Số liệu đã nộp"),
        (accepted, "Văn phòng đã nhận số liệu"),
        (locked, "Đợt báo cáo không mở"),
    ],
)
def test_nothing_moves_once_it_is_sent(
    cast: Cast, one: Round, step: Callable[[Cast, Round, Unit], None], said: str
) -> None:
    client = cast.client(cast.officer)
    attach(client, PDF)
    kept = Evidence.objects.get()
    step(cast, one, kept.submission.unit)
    refused = attach(client, PNG, "b.png")
    assert refused.status_code == 422 and said in refused.content.decode()
    page = client.post(
        reverse("evidence_remove", args=[kept.pk]), {"next": "/units/vinhgiang/"}, follow=True
    )
    assert said in page.content.decode()
    assert Evidence.objects.get() == kept


def test_after_a_withdrawal_files_move_again(cast: Cast, one: Round) -> None:
    client = cast.client(cast.officer)
    attach(client, PDF)
    kept = Evidence.objects.get()
    sent(cast, one, kept.submission.unit)
    submission_withdraw(submission=Submission.objects.get(), user=cast.officer)
    client.post(reverse("evidence_remove", args=[kept.pk]))
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:1", ""])
def test_the_way_back_stays_here(cast: Cast, one: Round, back: str) -> None:
    response = attach(cast.client(cast.officer), PDF, next=back)
    assert response["Location"] == "/"


def test_what_is_added_later_is_seen_when_it_is_sent_again(cast: Cast, one: Round) -> None:
    attach(cast.client(cast.officer), PDF)
    unit = Unit.objects.get(code="vinhgiang")
    sent(cast, one, unit)
    submission_return(submission=Submission.objects.get(), user=cast.staff, reason="Thiếu tệp")
    attach(cast.client(cast.officer), PNG, "them.png")
    assert (seen_by_leader(cast), seen_by_unit(cast)) == ({"anh.pdf"}, {"anh.pdf", "them.png"})
    sent(cast, one, unit)
    assert seen_by_leader(cast) == seen_by_unit(cast) == {"anh.pdf", "them.png"}


def test_of_what_was_taken_back_nothing_is_seen(cast: Cast, one: Round) -> None:
    attach(cast.client(cast.officer), PDF)
    sent(cast, one, Unit.objects.get(code="vinhgiang"))
    assert seen_by_leader(cast) == {"anh.pdf"}
    submission_withdraw(submission=Submission.objects.get(), user=cast.officer)
    assert (seen_by_leader(cast), seen_by_unit(cast)) == (set(), {"anh.pdf"})


def seen_by_leader(cast: Cast) -> set[str]:
    """The files on the page of the submission."""
    page = reverse("submission", args=[Submission.objects.get().pk])
    return names(cast.client(cast.leader), page)


def seen_by_unit(cast: Cast) -> set[str]:
    """The files on the page where the unit enters its figures."""
    return names(cast.client(cast.officer), reverse("entry", args=["vinhgiang", "2023-H1"]))


def names(client: Client, where: str) -> set[str]:
    """The files that a page lists; those and no others are given out."""
    page, found = client.get(where).content.decode(), set()
    for one in Evidence.objects.all():
        address = reverse("evidence", args=[one.pk])
        assert (address in page) == (client.get(address).status_code == 200)
        found |= {one.filename} if address in page else set()
    return found
