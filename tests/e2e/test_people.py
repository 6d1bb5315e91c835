"""An invitation from the office to the first log-in, a passkey, and a closed account."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import PASSWORD
from tests.services.stack import Stack

NEW_PASSWORD = "mot-con-duong-dai-2023"


def at_name(stack: Stack) -> str:
    """The same server by its name: browsers give no keys to an address in figures."""
    return stack.url.replace("127.0.0.1", "localhost")


def with_a_key(page: Page) -> None:
    """A key in the computer that is always touched."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_from_the_invitation_to_the_closed_account(
    live: Stack,
    open_page: Callable[..., Page],
    login: Callable[[Page, str], None],
    console: object,
) -> None:
    console.allow_refusals()  # type: ignore[attr-defined]
    staff, invited = open_page(live), open_page(live)
    login(staff, "vanphong")
    staff.goto("/people/invite/")
    staff.fill("[name=display_name]", "Lê Thị Hoa")
    staff.fill("[name=email]", "hoa@vinhlam.example")
    staff.select_option("[name=unit]", "vinhlam")
    staff.get_by_role("button", name="Gửi lời mời").click()
    link = staff.locator(".code-line").inner_text()
    assert_accessible(staff)

    invited.goto(link)
    assert_accessible(invited)
    expect(invited.locator("[name=username]")).to_have_value("hoa")
    invited.fill("[name=password1]", NEW_PASSWORD)
    invited.fill("[name=password2]", NEW_PASSWORD)
    invited.get_by_role("button", name="Tạo tài khoản").click()
    expect(invited.locator("h1")).to_have_text("Tài khoản của tôi")
    expect(invited.locator("main").get_by_text("UBND xã Vĩnh Lâm")).to_be_visible()

    staff.goto("/people/?q=Hoa")
    staff.get_by_role("link", name="Lê Thị Hoa").click()
    staff.get_by_role("button", name="Khóa tài khoản").click()
    expect(staff.get_by_text("Đã khóa tài khoản và kết thúc mọi phiên")).to_be_visible()
    invited.goto("/account/")
    expect(invited).to_have_url(re.compile("/accounts/login/"))
    invited.goto(link)
    expect(invited.get_by_text("Liên kết không còn dùng được")).to_be_visible()


def test_a_passkey_is_added_and_logs_in(live: Stack, open_page: Callable[..., Page]) -> None:
    page = open_page(live, base_url=at_name(live))
    with_a_key(page)
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "hoxa")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    page.goto("/accounts/2fa/keys/add/")
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.check("[name=passwordless]")
    assert_accessible(page)
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.locator(".code-list li")).to_have_count(10)
    assert_accessible(page)

    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)

    page.goto("/accounts/2fa/keys/")
    page.get_by_role("link", name="Gỡ").click()
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Gỡ khóa").click()
    expect(page.get_by_text("Chưa có khóa nào")).to_be_visible()
