"""Invitations, roles and accounts. Who may do it is the caller's to ask (units/access.py); what
holds for everybody stands here: a link works once, nobody gives a role above their own, nobody
closes themselves."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.models import Invitation, InvitationQuerySet, Membership, Unit, User
from units.refusing import Refused

ROLE_ABOVE_OWN: Final = _("You cannot give or end a role above your own. Ask an administrator.")
NOT_YOURSELF: Final = _("You cannot close yourself. Ask a colleague to do it.")
DATES_OUT_OF_ORDER: Final = _("The last day comes before the first. Change one of them.")
LINK_NOT_GOOD: Final = _("This link no longer works. Ask the office for a new one.")
HAS_ACCOUNT: Final = _("Somebody has an account with this address. Log in to accept.")
OTHER_ADDRESS: Final = _("This invitation is for another address. Log in as the invited person.")
NAME_TAKEN: Final = _("This user name is taken. Choose another one.")
NOT_WAITING: Final = _("The invitation is used or withdrawn by now. Look at the list again.")


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and the secret of its link, which is kept nowhere else."""

    invitation: Invitation
    secret: str


def digest_of(secret: str) -> str:
    """What is stored of a link's secret."""
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    by: User,
    email: str,
    display_name: str,
    unit: Unit,
    role: str,
    givable: frozenset[str],
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Invited:
    """Invite a person to a role in a unit (dates inclusive); a waiting invitation to the same
    role is withdrawn, so that one link at most works.

    `givable` are the roles that `by` may give there.
    """
    _check(role, givable, valid_from, valid_to)
    _withdraw_same(email, unit.pk, role)
    invitation = Invitation(
        email=email,
        display_name=display_name,
        unit=unit,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        invited_by=by,
    )
    return _with_new_link(invitation)


@transaction.atomic
def invitation_resend(*, invitation: Invitation, givable: frozenset[str]) -> Invited:
    """Give a waiting invitation a new link and its full time; the old link ends."""
    waiting = _waiting(invitation)
    _check(waiting.role, givable, waiting.valid_from, waiting.valid_to)
    return _with_new_link(waiting)


@transaction.atomic
def invitation_withdraw(*, invitation: Invitation, givable: frozenset[str]) -> None:
    """End an invitation that waits."""
    waiting = _waiting(invitation)
    _check(waiting.role, givable, None, None)
    waiting.withdrawn_at = timezone.now()
    waiting.save(update_fields=["withdrawn_at"])


def invitation_for(secret: str) -> Invitation:
    """The invitation that a link opens. Used, withdrawn, expired and unknown ones are refused
    alike, so that nobody can tell them apart."""
    return _opened(Invitation.objects.select_related("unit"), secret)


def account_make(*, secret: str, username: str, password: str) -> User:
    """Make the account of an invited person, with the role that waited (the link is used up).

    The password is checked already. Refused where somebody has this address or the name.
    """
    try:
        with transaction.atomic():
            invitation = _locked(secret)
            if User.objects.filter(email__iexact=invitation.email).exists():
                raise Refused(HAS_ACCOUNT)
            if User.objects.filter(username__iexact=username).exists():
                raise Refused(NAME_TAKEN, field="username")
            user = User.objects.create_user(
                username, invitation.email, password, display_name=invitation.display_name
            )
            _use(invitation, user)
            return user
    except IntegrityError:
        raise Refused(NAME_TAKEN, field="username") from None


@transaction.atomic
def invitation_accept(*, secret: str, user: User) -> Membership:
    """Give the role that waited to somebody who has an account with the invited address."""
    invitation = _locked(secret)
    if not user.email or user.email.lower() != invitation.email.lower():
        raise Refused(OTHER_ADDRESS)
    return _use(invitation, user)


@transaction.atomic
def membership_give(
    *,
    user: User,
    unit: Unit,
    role: str,
    by: User,
    givable: frozenset[str],
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """Give a role in a unit between two dates (inclusive); one that was there gets these dates.
    Nobody prolongs their own."""
    if user.pk == by.pk:
        raise Refused(NOT_YOURSELF)
    _check(role, givable, valid_from, valid_to)
    return _give(user, unit, role, valid_from, valid_to)


@transaction.atomic
def membership_close(
    *, membership: Membership, last_day: date, by: User, givable: frozenset[str]
) -> None:
    """End a role after `last_day` (inclusive), and the invitations to it that still wait: an old
    link would bring it back."""
    if membership.user_id == by.pk:
        raise Refused(NOT_YOURSELF)
    _check(membership.role, givable, membership.valid_from, last_day)
    membership.valid_to = last_day
    membership.save(update_fields=["valid_to"])
    if membership.user.email:
        _withdraw_same(membership.user.email, membership.unit_id, membership.role)


@transaction.atomic
def user_close(*, user: User, by: User) -> None:
    """Close an account and end all its sessions at once."""
    if user.pk == by.pk:
        raise Refused(NOT_YOURSELF)
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions_end(user=user)


@transaction.atomic
def user_reopen(*, user: User) -> None:
    """Let a closed account log in again; its sessions stay ended."""
    user.is_active = True
    user.save(update_fields=["is_active"])


@transaction.atomic
def second_factor_remove(*, user: User, by: User) -> None:
    """Take a lost second factor away, with all sessions; a new one is set up after the log-in.
    One's own is changed on one's own page."""
    if user.pk == by.pk:
        raise Refused(NOT_YOURSELF)
    Authenticator.objects.filter(user=user).delete()
    sessions_end(user=user)


@transaction.atomic
def sessions_end(*, user: User, but: str = "") -> int:
    """End the sessions of a user except the one with the key `but`; gives how many.

    Every stored session is looked into: one that the list does not know would live on.
    """
    stored = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=but)
    own = [
        session.session_key
        for session in stored.iterator()
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    Session.objects.filter(session_key__in=own).delete()
    UserSession.objects.filter(user=user).exclude(session_key=but).delete()
    return len(own)


def _check(
    role: str, givable: frozenset[str], valid_from: date | None, valid_to: date | None
) -> None:
    if role not in givable:
        raise Refused(ROLE_ABOVE_OWN)
    if valid_from and valid_to and valid_to < valid_from:
        raise Refused(DATES_OUT_OF_ORDER)


def _withdraw_same(email: str, unit_id: int, role: str) -> None:
    same = Invitation.objects.waiting().filter(email__iexact=email, unit=unit_id, role=role)
    for invitation in same.select_for_update():
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])


def _with_new_link(invitation: Invitation) -> Invited:
    secret, now = token_urlsafe(32), timezone.now()
    invitation.secret_digest = digest_of(secret)
    invitation.invited_at = now
    invitation.expires_at = now + timedelta(days=settings.INVITATION_DAYS)
    invitation.save()
    return Invited(invitation, secret)


def _waiting(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.waiting().select_for_update()
    waiting = rows.filter(pk=invitation.pk).first()
    if waiting is None:
        raise Refused(NOT_WAITING)
    return waiting


def _locked(secret: str) -> Invitation:
    # The lock lets the second of two posts wait, and then find the link used.
    return _opened(Invitation.objects.select_for_update(), secret)


def _opened(rows: InvitationQuerySet, secret: str) -> Invitation:
    invitation = rows.open_at(timezone.now()).filter(secret_digest=digest_of(secret)).first()
    if invitation is None:
        raise Refused(LINK_NOT_GOOD)
    return invitation


def _use(invitation: Invitation, user: User) -> Membership:
    invitation.used_at = timezone.now()
    invitation.user = user
    invitation.save(update_fields=["used_at", "user"])
    return _give(user, invitation.unit, invitation.role, invitation.valid_from, invitation.valid_to)


def _give(
    user: User, unit: Unit, role: str, valid_from: date | None, valid_to: date | None
) -> Membership:
    dates = {"valid_from": valid_from, "valid_to": valid_to}
    return Membership.objects.update_or_create(user=user, unit=unit, role=role, defaults=dates)[0]
