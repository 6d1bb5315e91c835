"""Every address of the site × everybody, on objects of one unit: who gets in, who cannot guess.

An address that is not listed here fails the test: nobody adds a page without saying whose it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from cchc.demo import letter as demo
from directives.clauses.models import Directive, Obligation, Signatory, Target
from directives.compliance.choice import choose
from directives.feedback.models import Feedback, FeedbackFile
from directives.findings.models import Finding
from directives.letters.models import LetterTemplate
from directives.overdue.models import ApologyLetter, OverdueFile
from directives.publications.frozen import checksum, encode
from directives.publications.models import Publication, PublicationRequest
from directives.publications.selectors import frozen_now
from directives.scores.models import Criterion, Rubric, Score, ScoreEvidence
from reports.figures.figures import Figure
from reports.figures.import_models import ImportProfile, ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.record_models import Source
from reports.figures.record_services import NewFigure, Provenance, figures_write
from reports.figures.report_models import Report
from reports.rounds.models import Extension, Round
from reports.rounds.submission_models import Evidence, Submission
from reports.rounds.submission_services import submission_submit
from tests.cast import Cast
from tests.reports.rounds.round_cast import open_round, type_all
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
PUBLISHERS = "L--++---"
"""Staff and leader of the office."""
ITS_READERS = "L-++++--"
"""Who may see the unit: its own officer, and the office."""
ITS_MEMBERS = "L-+-----"
"""Who may know whose file it is: the unit's own officer alone."""
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
    overdue: OverdueFile
    line: Criterion
    score_file: ScoreEvidence
    feedback: Feedback
    publication: Publication
    asked: PublicationRequest
    feedback_file: FeedbackFile
    finding: Finding
    template: LetterTemplate
    signatory: Signatory

    @property
    def target(self) -> Target:
        """A target of the office's letter."""
        return Target.objects.filter(clause__directive__code=demo.DIRECTIVE)[0]

    @property
    def duty(self) -> Obligation:
        """What the office's letter asks for by a day."""
        return Obligation.objects.get(clause__directive__code=demo.DIRECTIVE)

    @property
    def period(self) -> str:
        """The code of the round's period."""
        return self.round.period.code


def own_office(letters: str) -> str:
    """The same, where staff of another office see their own office's page."""
    return letters[:6] + "+" + letters[7:]


def unit_and_period(things: Things) -> list[Any]:
    return [things.unit.code, things.period]


def tried_target(_things: Things) -> list[Any]:
    target = Target.objects.filter(clause__directive__code=demo.DIRECTIVE, floor__isnull=False)
    return [demo.DIRECTIVE, target.values_list("pk", flat=True)[0]]


def score_address(things: Things) -> list[Any]:
    return [things.line.rubric.code, things.period, things.unit.code]


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
    "notices_export": Address(OFFICE, lambda _: ["zip"]),
    "appendix_export": Address(OFFICE),
    "unit_notice": Address(ITS_READERS, lambda things: [things.unit.code]),
    "target_try": Address(OFFICE, tried_target),
    "target_try_write": Address(KEEPERS, tried_target, post=True),
    "target_try_undo": Address(KEEPERS, tried_target, post=True),
    # Letters
    "letter": Address(OFFICE, lambda _: [demo.DIRECTIVE]),
    "letter_file": Address(OFFICE, lambda _: [demo.DIRECTIVE, "pdf"]),
    "letter_templates": Address(own_office(OFFICE)),
    "letter_template_sample": Address(own_office(OFFICE)),
    "letter_template_add": Address(own_office(KEEPERS), post=True),
    "letter_template_built_in": Address(own_office(KEEPERS), post=True),
    "letter_template_file": Address(OFFICE, lambda things: [things.template.pk]),
    "letter_template_use": Address(KEEPERS, lambda things: [things.template.pk], post=True),
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
    # Publications
    "publication_list": Address(own_office(OFFICE)),
    "publication_new": Address(own_office(PUBLISHERS)),
    "publication": Address(OFFICE, lambda things: [things.period, 1]),
    "publication_request_withdraw": Address(KEEPERS, lambda things: [things.asked.pk], post=True),
    "public_publication": Address(EVERYBODY, lambda things: [things.publication.token]),
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
    # Register of overdue files
    "overdue_list": Address(MEMBERS),
    "overdue_export": Address(own_office("L+++++--"), lambda _: ["csv"]),
    "overdue_template": Address("L+++----"),
    "overdue_add": Address("L+++----"),
    "overdue_sheet": Address("L+++----"),
    "overdue_sheet_apply": Address("L+++----", post=True),
    "overdue_file": Address(ITS_READERS, lambda things: [things.overdue.pk]),
    "overdue_edit": Address(ITS_TYPISTS, lambda things: [things.overdue.pk]),
    "overdue_remove": Address(ITS_TYPISTS, lambda things: [things.overdue.pk], post=True),
    "apology": Address(ITS_MEMBERS, lambda things: [things.overdue.pk]),
    "apology_print": Address(ITS_MEMBERS, lambda things: [things.overdue.pk, "pdf"]),
    "apology_attach": Address(ITS_MEMBERS, lambda things: [things.overdue.pk], post=True),
    "apology_scan": Address(ITS_MEMBERS, lambda things: [things.overdue.pk]),
    "apologies_print": Address(ITS_MEMBERS, data={"unit": "hoxa"}),
    # Feedback register
    "feedback_list": Address(MEMBERS),
    "feedback_new": Address("L+++----"),
    "feedback_annex": Address(OFFICE, lambda _: ["xlsx"]),
    "feedback_file": Address(ITS_READERS, lambda things: [things.feedback_file.pk]),
    "feedback": Address(ITS_READERS, lambda things: [things.feedback.pk]),
    **{
        name: Address(KEEPERS, lambda things: [things.feedback.pk], post=True)
        for name in ("feedback_assign", "feedback_answer", "feedback_close", "feedback_reopen")
    },
    # Findings of a letter
    "findings": Address(OFFICE, lambda _: [demo.DIRECTIVE]),
    **{
        name: Address(KEEPERS, lambda _: [demo.DIRECTIVE], post=True)
        for name in ("findings_make", "findings_refresh", "finding_add")
    },
    **{
        name: Address(KEEPERS, lambda things: [demo.DIRECTIVE, things.finding.pk], post=True)
        for name in ("finding_edit", "finding_refresh", "finding_move", "finding_delete")
    },
    # Scores and rubrics
    "score_table": Address("L++++++-"),
    "score_export": Address(own_office(OFFICE)),
    "score_unit": Address(ITS_READERS, score_address),
    "score_self": Address(
        ITS_TYPISTS, lambda things: [*score_address(things), things.line.pk], post=True
    ),
    "score_review": Address(
        KEEPERS, lambda things: [*score_address(things), things.line.pk], post=True
    ),
    "score_file": Address(ITS_READERS, lambda things: [things.score_file.pk]),
    "score_file_remove": Address(ITS_TYPISTS, lambda things: [things.score_file.pk], post=True),
    "rubric_list": Address(own_office(OFFICE)),
    "rubric": Address(OFFICE, lambda things: [things.line.rubric.code]),
    "rubric_copy": Address(KEEPERS, lambda things: [things.line.rubric.code], post=True),
    "rubric_change": Address(KEEPERS, lambda things: [things.line.rubric.code], post=True),
    "rubric_delete": Address(KEEPERS, lambda things: [things.line.rubric.code], post=True),
    "rubric_import": Address(own_office(KEEPERS), post=True),
    "criterion_add": Address(KEEPERS, lambda things: [things.line.rubric.code]),
    "criterion": Address(KEEPERS, lambda things: [things.line.pk]),
    "criterion_move": Address(KEEPERS, lambda things: [things.line.pk], post=True),
    "criterion_delete": Address(KEEPERS, lambda things: [things.line.pk], post=True),
    # Directives and their editor
    "directive_list": Address(own_office(OFFICE)),
    "directive_new": Address(own_office(KEEPERS)),
    **{
        name: Address(KEEPERS, lambda _: [demo.DIRECTIVE])
        for name in (
            *("directive_edit", "directive_issue", "directive_withdraw", "directive_delete"),
            *("directive_word", "clause_add"),
        )
    },
    "directive_clone": Address(KEEPERS, lambda _: [demo.DIRECTIVE], post=True),
    **{
        name: Address(KEEPERS, lambda things: [demo.DIRECTIVE, things.target.clause_id])
        for name in ("clause_edit", "clause_delete", "target_add", "obligation_add")
    },
    "clause_move": Address(
        KEEPERS, lambda things: [demo.DIRECTIVE, things.target.clause_id], post=True
    ),
    "target_edit": Address(KEEPERS, lambda things: [demo.DIRECTIVE, things.target.pk]),
    "target_delete": Address(KEEPERS, lambda things: [demo.DIRECTIVE, things.target.pk]),
    "obligation_edit": Address(KEEPERS, lambda things: [demo.DIRECTIVE, things.duty.pk]),
    "obligation_delete": Address(KEEPERS, lambda things: [demo.DIRECTIVE, things.duty.pk]),
    "signatory_list": Address(own_office(OFFICE)),
    "signatory_add": Address(own_office(KEEPERS), post=True),
    "signatory_end": Address(KEEPERS, lambda things: [things.signatory.pk], post=True),
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
    submission = submission_submit(round_=one, unit=unit, user=cast.other_officer)
    evidence = Evidence(submission=submission, filename="minh-chung.pdf", sha256="0" * 64, size=4)
    evidence.uploaded_by = cast.other_officer
    evidence.file.save("x", ContentFile(b"%PDF"))
    Evidence.objects.update(uploaded_at=submission.submitted_at)  # there when it was sent
    now = timezone.now()
    _write_unit_record(cast, unit, one)
    rubric = Rubric.objects.create(code="cua-co-quan", office=cast.office, name="Của cơ quan")
    line = Criterion.objects.create(
        rubric=rubric, code="1", name="x", maximum=Decimal(5), formula="manual"
    )
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
        overdue=_make_overdue(unit),
        line=line,
        score_file=_make_score_file(line, unit, one),
        template=_make_template(cast),
        signatory=Signatory.objects.create(office=cast.office, name="x", title="CHỦ TỊCH"),
        **_make_feedback(unit, cast),
        finding=Finding.objects.create(
            directive=Directive.objects.get(code=demo.DIRECTIVE), kind="low", text="x"
        ),
        **_make_publication(one, cast),
    )


def _make_overdue(unit: Unit) -> OverdueFile:
    """A late file with its apology letter and the scan of it."""
    file = OverdueFile(unit=unit, code="HS-01", procedure="x", due_on=date(2023, 5, 22))
    file.save()
    letter = ApologyLetter(file=file, scan_name="phieu.pdf", scan_sha256="1" * 64)
    letter.scan.save("x", ContentFile(b"%PDF"))
    return file


def _make_template(cast: Cast) -> LetterTemplate:
    """A Word template of the office's own, laid aside."""
    template = LetterTemplate(office=cast.office, filename="mau.docx", sha256="0" * 64)
    template.is_active = False
    template.file.save("x", ContentFile(b"PK"))
    return template


def _write_unit_record(cast: Cast, unit: Unit, one: Round) -> None:
    """A figure of the unit itself, beside the province's."""
    online = NewFigure(unit.pk, Indicator.objects.get(code="online").pk, Figure.of(Decimal(50)))
    figures_write(
        period=one.period,
        source=Source.UNIT,
        figures=[online],
        provenance=Provenance(cast.other_officer, timezone.now()),
    )


def _make_publication(one: Round, cast: Cast) -> dict[str, Any]:
    """What was published of the round's period, and that staff asked for it; the round stays as
    it is, since other addresses are tried on it."""
    frozen = frozen_now(choose(cast.office, period_code=one.period.code))
    assert frozen is not None
    publication = Publication.objects.create(
        office=cast.office,
        period=one.period,
        version=1,
        number="VL-2023-H1",
        content=encode(frozen),
        checksum=checksum(encode(frozen)),
        token="not-to-be-guessed",
        published_by=cast.leader,
        published_at=timezone.now(),
    )
    asked = PublicationRequest.objects.create(
        office=cast.office, period=one.period, asked_by=cast.staff
    )
    return {"publication": publication, "asked": asked}


def _make_feedback(unit: Unit, cast: Cast) -> dict[str, Any]:
    """A difficulty that the unit reported, with a file."""
    feedback = Feedback.objects.create(
        directive=Directive.objects.get(code=demo.DIRECTIVE),
        unit=unit,
        text="x",
        sent_by=cast.other_officer,
        sent_at=timezone.now(),
    )
    file = FeedbackFile(feedback=feedback, filename="vuong-mac.pdf", sha256="2" * 64)
    file.file.save("z", ContentFile(b"%PDF"))
    return {"feedback": feedback, "feedback_file": file}


def _make_score_file(line: Criterion, unit: Unit, one: Round) -> ScoreEvidence:
    """A file beside points of the unit."""
    score = Score.objects.create(criterion=line, unit=unit, period=one.period)
    file = ScoreEvidence(score=score, filename="minh-chung.pdf", sha256="1" * 64)
    file.file.save("y", ContentFile(b"%PDF"))
    return file


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
