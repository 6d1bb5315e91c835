"""Publishing a period: once, whole, and never by somebody who made the figures alone."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from directives.domain.changed_cells import Changed, changed_cells
from directives.domain.frozen import Frozen, UnreadableError, checksum, encode
from directives.domain.numbers import publication_number
from directives.domain.plain import to_plain
from directives.models import Directive, Publication, PublicationRequest
from directives.selectors.publishing import (
    frozen_now,
    frozen_of,
    has_hand_in,
    latest_of,
    open_request,
)
from directives.selectors.standing import choose
from reports.models import Period
from reports.services.rounds import round_publish
from units.models import Unit, User

_TOKEN_BYTES = 16  # 128 bits: nobody guesses it, and the QR code stays small


class PublishingError(Exception):
    """Why a period is not published; `code` is `no-figures`, `nothing-changed`, `had-a-hand`,
    `needs-reason`, `changed-meanwhile`, `altered` or, for a request, `asked-already`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def publish(
    *,
    office: Unit,
    period: Period,
    directive: Directive | None,
    user: User | None,
    reason: str = "",
    seen: str = "",
    now: datetime | None = None,
) -> Publication:
    """Freeze the period's figures, units, targets and words as its next version.

    Under the locks of period, directive and round, so that nothing is written meanwhile. The round
    is published with it, and a request that waited is answered. Without a `user` it is the
    command line of the machine; `seen` is the checksum of what the user looked at. Raises
    PublishingError.
    """
    Period.objects.select_for_update().get(pk=period.pk)
    if directive is not None:
        Directive.objects.select_for_update().get(pk=directive.pk)
    if user is not None and has_hand_in(user, office, period):
        raise PublishingError("had-a-hand")
    before = latest_of(office, period)
    frozen = _frozen(office, period, directive)
    if seen and seen != checksum(encode(frozen)):
        raise PublishingError("changed-meanwhile")
    changed = _checked_changes(before, frozen, reason.strip())
    at = now or timezone.now()
    made = _create(
        frozen,
        before,
        office=office,
        period=period,
        directive=directive,
        reason=reason.strip()[:500],
        changed=[to_plain(one) for one in changed],
        published_by=user,
        published_at=at,
    )
    round_publish(office=office, period=period, user=user, reason=made.reason, now=at)
    asked = open_request(office, period)
    if asked is not None:
        asked.publication = made
        asked.save(update_fields=["publication"])
    return made


def _frozen(office: Unit, period: Period, directive: Directive | None) -> Frozen:
    code = directive.code if directive else None
    frozen = frozen_now(choose(office, period_code=period.code, directive_code=code))
    if frozen is None:
        raise PublishingError("no-figures")
    return frozen


def _checked_changes(
    before: Publication | None, frozen: Frozen, reason: str
) -> tuple[Changed, ...]:
    if before is None:
        return ()
    try:
        changed = changed_cells(frozen_of(before), frozen)
    except UnreadableError as broken:
        raise PublishingError("altered") from broken
    if not changed:
        raise PublishingError("nothing-changed")
    if not reason:
        raise PublishingError("needs-reason")
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
    *, office: Unit, period: Period, directive: Directive | None, user: User, reason: str = ""
) -> PublicationRequest:
    """Ask another person to publish. Raises PublishingError `no-figures`, `nothing-changed`,
    `needs-reason`, or `asked-already` where a request waits."""
    Period.objects.select_for_update().get(pk=period.pk)
    if open_request(office, period) is not None:
        raise PublishingError("asked-already")
    frozen = _frozen(office, period, directive)
    _checked_changes(latest_of(office, period), frozen, reason.strip())
    try:
        with transaction.atomic():
            return PublicationRequest.objects.create(
                office=office,
                period=period,
                directive=directive,
                reason=reason.strip()[:500],
                asked_by=user,
            )
    except IntegrityError as twice:
        raise PublishingError("asked-already") from twice


@transaction.atomic
def request_withdraw(*, asked: PublicationRequest) -> None:
    """Take a request back; one that was answered meanwhile stays as it is."""
    PublicationRequest.objects.filter(
        pk=asked.pk, publication__isnull=True, withdrawn_at__isnull=True
    ).update(withdrawn_at=timezone.now())
