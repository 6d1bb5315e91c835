"""The language of a page, the end of a session under htmx, and who is locked out."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db


def test_vietnamese_is_the_language_whatever_the_browser_prefers(client: Client) -> None:
    page = client.get(reverse("account_login"), headers={"Accept-Language": "en-US"})
    assert page.headers["Content-Language"] == "vi"
    assert "Đăng nhập" in page.content.decode()


def test_a_switch_is_kept_and_leads_nowhere_else(client: Client) -> None:
    answer = client.post(reverse("language"), {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"
    assert client.get(reverse("account_login")).headers["Content-Language"] == "en"
    client.post(reverse("language"), {"language": "xx"})
    assert client.get(reverse("account_login")).headers["Content-Language"] == "en"


def test_a_fragment_without_a_session_loads_the_whole_page_anew(client: Client) -> None:
    answer = client.get(reverse("ranking"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")


def test_behind_a_proxy_one_address_cannot_lock_out_another(cast: Cast, settings: object) -> None:
    settings.AXES_IPWARE_META_PRECEDENCE_ORDER = (  # type: ignore[attr-defined]
        "HTTP_X_FORWARDED_FOR",
        "REMOTE_ADDR",
    )
    settings.AXES_IPWARE_PROXY_COUNT = 1  # type: ignore[attr-defined]
    assert sign_in("sai", "203.0.113.7", tries=11) == 429
    assert sign_in(PASSWORD, "198.51.100.9") == 302


def sign_in(password: str, address: str, *, tries: int = 1) -> int:
    """The last answer of some tries at the leader's account from one address."""
    client = Client(headers={"X-Forwarded-For": f"{address}, 10.0.0.1"})
    data = {"login": "lanhdao", "password": password}
    return [client.post(reverse("account_login"), data).status_code for _ in range(tries)][-1]
