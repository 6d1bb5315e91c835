"""Notices to the units: what each says, how they lie on the sheet, and who may print which."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from directives.clauses.models import Directive, Obligation
from directives.clauses.targets import Rule, TargetRef
from directives.compliance.source import Duty
from directives.compliance.summarising import summarise
from directives.compliance.summary import Summary
from directives.notices.documents import notices_document, unit_notice
from directives.notices.presentation import Notice, notices
from directives.publications.models import Publication
from directives.publications.services import publish
from directives.text.imprint import Imprint
from reports.figures.figures import Figure
from reports.figures.period_models import Period
from reports.figures.periods import span_for_code
from reports.figures.record_models import Record
from tests.cast import Cast, make_cast
from tests.directives.compliance.test_commands import run
from tests.directives.compliance.test_documents import ALPHABET, _fonts, pages_of, words_of
from tests.directives.letters.letter_case import letter_source, letter_summary
from units.models import Unit

FEEDBACK = Duty("5", "feedback", "", date(2023, 6, 29))
IMPRINT = Imprint("VL-2023-H1", 1, "7F3A-91C2", "https://cchc.example.vn/p/abcdefghijkl/")


def published(cast: Cast) -> Publication:
    """The demonstration period as the leader publishes it."""
    return publish(
        office=cast.office,
        period=Period.objects.get(code="2023-H1"),
        directive=Directive.objects.get(code="cv-2023-06"),
        user=cast.leader,
    )


@cache
def summary() -> Summary:
    return summarise(replace(letter_source(), duties=(FEEDBACK,)))


@cache
def said(code: str) -> Notice:
    with translation.override("vi"):
        return next(one for one in notices(summary(), IMPRINT) if one.code == code)


@cache
def all_pages() -> list[str]:
    return [words_of(page) for page in pages_of(notices_document(summary(), "pdf", IMPRINT))]


def rows(code: str) -> list[tuple[str, ...]]:
    return [
        (one.name, one.value, one.target, one.verdict, one.gap, one.place)
        for one in said(code).rows
    ]


def clean(text: str) -> str:
    return text.replace("\u00a0", " ")


def asked(code: str) -> str:
    return clean("".join(run.text for run in said(code).request))


def test_vinh_giangs_rows_are_those_of_the_letter() -> None:
    got = [tuple(clean(text) for text in row) for row in rows("vinhgiang")]
    assert got == [
        ("Hồ sơ trực tuyến (%)", "88,7", "70–90, khoản 3", "Đạt", "hơn sàn 18,7", "3/18"),
        ("Số hóa khi tiếp nhận (%)", "51,6", "≥ 60, khoản 3", "Chưa đạt", "thiếu 8,4", "12/18"),
        ("Thanh toán trực tuyến (%)", "–", "≥ 30, khoản 3", "Chưa thực hiện", "phải đạt 30", "–"),
        ("Biên lai điện tử (%)", "83,8", "khi có hồ sơ, khoản 3", "Đạt", "–", "2/15"),
        (
            *("Hồ sơ quá hạn (hồ sơ)", "11", "xin lỗi 100%, khoản 4", "11 hồ sơ"),
            *("cần 11 thư xin lỗi", "18/18"),
        ),
    ]


def test_ties_share_a_range_and_no_overdue_file_asks_no_letter() -> None:
    row = tuple(clean(text) for text in rows("hienthanh")[-1])
    assert row[1:] == ("0", "xin lỗi 100%, khoản 4", "không có", "–", "1–11/18")
    assert "thư xin lỗi" not in asked("hienthanh")


def test_the_sentence_says_what_is_met_and_missed_and_where_the_unit_stands() -> None:
    one = said("vinhgiang")
    assert one.head == "Đạt 1/3 chỉ tiêu"
    assert one.after == (
        " (hồ sơ trực tuyến); chưa đạt: số hóa khi tiếp nhận, thanh toán trực tuyến. "
        "Xếp thứ 9 trong 18 xã, thị trấn. "
        "Đơn vị có nhiều hồ sơ quá hạn nhất: 11 trong 28\u00a0hồ sơ của toàn huyện."
    )
    assert (said("hoxa").head, "chưa đạt" in said("hoxa").after) == ("Đạt cả 3/3 chỉ tiêu", False)


def test_the_request_is_built_from_what_is_missed_with_the_day_in_bold() -> None:
    assert asked("hienthanh") == (
        "nâng hồ sơ trực tuyến thêm 1,2 và số hóa khi tiếp nhận thêm 37,8 điểm %; "
        "tổ chức thanh toán trực tuyến ngay khi có phát sinh hồ sơ; "
        "gửi khó khăn, bất cập (nếu có) về UBND huyện Vĩnh Linh trước ngày 30/6/2023 (khoản 5)."
    )
    assert [one.text for one in said("hienthanh").request if one.bold] == ["trước ngày 30/6/2023"]
    assert asked("vinhgiang").startswith("đính kèm thư xin lỗi vào đủ 11 hồ sơ quá hạn")
    assert asked("hoxa").startswith("tiếp tục giữ vững kết quả")


def test_nothing_is_asked_of_a_unit_for_what_has_no_target() -> None:
    assert "biên lai" not in asked("vp")
    assert {row[-1] for row in rows("vp")} == {"1/1", "–"}
    assert "Hạng" not in said("vp").note


def test_the_pool_is_named_where_not_everybody_has_a_value() -> None:
    assert said("vinhgiang").note == (
        "Hạng tính trong 18 xã, thị trấn; biên lai điện tử: trong 15 đơn vị có số liệu; "
        "đồng hạng ghi khoảng. Hạng chung: ít chỉ tiêu chưa đạt nhất đứng trước, rồi nhiều chỉ "
        "tiêu đạt hơn, rồi phần còn thiếu nhỏ hơn; bằng nhau thì đồng hạng. Số đạt không tính chỉ "
        "tiêu “khi có hồ sơ”. Khoảng cách tính bằng điểm %."
    )


def test_changes_since_the_last_comparable_period_are_said() -> None:
    source = letter_source()
    giang = next(one for one in source.units if one.code == "vinhgiang").id
    before = {
        (giang, "online"): Figure.of(Decimal("85.5")),
        (giang, "overdue"): Figure.of(Decimal(12)),
    }
    moved = summarise(replace(source, previous=span_for_code("2022-H1"), previous_figures=before))
    with translation.override("vi"):
        one = next(one for one in notices(moved) if one.code == "vinhgiang")
    assert clean(one.changes) == (
        "So với 6 tháng đầu năm 2022: hồ sơ trực tuyến tăng 3,2 điểm; hồ sơ quá hạn giảm 1."
    )
    assert clean(one.changes) in words_of(pages_of(notices_document(moved, "pdf"))[1])


def test_files_are_said_where_the_counts_are_known() -> None:
    source = letter_source()
    thanh = next(one for one in source.units if one.code == "hienthanh").id
    exact = Figure.of(Decimal("22.2"), numerator=222, denominator=1000)
    counted = summarise(replace(source, figures={**source.figures, (thanh, "digitization"): exact}))
    with translation.override("vi"):
        one = next(one for one in notices(counted) if one.code == "hienthanh")
    assert clean(one.rows[1].gap) == "thiếu 37,8 (378 hồ sơ)"


def test_two_share_a_sheet_and_every_unit_has_one() -> None:
    pages = all_pages()
    assert len(pages) == 10
    assert "UBND xã Vĩnh Giang" in pages[1] and "UBND xã Hiền Thành" in pages[1]
    assert [page.count("PHIẾU THÔNG BÁO") for page in pages] == [2] * 10
    for line in letter_summary().reported_lines:
        assert sum(f"Kính gửi: {line.unit.name} " in page for page in pages) == 1


def test_the_page_says_what_the_notice_says() -> None:
    page = all_pages()[1]
    assert "Số hóa khi tiếp nhận (%) 51,6 ≥ 60, khoản 3 Chưa đạt thiếu 8,4 12/18" in page
    assert "Biên lai điện tử (%) 83,8 khi có hồ sơ, khoản 3 Đạt – 2/15" in page
    assert "Hồ sơ quá hạn (hồ sơ) 0 xin lỗi 100%, khoản 4 không có – 1–11/18" in page
    assert "Mã phiếu VL-2023-H1/PTB-03 · bản công bố 1" in page
    assert "Số liệu: Báo cáo số 85/BC-HCC ngày 21/6/2023" in page


def test_a_draft_says_so_and_has_no_code() -> None:
    data = notices_document(summary(), "pdf")
    page = words_of(pages_of(data)[0])
    assert page.count("Dự thảo, chưa công bố") == 2
    assert "Quét mã" not in page and "Mã phiếu" not in page


def test_a_notice_with_more_rows_takes_a_page_of_its_own() -> None:
    source = letter_source()
    giang = next(one for one in source.units if one.code == "vinhgiang").id
    more = {**source.figures, (giang, "results"): Figure.of(Decimal(50))}
    pages = [
        words_of(page)
        for page in pages_of(notices_document(summarise(replace(source, figures=more)), "pdf"))
    ]
    alone = next(page for page in pages if "Kính gửi: UBND xã Vĩnh Giang" in page)
    assert alone.count("PHIẾU THÔNG BÁO") == 1
    assert sum(page.count("PHIẾU THÔNG BÁO") for page in pages) == 20


def test_all_fonts_are_embedded_and_every_letter_has_its_glyph() -> None:
    named = replace(letter_source(), units=(replace(letter_source().units[1], name=ALPHABET),))
    data = notices_document(summarise(named), "pdf")
    fonts = _fonts(data)
    assert fonts and all("Tinos" in name and "/FontFile2" in one for name, one in fonts.items())
    text = re.sub(r"\s", "", pages_of(data)[0])
    assert ALPHABET in text


def test_the_zip_has_one_pdf_a_unit_named_by_its_code() -> None:
    packed = zipfile.ZipFile(io.BytesIO(notices_document(summary(), "zip", IMPRINT)))
    names = packed.namelist()
    assert len(names) == 20 and "phieu-thong-bao-2023-H1-vinhgiang.pdf" in names
    text = words_of("".join(pages_of(packed.read("phieu-thong-bao-2023-H1-vinhgiang.pdf"))))
    assert "UBND xã Vĩnh Giang" in text and text.count("PHIẾU") == 1
    assert "Mã phiếu VL-2023-H1/PTB-03" in text


def test_a_unit_that_reported_nothing_is_asked_to() -> None:
    made = unit_notice(summary(), 20)
    assert made is not None
    assert "báo cáo số liệu của kỳ, hoặc báo không phát sinh" in asked("datdai")
    assert unit_notice(summary(), 99) is None


@pytest.mark.django_db
def test_the_command_writes_both_formats_and_refuses_others(district: Cast, tmp_path: Path) -> None:
    for name in ("phieu.pdf", "phieu.zip"):
        path = tmp_path / name
        assert run("notices", "--period", "2023-H1", "--output", path)[0] == 0
        assert path.stat().st_size > 10_000
    page = words_of(pages_of((tmp_path / "phieu.pdf").read_bytes())[1])
    # The day of the demonstration has passed: nobody is asked to be in time for it.
    assert "30/6/2023" not in page and "cần 11 thư xin lỗi" in page
    status, _out, error = run("notices", "--period", "2023-H1", "--output", tmp_path / "a.docx")
    assert (status, bool(error)) == (2, True)


@pytest.mark.django_db
def test_a_period_without_figures_is_refused(tmp_path: Path) -> None:
    make_cast()
    Period.objects.create(
        code="2024-H1", kind="half_year", start=date(2023, 12, 15), end=date(2024, 6, 14)
    )
    asked = ("--office", "vinhlinh", "--period", "2024-H1", "--output", tmp_path / "a.pdf")
    assert run("notices", *asked)[0] == 2
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.django_db
def test_an_officer_prints_the_own_units_notice_only(district: Cast) -> None:
    client = district.client(district.other_officer)
    own = client.get(reverse("unit_notice", args=["hoxa"]))
    assert own["Content-Type"] == "application/pdf"
    assert own["Content-Disposition"] == 'attachment; filename="phieu-thong-bao-2023-H1-hoxa.pdf"'
    assert "UBND thị trấn Hồ Xá" in words_of(pages_of(own.content)[0])
    other = Unit.objects.exclude(code="hoxa").filter(kind="commune")[0]
    assert client.get(reverse("unit_notice", args=[other.code])).status_code == 404
    assert client.get(reverse("notices_export", args=["pdf"])).status_code == 404


@pytest.mark.django_db
def test_another_format_is_not_found(district: Cast) -> None:
    client = district.client(district.staff)
    assert client.get(reverse("notices_export", args=["exe"])).status_code == 404
    assert client.get(reverse("notices_export", args=["zip"]))["Content-Type"] == "application/zip"


@pytest.mark.django_db
def test_a_published_notice_keeps_figures_and_day_after_both_changed(district: Cast) -> None:
    Obligation.objects.update(due_on=date(2099, 6, 29))
    kept = published(district)
    Obligation.objects.update(due_on=date(2100, 1, 1))
    Record.objects.filter(unit__code="hoxa").delete()
    client = district.client(district.other_officer)
    query = {"publication": kept.pk}
    page = client.get(reverse("unit_notice", args=["hoxa"]), query)
    text = words_of(pages_of(page.content)[0])
    assert "90,4" in text and "trước ngày 30/6/2099" in text
    assert f"Mã phiếu {kept.number}/PTB-10 · bản công bố 1" in text
    assert page["Content-Disposition"].endswith(f'-{kept.number}-1-hoxa.pdf"')
    everybody = district.client(district.leader).get(reverse("notices_export", args=["zip"]), query)
    assert len(zipfile.ZipFile(io.BytesIO(everybody.content)).namelist()) == 20


@pytest.mark.django_db
def test_another_office_prints_no_publication_of_this_one(district: Cast) -> None:
    kept = published(district)
    client = district.client(district.outsider)
    query = {"publication": kept.pk}
    for address in (
        reverse("notices_export", args=["pdf"]),
        reverse("unit_notice", args=["hoxa"]),
        reverse("appendix_export"),
    ):
        assert client.get(address, query).status_code == 404
    assert (
        district.client(district.staff)
        .get(reverse("appendix_export"), {"publication": "x"})
        .status_code
        == 404
    )


@pytest.mark.django_db
def test_the_units_page_offers_its_notice_as_published_or_as_a_draft(district: Cast) -> None:
    client = district.client(district.other_officer)
    address = reverse("unit", args=["hoxa"])
    notice = reverse("unit_notice", args=["hoxa"])
    assert f'{notice}?period=2023-H1&amp;directive=cv-2023-06"' in client.get(address).text
    kept = published(district)
    assert f'{notice}?publication={kept.pk}"' in client.get(address).text


@pytest.mark.django_db
def test_the_office_finds_the_prints_beside_the_summary(district: Cast) -> None:
    staff = district.client(district.staff)
    for page in (reverse("compliance"), reverse("directive", args=["cv-2023-06"])):
        text = staff.get(page).text
        for address in ("/notices/export.pdf", "/notices/export.zip", "/compliance/appendix.xlsx"):
            assert f'{address}?period=2023-H1&amp;directive=cv-2023-06"' in text
    assert "/notices/" not in district.client(district.other_officer).get(page).text


def _asked_with(target: TargetRef, value: str) -> str:
    """The request to Vĩnh Giang with one target more and a figure for it."""
    source = letter_source()
    giang = next(one for one in source.units if one.code == "vinhgiang").id
    others = tuple(one for one in source.targets if one.indicator != target.indicator)
    figures = {**source.figures, (giang, target.indicator): Figure.of(Decimal(value))}
    changed = summarise(replace(source, figures=figures, targets=(*others, target)))
    with translation.override("vi"):
        one = next(one for one in notices(changed) if one.code == "vinhgiang")
    return clean("".join(run.text for run in one.request))


def test_too_many_and_too_few_are_asked_for_in_what_they_count() -> None:
    ceiling = TargetRef(90, "overdue", Rule.CEILING, "6", Decimal(3))
    assert "đưa hồ sơ quá hạn về không quá 3 hồ sơ" in _asked_with(ceiling, "11")
    floor = TargetRef(90, "overdue", Rule.FLOOR, "6", Decimal(20))
    assert "nâng hồ sơ quá hạn thêm 9 hồ sơ" in _asked_with(floor, "11")


def test_nothing_is_asked_where_nothing_can_be_judged() -> None:
    bare = summarise(replace(letter_source(), targets=()))
    with translation.override("vi"):
        one = notices(bare)[1]
    assert (one.request, one.head) == ((), "Chưa có chỉ tiêu nào đủ số liệu để đánh giá.")
    assert "Đề nghị" not in pages_of(notices_document(bare, "pdf"))[0]


def test_a_request_names_three_gaps_and_counts_the_others() -> None:
    source = letter_source()
    giang = next(one for one in source.units if one.code == "vinhgiang").id
    codes = ("results", "resolved", "ontime", "satisfaction")
    figures = {**source.figures} | {(giang, code): Figure.of(Decimal(10)) for code in codes}
    targets = tuple(
        TargetRef(90 + at, code, Rule.FLOOR, "6", Decimal(50)) for at, code in enumerate(codes)
    )
    kept = tuple(one for one in source.targets if one.indicator not in codes)
    many = summarise(replace(source, figures=figures, targets=(*kept, *targets)))
    with translation.override("vi"):
        one = next(one for one in notices(many) if one.code == "vinhgiang")
    text = "".join(run.text for run in one.request)
    assert "cùng 2 chỉ tiêu khác trong bảng" in text
    assert text.count(" thêm ") == 3


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "args"), [("notices_export", ["pdf"]), ("appendix_export", [])])
def test_queries_do_not_grow_with_units(district: Cast, name: str, args: list[str]) -> None:
    client = district.client(district.staff)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=args)).status_code == 200
        return len(queries)

    many = count()
    Unit.objects.filter(kind="commune").exclude(code="vinhgiang").update(valid_to=date(2020, 1, 1))
    assert count() == many <= 14
