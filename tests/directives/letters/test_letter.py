"""The letter as a tree: its words, its zeros, its blanks, and what it makes of a directive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cchc.demo.letter import DIRECTIVE, PERIOD
from directives.clauses.models import Clause, Directive, Obligation
from directives.compliance.choice import Choice, choose
from directives.compliance.source import Published
from directives.compliance.summarising import summarise
from directives.findings.models import Finding
from directives.findings.sentences import finding_sentence, letter_sentences
from directives.letters.documents import letter_for
from directives.letters.domain import Letter, LetterFindings, cell_text, ended, listed
from directives.letters.phrases import opening, subject_lines
from directives.letters.sample import sample_letter
from directives.letters.selectors import letter_of
from directives.text.emphasis import Run, plain, runs, with_bold
from directives.text.letterhead import issuer_lines, number_text, signature_lines
from reports.figures.figures import Figure, Measure, State
from reports.figures.freezing import freeze, thaw
from reports.figures.periods import span_for_code
from reports.figures.ranking import Change
from tests.cast import Cast
from tests.directives.letters.letter_case import letter_source, letter_summary
from tests.directives.letters.letter_reading import reference_heads, reference_rows, words_of


def demo_choice(cast: Cast) -> Choice:
    return choose(cast.office, period_code=PERIOD, directive_code=DIRECTIVE)


# -- Sentences ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_letters_own_sentences(district: Cast) -> None:
    findings = letter_for(demo_choice(district)).findings
    assert findings.good == (
        "Kết quả giải quyết TTHC đạt 98,8%",
        "Số hoá kết quả giải quyết TTHC đạt 98,07%",
    )
    assert findings.low == (
        "Về hồ sơ trực tuyến đạt tỷ lệ 76,9% đứng thứ 5/10 huyện, thị",
        "Tỷ lệ số hóa đầy đủ thành phần hồ sơ khi tiếp nhận đạt 59,29% đứng thứ 8/10 huyện, thị",
        "Có 28 hồ sơ quá hạn, chiếm tỷ lệ 0,18% đứng thứ 6/10 huyện, thị",
        "Tỷ lệ giao dịch thanh toán trực tuyến đạt 7,5% đứng thứ 4/10 huyện, thị",
        "Tỷ lệ hồ sơ có phát hành biên lai điện tử đạt 54,9% đứng thứ 9/10 huyện, thị "
        "(trong đó không đánh giá huyện Cồn Cỏ)",
    )


def test_findings_as_they_are_printed() -> None:
    given = LetterFindings(
        "Làm tốt:", ("Một đạt 98%;", "TTHC đạt 97%."), "Còn thấp:", ("+ Hai", "Ba;")
    )
    assert given.paragraphs() == (
        "- Làm tốt: Một đạt 98%; TTHC đạt 97%.",
        "- Còn thấp:",
        "+ Hai;",
        "+ Ba.",
    )


def test_nothing_to_say_prints_nothing() -> None:
    assert LetterFindings("Làm tốt:", (), "Còn thấp:", ()).paragraphs() == ()


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (Decimal("3.2"), "đạt tỷ lệ 76,9% (tăng 3,2 điểm % so với 6 tháng đầu năm 2022) đứng"),
        (Decimal("-0.05"), "đạt tỷ lệ 76,9% (giảm 0,05 điểm % so với 6 tháng đầu năm 2022) đứng"),
        (Decimal(0), "đạt tỷ lệ 76,9% đứng"),
    ],
)
def test_a_change_stands_behind_the_figure(difference: Decimal, said: str) -> None:
    source = letter_source()
    trend = "same" if not difference else "better" if difference > 0 else "worse"
    told = replace(source.published["online"], change=Change(difference, trend))  # type: ignore[arg-type]
    source = replace(
        source,
        previous=span_for_code("2022-H1"),
        published={**source.published, "online": told},
    )
    online = next(one for one in source.indicators if one.code == "online")
    assert said in finding_sentence(source, online)


def test_an_indicator_in_front_goes_well() -> None:
    source = letter_source()
    first = Published(Figure.of(Decimal("76.9")), rank=1, out_of=10)
    good, low = letter_sentences(
        summarise(replace(source, published={**source.published, "online": first}))
    )
    assert good[-1].endswith("đứng thứ 1/10 huyện, thị")
    assert not any("trực tuyến đạt tỷ lệ" in one for one in low)


@pytest.mark.parametrize(
    ("difference", "trend", "is_good", "is_low"),
    [("3.2", "better", True, False), ("-3.2", "worse", False, True), ("0", "same", False, False)],
)
def test_what_has_no_place_speaks_by_its_change(
    difference: str, trend: str, is_good: bool, is_low: bool
) -> None:
    source = letter_source()
    told = Published(Figure.of(Decimal("76.9")), change=Change(Decimal(difference), trend))  # type: ignore[arg-type]
    published = {**source.published, "online": told}
    source = replace(source, previous=span_for_code("2022-H1"), published=published)
    good, low = letter_sentences(summarise(source))
    said = [any("trực tuyến đạt tỷ lệ 76,9%" in one for one in some) for some in (good, low)]
    assert said == [is_good, is_low]


def test_an_opening_from_the_report() -> None:
    text = opening(letter_source())
    assert text.startswith("Căn cứ Báo cáo số 85/BC-HCC ngày 21 tháng 6 năm 2023 của Trung tâm")
    assert text.endswith("kết quả của UBND huyện Vĩnh Linh 6 tháng đầu năm 2023 như sau:")


# -- The form ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "printed"), [("5", "05"), ("12", "12"), ("", "00"), ("05a", "05a")]
)
def test_a_number_below_ten_has_a_zero(number: str, printed: str) -> None:
    assert number_text(number) == (printed if number else "")


@pytest.mark.parametrize(
    ("figure", "measure", "text"),
    [
        (Figure.of(Decimal("76.0")), Measure.RATE, "76,0"),
        (Figure.of(Decimal("59.29")), Measure.RATE, "59,29"),
        (Figure.of(Decimal("0.0")), Measure.RATE, "0,0"),
        (Figure.of(Decimal(28)), Measure.COUNT, "28"),
        (Figure.of(Decimal(0)), Measure.COUNT, ""),
        (Figure.blank(State.NOT_STARTED), Measure.RATE, ""),
        (Figure.blank(State.NO_CASES), Measure.RATE, ""),
        (None, Measure.RATE, ""),
    ],
)
def test_a_blank_stays_blank(figure: Figure | None, measure: Measure, text: str) -> None:
    assert cell_text(figure, measure) == text


def test_a_total_of_nothing_is_said() -> None:
    assert cell_text(Figure.of(Decimal(0)), Measure.COUNT, total=True) == "0"


@pytest.mark.parametrize(
    ("authority", "title", "issuer", "lines"),
    [
        ("TM.", "Chủ tịch", "", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("KT.", "Phó Chủ tịch", "", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("TL.", "Chánh Văn phòng", "", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("TUQ.", "Chánh Văn phòng", "", ("TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("TM.", "Trưởng ban", "Ban Chỉ đạo", ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN")),
        ("KT.", "Phó Giám đốc", "Sở Nội vụ", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("TL.", "Chánh Văn phòng", "Sở Nội vụ", ("TL. THỦ TRƯỞNG", "CHÁNH VĂN PHÒNG")),
        ("", "Giám đốc", "Sở Nội vụ", ("GIÁM ĐỐC",)),
    ],
)
def test_authorities(authority: str, title: str, issuer: str, lines: tuple[str, ...]) -> None:
    assert signature_lines(authority, title, issuer=issuer) == lines


def test_lists_and_the_last_line() -> None:
    assert listed(("Như trên;", "- Như trên", "Lưu: VT.")) == ("Như trên;", "Như trên;", "Lưu: VT.")
    assert ended("Đề nghị thực hiện.") == ended("Đề nghị thực hiện./.") == "Đề nghị thực hiện./."
    assert ended(" ") == ""


def test_who_issues() -> None:
    assert issuer_lines("UBND huyện Vĩnh Linh", "district", "huyện Vĩnh Linh") == (
        "ỦY BAN NHÂN DÂN",
        "HUYỆN VĨNH LINH",
    )
    assert issuer_lines("Phòng Nội vụ", "department", "x") == ("PHÒNG NỘI VỤ",)
    assert subject_lines("Đôn đốc\n\ntrong kỳ") == ("V/v Đôn đốc", "trong kỳ")


def test_emphasis() -> None:
    text = "phải nộp (*bắt buộc*) trước **30/6/2023**, 5 * 3 * 2"
    assert runs(text)[1] == Run("bắt buộc", italic=True)
    assert runs(text)[3] == Run("30/6/2023", bold=True)
    assert plain(text) == "phải nộp (bắt buộc) trước 30/6/2023, 5 * 3 * 2"
    bold = with_bold("trước ngày 30/6/2023 (130/6/2023)", ["30/6/2023"])
    assert bold == with_bold(bold, ["30/6/2023"]) == "trước ngày **30/6/2023** (130/6/2023)"


# -- From a directive ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_table_is_that_of_the_letter(district: Cast) -> None:
    table = letter_for(demo_choice(district)).table
    assert table is not None and table.total is not None
    assert [[one.number, one.name, *one.cells] for one in (table.total, *table.rows)] == (
        reference_rows()
    )
    heads = [table.number_head, table.unit_head, *(one.head for one in table.columns)]
    assert heads == [words_of(one) for one in reference_heads()]


@pytest.mark.django_db
def test_a_draft_has_neither_number_nor_day(district: Cast) -> None:
    head = letter_for(demo_choice(district)).head
    assert (head.number, head.day, head.month, head.year) == ("", "", "6", "2023")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2023, 6, 5), ("05", "6", "2023")),
        (date(2024, 2, 21), ("21", "02", "2024")),
        (date(2023, 10, 10), ("10", "10", "2023")),
    ],
)
def test_an_issued_letter_has_both(
    district: Cast, day: date, printed: tuple[str, str, str]
) -> None:
    Directive.objects.update(number="7", issued_on=day)
    head = letter_for(demo_choice(district)).head
    assert (head.number, head.day, head.month, head.year) == ("07", *printed)


@pytest.mark.django_db
def test_kept_findings_come_before_the_made_ones(district: Cast) -> None:
    directive = Directive.objects.get()
    for kind, text in (("good", "Việc tốt"), ("low", "Việc thấp")):
        Finding.objects.create(directive=directive, kind=kind, text=text)
    findings = letter_for(demo_choice(district)).findings
    assert (findings.good, findings.low) == (("Việc tốt",), ("Việc thấp",))


@pytest.mark.django_db
def test_the_last_day_of_a_duty_is_bold(district: Cast) -> None:
    clauses = letter_for(demo_choice(district)).clauses
    assert "trước ngày **30/6/2023** để" in clauses[4]


@pytest.mark.django_db
def test_the_letter_can_be_kept_as_plain_values(district: Cast) -> None:
    letter = letter_for(demo_choice(district))
    assert thaw(Letter, freeze(letter)) == letter
    assert thaw(Letter, freeze(sample_letter())) == sample_letter()


@pytest.mark.django_db
def test_words_are_vietnamese_for_every_reader(district: Cast) -> None:
    with translation.override("en"):
        english = letter_for(demo_choice(district))
    assert english == letter_for(demo_choice(district))


@pytest.mark.django_db
def test_queries_do_not_grow(district: Cast) -> None:
    directive = Directive.objects.select_related("issuer__parent").get()
    counts = []
    for number in (6, 20):
        clause = Clause.objects.create(directive=directive, number=number, text="Việc nữa.")
        Obligation.objects.create(clause=clause, due_on=date(2023, 7, 1))
        with CaptureQueriesContext(
            connection,
        ) as caught:
            letter_of(directive, letter_summary())
        counts.append(len(caught))
    assert counts[0] == counts[1]
