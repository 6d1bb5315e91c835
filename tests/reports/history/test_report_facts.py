"""What a report says of the whole office: written down as published, while the period is open."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from reports.figures.report_models import PublishedFact, Report
from reports.rounds.models import Round
from tests.cast import Cast


@pytest.fixture
def staff(district: Cast) -> Client:
    return district.client(district.staff)


@pytest.fixture
def report(district: Cast) -> Report:
    """The report of June 2023, whose facts the letter quotes."""
    return Report.objects.get(number="85/BC-HCC")


def fact(code: str) -> PublishedFact:
    return PublishedFact.objects.get(indicator__code=code)


def page_of(client: Client, report: Report) -> str:
    return client.get(reverse("report_facts", args=[report.pk])).content.decode()


def send(client: Client, report: Report, code: str, **typed: str) -> HttpResponse:
    """Send the form as it stands, with some fields of one indicator typed anew."""
    facts = list(report.facts.select_related("indicator"))
    data: dict[str, Any] = {
        "facts-TOTAL_FORMS": len(facts),
        "facts-INITIAL_FORMS": len(facts),
    }
    for at, one in enumerate(facts):
        data[f"facts-{at}-id"] = one.pk
        for name in ("rank", "out_of", "share", "not_assessed"):
            value = getattr(one, name)
            data[f"facts-{at}-{name}"] = "" if value is None else str(value).replace(".", ",")
        if one.indicator.code == code:
            data.update({f"facts-{at}-{name}": value for name, value in typed.items()})
    return client.post(reverse("report_facts", args=[report.pk]), data)


def test_values_are_shown_as_written(staff: Client, report: Report) -> None:
    page = page_of(staff, report)
    assert 'value="0,18"' in page and "0,18000" not in page
    for value in ("98,8", "98,07", "76,9"):
        assert f">{value}<" in page


@pytest.mark.parametrize(
    ("typed", "share", "places"),
    [("0,2", "0.2", 1), ("0,25", "0.25", 2), ("100", "100", 0), ("0,180", "0.18", 2)],
)
def test_a_share_keeps_the_decimals_it_is_typed_with(
    staff: Client, report: Report, typed: str, share: str, places: int
) -> None:
    assert send(staff, report, "overdue", share=typed).status_code == 302
    kept = fact("overdue")
    assert (f"{kept.share.normalize():f}", kept.share_places) == (share, places)


@pytest.mark.parametrize(
    "typed",
    [
        {"rank": "0"},
        {"rank": "11"},
        {"rank": ""},
        {"out_of": ""},
        {"out_of": "0"},
        {"share": "-0,1"},
        {"share": "100,01"},
        {"share": "một"},
    ],
)
def test_what_no_report_says_is_refused_and_named(
    staff: Client, report: Report, typed: dict[str, str]
) -> None:
    response = send(staff, report, "online", **typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("data-focus") == 1
    (name,) = typed
    at = re.search(rf'href="#(id_facts-\d+-{name})"', page)
    assert at is not None and f'id="{at[1]}"' in page
    assert (fact("online").rank, fact("online").out_of) == (5, 10)


@pytest.mark.parametrize("typed", [{}, {"rank": "0", "share": "101"}])
def test_every_description_of_a_field_is_on_the_page(
    staff: Client, report: Report, typed: dict[str, str]
) -> None:
    response = send(staff, report, "online", **typed) if typed else None
    page = response.content.decode() if response else page_of(staff, report)
    told = {
        one for found in re.findall(r'aria-describedby="([^"]+)"', page) for one in found.split()
    }
    assert told and told <= set(re.findall(r'\bid="([^"]+)"', page))


@pytest.mark.parametrize(
    ("state", "word"), [(Round.State.LOCKED, "đã khóa"), (Round.State.PUBLISHED, "đã công bố")]
)
def test_a_closed_period_keeps_its_facts(
    staff: Client, report: Report, state: Round.State, word: str
) -> None:
    Round.objects.create(office=report.office, period=report.period, state=state, offset=7)
    page = page_of(staff, report)
    assert word in page.split('class="notice warning"')[1].split("</div>")[0]
    assert "98,8" in page and 'class="btn btn-primary"' not in page
    assert send(staff, report, "online", rank="1").status_code == 409
    assert fact("online").rank == 5


def test_no_fact_is_added_by_a_longer_form(staff: Client, report: Report) -> None:
    count = report.facts.count()
    data = {"facts-TOTAL_FORMS": count + 1, "facts-INITIAL_FORMS": count}
    data |= {f"facts-{at}-id": one.pk for at, one in enumerate(report.facts.all())}
    staff.post(reverse("report_facts", args=[report.pk]), {**data, f"facts-{count}-rank": "1"})
    assert report.facts.count() == count


@pytest.mark.parametrize(
    "forged",
    [{"rank": 0}, {"rank": None}, {"out_of": None}, {"rank": 11}, {"share": -1}, {"share": 101}],
)
def test_the_database_knows_the_rules_too(report: Report, forged: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        report.facts.filter(indicator__code="online").update(**forged)
