"""Several publish, or ask to publish, in the same moment: one version, one request, no gap."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cchc.demo.letter import install_letter
from cchc.demo.loading import load_figures
from directives.clauses.models import Directive
from directives.publications import refusals
from directives.publications.frozen import checksum
from directives.publications.models import Publication, PublicationRequest
from directives.publications.services import publish, request_make
from reports.figures.period_models import Period
from reports.rounds.models import RoundStep
from tests.cast import Cast, make_cast
from tests.directives.publications.test_publishing import correct
from tests.reports.imports.test_two_people import at_once
from units.models import User
from units.refusing import Refused


@pytest.fixture
def cast(transactional_db: None, django_db_serialized_rollback: None) -> Cast:
    cast = make_cast()
    install_letter(cast.office)
    load_figures(cast.office)
    return cast


def step(act: Callable[..., object], cast: Cast, user: User, reason: str) -> Callable[[], object]:
    said = {
        "office": cast.office,
        "period": Period.objects.get(code="2023-H1"),
        "directive": Directive.objects.get(),
        "user": user,
        "reason": reason,
    }
    return lambda: act(**said)


def codes(results: list[object]) -> list[str]:
    """How each ended: "" for who came through."""
    assert all(isinstance(one, Refused | Publication | PublicationRequest) for one in results), (
        results
    )
    return sorted(one.message if isinstance(one, Refused) else "" for one in results)


def test_one_of_three_makes_each_version(cast: Cast) -> None:
    for version in (1, 2):
        three = [step(publish, cast, cast.leader, "Đính chính") for _ in range(3)]
        assert codes(at_once(*three)) == ["", *[refusals.NOTHING_CHANGED] * 2]
        assert Publication.objects.count() == version == RoundStep.objects.count()
        correct(cast, "hoxa", "online", f"91.{version}")
    kept = Publication.objects.order_by("version")
    assert [one.version for one in kept] == [1, 2]
    assert all(one.checksum == checksum(one.content) for one in kept)


def test_one_request_of_three_waits(cast: Cast) -> None:
    three = [step(request_make, cast, cast.staff, "") for _ in range(3)]
    assert codes(at_once(*three)) == ["", *[refusals.ASKED_ALREADY] * 2]
    assert PublicationRequest.objects.count() == 1
