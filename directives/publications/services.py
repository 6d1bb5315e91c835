"""Publishing a period: once, whole, and never by somebody who made the figures alone."""

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from directives.clauses.models import Directive
from directives.compliance.choice import choose
from directives.publications import refusals
from directives.publications.changed_cells import ChangedCell, changed_cells
from directives.publications.frozen import (
    Frozen,
    UnreadablePublicationError,
    checksum,
    encode,
    figures_checksum,
    publication_number,
)
from directives.publications.hands import has_hand_in
from directives.publications.models import Publication, PublicationRequest
from directives.publications.selectors import (
    frozen_now,
    frozen_of,
    latest_of,
    open_request,
    standing_against,
)
from reports.figures.freezing import freeze
from reports.figures.period_models import Period
from reports.rounds.services import round_publish
from units.models import Unit, User
from units.refusing import Refused

_LONGEST_REASON = 500
_TOKEN_BYTES = 16  # 128 bits: nobody guesses it, and the QR code stays small


@transaction.atomic
def publish(
    *,
    office: Unit,
    period: Period,
    directive: Directive | None,
    user: User,
    reason: str = "",
    seen: str = "",
    trial: bool = False,
    now: datetime | None = None,
) -> Publication:
    """Freeze the period's figures, units, targets and words as its next version.

    Under the locks of period, directive and round, so that nothing is written meanwhile. The round
    is published with it, and a request that waited is answered. `seen` is the checksum of what the
    user looked at; `trial` is the user's word that a draft may judge. Raises Refused.
    """
    Period.objects.select_for_update().get(pk=period.pk)
    if directive is not None:
        Directive.objects.select_for_update().get(pk=directive.pk)
    if has_hand_in(user, office, period, directive):
        raise Refused(refusals.HAD_A_HAND)
    reason, before = reason.strip(), latest_of(office, period)
    frozen = _frozen(office, period, directive, seen)
    if frozen.is_trial and not trial:
        raise Refused(refusals.TRIAL_NOT_CONFIRMED, "trial")
    changed = _checked_changes(before, frozen, reason, seen)
    publication = _create(
        frozen,
        before,
        office=office,
        period=period,
        directive=directive,
        reason=reason[:_LONGEST_REASON],
        changed=[freeze(cell) for cell in changed],
        published_by=user,
        published_at=now or timezone.now(),
    )
    _finish(publication, user)
    return publication


def _finish(publication: Publication, user: User) -> None:
    """The round is published too, and who asked for it has their answer."""
    office, period = publication.office, publication.period
    reason, at = publication.reason, publication.published_at
    round_publish(office=office, period=period, user=user, reason=reason, now=at)
    request = open_request(office, period)
    if request is not None:
        request.publication = publication
        request.save(update_fields=["publication"])


def _frozen(office: Unit, period: Period, directive: Directive | None, seen: str = "") -> Frozen:
    """What would be published now, and nothing that stands against it: neither figures that are
    others than the user saw, nor the letter."""
    code = directive.code if directive else None
    choice = choose(office, period_code=period.code, directive_code=code)
    frozen = frozen_now(choice)
    if frozen is None:
        raise Refused(refusals.NO_FIGURES)
    if seen and seen != figures_checksum(frozen):
        raise Refused(refusals.CHANGED_MEANWHILE)
    if against := standing_against(choice, frozen):
        raise Refused(against)
    return frozen


def _checked_changes(
    before: Publication | None, frozen: Frozen, reason: str, seen: str
) -> tuple[ChangedCell, ...]:
    if before is None:
        return ()
    try:
        kept = frozen_of(before)
        changed = changed_cells(kept, frozen)
    except UnreadablePublicationError as broken:
        raise Refused(refusals.ALTERED) from broken
    if not changed:
        is_seen = seen == figures_checksum(kept)
        raise Refused(refusals.JUST_PUBLISHED if is_seen else refusals.NOTHING_CHANGED)
    if not reason:
        raise Refused(refusals.NEEDS_REASON, "reason")
    return changed


def _create(frozen: Frozen, before: Publication | None, **facts: Any) -> Publication:
    """The next version's row; `facts` are its remaining columns."""
    text = encode(frozen)
    office, period = facts["office"], facts["period"]
    return Publication.objects.create(
        version=before.version + 1 if before else 1,
        number=publication_number(
            settings.PUBLICATION_PREFIX or None, office.short_name, period.code
        ),
        content=text,
        checksum=checksum(text),
        token=secrets.token_urlsafe(_TOKEN_BYTES),
        **facts,
    )


@transaction.atomic
def request_make(
    *,
    office: Unit,
    period: Period,
    directive: Directive | None,
    user: User,
    reason: str = "",
    seen: str = "",
) -> PublicationRequest:
    """Ask another person to publish; one request waits for a period. Raises Refused."""
    Period.objects.select_for_update().get(pk=period.pk)
    if open_request(office, period) is not None:
        raise Refused(refusals.ASKED_ALREADY)
    frozen = _frozen(office, period, directive)
    _checked_changes(latest_of(office, period), frozen, reason.strip(), seen)
    try:
        with transaction.atomic():
            return PublicationRequest.objects.create(
                office=office,
                period=period,
                directive=directive,
                reason=reason.strip()[:_LONGEST_REASON],
                asked_by=user,
            )
    except IntegrityError as twice:
        raise Refused(refusals.ASKED_ALREADY) from twice


@transaction.atomic
def request_withdraw(*, asked: PublicationRequest) -> None:
    """Take a request back; one that was answered meanwhile stays as it is."""
    PublicationRequest.objects.filter(
        pk=asked.pk, publication__isnull=True, withdrawn_at__isnull=True
    ).update(withdrawn_at=timezone.now())
