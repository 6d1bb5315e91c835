"""With which letter a period is published, and what a publication says of letters of apology."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.translation import override
from docx import Document

from directives.clauses.models import Directive
from directives.compliance.choice import choose
from directives.editor.services import directive_clone
from directives.findings.domain import figures_mark
from directives.findings.models import Finding
from directives.findings.services import finding_edit, findings_make, findings_refresh
from directives.letters.models import LetterTemplate
from directives.publications import refusals
from directives.publications.changed_cells import ChangeKind
from directives.publications.models import Publication
from directives.publications.selectors import changes_since, frozen_of
from directives.publications.services import publish, request_make
from tests.cast import Cast
from tests.directives.findings.test_findings import correct_total
from tests.directives.overdue.overdue_cast import attach, make_file
from tests.directives.publications.test_publication_pages import NEW, publish_by_form
from tests.directives.publications.test_publishing import correct, published, run, the_period
from units.models import Unit, User
from units.refusing import Refused


def letter() -> Directive:
    found: Directive = Directive.objects.get(code="cv-2023-06")
    return found


def another(cast: Cast, **said: Any) -> Directive:
    made = directive_clone(directive=letter(), another=True)
    Directive.objects.filter(pk=made.pk).update(**said)
    found: Directive = Directive.objects.get(pk=made.pk)
    return found


def refused(cast: Cast, directive: Directive, user: User | None = None) -> str:
    with pytest.raises(Refused) as error:
        publish(
            office=cast.office,
            period=the_period(),
            directive=directive,
            user=user or cast.leader,
            reason="Đính chính",
            trial=True,
        )
    return error.value.message


# Which letter ---------------------------------------------------------------------------------
def test_a_letter_that_begins_after_the_period_is_refused(district: Cast) -> None:
    later = another(district)
    assert later.effective_from > the_period().end
    assert refused(district, later) == refusals.NOT_OF_THE_PERIOD
    Directive.objects.filter(pk=later.pk).update(number="7", issued_on=date(2024, 6, 21))
    assert refused(district, later) == refusals.NOT_OF_THE_PERIOD
    with pytest.raises(Refused, match=str(refusals.NOT_OF_THE_PERIOD)):
        request_make(
            office=district.office, period=the_period(), directive=later, user=district.staff
        )
    asked = ("--period", "2023-H1", "--user", "lanhdao", "--directive", later.code)
    assert run(*asked)[2] == 2 and not Publication.objects.exists()


def test_a_letter_that_was_over_is_refused(district: Cast) -> None:
    over = another(district, effective_from=date(2022, 1, 1), effective_to=date(2022, 12, 31))
    assert refused(district, over) == refusals.NOT_OF_THE_PERIOD


def test_the_page_says_that_a_letter_is_not_of_the_period(district: Cast) -> None:
    later = another(district)
    leader = district.client(district.leader)
    page = leader.get(f"{NEW}&directive={later.code}").content.decode()
    assert str(refusals.NOT_OF_THE_PERIOD) in page and 'name="seen"' not in page
    answer = leader.post(f"{NEW}&directive={later.code}", {"seen": "0" * 64})
    assert answer.status_code == 422 and not Publication.objects.exists()
    assert 'name="seen"' in leader.get(NEW).content.decode()


def with_letter(cast: Cast, directive: Directive) -> Publication:
    return publish(
        office=cast.office,
        period=the_period(),
        directive=directive,
        user=cast.leader,
        trial=not directive.is_issued,
    )


def test_a_draft_is_not_published_beside_the_letter_that_was_issued(district: Cast) -> None:
    draft = another(district, effective_from=date(2023, 1, 1), effective_to=None)
    Directive.objects.filter(pk=letter().pk).update(number="7", issued_on=date(2023, 6, 21))
    assert refused(district, draft) == refusals.DRAFT_BESIDE_LETTER
    assert with_letter(district, letter()).directive == letter()


def test_a_draft_that_takes_over_from_the_periods_own_is_refused(unissued: Cast) -> None:
    newer = another(unissued, effective_from=date(2023, 6, 1), effective_to=None)
    Directive.objects.filter(pk=letter().pk).update(effective_from=date(2023, 1, 1))
    assert choose(unissued.office, period_code="2023-H1").directive == letter()
    assert refused(unissued, newer) == refusals.DRAFT_BESIDE_LETTER
    Directive.objects.filter(pk=newer.pk).update(effective_from=date(2022, 12, 20))
    newer.refresh_from_db()
    assert with_letter(unissued, newer).directive == newer


# Its sentences --------------------------------------------------------------------------------
def kept_sentences(cast: Cast) -> None:
    with override("vi"):
        summary = choose(cast.office, period_code="2023-H1").summary()
    assert summary is not None
    findings_make(directive=letter(), summary=summary, version=letter().version)


def test_stale_sentences_are_told_and_not_frozen(unissued: Cast) -> None:
    kept_sentences(unissued)
    correct_total(unissued, "online", "11.1")
    leader = unissued.client(unissued.leader)
    page = leader.get(NEW).content.decode()
    assert str(refusals.STALE_FINDINGS) in page and 'name="seen"' not in page
    assert reverse("findings", args=[letter().code]) in page
    assert leader.post(NEW, {"seen": "0" * 64}).status_code == 422
    assert refused(unissued, letter()) == refusals.STALE_FINDINGS
    assert run("--period", "2023-H1", "--user", "lanhdao", "--trial")[2] == 2
    assert not Publication.objects.exists()


def test_refreshed_sentences_are_published(unissued: Cast) -> None:
    kept_sentences(unissued)
    correct_total(unissued, "online", "11.1")
    with override("vi"):
        summary = choose(unissued.office, period_code="2023-H1").summary()
    assert summary is not None
    seen = figures_mark(summary)
    findings_refresh(directive=letter(), summary=summary, version=letter().version, seen=seen)
    assert publish_by_form(unissued.client(unissued.leader), trial="on").status_code == 302
    said = frozen_of(Publication.objects.get()).letter
    assert said is not None and "11,1%" in str(said.findings)


def test_an_issued_letter_keeps_its_words_beside_corrected_figures(unissued: Cast) -> None:
    kept_sentences(unissued)
    Directive.objects.update(number="7", issued_on=date(2023, 6, 25))
    published(unissued)
    correct_total(unissued, "online", "11.1")
    assert published(unissued, reason="Tỉnh đính chính").version == 2
    assert Finding.objects.exists()


def test_a_correction_tells_of_sentences_beside_its_figures(unissued: Cast) -> None:
    kept_sentences(unissued)
    one = published(unissued, trial=True)
    correct(unissued, "hoxa", "online", "91.25")
    assert [some.what for some in changes_since(one)] == [ChangeKind.FIGURE]
    row = Finding.objects.get(kind="good", position=0)
    with override("vi"):
        said = {"version": letter().version, "text": "Một câu khác hẳn", "kind": row.kind}
        finding_edit(finding=row, **said)
    assert [some.what for some in changes_since(one)] == [ChangeKind.FIGURE, ChangeKind.SENTENCES]


# What was seen --------------------------------------------------------------------------------
def test_nothing_is_published_that_nobody_looked_at(district: Cast) -> None:
    leader = district.client(district.leader)
    for said in ({}, {"seen": ""}):
        answer = leader.post(NEW, said)
        assert answer.status_code == 422 and not Publication.objects.exists()
        assert str(refusals.CHANGED_MEANWHILE) in answer.content.decode()


def test_letters_of_apology_change_nothing_of_what_was_published(district: Cast) -> None:
    """The ratio of the register is a figure: what is published keeps that of its day."""
    files = [make_file("vinhgiang", f"HS-{number}") for number in range(11)]
    attach(files[0])
    leader = district.client(district.leader)
    seen = leader.get(NEW).context["form"]["seen"].value()
    attach(files[1])
    assert leader.post(NEW, {"seen": seen}).status_code == 422
    seen = leader.get(NEW).context["form"]["seen"].value()
    assert leader.post(NEW, {"seen": seen}).status_code == 302
    one = Publication.objects.get()
    unit = Unit.objects.get(code="vinhgiang")
    kept = frozen_of(one).source.figures[unit.pk, "apology"]
    assert (kept.numerator, kept.denominator) == (2, 11)
    attach(files[2])
    [changed] = changes_since(one)
    assert changed.indicator is not None and changed.indicator.code == "apology"
    page = leader.get("/publications/2023-H1/1/").content.decode()
    assert "khác số liệu hiện nay" in page


# The Word file --------------------------------------------------------------------------------
def test_a_published_word_file_is_made_without_the_offices_template(district: Cast) -> None:
    one = published(district)
    own = Document()
    own.add_paragraph("Mẫu của hôm nay 99,9 {{ so }}")
    stream = io.BytesIO()
    own.save(stream)
    template = LetterTemplate(
        office=district.office,
        use=LetterTemplate.Use.LETTER,
        filename="mau.docx",
        uploaded_by=district.staff,
        is_active=True,
    )
    template.file.save("mau.docx", ContentFile(stream.getvalue()))
    leader = district.client(district.leader)
    path = reverse("letter_file", args=[letter().code, "docx"])
    kept = words(leader.get(path, {"publication": one.pk}).content)
    assert "99,9" not in kept and one.number in kept and "90,4" in kept
    assert "Mẫu của hôm nay" in words(leader.get(path).content)


def words(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return " ".join([*(one.text for one in document.paragraphs), *cells])
