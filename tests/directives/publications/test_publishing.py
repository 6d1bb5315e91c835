"""Publishing a period: numbered, frozen, by another person, with what a correction changed."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone, translation
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from directives.clauses.models import Directive, Target
from directives.compliance.documents import FORMATS, summary_document
from directives.publications import refusals
from directives.publications.changed_cells import ChangeKind, changed_cells
from directives.publications.frozen import checksum, initials, publication_number
from directives.publications.hands import has_hand_in
from directives.publications.models import Publication, PublicationRequest
from directives.publications.selectors import (
    changes_of,
    changes_since,
    frozen_of,
    imprint_of,
    published_summary,
)
from directives.publications.services import (
    publish,
    request_make,
    request_withdraw,
)
from reports.figures.figures import Figure
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import Source
from reports.figures.record_services import NewFigure, Provenance, figures_write
from reports.rounds.models import Extension, Round, RoundStep
from reports.rounds.services import round_step
from reports.rounds.submission_services import submission_accept, submission_submit
from tests.cast import Cast
from tests.reports.rounds.round_cast import open_round, type_all
from units.models import Unit, User
from units.refusing import Refused


def the_period() -> Period:
    period: Period = Period.objects.get(code="2023-H1")
    return period


def published(cast: Cast, *, user: User | None = None, **said: Any) -> Publication:
    return publish(
        office=cast.office,
        period=the_period(),
        directive=Directive.objects.get(),
        user=user or cast.leader,
        **said,
    )


def refused(cast: Cast, **said: Any) -> str:
    with pytest.raises(Refused) as error:
        published(cast, **said)
    return error.value.message


def correct(cast: Cast, unit: str, code: str, value: str, *, by: User | None = None) -> None:
    """Another figure of the province's, as a correction of the report would write it."""
    figure = NewFigure(
        Unit.objects.get(code=unit).pk,
        Indicator.objects.get(code=code).pk,
        Figure.of(Decimal(value)),
    )
    figures_write(
        period=the_period(),
        source=Source.PROVINCE,
        figures=[figure],
        provenance=Provenance(by or cast.staff, timezone.now()),
    )


def alter() -> None:
    """Change what is kept behind the product's back, as who owns the database could."""
    trigger = "ALTER TABLE directives_publication {} TRIGGER directives_publication_is_kept"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(trigger.format("DISABLE"))
        cursor.execute(
            "UPDATE directives_publication SET content = REPLACE(content, '90.4', '99.4')"
        )
        if connection.vendor == "postgresql":
            cursor.execute(trigger.format("ENABLE"))


# What is kept ---------------------------------------------------------------------------------
def test_a_publication_is_numbered_and_kept_with_its_checksum(district: Cast) -> None:
    one = published(district)
    assert (one.number, one.version, one.reason, one.changed) == ("VL-2023-H1", 1, "", [])
    assert one.checksum == checksum(one.content) and len(one.token) >= 22
    assert one.published_by == district.leader
    source = frozen_of(one).source
    hoxa = Unit.objects.get(code="hoxa")
    assert source.figures[hoxa.pk, "online"].value == Decimal("90.4")
    assert source.directive and source.directive.code == Directive.objects.get().code
    assert {ref.code for ref in source.indicators} >= {"online", "payment"}


def test_the_names_are_vietnamese_whoever_publishes(district: Cast) -> None:
    with translation.override("en"):
        one = published(district)
    named = {ref.code: ref.short_name for ref in frozen_of(one).source.indicators}
    assert named["online"] == "Hồ sơ trực tuyến"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Vĩnh Linh", "VL"), ("Đông Hà", "DH"), ("Ô Lâu – 2", "OL2"), ("“", "CB")],
)
def test_the_number_begins_with_the_offices_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_an_office_sets_its_own_prefix(district: Cast, settings: Any) -> None:
    settings.PUBLICATION_PREFIX = "UBND-VL"
    assert published(district).number == "UBND-VL-2023-H1"
    assert publication_number(None, "Vĩnh Linh", "2023") == "VL-2023"


def test_the_round_is_published_with_it(district: Cast) -> None:
    published(district)
    one = Round.objects.get(office=district.office, period=the_period())
    assert one.state == Round.State.PUBLISHED and one.is_closed
    step = RoundStep.objects.get(round=one)
    assert (step.state, step.by) == (Round.State.PUBLISHED, district.leader)


def test_what_is_published_cannot_be_changed_or_deleted(district: Cast) -> None:
    one = published(district)
    for act in (one.save, one.delete, Publication.objects.all().delete):
        with pytest.raises(TypeError):
            act()
    with pytest.raises(TypeError):
        Publication.objects.update(content="")
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE directives_publication SET content = ''")


# What is refused ------------------------------------------------------------------------------
def test_a_period_without_figures_is_not_published(cast: Cast) -> None:
    one = open_round(cast)
    with pytest.raises(Refused, match=str(refusals.NO_FIGURES)):
        publish(office=cast.office, period=one.period, directive=None, user=cast.leader)
    assert Round.objects.get(pk=one.pk).state == Round.State.OPEN


def test_the_same_is_not_published_twice(district: Cast) -> None:
    published(district)
    assert refused(district, reason="Nhầm") == refusals.NOTHING_CHANGED
    assert Publication.objects.count() == 1


def test_who_looked_at_other_figures_is_told(district: Cast) -> None:
    seen = checksum("what was there before")
    assert refused(district, seen=seen) == refusals.CHANGED_MEANWHILE


def test_who_brought_the_file_in_cannot_publish(district: Cast) -> None:
    assert has_hand_in(district.staff, district.office, the_period())
    assert refused(district, user=district.staff) == refusals.HAD_A_HAND
    assert not has_hand_in(district.leader, district.office, the_period())


def test_who_corrected_or_accepted_figures_cannot_publish(district: Cast) -> None:
    correct(district, "hoxa", "online", "91", by=district.admin)
    assert has_hand_in(district.admin, district.office, the_period())
    assert not has_hand_in(district.outsider, district.office, the_period())


def test_who_typed_sent_or_accepted_a_units_figures_had_a_hand(district: Cast) -> None:
    one = open_round(district, "2022-H1")
    unit = Unit.objects.get(code="hoxa")
    hands = [district.officer, district.other_officer, district.leader]

    def had() -> list[bool]:
        return [has_hand_in(person, district.office, one.period) for person in hands]

    type_all(one, unit, district.officer)
    submission = submission_submit(round_=one, unit=unit, user=district.other_officer)
    assert had() == [False, False, False]
    submission_accept(submission=submission, user=district.staff)
    assert had() == [True, True, False]
    assert has_hand_in(district.staff, district.office, one.period)


def test_a_hand_in_another_period_is_none_in_this(district: Cast) -> None:
    one = open_round(district, "2022-H1")
    type_all(one, Unit.objects.get(code="hoxa"), district.other_officer)
    assert not has_hand_in(district.staff, district.office, one.period)


# A correction ---------------------------------------------------------------------------------
def test_a_correction_has_a_reason_and_the_cells_that_changed(district: Cast) -> None:
    first = published(district)
    correct(district, "hoxa", "online", "91.25")
    assert refused(district) == refusals.NEEDS_REASON
    second = published(district, reason="Tỉnh đính chính Báo cáo số 85")
    assert (second.version, second.reason) == (2, "Tỉnh đính chính Báo cáo số 85")
    (change,) = changes_of(second)
    assert change.unit and change.indicator and change.before and change.after
    assert (change.what, change.unit.code, change.indicator.code) == (
        ChangeKind.FIGURE,
        "hoxa",
        "online",
    )
    assert (change.before.value, change.after.value) == (Decimal("90.4"), Decimal("91.25"))
    assert first.content == Publication.objects.get(version=1).content


def test_targets_units_and_extensions_that_changed_are_listed(district: Cast) -> None:
    first = published(district)
    target = Target.objects.filter(indicator__code="online", rule="band").get()
    target.floor = Decimal(60)
    target.save()
    unit = Unit.objects.get(code="hoxa")
    Unit.objects.filter(pk=unit.pk).update(name="UBND phường Hồ Xá", short_name="Hồ Xá Mới")
    Extension.objects.create(
        round=Round.objects.get(), unit=unit, until="2023-07-30", reason="Mất điện"
    )
    found = {one.what: one for one in changes_since(first)}
    assert set(found) == {ChangeKind.TARGET, ChangeKind.UNIT, ChangeKind.EXTENSIONS}
    changed = found[ChangeKind.TARGET]
    assert changed.target_before and changed.target_after
    assert (changed.target_before.floor, changed.target_after.floor) == (70, 60)
    named = found[ChangeKind.UNIT].unit_before, found[ChangeKind.UNIT].unit
    assert [one and one.short_name for one in named] == ["Hồ Xá", "Hồ Xá Mới"]


def test_the_letters_words_are_kept_and_compared(district: Cast) -> None:
    first = published(district)
    letter = frozen_of(first).letter
    assert letter and len(letter.clauses) == 5 and letter.signature.name
    Directive.objects.update(signer_name="Người Ký Khác")
    assert [one.what for one in changes_since(first)] == [ChangeKind.DIRECTIVE]


def test_nothing_is_different_from_itself(district: Cast) -> None:
    one = published(district)
    assert changed_cells(frozen_of(one), frozen_of(one)) == () == changes_since(one)


def test_a_round_opened_again_tells_what_is_different(district: Cast) -> None:
    one = published(district)
    open_again = Round.objects.get()
    round_step(round_=open_again, to="open", user=district.staff, reason="Tỉnh đính chính")
    correct(district, "hoxa", "online", "91.25")
    correct(district, "vinhgiang", "digitization", "52")
    assert len(changes_since(one)) == 2


# Another person -------------------------------------------------------------------------------
def ask(cast: Cast, **said: Any) -> PublicationRequest:
    return request_make(
        office=cast.office,
        period=the_period(),
        directive=Directive.objects.get(),
        user=cast.staff,
        **said,
    )


def test_a_request_is_answered_by_who_publishes(district: Cast) -> None:
    asked = ask(district)
    one = published(district)
    asked.refresh_from_db()
    assert asked.publication == one


def test_one_request_waits_for_a_period(district: Cast) -> None:
    asked = ask(district)
    with pytest.raises(Refused, match=str(refusals.ASKED_ALREADY)):
        ask(district)
    request_withdraw(asked=asked)
    assert ask(district).pk != asked.pk


def test_a_request_for_nothing_new_is_refused(district: Cast) -> None:
    published(district)
    with pytest.raises(Refused, match=str(refusals.NOTHING_CHANGED)):
        ask(district, reason="Nhầm")


# An old print ---------------------------------------------------------------------------------
def texts(publication: Publication) -> dict[str, object]:
    """What each file of a publication says."""
    imprint = imprint_of(publication, "https://cchc.example/p/x/")
    summary = published_summary(publication)
    files = {fmt: io.BytesIO(summary_document(summary, fmt, imprint)) for fmt in FORMATS}
    book = load_workbook(files["xlsx"])
    document = Document(files["docx"])
    return {
        "pdf": [page.extract_text() for page in PdfReader(files["pdf"]).pages],
        "xlsx": [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()],
        "docx": [
            *(one.text for one in document.paragraphs),
            *(cell.text for table in document.tables for row in table.rows for cell in row.cells),
        ],
    }


def test_an_old_print_is_made_again_after_everything_changed(district: Cast) -> None:
    one = published(district)
    before = texts(one)
    _change_everything(district)
    second = published(district, reason="Thay đổi nhiều")
    again = Publication.objects.get(pk=one.pk)
    assert texts(again) == before
    assert texts(second)["pdf"] != before["pdf"]


def _change_everything(cast: Cast) -> None:
    hoxa, giang = (Unit.objects.get(code=code) for code in ("hoxa", "vinhgiang"))
    correct(cast, "vinhgiang", "overdue", "3")
    Unit.objects.filter(pk=hoxa.pk).update(
        name="UBND xã Hồ Xá Mới", short_name="Hồ Xá Mới", kind="commune", valid_to="2023-05-31"
    )
    Unit.objects.filter(pk=giang.pk).update(display_order=999)
    Target.objects.filter(indicator__code="digitization").update(floor=Decimal(75))
    Indicator.objects.filter(code="payment").update(short_vi="Trả tiền", direction="lower")
    Directive.objects.update(place="Nơi khác", number="125")


def test_a_print_carries_number_version_check_code_and_address(district: Cast) -> None:
    one = published(district)
    said = texts(one)
    short = f"{one.checksum[:4]}-{one.checksum[4:8]}".upper()
    for fmt in ("pdf", "xlsx"):
        text = str(said[fmt])
        assert "VL-2023-H1" in text and short in text
    assert "https://cchc.example/p/x/" in str(said["xlsx"])
    draft = summary_document(published_summary(one), "pdf")
    page = PdfReader(io.BytesIO(draft)).pages[0].extract_text()
    assert "VL-2023-H1" not in page and short not in page


# The command line -----------------------------------------------------------------------------
def run(*args: str) -> tuple[str, str, int]:
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("publish", *args, stdout=out, stderr=err)
    except SystemExit as end:
        status = int(end.code or 0)
    except CommandError as error:
        return out.getvalue(), str(error), 1
    return out.getvalue(), err.getvalue(), status


def test_publish_from_a_terminal(district: Cast, settings: Any) -> None:
    settings.PUBLIC_URL = "https://cchc.example"
    out, err, status = run("--period", "2023-H1", "--user", "lanhdao")
    one = Publication.objects.get()
    assert (status, err) == (0, "") and one.published_by == district.leader
    assert one.number in out and f"https://cchc.example/p/{one.token}/" in out


@pytest.mark.parametrize(
    "args",
    [
        ("--period", "2023-H1", "--user", "vanphong"),
        ("--period", "2023-H1", "--user", "hoxa"),
        ("--period", "2023-H1", "--user", "khong-co"),
        ("--period", "2023-H1"),
        ("--period", "2023-H1", "--user", "quantri"),
        ("--period", "1999-H1", "--user", "lanhdao"),
        ("--period", "2023-H1", "--user", "lanhdao", "--directive", "khong-co"),
    ],
)
def test_the_terminal_says_why_not_in_one_sentence(district: Cast, args: tuple[str, ...]) -> None:
    out, err, status = run(*args)
    assert status == 2 and out == "" and len(err.strip().splitlines()) == 1
    assert not Publication.objects.exists()


def test_verify_finds_what_was_altered(district: Cast) -> None:
    one = published(district)
    assert run("--verify")[2] == 0
    alter()
    out, err, status = run("--verify")
    assert status == 1 and one.number in out + err
    assert re.search(r"\b1\b", out + err)
