"""Every address of the site × everybody, on objects of one unit: who gets in, who cannot guess.

An address that is not listed here fails the test: nobody adds a page without saying whose it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from cchc.demo import letter as demo
from reports.domain.figures import Figure
from reports.models import (
    Evidence,
    Extension,
    ImportProfile,
    ImportRun,
    Indicator,
    Report,
    Round,
    Source,
    Submission,
)
from reports.services.records import NewFigure, Provenance, figures_write
from reports.services.submissions import submission_submit
from tests.cast import Cast
from tests.reports.round_cast import open_round, type_all
from units.models import Invitation, Membership, Unit

WHO: Final = (
    *("anonymous", "officer", "other_officer", "staff", "leader", "admin", "outsider", "nobody"),
)
"""In the order of the columns below; all objects are those of `other_officer`'s unit or office."""

# One letter each: L sent to the log-in, - not found, + let in (shown, or sent on after a POST).
EVERYBODY = "++++++++"
LOGGED_IN = "L+++++++"
MEMBERS = "L++++++-"
OFFICE = "L--+++--"
"""Staff, leader and admin of the office."""
IMPORTERS = "L--+-+--"
KEEPERS = "L--+----"
"""Staff alone."""
MANAGERS = "L--+-+--"
ITS_READERS = "L-++++--"
"""Who may see the unit: its own officer, and the office."""
ITS_TYPISTS = "L-++----"
"""Who may enter its figures: its own officer, and staff on its behalf."""


@dataclass(frozen=True)
class Address:
    """Who gets in, with which arguments, by GET or POST.

    `own` tells that the page has no object of anybody's: an outsider sees the own office there.
    """

    letters: str
    args: Callable[[Things], list[Any]] = lambda things: []
    post: bool = False
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Things:
    """The objects that the addresses are tried with: of thị trấn Hồ Xá, or of its office."""

    unit: Unit
    round: Round
    submission: Submission
    evidence: Evidence
    extension: Extension
    run: ImportRun
    profile: ImportProfile
    report: Report
    membership: Membership
    invitation: Invitation

    @property
    def period(self) -> str:
        """The code of the round's period."""
        return self.round.period.code


def own_office(letters: str) -> str:
    """The same, where staff of another office see their own office's page."""
    return letters[:6] + "+" + letters[7:]


def unit_and_period(things: Things) -> list[Any]:
    return [things.unit.code, things.period]


ADDRESSES: Final[dict[str, Address]] = {
    "healthz": Address(EVERYBODY),
    "language": Address(EVERYBODY, post=True),
    # Pages of the office
    "dashboard": Address(LOGGED_IN),
    "ranking": Address(MEMBERS),
    "ranking_export": Address(MEMBERS, lambda _: ["csv"]),
    "compliance": Address(own_office(OFFICE)),
    "compliance_export": Address(own_office(OFFICE), lambda _: ["xlsx"]),
    "unit": Address(ITS_READERS, lambda things: [things.unit.code]),
    "figure": Address(ITS_READERS, lambda things: [things.unit.code, "online"]),
    "directive": Address("L+++++--", lambda _: [demo.DIRECTIVE]),
    # Imports
    "import_list": Address(own_office(IMPORTERS)),
    **{
        name: Address(IMPORTERS, lambda things: [things.run.pk])
        for name in ("import_run", "import_progress", "import_marked", "import_file")
    },
    **{
        name: Address(IMPORTERS, lambda things: [things.run.pk], post=True)
        for name in (
            *("import_decide", "import_apply", "import_undo", "import_again"),
            *("import_discard", "import_restart"),
        )
    },
    "profile_list": Address(own_office(IMPORTERS)),
    "profile_rename": Address(IMPORTERS, lambda things: [things.profile.pk], post=True),
    "profile_remove": Address(IMPORTERS, lambda things: [things.profile.pk], post=True),
    "report_facts": Address(IMPORTERS, lambda things: [things.report.pk]),
    # Rounds
    "round_list": Address(own_office(OFFICE)),
    "year_plan": Address(own_office(KEEPERS), post=True),
    "own_period_plan": Address(own_office(KEEPERS), post=True),
    "offsets_set": Address(own_office(KEEPERS), post=True),
    "round": Address(OFFICE, lambda things: [things.period]),
    "round_step": Address(KEEPERS, lambda things: [things.period], post=True),
    "round_deadline": Address(KEEPERS, lambda things: [things.period], post=True),
    "extension_give": Address(KEEPERS, lambda things: [things.period], post=True),
    "extension_end": Address(
        KEEPERS, lambda things: [things.period, things.extension.pk], post=True
    ),
    # A unit's own figures
    "entry_list": Address("L+++--+-"),
    "entry": Address(ITS_TYPISTS, unit_and_period),
    "entry_cell": Address(
        ITS_TYPISTS, lambda things: [things.unit.code, things.period, "online"], post=True
    ),
    "entry_paste": Address(ITS_TYPISTS, unit_and_period, post=True),
    "submission_submit": Address(ITS_TYPISTS, unit_and_period, post=True),
    "submission_withdraw": Address(ITS_TYPISTS, unit_and_period, post=True),
    "submission": Address(ITS_READERS, lambda things: [things.submission.pk]),
    "submission_accept": Address(KEEPERS, lambda things: [things.submission.pk], post=True),
    "submission_return": Address(KEEPERS, lambda things: [things.submission.pk], post=True),
    "entry_workbook": Address(ITS_TYPISTS, unit_and_period),
    "entry_upload": Address(ITS_TYPISTS, unit_and_period),
    "round_workbook": Address(KEEPERS, lambda things: [things.period]),
    "round_upload": Address(KEEPERS, lambda things: [things.period]),
    "evidence_add": Address(ITS_TYPISTS, unit_and_period, post=True),
    "evidence": Address(ITS_READERS, lambda things: [things.evidence.pk]),
    "evidence_remove": Address(ITS_TYPISTS, lambda things: [things.evidence.pk], post=True),
    # Desk and sources
    "desk": Address(own_office(OFFICE)),
    "desk_export": Address(OFFICE),
    "remind": Address(KEEPERS, post=True, data={"period": "2023-H1"}),
    "reminder_list": Address(own_office(OFFICE)),
    "difference_list": Address(MEMBERS),
    "difference_export": Address("L+++++--"),
    "difference_write": Address(
        "L-++----", lambda things: [things.period, things.unit.code, "online"], post=True
    ),
    # People
    "account": Address(LOGGED_IN),
    "account_sessions_end": Address(LOGGED_IN, post=True),
    "person_list": Address(own_office(MANAGERS)),
    "person_invite": Address(own_office(MANAGERS)),
    "person": Address(MANAGERS, lambda things: [things.membership.user_id]),
    **{
        name: Address(MANAGERS, lambda things: [things.membership.user_id], post=True)
        for name in ("membership_give", "person_close", "person_reopen", "person_factor_remove")
    },
    "membership_close": Address(MANAGERS, lambda things: [things.membership.pk], post=True),
    "invitation_resend": Address(MANAGERS, lambda things: [things.invitation.pk], post=True),
    "invitation_withdraw": Address(MANAGERS, lambda things: [things.invitation.pk], post=True),
    "invitation": Address("--------", lambda _: ["not-the-secret"]),
    # Log-in
    "account_login": Address(EVERYBODY),
    "account_inactive": Address(EVERYBODY),
    "account_reset_password": Address(EVERYBODY),
    "account_reset_password_done": Address(EVERYBODY),
    "account_reset_password_from_key": Address(EVERYBODY, lambda _: ["1", "set-password"]),
    "account_reset_password_from_key_done": Address(EVERYBODY),
    "account_logout": Address(EVERYBODY),
    "account_change_password": Address(LOGGED_IN),
    "account_reauthenticate": Address(LOGGED_IN),
    "mfa_authenticate": Address(LOGGED_IN),
    "mfa_login_webauthn": Address(LOGGED_IN),
    "mfa_edit_webauthn": Address(LOGGED_IN, lambda _: [1]),
    "mfa_remove_webauthn": Address(LOGGED_IN, lambda _: [1]),
}
# allauth's own pages of the second factor: of the user who is logged in, never of another.
ADDRESSES.update(
    {
        name: Address(LOGGED_IN)
        for name in (
            *("mfa_index", "mfa_reauthenticate", "mfa_activate_totp"),
            *("mfa_generate_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn"),
            "mfa_reauthenticate_webauthn",
        )
    }
)
# Of a factor that none of these users has.
ADDRESSES.update(
    {
        name: Address("L-------")
        for name in (
            *("mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_view_recovery_codes"),
        )
    }
)


def names(resolver: URLResolver | None = None) -> Iterator[str]:
    """The names of all addresses but those of the admin, which has its own door."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from names(pattern)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or repr(pattern)


def make_things(cast: Cast) -> Things:
    """One of each kind, sent and written by the people of Hồ Xá and their office."""
    unit = Unit.objects.get(code="hoxa")
    one = open_round(cast)
    type_all(one, unit, cast.other_officer)
    submission = submission_submit(one=one, unit=unit, user=cast.other_officer)
    evidence = Evidence(submission=submission, filename="minh-chung.pdf", sha256="0" * 64, size=4)
    evidence.uploaded_by = cast.other_officer
    evidence.file.save("x", ContentFile(b"%PDF"))
    Evidence.objects.update(uploaded_at=submission.submitted_at)  # there when it was sent
    now = timezone.now()
    _write_unit_record(cast, unit, one)
    return Things(
        unit=unit,
        round=one,
        submission=submission,
        evidence=evidence,
        extension=Extension.objects.create(
            round=one, unit=unit, until=one.deadline + timedelta(days=3), reason="Mất điện"
        ),
        run=ImportRun.objects.get(),
        profile=ImportProfile.objects.create(office=cast.office, name="x", fingerprint="0" * 64),
        report=Report.objects.get(office=cast.office),
        membership=cast.other_officer.memberships.get(),
        invitation=Invitation.objects.create(
            email="moi@example.vn",
            display_name="Người mới",
            unit=unit,
            role=Membership.Role.OFFICER,
            secret_digest="0" * 64,
            invited_by=cast.staff,
            invited_at=now,
            expires_at=now + timedelta(days=7),
        ),
    )


def _write_unit_record(cast: Cast, unit: Unit, one: Round) -> None:
    """A figure of the unit itself, beside the province's."""
    online = NewFigure(unit.pk, Indicator.objects.get(code="online").pk, Figure.of(Decimal(50)))
    figures_write(
        period=one.period,
        source=Source.UNIT,
        figures=[online],
        provenance=Provenance(cast.other_officer, timezone.now()),
    )


def browser(cast: Cast, who: str) -> Client:
    """A browser of one of WHO, fresh, since some addresses end the session."""
    return Client() if who == "anonymous" else cast.client(getattr(cast, who))


def letter(client: Client, address: Address, path: str) -> str:
    """What became of a request; whatever it wrote is taken back."""
    with transaction.atomic():
        send = client.post if address.post else client.get
        response = send(path, address.data)
        transaction.set_rollback(True)
    if response.status_code == 404:
        return "-"
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "L"
    return "+" if response.status_code < 500 and response.status_code != 405 else "!"


def test_every_address_says_whose_it_is() -> None:
    listed = set(ADDRESSES)
    assert (set(names()) - listed, listed - set(names())) == (set(), set())


def test_who_gets_in(district: Cast) -> None:
    things = make_things(district)
    wrong = {}
    for name, address in ADDRESSES.items():
        path = reverse(name, args=address.args(things))
        got = "".join(letter(browser(district, who), address, path) for who in WHO)
        if got != address.letters:
            wrong[name] = f"{name}: {got} instead of {address.letters}"
    assert not wrong, "\n".join(wrong.values())
