"""The review as a person works through it: what is typed, agreed to and refused stays so."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from cchc.demo.workbook import FILENAME, write_workbook
from reports.figures.record_models import Record
from reports.imports.office_units import typed_units
from reports.imports.preview import import_preview
from reports.imports.preview_issues import unsettled
from tests.cast import Cast
from tests.reports.imports.test_import_pages import changed, page_of, run_of
from tests.reports.imports.test_unit_choice import decide
from units.models import Unit


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.client(cast.staff)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / FILENAME)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("vinh o", ["o"]),
        ("Vĩnh Ô", ["o"]),
        ("xa vinh o", ["o"]),
        ("vinh", []),  # three of them
        ("Vĩnh Hà", ["ha"]),  # with its marks it is one of two
        ("vinh ha", []),
        ("--", []),
    ],
)
def test_a_typed_name_is_matched_as_the_search_does(text: str, found: list[str]) -> None:
    names = {"o": "Vĩnh Ô", "ha": "Vĩnh Hà", "ha2": "Vĩnh Hạ"}
    units = [
        Unit(pk=at, code=code, name=f"UBND xã {name}", short_name=name)
        for at, (code, name) in enumerate(names.items())
    ]
    typed, unknown = typed_units({"other-B9": text}, units)
    assert [units[pk].code for pk in typed.values()] == found
    assert bool(unknown) is not bool(found)


def test_what_is_typed_wrong_stays_in_its_field_with_its_message(
    staff: Client, workbook: Path
) -> None:
    run = run_of(staff, changed(workbook, {"B26": "UBND xã Chưa Có"}))
    page = decide(staff, run, {"other-B26": "Không Đâu"})
    field = re.search(r'<input class="form-control" name="other-B26".*?>', page, re.S)
    assert field and 'value="Không Đâu"' in field[0] and 'aria-invalid="true"' in field[0]
    message = re.search(r'id="wrong-B26">(.*?)<', page, re.S)
    assert message and "Không Đâu" in message[1]
    assert 'value="Không Đâu"' not in page_of(staff, run)
    decide(staff, run, {"other-B26": "cua tung"})
    assert run.decisions == {"names": {"B26": Unit.objects.get(code="cuatung").pk}}


def test_each_doubt_is_linked_from_the_count(staff: Client, workbook: Path) -> None:
    run = run_of(staff, changed(workbook, {"B25": "UBND xã Chưa Có", "B26": "UBND xã Cũng Không"}))
    preview = import_preview(run)
    page = page_of(staff, run)
    addresses = [doubt.address for doubt in unsettled(preview.issues, preview.names, per_page=20)]
    assert {"?names=1#name-B25", "?names=1#name-B26"} <= set(addresses)
    for address in addresses:
        assert f'<a href="{address}">' in page
        assert f'id="{address.partition("#")[2]}"' in page


def test_a_recognised_column_can_be_changed_and_refused(staff: Client, workbook: Path) -> None:
    run = run_of(staff, workbook)
    column = import_preview(run).columns[0]
    letter, code = column.column.letter, column.column.indicator
    page = page_of(staff, run)
    assert f'name="columns-{letter}"' in page
    decide(staff, run, {f"columns-{letter}": "skip", f"was-columns-{letter}": ""})
    assert code not in {shown.column.indicator for shown in import_preview(run).columns}
    decide(staff, run, {f"columns-{letter}": "", f"was-columns-{letter}": "skip"})
    assert code in {shown.column.indicator for shown in import_preview(run).columns}


def test_an_agreement_to_erase_outlives_another_rows_name(staff: Client, workbook: Path) -> None:
    run = run_of(staff, workbook)
    staff.post(reverse("import_apply", args=[run.pk]), {"seen": import_preview(run).seen})
    assert Record.objects.filter(unit__code="cuatung", value=Decimal("76.8")).exists()
    cells = {"C25": None, "C26": None, "B26": "UBND xã Chưa Có"}
    again = run_of(staff, changed(workbook, cells))
    lost = next(line.lost for line in import_preview(again).issues if line.lost)
    decide(staff, again, {f"lost-{lost['indicator']}": str(lost["count"])})
    decide(staff, again, {"other-B26": "cua tung"})
    line = next(line for line in import_preview(again).issues if line.lost)
    assert int(line.lost["count"]) == int(lost["count"]) + 1
    assert not line.issue.blocks
