"""The letter on its page and from a terminal; the office's Word template on its page."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from cchc.demo.letter import DIRECTIVE, PERIOD, install_letter
from directives.clauses.models import Clause, Directive
from directives.letters.models import LetterTemplate
from directives.letters.template import built_in_template
from reports.figures.record_models import Record
from tests.cast import Cast
from tests.directives.compliance.test_commands import run
from tests.directives.letters.letter_reading import reference_rows, words_of
from tests.directives.letters.test_letter_docx import lines_of, with_text
from tests.directives.publications.test_publishing import published
from units.models import Unit

pytestmark = pytest.mark.django_db
PAGE = reverse("letter", args=[DIRECTIVE])
PDF, DOCX = (reverse("letter_file", args=[DIRECTIVE, fmt]) for fmt in ("pdf", "docx"))
TEMPLATES = reverse("letter_templates")


def bring_in(client: Any, content: bytes, name: str = "mau.docx", **more: Any) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("letter_template_add"), {"template": file}, **more)


def page_of(client: Any, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return words_of(response.content.decode())


# -- The letter ----------------------------------------------------------------------------------


def test_the_page_shows_the_letter(district: Cast) -> None:
    page = page_of(district.client(district.leader), PAGE)
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "V/v đôn đốc, đẩy mạnh cải cách TTHC",
        "+ Về hồ sơ trực tuyến đạt tỷ lệ 76,9% đứng thứ 5/10 huyện, thị;",
        "trước ngày <b>30/6/2023</b> để xem xét",
        "Thái Văn Thành",
    ):
        assert text in page
    for row in reference_rows():
        assert f"<td>{row[2]}</td><td>{row[3]}</td><td>{row[4]}</td><td>{row[5]}</td>" in page


def test_the_files(district: Cast) -> None:
    client = district.client(district.leader)
    pdf, docx = client.get(PDF), client.get(DOCX)
    assert pdf["Content-Type"] == "application/pdf"
    assert 'filename="cong-van-cv-2023-06.pdf"' in pdf["Content-Disposition"]
    assert "Thái Văn Thành" in PdfReader(io.BytesIO(pdf.content)).pages[-1].extract_text()
    assert "Thái Văn Thành" in lines_of(docx.content)
    assert client.get(reverse("letter_file", args=[DIRECTIVE, "xlsx"])).status_code == 404


def test_the_directive_leads_to_its_letter(district: Cast) -> None:
    address = reverse("directive", args=[DIRECTIVE])
    assert PAGE in page_of(district.client(district.leader), address)
    assert PAGE not in page_of(district.client(district.officer), address)


def test_a_period_that_is_not_there(district: Cast) -> None:
    client = district.client(district.staff)
    assert client.get(PAGE, {"period": "2099-H1"}).status_code == 404
    assert client.get(PDF, {"period": "2099-H1"}).status_code == 404


def test_a_directive_without_a_basis_report(district: Cast) -> None:
    Directive.objects.update(basis=None)
    assert "76,9" in page_of(district.client(district.staff), PAGE)


def test_before_there_are_figures(cast: Cast) -> None:
    """Only what the report says of the office itself is known: a letter without rows."""
    install_letter(cast.office)
    page = page_of(cast.client(cast.staff), PAGE)
    assert "76,9% đứng thứ 5/10" in page
    assert "letter-total" not in page


def test_queries_do_not_grow_with_units(district: Cast) -> None:
    client = district.client(district.staff)
    counts, lengths = [], []
    for more in (0, 20):
        for number in range(more):
            unit = Unit.objects.create(
                code=f"them{number}",
                name="UBND xã Thêm",
                short_name="Thêm",
                kind="commune",
                parent=district.office,
            )
            for record in Record.objects.filter(unit__code="hoxa"):
                record.pk, record.unit = None, unit
                record.save(force_insert=True)
        with CaptureQueriesContext(connection) as caught:
            page = page_of(client, PAGE)
        counts.append(len(caught))
        lengths.append(page.count('<th scope="row">'))
    assert counts[0] == counts[1]
    assert lengths == [20, 40]


def test_a_published_letter_keeps_its_words(district: Cast) -> None:
    one = published(district)
    Clause.objects.filter(number=1).update(text="Chữ khác.")
    client = district.client(district.leader)
    asked = {"publication": one.pk}
    now, kept = client.get(DOCX), client.get(DOCX, asked)
    assert "1. Chữ khác." in lines_of(now.content)
    assert "1. Chữ khác." not in lines_of(kept.content)
    assert any(one.number in line for line in lines_of(kept.content))
    other = Directive.objects.get()
    other.pk, other.code = None, "khac"
    other.save()
    address = reverse("letter_file", args=["khac", "docx"])
    assert client.get(address, asked).status_code == 404


# -- The terminal ----------------------------------------------------------------------------------


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_the_command_writes_the_letter(district: Cast, tmp_path: Path, fmt: str) -> None:
    file = tmp_path / f"cong-van.{fmt}"
    asked = ("letter", "--directive", DIRECTIVE, "--period", PERIOD, "--output", file)
    assert run(*asked) == (0, "", "")
    data = file.read_bytes()
    if fmt == "pdf":
        assert len(PdfReader(io.BytesIO(data)).pages) == 3
    else:
        assert "Thái Văn Thành" in lines_of(data)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--output", "x.txt"), "x.txt"),
        (("--output", "x.pdf", "--period", "2099-H1"), "2099-H1"),
        (("--output", "x.pdf", "--directive", "khong-co"), "khong-co"),
        (("--output", "/khong/co/x.pdf"), "/khong/co/x.pdf"),
    ],
)
def test_the_command_refuses_in_one_sentence(
    district: Cast, asked: tuple[str, ...], said: str
) -> None:
    status, out, err = run("letter", *asked)
    assert (status, out, said in err, err.count("\n")) == (2, "", True, 1)


def test_the_command_needs_a_directive(district: Cast) -> None:
    Clause.objects.all().delete()
    Directive.objects.all().delete()
    assert run("letter", "--output", "x.pdf")[0] == 2


# -- The template ----------------------------------------------------------------------------------


def test_a_template_is_brought_in_and_used(district: Cast) -> None:
    client = district.client(district.staff)
    response = bring_in(client, with_text("Bản của {{ dia_danh }}"), follow=True)
    assert response.redirect_chain == [(TEMPLATES, 302)]
    assert "mau.docx" in response.content.decode()
    template = LetterTemplate.objects.get()
    assert (template.is_active, template.uploaded_by) == (True, district.staff)
    assert "Bản của Vĩnh Linh" in lines_of(client.get(DOCX).content)
    assert "mau.docx" in page_of(client, PAGE)


def test_back_to_the_built_in_one_and_again(district: Cast) -> None:
    client = district.client(district.staff)
    bring_in(client, with_text("Bản thứ nhất"), "mot.docx")
    bring_in(client, with_text("Bản thứ hai"), "hai.docx")
    assert list(LetterTemplate.objects.values_list("filename", "is_active")) == [
        ("hai.docx", True),
        ("mot.docx", False),
    ]
    client.post(reverse("letter_template_built_in"))
    assert not LetterTemplate.objects.filter(is_active=True).exists()
    assert "Bản thứ hai" not in lines_of(client.get(DOCX).content)
    first = LetterTemplate.objects.get(filename="mot.docx")
    client.post(reverse("letter_template_use", args=[first.pk]))
    assert "Bản thứ nhất" in lines_of(client.get(DOCX).content)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("mau.docx", with_text("{{ khong_co }}"), "khong_co"),
        ("mau.doc", built_in_template(), "docx"),
        ("mau.docx", b"not a document", "docx"),
        ("mau.docx", b"", ""),
    ],
)
def test_a_template_that_is_refused(district: Cast, name: str, content: bytes, said: str) -> None:
    response = bring_in(district.client(district.staff), content, name)
    page = response.content.decode()
    assert (response.status_code, said in page, "field-error" in page) == (422, True, True)
    assert not LetterTemplate.objects.exists()


def test_a_template_with_macros_is_refused(district: Cast) -> None:
    stream = io.BytesIO(built_in_template())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    assert bring_in(district.client(district.staff), stream.getvalue()).status_code == 422


def test_a_template_gone_from_the_disk_is_told(district: Cast) -> None:
    client = district.client(district.staff)
    bring_in(client, built_in_template())
    template = LetterTemplate.objects.get()
    Path(template.file.path).unlink()
    response = client.get(DOCX, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "mau.docx" in response.content.decode()
    assert client.get(PDF).status_code == 200
    assert client.get(reverse("letter_template_file", args=[template.pk])).status_code == 404


def test_leaders_read_templates_and_bring_in_none(district: Cast) -> None:
    client = district.client(district.leader)
    assert reverse("letter_template_add") not in page_of(client, TEMPLATES)
    assert bring_in(client, built_in_template()).status_code == 404
    sample = client.get(reverse("letter_template_sample"))
    assert Document(io.BytesIO(sample.content)).tables


def test_an_outsiders_template_is_their_own(district: Cast) -> None:
    bring_in(district.client(district.staff), with_text("Của Vĩnh Linh"))
    template = LetterTemplate.objects.get()
    outsider = district.client(district.outsider)
    assert "mau.docx" not in page_of(outsider, TEMPLATES)
    for name in ("letter_template_file", "letter_template_use"):
        address = reverse(name, args=[template.pk])
        assert outsider.get(address).status_code in (302, 404)
        assert outsider.post(address).status_code in (404, 405)
    assert LetterTemplate.objects.get().is_active
