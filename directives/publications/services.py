"""Publishing a period: once, whole, and never by somebody who made the figures alone."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from directives.clauses.models import Directive
from directives.compliance.standing import Choice, choose
from directives.publications.changed_cells import Changed, changed_cells
from directives.publications.frozen import (
    Frozen,
    UnreadableError,
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

_TOKEN_BYTES = 16  # 128 bits: nobody guesses it, and the QR code stays small


class PublishingError(Exception):
    """Why a period is not published; `code` is `no-figures`, `nothing-changed`, `just-published`,
    `had-a-hand`, `needs-reason`, `changed-meanwhile`, `altered`, `not-of-the-period`,
    `draft-beside-letter`, `stale-findings` or, for a request, `asked-already`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def publish(
    *,
    office: Unit,
    period: Period,
    directive: Directive | None,
    user: User,
    reason: str = "",
    seen: str = "",
    now: datetime | None = None,
) -> Publication:
    """Freeze the period's figures, units, targets and words as its next version.

    Under the locks of period, directive and round, so that nothing is written meanwhile. The round
    is published with it, and a request that waited is answered. `seen` is the checksum of what the
    user looked at. Raises PublishingError.
    """
    Period.objects.select_for_update().get(pk=period.pk)
    if directive is not None:
        Directive.objects.select_for_update().get(pk=directive.pk)
    if has_hand_in(user, office, period, directive):
        raise PublishingError("had-a-hand")
    before = latest_of(office, period)
    choice, frozen = _frozen(office, period, directive)
    if seen and seen != figures_checksum(frozen):
        raise PublishingError("changed-meanwhile")
    _refuse_directive(choice, frozen)
    changed = _checked_changes(before, frozen, reason.strip(), seen)
    at = now or timezone.now()
    made = _create(
        frozen,
        before,
        office=office,
        period=period,
        directive=directive,
        reason=reason.strip()[:500],
        changed=[freeze(one) for one in changed],
        published_by=user,
        published_at=at,
    )
    round_publish(office=office, period=period, user=user, reason=made.reason, now=at)
    _answer_request(made)
    return made


def _answer_request(made: Publication) -> None:
    asked = open_request(made.office, made.period)
    if asked is not None:
        asked.publication = made
        asked.save(update_fields=["publication"])


def _frozen(office: Unit, period: Period, directive: Directive | None) -> tuple[Choice, Frozen]:
    code = directive.code if directive else None
    choice = choose(office, period_code=period.code, directive_code=code)
    frozen = frozen_now(choice)
    if frozen is None:
        raise PublishingError("no-figures")
    return choice, frozen


def _refuse_directive(choice: Choice, frozen: Frozen) -> None:
    """Figures are not published with a letter that stands against them."""
    against = standing_against(choice, frozen)
    if against:
        raise PublishingError(against)


def _checked_changes(
    before: Publication | None, frozen: Frozen, reason: str, seen: str
) -> tuple[Changed, ...]:
    if before is None:
        return ()
    try:
        kept = frozen_of(before)
        changed = changed_cells(kept, frozen)
    except UnreadableError as broken:
        raise PublishingError("altered") from broken
    if not changed:
        is_seen = seen == figures_checksum(kept)
        raise PublishingError("just-published" if is_seen else "nothing-changed")
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
    *,
    office: Unit,
    period: Period,
    directive: Directive | None,
    user: User,
    reason: str = "",
    seen: str = "",
) -> PublicationRequest:
    """Ask another person to publish. Raises PublishingError `no-figures`, `nothing-changed`,
    `just-published`, `needs-reason`, or `asked-already` where a request waits."""
    Period.objects.select_for_update().get(pk=period.pk)
    if open_request(office, period) is not None:
        raise PublishingError("asked-already")
    choice, frozen = _frozen(office, period, directive)
    _refuse_directive(choice, frozen)
    _checked_changes(latest_of(office, period), frozen, reason.strip(), seen)
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
