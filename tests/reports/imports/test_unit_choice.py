"""Hundreds of doubtful names on one page: few fields, one list of units, any unit by typing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from cchc.demo.workbook import FILENAME, write_workbook
from reports.figures.import_models import ImportRun
from reports.imports.office_units import typed_units, unit_texts
from tests.cast import Cast
from tests.reports.imports.test_import_pages import changed, page_of, run_of
from units.models import Unit


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.client(cast.staff)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / FILENAME)


def decide(client: Client, run: ImportRun, data: dict[str, str], where: str = "") -> str:
    path = reverse("import_decide", args=[run.pk]) + where
    page = client.post(path, data, follow=True).content.decode()
    run.refresh_from_db()
    return page


def names_of(page: str) -> list[str]:
    return re.findall(r'name="names-(B\d+)"', page)


def test_another_unit_is_typed(staff: Client, workbook: Path) -> None:
    run = run_of(staff, changed(workbook, {"B26": "UBND xã Chưa Có"}))
    page = page_of(staff, run)
    unit = Unit.objects.get(code="cuatung")
    assert f'<option value="{unit.name}"></option>' in page
    assert f'<option value="{unit.pk}"' not in page
    page = decide(staff, run, {"names-B26": "", "other-B26": unit.name})
    assert run.decisions == {"names": {"B26": unit.pk}}
    assert f'<option value="{unit.pk}" selected>' in page


@pytest.mark.parametrize("text", ["UBND xã Không Đâu", "x\0y"])
def test_a_text_that_is_no_unit_is_named(staff: Client, workbook: Path, text: str) -> None:
    run = run_of(staff, changed(workbook, {"B26": "UBND xã Chưa Có"}))
    page = decide(staff, run, {"names-B26": "", "other-B26": text})
    assert 'class="notice error"' in page
    assert run.decisions == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("UBND xã A", ["a"]),
        ("ubnd  xã a", ["a"]),
        ("UBND xã B (b1)", ["b1"]),
        ("UBND xã B", []),
        ("", []),
    ],
)
def test_units_of_one_name_are_told_apart(text: str, found: list[str]) -> None:
    names = {"a": "UBND xã A", "b1": "UBND xã B", "b2": "UBND xã B"}
    units = [Unit(pk=at, code=code, name=name) for at, (code, name) in enumerate(names.items())]
    assert len(unit_texts(units)) == 3
    typed, unknown = typed_units({"other-B9": text, "names-B9": "", "period-code": "x"}, units)
    assert [units[pk].code for pk in typed.values()] == found
    assert bool(unknown) == bool(text and not found)


def test_hundreds_of_names_stay_few_fields_and_few_options(staff: Client, workbook: Path) -> None:
    book = load_workbook(workbook)
    for row in range(27, 627):
        book.active.append([row, f"UBND xã Chưa Có {row}", "50,0", "50,0", 1, None, None])
    book.save(workbook)
    run = run_of(staff, workbook)
    page = page_of(staff, run)
    form = page.split('class="review-form"')[1].split("</form>")[0]
    assert len(re.findall(r'\bname="', form)) < 150
    assert page.count("<option") < 1000
    first, second = names_of(page), names_of(page_of(staff, run, names="2"))
    assert first and second and not set(first) & set(second)
    page = decide(staff, run, {f"names-{second[0]}": "skip"}, "?names=2")
    assert names_of(page) == second
    assert "import_decide" not in page and "/decide/?names=2" in page
