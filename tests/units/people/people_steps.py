"""What people do again and again: invite, open a link, log in, say once more who they are."""

from __future__ import annotations

import re
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import PASSWORD, Browser, Cast
from units.models import User

NEW_PASSWORD = "mot-con-duong-dai-2023"
SECRET = "JBSWY3DPEHPK3PXP"


def invite(cast: Cast, by: User | None = None, **said: str) -> Any:
    data = {"email": "an@vinhlinh.gov.vn", "display_name": "Nguyễn Văn An", "unit": "vinhgiang"}
    page = cast.client(by or cast.staff).post(
        reverse("person_invite"), {**data, "role": "officer", **said}
    )
    assert page.status_code in (201, 422)
    return page


def link_in(page: Any) -> str:
    found = re.search(r"/invitations/[\w-]+/", page.content.decode())
    assert found
    return found.group()


def accept(link: str, client: Client | None = None, **said: str) -> Any:
    data = {"username": "an", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD, **said}
    return (client or Browser()).post(link, data)


def code_now() -> str:
    return str(format_hotp_value(hotp_value(SECRET, int(timezone.now().timestamp()) // 30)))


def log_in(client: Client, username: str = "vanphong") -> Any:
    return client.post(reverse("account_login"), {"login": username, "password": PASSWORD})


def confirm(client: Client) -> None:
    """Say once more who it is, as the pages of the second factor ask."""
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert answer.status_code == 302
