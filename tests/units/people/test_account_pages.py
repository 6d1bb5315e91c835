"""The own account: what roles allow, sessions, a new password, second factors."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import is_mfa_enabled
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone

from cchc import env
from tests.cast import Browser, Cast
from tests.units.people.people_steps import (
    NEW_PASSWORD,
    SECRET,
    code_now,
    confirm,
    invite,
    link_in,
    log_in,
)
from units.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts_from_other_tests() -> None:
    """Tries and used codes are kept in the cache, by numbers that the next test gives again."""
    cache.clear()


# The own account ------------------------------------------------------------------------------
def test_the_account_says_what_each_role_allows(cast: Cast) -> None:
    Membership.objects.create(
        user=cast.officer, unit=cast.office, role="staff", valid_to="2020-01-01"
    )
    page = cast.client(cast.officer).get(reverse("account")).content.decode()
    assert "Xem số liệu, chỉ tiêu" in page and "không hiệu lực" in page
    assert "Mời người dùng" not in page


def test_who_has_no_role_left_sees_their_account_and_no_figures(cast: Cast) -> None:
    cast.officer.memberships.update(valid_to="2020-01-01")
    client = cast.client(cast.officer)
    assert client.get(reverse("account")).status_code == 200
    page = client.get("/")
    assert page.status_code == 403 and "chưa gắn với đơn vị nào" in page.content.decode()


def test_the_other_sessions_can_be_ended(cast: Cast) -> None:
    here, there = Browser(), Browser()
    log_in(here, "vinhgiang")
    log_in(there, "vinhgiang")
    someone = cast.client(cast.other_officer)
    assert "Kết thúc các phiên khác" in here.get(reverse("account")).content.decode()
    here.post(reverse("account_sessions_end"))
    assert there.get(reverse("account")).status_code == 302
    assert here.get(reverse("account")).status_code == 200
    assert someone.get(reverse("account")).status_code == 200


def test_a_new_password_by_mail(cast: Cast) -> None:
    cast.officer.email = "vinhgiang@vinhlinh.gov.vn"
    cast.officer.save()
    client = Browser()
    client.post(reverse("account_reset_password"), {"email": cast.officer.email})
    (sent,) = mail.outbox
    assert "đặt lại mật khẩu" in sent.body and "http" in sent.body
    address = re.search(r"http://[^/]+(/\S+)", sent.body)
    assert address
    form = client.get(address.group(1), follow=True)
    data = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    done = client.post(form.request["PATH_INFO"], data)
    assert done["Location"] == reverse("account_reset_password_from_key_done")
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(NEW_PASSWORD)
    again = Browser().get(address.group(1), follow=True).content.decode()
    assert "không còn dùng được" in again


def test_who_has_no_address_is_told_to_ask_the_office(cast: Cast) -> None:
    client = Browser()
    login_page = client.get(reverse("account_login")).content.decode()
    assert "Quên mật khẩu?" in login_page and "Forgot" not in login_page
    assert "liên hệ văn phòng" in client.get(reverse("account_reset_password")).content.decode()
    answer = client.post(
        reverse("account_reset_password"), {"email": "khong@vinhlinh.gov.vn"}, follow=True
    )
    assert "liên hệ văn phòng" in answer.content.decode() and not mail.outbox


# Second factor --------------------------------------------------------------------------------


def test_with_a_second_factor_the_password_alone_does_not_log_in(cast: Cast) -> None:
    TOTP.activate(cast.staff, SECRET)
    client = Browser()
    assert log_in(client)["Location"] == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Mã không đúng" in wrong.content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": code_now()}).status_code == 302
    assert client.get("/").status_code == 200


def test_codes_cannot_be_guessed_without_end(cast: Cast) -> None:
    TOTP.activate(cast.staff, SECRET)
    client = Browser()
    log_in(client)
    for _try in range(10):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    late = client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert late.status_code == 200 and "Thử quá nhiều lần" in late.content.decode()
    assert client.get("/").status_code == 302


def test_an_invitation_does_not_pass_by_the_second_factor(cast: Cast) -> None:
    cast.staff.email = "an@vinhlinh.gov.vn"
    cast.staff.save()
    TOTP.activate(cast.staff, SECRET)
    link = link_in(invite(cast, by=cast.admin, role="leader"))
    client = Browser()
    log_in(client)
    assert "Hãy đăng nhập" in client.post(link).content.decode()
    assert not cast.staff.memberships.filter(role="leader").exists()


def test_a_role_that_needs_a_factor_sees_nothing_before(cast: Cast, settings: Any) -> None:
    settings.MFA_REQUIRED_ROLES = ["staff"]
    client = Browser()
    log_in(client)
    for address in ("/", reverse("person_list"), reverse("account"), "/ranking/", "/admin/"):
        assert client.get(address)["Location"] == f"{reverse('mfa_index')}?needed=1", address
    fragment = client.get("/ranking/", headers={"HX-Request": "true"})
    assert fragment.status_code == 204 and reverse("mfa_index") in fragment["HX-Redirect"]
    assert "bắt buộc" in client.get(f"{reverse('mfa_index')}?needed=1").content.decode()
    confirm(client)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    TOTP.activate(cast.staff, SECRET)
    assert client.get("/").status_code == 200
    assert cast.client(cast.officer).get(reverse("account")).status_code == 200


def test_an_application_is_set_up_with_recovery_codes(cast: Cast) -> None:
    client = Browser()
    log_in(client)
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    now = int(timezone.now().timestamp()) // 30
    data = {"code": format_hotp_value(hotp_value(secret, now))}
    answer = client.post(reverse("mfa_activate_totp"), data)
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert is_mfa_enabled(cast.staff)
    codes = client.get(answer["Location"]).context["unused_codes"]
    assert len(codes) == 10
    other = Browser()
    log_in(other)
    assert other.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    assert other.get("/").status_code == 200


def test_changing_the_factor_asks_who_it_is(cast: Cast) -> None:
    client = cast.client(cast.staff)
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert reverse("account_reauthenticate") in client.get(reverse(name))["Location"]
    page = client.get(reverse("account_reauthenticate"))
    assert "Xác nhận danh tính" in page.content.decode()


@pytest.mark.parametrize("name", ["mfa_index", "mfa_list_webauthn", "mfa_add_webauthn"])
def test_pages_of_the_factor_have_no_inline_script(cast: Cast, name: str) -> None:
    client = Browser()
    log_in(client)
    confirm(client)
    page = client.get(reverse(name)).content.decode()
    scripts = re.findall(r"<script([^>]*)>", page)
    assert scripts
    assert all("src=" in one or 'type="application/json"' in one for one in scripts)


def test_staff_take_a_lost_factor_away(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.officer, type="totp", data={"secret": "x"})
    client = cast.client(cast.staff)
    assert "đã thiết lập" in client.get(reverse("person", args=[cast.officer.pk])).content.decode()
    client.post(reverse("person_factor_remove", args=[cast.officer.pk]))
    assert not Authenticator.objects.exists()


def test_a_role_that_does_not_exist_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MFA_REQUIRED_ROLES", "staff,chef")
    with pytest.raises(ImproperlyConfigured, match="chef"):
        env.choices("MFA_REQUIRED_ROLES", ("officer", "staff"))


def test_an_unknown_official_source_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = ("province", "unit")
    monkeypatch.delenv("OFFICIAL_SOURCE", raising=False)
    assert env.choice("OFFICIAL_SOURCE", sources, default="province") == "province"
    monkeypatch.setenv("OFFICIAL_SOURCE", "district")
    with pytest.raises(ImproperlyConfigured, match="province or unit, not 'district'"):
        env.choice("OFFICIAL_SOURCE", sources, default="province")
