"""The clerk's job from the province's file to the printed summary, in a real browser."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from cchc.demo.workbook import FILENAME, write_workbook
from tests.services.stack import Stack

Login = Callable[[Page, str], None]


def test_upload_review_apply_rank_and_print(
    live_without_figures: Stack,
    open_page: Callable[..., Page],
    login: Login,
    tmp_path: Path,
) -> None:
    page = open_page(live_without_figures)
    login(page, "vanphong")
    expect(page.locator("h1")).to_have_text("Kỳ này chưa có số liệu.")

    steps = watch_progress(page)
    upload(page, write_workbook(tmp_path / FILENAME))
    expect(page.locator("h1")).to_have_text("Duyệt số liệu trước khi áp dụng")
    assert steps, "the progress of the reading was never seen"
    expect(page.locator(".total-sum")).to_have_text("28 = 28")
    expect(page.get_by_role("link", name="100 Tất cả ô")).to_be_visible()
    expect(page.get_by_role("link", name="70 Mới")).to_be_visible()
    expect(page.get_by_role("link", name="30 Ô trống")).to_be_visible()

    page.get_by_role("button", name="Áp dụng").click()
    expect(page.locator("h1")).to_have_text("Đã ghi số liệu")

    page.get_by_role("link", name="Xếp hạng", exact=True).click()
    first = page.locator("table").first.locator("tbody tr").first
    expect(first).to_contain_text("Hồ Xá")
    expect(first).to_contain_text("3/3")

    page.get_by_role("link", name="Chỉ tiêu", exact=True).click()
    words = text_of_pdf(download(page, "In tổng hợp", tmp_path / "tong-hop.pdf"))
    assert re.search(r"\b28\b", words)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert "Chỉ thị trấn Hồ Xá" in words

    upload(page, write_workbook(tmp_path / "lan-hai.xlsx"))
    expect(page.locator("h1")).to_have_text("Không có gì để làm: số liệu đã có đủ")


def watch_progress(page: Page) -> list[str]:
    """Collects the answers of the progress fragment as the page asks for them."""
    seen: list[str] = []
    page.on(
        "response", lambda answer: seen.append(answer.url) if "/progress/" in answer.url else None
    )
    return seen


def upload(page: Page, path: Path) -> None:
    page.get_by_role("link", name="Báo cáo tỉnh").first.click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Đọc tệp").click()


def download(page: Page, name: str, path: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    waiting.value.save_as(path)
    return path


def text_of_pdf(path: Path) -> str:
    done = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True)
    return " ".join(done.stdout.split())


def test_the_ranking_filters_and_sorts_without_a_reload(page: Page, login: Login) -> None:
    login(page, "vanphong")
    page.goto("/ranking/")
    page.get_by_label("Tìm đơn vị").type("vinh o", delay=20)
    rows = page.locator("#pools tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Vĩnh Ô")
    expect(page).to_have_url(re.compile("q=vinh"))
    page.get_by_label("Tìm đơn vị").fill("")
    page.get_by_label("Loại đơn vị").select_option("town")
    expect(rows).to_have_count(3)
    page.get_by_role("link", name="Số hóa khi tiếp nhận").first.click()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Số hóa khi tiếp nhận")
    expect(rows.first).to_contain_text("82,5")


def test_the_language_can_be_switched_and_is_kept(page: Page, login: Login) -> None:
    login(page, "lanhdao")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_contain_text("Only town Hồ Xá")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("body")).to_contain_text("59,29")


def test_an_officer_on_a_phone_sees_the_own_unit(phone: Page, login: Login) -> None:
    login(phone, "vinhgiang")
    expect(phone.locator("h1")).to_have_text("UBND xã Vĩnh Giang")
    expect(phone.locator("body")).to_contain_text("hạng 9 trong 18 xã, thị trấn")
    expect(phone.get_by_role("link", name="Nhập số liệu")).to_have_count(1)
    expect(phone.get_by_role("link", name="Báo cáo tỉnh")).to_have_count(0)


def test_too_many_wrong_passwords_lock_the_door(
    live_without_figures: Stack, open_page: Callable[..., Page], console: object
) -> None:
    console.allow("the server responded with a status of 429")  # type: ignore[attr-defined]
    page = open_page(live_without_figures)
    for _try in range(10):
        page.goto("/accounts/login/")
        page.fill("input[name=login]", "hoxa")
        page.fill("input[name=password]", "sai")
        page.press("input[name=password]", "Enter")
        page.wait_for_load_state("networkidle")
    expect(page.locator("body")).to_contain_text("15 phút")
