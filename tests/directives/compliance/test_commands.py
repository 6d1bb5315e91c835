"""`manage.py compliance`, `manage.py ranking` and the exports on the web, on the real case."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from cchc.demo.loading import load_demo
from cchc.demo.people import install_units
from directives.clauses.models import Directive
from directives.compliance.documents import FORMATS
from reports.figures.period_models import Period
from reports.figures.report_models import Report
from tests.cast import Cast, make_cast
from units.models import Unit

pytestmark = pytest.mark.django_db
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def letter(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setenv("DEMO_PASSWORD", "mot-mat-khau-chi-de-thu")
    load_demo()
    return cast


def run(*args: Any) -> tuple[int, str, str]:
    """Exit status, standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*map(str, args), stdout=out, stderr=err)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_compliance_as_json(letter: Cast) -> None:
    status, out, _err = run(
        "compliance", "--directive", "cv-2023-06", "--period", "2023-H1", "--json"
    )
    data = json.loads(out)
    assert status == 0
    assert [unit["code"] for unit in data["all_met"]] == ["hoxa"]
    assert (data["totals"]["online"]["met"], data["totals"]["online"]["of"]) == (9, 18)
    overdue = [row["cells"]["overdue"]["value"] for row in data["rows"] if row["cells"]["overdue"]]
    assert sum(value or 0 for value in overdue) == 28
    assert sum(1 for value in overdue if value) == 8


def test_without_codes_the_latest_period_and_its_letter_are_taken(letter: Cast) -> None:
    data = json.loads(run("compliance", "--json")[1])
    assert (data["period"], data["directive"]) == ("2023-H1", "cv-2023-06")


def test_compliance_as_a_table(letter: Cast) -> None:
    status, out, _err = run("compliance", "--period", "2023-H1")
    assert status == 0
    line = next(line for line in out.splitlines() if "Trung Nam" in line)
    assert line.split()[4:8] == ["63,3", "✗", "91,5", "✓"]
    assert "59,29" in out and "58,12" not in out


@pytest.mark.parametrize("fmt", FORMATS)
def test_compliance_as_a_file(letter: Cast, tmp_path: Path, fmt: str) -> None:
    path = tmp_path / f"F.{fmt}"
    status, out, _err = run("compliance", "--period", "2023-H1", "--output", path)
    assert (status, out) == (0, "")
    assert "Vĩnh Thủy" in text_of(path.read_bytes(), fmt)


def text_of(data: bytes, fmt: str) -> str:
    if fmt == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if fmt == "docx":
        tables = Document(io.BytesIO(data)).tables
        return " ".join(c.text for table in tables for row in table.rows for c in row.cells)
    rows = load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    return " ".join(str(value) for row in rows for value in row)


def test_ranking_as_json_and_as_a_table(letter: Cast) -> None:
    data = json.loads(run("ranking", "--period", "2023-H1", "--json")[1])
    first = data["rows"][0]
    assert first["unit"] == {"code": "hoxa", "name": "UBND thị trấn Hồ Xá", "kind": "town"}
    assert first["overall"] == {"place": 1, "met": 3, "of": 3}
    status, out, _err = run("ranking", "--period", "2023-H1", "--indicator", "online")
    assert status == 0
    assert out.index("Hồ Xá") < out.index("Vĩnh Thái") < out.index("Vĩnh Giang")
    assert "54,9" not in out and "83,8" not in out


@pytest.mark.parametrize(
    ("command", "unknown"),
    [
        (("compliance", "--period", "2031-H1"), "2031-H1"),
        (("compliance", "--directive", "khong-co"), "khong-co"),
        (("compliance", "--office", "o-dau"), "o-dau"),
        (("compliance", "--output", "F.exe"), "F.exe"),
        (("compliance", "--output", "/khong/co/F.pdf"), "/khong/co/F.pdf"),
        (("ranking", "--period", "2031-H1"), "2031-H1"),
        (("ranking", "--indicator", "toc-do"), "toc-do"),
    ],
)
def test_an_unknown_code_is_one_sentence_and_status_2(
    letter: Cast, command: tuple[str, ...], unknown: str
) -> None:
    status, out, err = run(*command)
    assert (status, out) == (2, "")
    assert unknown in err
    assert len(err.strip().splitlines()) == 1 and err.strip().endswith(".")


def test_an_empty_installation_says_so() -> None:
    status, _out, err = run("ranking")
    assert status == 2 and len(err.strip().splitlines()) == 1


def test_several_offices_must_be_told_apart(letter: Cast) -> None:
    other = Unit.objects.get(code="giolinh")
    Unit.objects.create(
        code="giomy", name="UBND xã Gio Mỹ", short_name="Gio Mỹ", kind="commune", parent=other
    )
    Report.objects.create(office=other, period=Period.objects.get(code="2023-H1"), number="86/BC")
    assert run("compliance", "--json")[0] == 2
    data = json.loads(run("compliance", "--office", "vinhlinh", "--json")[1])
    assert data["office"]["code"] == "vinhlinh"


def test_a_letter_of_another_office_is_unknown_here(letter: Cast) -> None:
    Directive.objects.filter(code="cv-2023-06").update(issuer=Unit.objects.get(code="giolinh"))
    status, _out, err = run("compliance", "--office", "vinhlinh", "--directive", "cv-2023-06")
    assert status == 2 and "cv-2023-06" in err


# On the web -----------------------------------------------------------------------------------
@pytest.mark.parametrize(("fmt", "content_type"), CONTENT_TYPES.items())
def test_staff_download_the_summary(letter: Cast, fmt: str, content_type: str) -> None:
    url = reverse("compliance_export", args=[fmt])
    response = letter.client(letter.staff).get(url, {"period": "2023-H1"})
    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="tong-hop-2023-H1.{fmt}"'
    assert "Cửa Tùng" in text_of(response.content, fmt)


def test_the_file_is_vietnamese_for_a_reader_of_english(letter: Cast) -> None:
    client = letter.client(letter.leader)
    client.cookies["django_language"] = "en"
    response = client.get(reverse("compliance_export", args=["pdf"]))
    text = text_of(response.content, "pdf")
    assert "xã Vĩnh Giang" in text and "commune" not in text


@pytest.mark.parametrize("query", [{"period": "2031-H1"}, {"directive": "khong-co"}])
def test_unknown_codes_are_not_found(letter: Cast, query: dict[str, str]) -> None:
    url = reverse("compliance_export", args=["pdf"])
    assert letter.client(letter.staff).get(url, query).status_code == 404


def test_formats_and_people_outside_are_not_found(letter: Cast) -> None:
    assert letter.client(letter.staff).get("/compliance/export.exe").status_code == 404
    url = reverse("compliance_export", args=["pdf"])
    for user in (letter.officer, letter.nobody):
        assert letter.client(user).get(url).status_code == 404
    assert letter.client(letter.staff).post(url).status_code == 405


def test_an_office_without_a_period_has_no_file(cast: Cast) -> None:
    install_units()
    url = reverse("compliance_export", args=["pdf"])
    assert cast.client(cast.staff).get(url).status_code == 404
