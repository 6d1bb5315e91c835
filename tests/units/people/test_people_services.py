"""Invitations work once, nobody gives a role above their own, a closed account is out at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, make_cast
from units.access import may_close_account, scope_of
from units.models import Invitation, Membership, Unit, User
from units.people import services as people
from units.people.services import Invited, digest_of
from units.refusing import Refused

pytestmark = pytest.mark.django_db
ALL = frozenset(Membership.Role.values)
SECRET_PASSWORD = "mot-con-duong-dai-2023"


def invited(cast: Cast, email: str = "moi@vinhlinh.gov.vn", **said: object) -> Invited:
    unit = Unit.objects.get(code="vinhgiang")
    given = {"role": "officer", "givable": ALL, "unit": unit, "display_name": "Người mới", **said}
    return people.invite(by=cast.staff, email=email, **given)  # type: ignore[arg-type]


def refused(sentence: object, step: Callable[[], object]) -> None:
    with pytest.raises(Refused) as error:
        step()
    assert error.value.message == str(sentence)


def make(secret: str, username: str = "nguoimoi") -> User:
    return people.account_make(secret=secret, username=username, password=SECRET_PASSWORD)


def test_an_invitation_keeps_a_digest_only_and_ends_after_seven_days(cast: Cast) -> None:
    one = invited(cast)
    stored = Invitation.objects.get()
    assert stored.secret_digest == digest_of(one.secret)
    assert one.secret not in str(vars(stored))
    assert stored.expires_at - stored.invited_at == timedelta(days=7)


def test_an_account_comes_with_the_role_that_waited(cast: Cast) -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    user = make(invited(cast, valid_from=first, valid_to=last).secret)
    membership = user.memberships.get()
    assert (membership.unit.code, membership.role) == ("vinhgiang", "officer")
    assert (membership.valid_from, membership.valid_to) == (first, last)
    assert user.check_password(SECRET_PASSWORD) and user.email == "moi@vinhlinh.gov.vn"


@pytest.mark.parametrize("how", ["used", "withdrawn", "expired", "sent anew", "unknown"])
def test_a_link_that_is_no_longer_good_is_refused_alike(cast: Cast, how: str) -> None:
    one = invited(cast)
    secret = one.secret
    if how == "used":
        make(secret)
    elif how == "withdrawn":
        people.invitation_withdraw(invitation=one.invitation, givable=ALL)
    elif how == "expired":
        past = timezone.now() - timedelta(seconds=1)
        Invitation.objects.update(expires_at=past)
    elif how == "sent anew":
        people.invitation_resend(invitation=one.invitation, givable=ALL)
    else:
        secret = "khong-ai-biet"
    refused(people.LINK_NOT_GOOD, lambda: make(secret, "nguoikhac"))
    assert not User.objects.filter(username="nguoikhac").exists()


def test_a_link_sent_anew_works_and_an_invitation_anew_ends_the_first(cast: Cast) -> None:
    first = invited(cast)
    second = invited(cast, email="MOI@vinhlinh.gov.vn")
    refused(people.LINK_NOT_GOOD, lambda: make(first.secret))
    third = people.invitation_resend(invitation=second.invitation, givable=ALL)
    assert make(third.secret).memberships.count() == 1
    refused(
        people.NOT_WAITING,
        lambda: people.invitation_resend(invitation=second.invitation, givable=ALL),
    )


def test_no_second_account_for_an_address(cast: Cast) -> None:
    cast.officer.email = "Moi@vinhlinh.gov.vn"
    cast.officer.save()
    secret = invited(cast, role="leader").secret
    refused(people.HAS_ACCOUNT, lambda: make(secret))
    refused(
        people.OTHER_ADDRESS,
        lambda: people.invitation_accept(secret=secret, user=cast.other_officer),
    )
    people.invitation_accept(secret=secret, user=cast.officer)
    assert cast.officer.memberships.filter(role="leader").count() == 1
    refused(
        people.LINK_NOT_GOOD, lambda: people.invitation_accept(secret=secret, user=cast.officer)
    )


def test_a_taken_user_name_leaves_the_link_good(cast: Cast) -> None:
    secret = invited(cast).secret
    refused(people.NAME_TAKEN, lambda: make(secret, "VanPhong"))
    assert make(secret).username == "nguoimoi"


def test_staff_give_no_administrator_and_an_administrator_does(cast: Cast) -> None:
    unit = cast.office
    staff, admin = (scope_of(one).givable_roles(unit.pk) for one in (cast.staff, cast.admin))
    assert staff == {"officer", "staff", "leader"} and admin == ALL
    refused(people.ROLE_ABOVE_OWN, lambda: invited(cast, role="admin", givable=staff))
    assert scope_of(cast.staff).givable_roles(unit.parent_id or 0) == frozenset()
    assert scope_of(cast.outsider).givable_roles(unit.pk) == frozenset()
    assert scope_of(cast.leader).givable_roles(unit.pk) == frozenset()


def test_dates_stand_in_order(cast: Cast) -> None:
    days = {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 31)}
    refused(people.DATES_OUT_OF_ORDER, lambda: invited(cast, **days))


def close(cast: Cast, membership: Membership, by: User, givable: frozenset[str] = ALL) -> None:
    day = date(2026, 1, 31)
    people.membership_close(membership=membership, last_day=day, by=by, givable=givable)


def test_a_role_ends_after_its_last_day_and_can_be_given_again(cast: Cast) -> None:
    membership = cast.officer.memberships.get()
    close(cast, membership, cast.staff)
    assert not cast.officer.memberships.active_on(date(2026, 2, 1)).exists()
    assert cast.officer.memberships.active_on(date(2026, 1, 31)).exists()
    given = {"unit": membership.unit, "role": "officer", "givable": ALL, "by": cast.staff}
    people.membership_give(user=cast.officer, **given)
    assert cast.officer.memberships.get().valid_to is None
    refused(people.NOT_YOURSELF, lambda: people.membership_give(**{**given, "user": cast.staff}))


def test_an_old_invitation_does_not_bring_a_closed_role_back(cast: Cast) -> None:
    membership = cast.officer.memberships.get()
    User.objects.filter(pk=cast.officer.pk).update(email="xa@example.vn")
    invited = people.invite(
        email="XA@example.vn",
        display_name="Công chức",
        unit=membership.unit,
        role="officer",
        by=cast.staff,
        givable=ALL,
    )
    close(cast, Membership.objects.get(pk=membership.pk), cast.staff)
    officer = User.objects.get(pk=cast.officer.pk)
    refused(
        people.LINK_NOT_GOOD, lambda: people.invitation_accept(secret=invited.secret, user=officer)
    )


def test_nobody_closes_themselves_or_a_role_above_their_own(cast: Cast) -> None:
    below = ALL - {"admin"}
    refused(people.NOT_YOURSELF, lambda: close(cast, cast.staff.memberships.get(), cast.staff))
    above = cast.admin.memberships.get()
    refused(people.ROLE_ABOVE_OWN, lambda: close(cast, above, cast.staff, below))
    refused(people.NOT_YOURSELF, lambda: people.user_close(user=cast.staff, by=cast.staff))
    refused(
        people.NOT_YOURSELF, lambda: people.second_factor_remove(user=cast.staff, by=cast.staff)
    )
    assert User.objects.get(pk=cast.staff.pk).is_active


def test_an_account_is_in_hand_only_where_all_its_roles_are(cast: Cast) -> None:
    scope = scope_of(cast.staff)
    assert may_close_account(scope, cast.officer)
    assert not may_close_account(scope, cast.admin)
    elsewhere = Unit.objects.get(code="giolinh")
    Membership.objects.create(user=cast.officer, unit=elsewhere, role="officer")
    assert not may_close_account(scope, cast.officer)


def test_a_closed_account_is_out_at_once(cast: Cast) -> None:
    browser, other = cast.client(cast.officer), cast.client(cast.other_officer)
    assert browser.get(reverse("account")).status_code == 200
    people.user_close(user=cast.officer, by=cast.staff)
    answer = browser.get(reverse("account"))
    assert answer.status_code == 302 and reverse("account_login") in answer["Location"]
    people.user_reopen(user=cast.officer)
    assert browser.get(reverse("account")).status_code == 302
    assert other.get(reverse("account")).status_code == 200
    assert not UserSession.objects.filter(user=cast.officer).exists()


def test_a_session_that_the_list_does_not_know_ends_too(cast: Cast) -> None:
    cast.client(cast.officer)
    UserSession.objects.all().delete()
    assert people.sessions_end(user=cast.officer) == 1
    assert not Session.objects.exists()


def test_a_lost_second_factor_goes_with_its_sessions(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.officer, type="totp", data={"secret": "x"})
    browser = cast.client(cast.officer)
    people.second_factor_remove(user=cast.officer, by=cast.staff)
    assert not Authenticator.objects.exists()
    assert browser.get(reverse("account")).status_code == 302


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_posts_at_the_same_moment_one_makes_the_account() -> None:
    cast = make_cast()
    secret = invited(cast).secret
    together, said = Barrier(2), []

    def post(username: str) -> None:
        try:
            together.wait(10)
            make(secret, username)
            said.append("made")
        except Refused as error:
            said.append(error.message)
        finally:
            connection.close()

    threads = [Thread(target=post, args=(name,)) for name in ("mot", "hai")]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert sorted(said) == sorted([str(people.LINK_NOT_GOOD), "made"])
    assert User.objects.filter(username__in=["mot", "hai"]).count() == 1
