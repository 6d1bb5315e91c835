"""The pages about people: who sees whom, one-time links, roles and accounts."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import Browser, Cast
from tests.units.people.people_steps import accept, invite, link_in
from units.models import Invitation, Membership, Unit, User

pytestmark = pytest.mark.django_db


# Who sees whom -------------------------------------------------------------------------------
PAGES = ("person_list", "person_invite")


@pytest.mark.parametrize("who", ["officer", "leader", "nobody"])
def test_only_managers_see_people(cast: Cast, who: str) -> None:
    client = cast.client(getattr(cast, who))
    for name in PAGES:
        assert client.get(reverse(name)).status_code == 404
    assert client.get(reverse("person", args=[cast.officer.pk])).status_code == 404


def test_people_of_another_office_are_not_found(cast: Cast) -> None:
    invite(cast)
    membership, invitation = cast.officer.memberships.get(), Invitation.objects.get()
    client = cast.client(cast.outsider)
    assert "Vĩnh Giang" not in client.get(reverse("person_list")).content.decode()
    assert client.get(reverse("person", args=[cast.officer.pk])).status_code == 404
    for name, pk in {
        "person_close": cast.officer.pk,
        "person_reopen": cast.officer.pk,
        "person_factor_remove": cast.officer.pk,
        "membership_give": cast.officer.pk,
        "membership_close": membership.pk,
        "invitation_resend": invitation.pk,
        "invitation_withdraw": invitation.pk,
    }.items():
        assert client.post(reverse(name, args=[pk])).status_code == 404, name
    cast.officer.refresh_from_db()
    assert cast.officer.is_active


def test_roles_outside_the_scope_are_not_shown(cast: Cast) -> None:
    elsewhere = Unit.objects.get(code="giolinh")
    Membership.objects.create(user=cast.officer, unit=elsewhere, role="officer")
    page = cast.client(cast.staff).get(reverse("person", args=[cast.officer.pk]))
    assert "Vĩnh Giang" in page.content.decode()
    assert "Gio Linh" not in page.content.decode()


def test_a_list_page_asks_as_often_for_many_as_for_few(cast: Cast) -> None:
    client = cast.client(cast.staff)

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse("person_list")).status_code == 200
        return len(queries)

    invite(cast)
    few = count()
    unit = Unit.objects.get(code="hoxa")
    for number in range(12):
        user = User.objects.create_user(f"them{number}")
        Membership.objects.create(user=user, unit=unit, role="officer")
        invite(cast, email=f"them{number}@vinhlinh.gov.vn")
    client = cast.client(cast.staff)
    assert count() == few


def test_filters_and_sorting_come_from_a_list(cast: Cast) -> None:
    client = cast.client(cast.staff)

    def shown(**asked: str) -> str:
        page = client.get(reverse("person_list"), asked)
        assert page.status_code == 200
        return str(page.content.decode())

    assert "lanhdao" not in shown(role="officer") and "hoxa" in shown(role="officer")
    assert "hoxa" in shown(q="ho xa") and "lanhdao" not in shown(q="ho xa")
    cast.other_officer.is_active = False
    cast.other_officer.save()
    assert "hoxa" in shown(state="closed") and "lanhdao" not in shown(state="closed")
    assert "hoxa" not in shown(state="now")
    assert "hoxa" in shown(sort="user__password", page="99x", role="chef")
    assert "hoxa" in shown(sort="-last_login")


# Invitations ----------------------------------------------------------------------------------
def test_an_invitation_is_sent_in_vietnamese_and_its_link_shown_once(cast: Cast) -> None:
    page = invite(cast)
    link = link_in(page)
    (sent,) = mail.outbox
    assert sent.to == ["an@vinhlinh.gov.vn"] and link in sent.body
    assert "Kính gửi" in sent.body and "Lời mời" in sent.subject
    assert link not in cast.client(cast.staff).get(reverse("person_list")).content.decode()


def test_without_a_mail_server_the_link_is_handed_over(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    page = invite(cast)
    assert "chuyển liên kết trực tiếp" in page.content.decode() and link_in(page)


def test_a_mail_server_that_is_down_does_not_lose_the_invitation(
    cast: Cast, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = invite(cast)
    assert "chuyển liên kết trực tiếp" in page.content.decode()
    assert "vinhlinh.gov.vn" not in caplog.text


def test_an_invited_person_chooses_a_password_and_is_in(cast: Cast) -> None:
    link, client = link_in(invite(cast)), Browser()
    assert 'value="an"' in client.get(link).content.decode()
    answer = accept(link, client)
    assert (answer.status_code, answer["Location"]) == (302, reverse("account"))
    page = client.get(reverse("account")).content.decode()
    assert "UBND xã Vĩnh Giang" in page and "nhập số liệu của đơn vị" in page.lower()
    assert client.get(link).status_code == 404


def test_used_expired_and_unknown_links_say_the_same(cast: Cast) -> None:
    used = link_in(invite(cast))
    accept(used)
    expired = link_in(invite(cast, email="binh@vinhlinh.gov.vn"))
    Invitation.objects.filter(used_at=None).update(expires_at=timezone.now() - timedelta(1))
    pages = [Browser().get(link) for link in (used, expired, "/invitations/khong-co/")]
    texts = {
        re.sub(r'name="(csrf|next)[^>]*>|value="[^"]*"', "", p.content.decode()) for p in pages
    }
    assert [page.status_code for page in pages] == [404, 404, 404]
    assert len(texts) == 1 and "không còn dùng được" in texts.pop()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"password1": "12345678", "password2": "12345678"}, "phổ biến"),
        ({"password2": "khac-hoan-toan"}, "không giống nhau"),
        ({"username": "VANPHONG"}, "đã có người dùng"),
    ],
)
def test_a_wrong_form_says_why_and_leaves_the_link_good(
    cast: Cast, said: dict[str, str], sentence: str
) -> None:
    link = link_in(invite(cast))
    page = accept(link, **said)
    assert page.status_code == 422 and sentence in page.content.decode()
    assert accept(link).status_code == 302


def test_an_address_with_an_account_accepts_after_the_log_in(cast: Cast) -> None:
    cast.officer.email = "an@vinhlinh.gov.vn"
    cast.officer.save()
    link = link_in(invite(cast, role="leader"))
    people = User.objects.count()
    page = accept(link)
    assert "Hãy đăng nhập" in page.content.decode() and User.objects.count() == people
    other = cast.client(cast.other_officer)
    assert "địa chỉ khác" in other.post(link).content.decode()
    assert cast.client(cast.officer).post(link)["Location"] == reverse("account")
    assert cast.officer.memberships.filter(role="leader").exists()
    assert not cast.other_officer.memberships.filter(role="leader").exists()


def test_staff_cannot_choose_the_administrator_or_a_foreign_unit(cast: Cast) -> None:
    assert invite(cast, role="admin").status_code == 422
    assert invite(cast, unit="giolinh").status_code == 422
    assert invite(cast, by=cast.admin, role="admin").status_code == 201


def test_a_withdrawn_invitation_leaves_the_list(cast: Cast) -> None:
    link, client = link_in(invite(cast)), cast.client(cast.staff)
    one = Invitation.objects.get()
    assert "an@vinhlinh.gov.vn" in client.get(reverse("person_list")).content.decode()
    client.post(reverse("invitation_withdraw", args=[one.pk]))
    assert "an@vinhlinh.gov.vn" not in client.get(reverse("person_list")).content.decode()
    assert accept(link).status_code == 404


# One person -----------------------------------------------------------------------------------
def test_staff_end_a_role_give_one_and_close_the_account(cast: Cast) -> None:
    client, person = cast.client(cast.staff), cast.officer
    row = person.memberships.get()
    address = reverse("membership_close", args=[row.pk])
    assert client.post(address, {f"role{row.pk}-last_day": "2026-01-31"}).status_code == 302
    row.refresh_from_db()
    assert str(row.valid_to) == "2026-01-31"
    given = {"unit": "hoxa", "role": "officer"}
    client.post(reverse("membership_give", args=[person.pk]), given)
    assert person.memberships.filter(unit__code="hoxa", role="officer").exists()
    client.post(reverse("person_close", args=[person.pk]))
    person.refresh_from_db()
    assert not person.is_active
    client.post(reverse("person_reopen", args=[person.pk]))
    person.refresh_from_db()
    assert person.is_active


def test_staff_cannot_close_an_administrator_or_themselves(cast: Cast) -> None:
    client = cast.client(cast.staff)
    for one in (cast.admin, cast.staff):
        answer = client.post(reverse("person_close", args=[one.pk]), follow=True)
        one.refresh_from_db()
        assert one.is_active and "notice error" in answer.content.decode()
    row = cast.admin.memberships.get()
    page = client.post(
        reverse("membership_close", args=[row.pk]), {f"role{row.pk}-last_day": "2026-01-31"}
    )
    assert page.status_code == 422 and "cao hơn" in page.content.decode()
