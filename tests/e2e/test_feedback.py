"""A difficulty from an officer's phone to the office and back; the sentences of a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.directives.feedback.test_feedback import PDF
from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import PHONE, as_draft, demonstration
from tests.e2e.test_accessibility import NO_SIDEWAYS
from tests.services.stack import Stack

TEXT = "Máy quét hỏng từ tháng 4, đề xuất cấp máy mới"
# The answer to a form with a fault.
REFUSED = "the server responded with a status of 422"


@pytest.fixture(scope="module")
def reported(static: Path) -> Iterator[Stack]:
    """The demonstration case, for tests that write into it."""
    with demonstration(static) as stack:
        yield stack


def test_a_difficulty_from_the_phone_and_its_answer(
    reported: Stack,
    open_page: Callable[..., Page],
    login: Callable[[Page, str], None],
    console: Any,
) -> None:
    console.allow(REFUSED)
    phone, office = open_page(reported, **PHONE), open_page(reported)
    login(phone, "vinhgiang")
    phone.get_by_role("link", name="Phản ánh", exact=True).click()
    phone.get_by_role("link", name="Gửi phản ánh").click()
    expect(phone.locator("main")).to_contain_text("Hạn cuối là ngày 29/6/2023")
    phone.get_by_role("button", name="Gửi đến văn phòng").click()
    expect(phone.locator(".error-summary")).to_contain_text("Hãy viết khó khăn, vướng mắc")
    assert_accessible(phone)
    phone.get_by_label("Khó khăn, vướng mắc và đề xuất").fill(TEXT)
    phone.get_by_label("Khoản của văn bản").select_option(index=3)
    phone.get_by_label("Tệp đính kèm").set_input_files(
        [
            {"name": "anh.pdf", "mimeType": "application/pdf", "buffer": PDF},
            {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": PDF + b"\n"},
        ]
    )
    phone.get_by_role("button", name="Gửi đến văn phòng").click()
    expect(phone.locator("main")).to_contain_text("Đã gửi phản ánh đến văn phòng")
    expect(phone.locator(".feedback-files li")).to_have_count(2)
    expect(phone.locator(".head-line")).to_contain_text("gửi muộn")
    assert phone.evaluate(NO_SIDEWAYS)
    assert_accessible(phone)

    login(office, "vanphong")
    office.get_by_role("link", name="Văn bản", exact=True).click()
    office.get_by_role("link", name="Phản ánh", exact=True).click()
    expect(office.locator("main")).to_contain_text("1 phản ánh chờ trả lời")
    office.get_by_role("link", name=TEXT).click()
    office.get_by_label("Người xử lý").select_option(label="Văn phòng UBND")
    office.get_by_role("button", name="Giao xử lý").click()
    office.get_by_label("Nội dung trả lời").fill("Huyện cấp máy trong tháng 7")
    office.get_by_role("button", name="Trả lời", exact=True).click()
    expect(office.locator("main")).to_contain_text("Đã trả lời")
    assert_accessible(office)

    phone.goto("/units/vinhgiang/")
    phone.get_by_role("link", name="Xem trả lời").click()
    expect(phone.locator("main")).to_contain_text("Có 1 trả lời mới")
    phone.get_by_role("link", name=TEXT).click()
    expect(phone.locator("main")).to_contain_text("Huyện cấp máy trong tháng 7")
    phone.goto("/feedback/")
    expect(phone.locator("main")).not_to_contain_text("trả lời mới")

    office.get_by_role("button", name="Đóng phản ánh").click()
    expect(office.locator(".head-line")).to_contain_text("đã đóng")
    office.goto("/feedback/")
    with office.expect_download() as print_out:
        office.get_by_role("link", name="Phụ lục (PDF)").click()
    assert print_out.value.suggested_filename == "phu-luc-vuong-mac-cv-2023-06.pdf"


def test_the_sentences_of_a_letter(
    reported: Stack, open_page: Callable[..., Page], login: Callable[[Page, str], None]
) -> None:
    page = open_page(reported)
    login(page, "vanphong")
    as_draft(page)
    page.goto("/directives/cv-2023-06/findings/")
    page.get_by_role("button", name="Viết câu từ số liệu").click()
    expect(page.locator(".findings li")).to_have_count(7)
    low = page.locator("[aria-labelledby=list-low] .findings li")
    expect(low.first).to_contain_text("đứng thứ 5/10 huyện, thị")
    low.first.get_by_text("Sửa").click()
    low.first.get_by_label("Câu nhận xét").fill("Hồ sơ trực tuyến mới đứng thứ 5/10")
    low.first.get_by_role("button", name="Lưu").click()
    expect(low.first).to_contain_text("câu sửa tay")
    low.first.get_by_role("button", name="Xuống").click()
    expect(low.nth(1)).to_contain_text("Hồ sơ trực tuyến mới đứng thứ 5/10")
    assert_accessible(page)
    page.goto("/directives/cv-2023-06/letter/")
    expect(page.locator("article.letter")).to_contain_text("Hồ sơ trực tuyến mới đứng thứ 5/10")
