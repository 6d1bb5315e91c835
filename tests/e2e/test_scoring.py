"""Scores in a real browser: an officer gives own points, staff review, the sum changes; staff make
a rubric of their own and try a change on the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import PHONE, demonstration
from tests.e2e.test_accessibility import NO_SIDEWAYS, SIZES
from tests.services.stack import Stack

UNIT = "/scores/bo-chi-so-766/2023-H1/vinhgiang/"
# The answer to points out of range.
REFUSED = "the server responded with a status of 422"


@pytest.fixture(scope="module")
def scoring(static: Path) -> Iterator[Stack]:
    """The demonstration case to write into."""
    with demonstration(static) as stack:
        yield stack


def first_line(page: Page) -> Any:
    return page.locator(".score-line").first


def test_own_points_are_reviewed_and_the_sum_changes(
    scoring: Stack,
    open_page: Callable[..., Page],
    login: Callable[[Page, str], None],
    console: Any,
    tmp_path: Path,
) -> None:
    console.allow(REFUSED)
    officer, staff = open_page(scoring, **PHONE), open_page(scoring)
    login(officer, "vinhgiang")
    officer.goto(UNIT)
    expect(officer.locator("h1")).to_contain_text("được 2,58 trên 10 điểm chấm được")
    evidence = tmp_path / "Danh mục.pdf"
    evidence.write_bytes(b"%PDF-1.7\n%%EOF")
    give(officer, "Tự chấm", "7", "Công bố đủ, đúng hạn")
    expect(officer.get_by_role("alert")).to_contain_text("Điểm cao quá: nhiều nhất 6.")
    assert_accessible(officer)
    first_line(officer).locator("input[type=file]").set_input_files(evidence)
    first_line(officer).get_by_label("Điểm tự chấm").fill("5,5")
    first_line(officer).get_by_role("button", name="Lưu điểm tự chấm").click()
    expect(officer.locator("h1")).to_contain_text("được 8,08 trên")
    expect(first_line(officer)).to_contain_text("Danh mục.pdf")

    login(staff, "vanphong")
    staff.goto("/scores/?rubric=bo-chi-so-766")
    staff.get_by_role("link", name="xã Vĩnh Giang").click()
    give(staff, "Thẩm định", "4", "Chậm một thủ tục")
    expect(staff.locator("h1")).to_contain_text("được 6,58 trên")
    expect(first_line(staff)).to_contain_text("lấy điểm thẩm định")
    expect(staff.locator(".score-history")).to_contain_text("điểm thẩm định: không có → 4")

    officer.reload()
    expect(officer.locator("h1")).to_contain_text("được 6,58 trên")
    expect(first_line(officer)).to_contain_text("Chậm một thủ tục")
    expect(first_line(officer).locator("button")).to_have_count(0)
    for size in SIZES:
        for scheme in ("light", "dark"):
            page = open_page(scoring, color_scheme=scheme, **SIZES[size])
            login(page, "vanphong")
            page.goto(UNIT)
            page.locator(".score-line summary").nth(1).click()
            assert page.evaluate(NO_SIDEWAYS), size
            assert_accessible(page)


def give(page: Page, summary: str, points: str, words: str) -> None:
    """Give points on the first criterion through its form."""
    line = first_line(page)
    line.locator("summary", has_text=summary).click()
    form = line.locator("details[open] form")
    form.locator("input[type=text]").fill(points)
    form.locator("textarea").fill(words)
    form.locator("button").click()


def test_a_rubric_is_copied_tried_and_changed(
    scoring: Stack, open_page: Callable[..., Page], login: Callable[[Page, str], None]
) -> None:
    page = open_page(scoring)
    login(page, "vanphong")
    page.goto("/rubrics/cong-van-5-chi-so/")
    page.get_by_label("Tên bộ mới").fill("Bộ của huyện")
    page.get_by_role("button", name="Sao bộ tiêu chí").click()
    expect(page.locator("h1")).to_have_text("Bộ của huyện")
    assert_accessible(page)
    page.get_by_role("link", name="Sửa tiêu chí 3").click()
    expect(page.get_by_label("Điểm mỗi trường hợp")).to_have_value("1")
    expect(page.get_by_label("Ngưỡng", exact=True)).to_be_hidden()
    page.get_by_label("Điểm mỗi trường hợp").fill("0,5")
    page.get_by_role("button", name="Thử với số liệu").click()
    row = page.get_by_role("row", name="xã Vĩnh Giang")
    expect(row).to_contain_text("20 − 11 × 0,5 = 14,5")
    expect(row).to_contain_text("68,46 / 100")
    assert_accessible(page)
    page.get_by_label("Công thức").select_option("threshold")
    expect(page.get_by_label("Ngưỡng", exact=True)).to_be_visible()
    page.get_by_label("Công thức").select_option("incidents")
    page.get_by_role("button", name="Lưu tiêu chí").click()
    expect(page.locator("main")).to_contain_text("20 điểm trừ 0,5 mỗi trường hợp")
    page.goto("/scores/")
    expect(page.get_by_role("row", name="xã Vĩnh Giang")).to_contain_text("68,46")
