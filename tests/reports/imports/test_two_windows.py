"""A review open in two windows: each decides what was changed there, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from reports.figures.import_models import ImportRun
from tests.cast import Cast, make_cast
from tests.reports.imports.test_import_services import read
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


class Window:
    """A page of the review as a browser holds it, with the fields of its form."""

    def __init__(self, client: Client, run: ImportRun) -> None:
        self.client, self.run = client, run
        page = client.get(reverse("import_run", args=[run.pk])).content.decode()
        self.form = next(
            form for form in html.fromstring(page).forms if "data-submit-on-change" in form.attrib
        )

    def choose(self, **choices: str) -> None:
        """Change some fields and send the whole form, as the page does on every change."""
        sent = {**dict(self.form.form_values())}
        sent |= {name.replace("_", "-"): value for name, value in choices.items()}
        self.client.post(reverse("import_decide", args=[self.run.pk]), sent)
        self.run.refresh_from_db()


def test_two_windows_do_not_undo_each_other(cast: Cast, tmp_path: Path) -> None:
    run, client = read(cast, tmp_path, B10="Vĩnh Giang"), cast.client(cast.staff)
    old, new = Window(client, run), Window(client, run)
    new.choose(blanks_receipt="no_cases")
    giang = Unit.objects.get(code="vinhgiang").pk
    Window(client, run).choose(names_B10=str(giang))
    old.choose(blanks_payment="not_reported")
    assert run.decisions == {
        "blanks": {"receipt": "no_cases", "payment": "not_reported"},
        "names": {"B10": giang},
    }


def test_what_the_program_read_is_no_decision_of_a_person(cast: Cast, tmp_path: Path) -> None:
    run, client = read(cast, tmp_path), cast.client(cast.staff)
    Window(client, run).choose()
    assert run.decisions == {}
    Window(client, run).choose(blanks_payment="not_reported")
    assert run.decisions == {"blanks": {"payment": "not_reported"}}


def test_a_choice_can_be_taken_back_in_its_window(cast: Cast, tmp_path: Path) -> None:
    run, client = read(cast, tmp_path, B10="Vĩnh Giang"), cast.client(cast.staff)
    Window(client, run).choose(names_B10="skip")
    assert run.decisions == {"names": {"B10": "skip"}}
    Window(client, run).choose(names_B10="")
    assert run.decisions == {}


def test_either_of_two_rows_of_one_unit_can_be_left_out_on_the_page(
    cast: Cast, tmp_path: Path
) -> None:
    run, client = read(cast, tmp_path, B10="UBND xã Vĩnh Chấp"), cast.client(cast.staff)
    window = Window(client, run)
    assert {"names-B9", "names-B10"} <= set(window.form.fields)
    window.choose(names_B9="skip")
    assert "unit-duplicate" not in {one["code"] for one in run.issues}
    Window(client, run).choose(names_B9="", other_B10="UBND xã Vĩnh Giang")
    assert run.decisions == {"names": {"B10": Unit.objects.get(code="vinhgiang").pk}}
    assert "unit-duplicate" not in {one["code"] for one in run.issues}
