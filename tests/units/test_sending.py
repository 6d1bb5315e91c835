"""Where a form stands, for who comes to its address without sending, and what was taken in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import Cast
from units.sending import TAKEN_COOKIE, page_above

pytestmark = pytest.mark.django_db

EXAMPLES = {"int": "1", "slug": "a", "str": "a"}


def addresses(patterns: list[URLResolver | URLPattern], above: str = "/") -> Iterator[str]:
    """Every address of the product, with an example in the place of each key."""
    for pattern in patterns:
        path = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        elif "^" not in path:
            yield re.sub(r"<(int|slug|str):\w+>", lambda key: EXAMPLES[key[1]], path)


def test_no_address_answers_that_get_is_not_allowed(cast: Cast, client: Client) -> None:
    client.force_login(cast.staff)
    every = addresses(get_resolver().url_patterns)
    paths = [path for path in every if not path.startswith("/admin/")]
    assert len(paths) > 100
    refused = [path for path in paths if client.get(path).status_code == 405]
    assert refused == []


@pytest.mark.parametrize(
    ("sent_to", "form"),
    [
        ("/signatories/7/end/", "/signatories/"),
        ("/directives/cv/clauses/3/move/", "/directives/cv/clauses/3/"),
        ("/directives/cv/findings/add/", "/directives/cv/findings/"),
        ("/rounds/2023-Q2/extensions/4/end/", "/rounds/2023-Q2/extensions/"),
        ("/account/sessions/end/", "/account/"),
        ("/nowhere/at/all/", "/"),
    ],
)
def test_the_page_above(sent_to: str, form: str) -> None:
    assert page_above(sent_to) == form


def test_after_an_answer_with_errors_the_address_leads_to_the_form(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.staff)
    assert client.post(reverse("signatory_add"), {}).status_code == 422
    page = client.get(reverse("signatory_add"), {"period": "2023-Q2"}, follow=True)
    assert page.redirect_chain == [(f"{reverse('signatory_list')}?period=2023-Q2", 302)]
    assert "Chưa thực hiện gì. Hãy bấm lại nút." in page.content.decode()


def test_a_form_sent_after_the_session_leads_back_to_the_form(client: Client) -> None:
    page = f"http://testserver{reverse('signatory_list')}?period=2023-Q2"
    answer = client.post(reverse("signatory_add"), {"name": "A"}, headers={"Referer": page})
    log_in = reverse("account_login")
    assert answer["Location"] == f"{log_in}?next=/signatories/%3Fperiod%3D2023-Q2"
    assert TAKEN_COOKIE not in answer.cookies


@pytest.mark.parametrize("page", ["", "https://evil.example/signatories/"])
def test_where_the_form_stood_is_not_taken_from_strangers(client: Client, page: str) -> None:
    headers: dict[str, Any] = {"Referer": page} if page else {}
    answer = client.post(reverse("signatory_add"), {"_sending": "abc"}, headers=headers)
    assert answer["Location"] == f"{reverse('account_login')}?next=/signatories/add/"
    assert TAKEN_COOKIE not in answer.cookies


def test_only_what_was_done_is_told_as_taken_in(cast: Cast, client: Client) -> None:
    client.force_login(cast.staff)
    mark = {"_sending": "abc123"}
    wrong = client.post(reverse("signatory_add"), mark)
    assert (wrong.status_code, TAKEN_COOKIE in wrong.cookies) == (422, False)
    done = client.post(reverse("account_sessions_end"), mark)
    assert (done.status_code, done.cookies[TAKEN_COOKIE].value) == (302, "abc123")
    shaped = client.post(reverse("account_sessions_end"), {"_sending": "a; Path=/x"})
    assert TAKEN_COOKIE not in shaped.cookies
