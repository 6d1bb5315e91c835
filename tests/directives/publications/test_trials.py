"""A draft that was never issued judges as a trial: marked wherever it judges, published only on
the leader's word, and never before a directive that was issued."""

from __future__ import annotations

import io
import json
from importlib import import_module
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from cchc.demo.letter import DIRECTIVE
from directives.clauses.models import Directive
from directives.compliance.choice import choose
from directives.editor.services import directive_clone, directive_issue, directive_issue_by_word
from directives.publications import refusals
from directives.publications.models import Publication
from directives.publications.selectors import frozen_of
from directives.publications.services import publish
from tests.cast import Cast
from tests.directives.publications.test_publication_pages import NEW, open_page, publish_by_form
from tests.directives.publications.test_publishing import published, run, the_period
from units.refusing import Refused

MARK = "Xét thử theo dự thảo (chưa ban hành): Công văn tháng 6/2023"
PERIOD = "?period=2023-H1"


def letter() -> Directive:
    row: Directive = Directive.objects.get(code=DIRECTIVE)
    return row


def text_of_file(data: bytes, fmt: str) -> str:
    """All words of a PDF, a Word file, a workbook, a table as text or a package of them."""
    if fmt == "zip":
        with ZipFile(io.BytesIO(data)) as package:
            return " ".join(text_of_file(package.read(name), "pdf") for name in package.namelist())
    if fmt == "pdf":
        words = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    elif fmt == "docx":
        document = Document(io.BytesIO(data))
        feet = [row for part in document.sections for row in part.footer.paragraphs]
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        words = [row.text for row in (*document.paragraphs, *feet, *cells)]
    elif fmt == "xlsx":
        sheets = load_workbook(io.BytesIO(data)).worksheets
        words = [str(value) for sheet in sheets for row in sheet.values for value in row if value]
    else:
        words = [data.decode("utf-8-sig")]
    return " ".join(" ".join(words).split())


PRINTS = [
    ("compliance_export", "pdf"),
    ("compliance_export", "docx"),
    ("compliance_export", "xlsx"),
    ("notices_export", "pdf"),
    ("notices_export", "zip"),
    ("appendix_export", "xlsx"),
]


def printed(client: Client, name: str, fmt: str, query: str) -> str:
    args = [] if name == "appendix_export" else [fmt]
    answer: Any = client.get(reverse(name, args=args) + query)
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return text_of_file(data, fmt)


SCREENS = [
    ("dashboard", []),
    ("compliance", []),
    ("ranking", []),
    ("unit", ["vinhgiang"]),
    ("figure", ["vinhgiang", "online"]),
    ("publication_new", []),
]


@pytest.mark.parametrize(("name", "args"), SCREENS)
def test_every_screen_says_that_a_draft_judges(unissued: Cast, name: str, args: list[str]) -> None:
    leader, address = unissued.client(unissued.leader), reverse(name, args=args) + PERIOD
    assert MARK in leader.get(address).content.decode()
    directive_issue_by_word(directive=letter(), reason="Đã gửi", user=unissued.staff, version=1)
    assert "Xét thử" not in leader.get(address).content.decode()


@pytest.mark.parametrize(
    ("name", "fmt"), [*PRINTS, ("ranking_export", "xlsx"), ("ranking_export", "csv")]
)
def test_every_paper_says_it(unissued: Cast, name: str, fmt: str) -> None:
    leader = unissued.client(unissued.leader)
    assert MARK in printed(leader, name, fmt, PERIOD)
    directive_issue_by_word(directive=letter(), reason="Đã gửi", user=None, version=1)
    assert "Xét thử" not in printed(leader, name, fmt, PERIOD)


@pytest.mark.parametrize("name", ["compliance", "ranking"])
def test_commands_and_their_json_say_it(unissued: Cast, name: str) -> None:
    def answer(*more: str) -> str:
        out = io.StringIO()
        call_command(name, "--period", "2023-H1", *more, stdout=out)
        return out.getvalue()

    assert MARK in answer() and json.loads(answer("--json"))["trial"] is True
    directive_issue_by_word(directive=letter(), reason="Đã gửi", user=None, version=1)
    assert "Xét thử" not in answer() and json.loads(answer("--json"))["trial"] is False


# Publishing -----------------------------------------------------------------------------------
def test_a_trial_is_published_only_on_the_leaders_word(unissued: Cast) -> None:
    with pytest.raises(Refused, match=str(refusals.TRIAL_NOT_CONFIRMED)):
        published(unissued)
    leader = unissued.client(unissued.leader)
    page = publish_by_form(leader)
    assert page.status_code == 422 and not Publication.objects.exists()
    assert str(refusals.TRIAL_NOT_CONFIRMED) in page.content.decode()
    assert publish_by_form(leader, trial="on").status_code == 302
    assert frozen_of(Publication.objects.get()).is_trial


def test_the_command_needs_its_own_option(unissued: Cast) -> None:
    asked = ("--period", "2023-H1", "--user", "lanhdao")
    out, err, status = run(*asked)
    assert status == 2 and str(refusals.TRIAL_NOT_CONFIRMED) in err
    out, err, status = run(*asked, "--trial")
    assert status == 0 and MARK in out and Publication.objects.exists()


def test_an_issued_directive_asks_for_no_such_word(district: Cast) -> None:
    assert 'name="trial"' not in district.client(district.leader).get(NEW).content.decode()
    kept = published(district)
    assert not frozen_of(kept).is_trial and "is_draft" not in kept.content


@pytest.mark.parametrize(("name", "fmt"), PRINTS)
def test_every_print_of_such_a_publication_goes_on_saying_it(
    unissued: Cast, name: str, fmt: str
) -> None:
    kept = published(unissued, trial=True)
    directive_issue_by_word(directive=letter(), reason="Đã gửi", user=None, version=1)
    leader = unissued.client(unissued.leader)
    assert MARK in printed(leader, name, fmt, f"?publication={kept.pk}")


def test_its_letter_and_its_pages_say_it_too(unissued: Cast) -> None:
    kept = published(unissued, trial=True)
    leader = unissued.client(unissued.leader)
    for fmt in ("pdf", "docx"):
        address = reverse("letter_file", args=[DIRECTIVE, fmt])
        data = leader.get(address, {"publication": kept.pk}).content
        assert MARK in text_of_file(data, fmt), fmt
    assert MARK in leader.get(f"/publications/{the_period().code}/1/").content.decode()
    assert MARK in open_page(kept).content.decode()


# What is issued goes first --------------------------------------------------------------------
def test_an_issued_directive_goes_before_any_draft(district: Cast) -> None:
    copy = directive_clone(directive=letter())
    basis = letter().basis
    Directive.objects.filter(pk=copy.pk).update(basis=basis, effective_from="2022-12-15")
    Directive.objects.filter(pk=letter().pk).update(basis=None)
    choice = choose(district.office, period_code="2023-H1")
    assert choice.directive == letter() and choice.trial == ""


def test_a_letter_issued_by_word_stays_and_gets_its_number_later(unissued: Cast) -> None:
    staff = unissued.client(unissued.staff)
    address = reverse("directive_word", args=[DIRECTIVE])
    assert staff.post(address, {"reason": " ", "version": 1}).status_code == 422
    assert staff.post(address, {"reason": "Bản lưu mất số", "version": 1}).status_code == 302
    row = letter()
    assert row.is_issued and row.word_given_by == unissued.staff and row.word_given_at
    page = staff.get(reverse("directive", args=[DIRECTIVE])).content.decode()
    assert "Bản lưu mất số" in page and unissued.staff.display_name in page
    edit = staff.get(reverse("directive_edit", args=[DIRECTIVE]))
    assert edit.status_code == 302, "its words stay"
    letter_pdf = staff.get(reverse("letter_file", args=[DIRECTIVE, "pdf"])).content
    assert "/UBND-VP" in text_of_file(letter_pdf, "pdf"), "the number itself is blank"
    day = row.effective_from
    directive_issue(directive=row, number="125", issued_on=day, version=row.version)
    assert letter().has_number and not letter().issued_by_word


def test_a_leader_and_an_officer_give_no_such_word(unissued: Cast) -> None:
    address = reverse("directive_word", args=[DIRECTIVE])
    for user in (unissued.leader, unissued.officer):
        answer = unissued.client(user).post(address, {"reason": "x", "version": 1})
        assert answer.status_code in (403, 404) and not letter().is_issued


# An older database ----------------------------------------------------------------------------
def test_what_judged_before_judges_on(unissued: Cast) -> None:
    migration = import_module("directives.migrations.0006_what_was_judged_counts_as_issued")
    copy = directive_clone(directive=letter())
    migration.keep_what_was_judged(apps, None)
    assert letter().is_issued, "a letter of an earlier year on its report"
    copy.refresh_from_db()
    assert not copy.is_issued, "a copy that nobody has used"
    publish(
        office=unissued.office,
        period=the_period(),
        directive=letter(),
        user=unissued.leader,
    )
    Directive.objects.update(
        issued_by_word="", word_given_by=None, word_given_at=None, issued_month="2099-01-01"
    )
    migration.keep_what_was_judged(apps, None)
    assert letter().is_issued, "figures were published with it"
