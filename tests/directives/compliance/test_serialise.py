"""JSON: the shapes that other systems rely on, and the golden results of the real case."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from directives.compliance.serialise import compliance_json, number, ranking_json
from directives.compliance.summarising import summarise
from reports.figures.figures import Figure, State
from tests.directives.letters.letter_case import letter_figures, letter_source, letter_summary


def round_trip(data: Any) -> Any:
    return json.loads(json.dumps(data, ensure_ascii=False))


COMPLIANCE = round_trip(compliance_json(letter_summary()))
RANKING = round_trip(ranking_json(letter_summary()))


def row_of(data: Any, code: str) -> Any:
    return next(row for row in data["rows"] if row["unit"]["code"] == code)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (Decimal("0E-8"), 0),
        (Decimal("28.00000000"), 28),
        (Decimal("76.90000000"), 76.9),
        (Decimal("59.29"), 59.29),
        (Decimal("1E+2"), 100),
    ],
)
def test_numbers_are_json_numbers(value: Decimal | None, expected: float | None) -> None:
    assert number(value) == expected
    assert type(number(value)) is type(expected)


def test_compliance_names_directive_period_and_source() -> None:
    assert COMPLIANCE["directive"] == "cv-2023-06"
    assert COMPLIANCE["period"] == "2023-H1"
    assert (COMPLIANCE["start"], COMPLIANCE["end"]) == ("2022-12-15", "2023-06-14")
    assert COMPLIANCE["source"]["number"] == "85/BC-HCC"
    assert COMPLIANCE["source"]["issued_on"] == "2023-06-21"


def test_all_units_stand_in_the_official_order() -> None:
    codes = [row["unit"]["code"] for row in COMPLIANCE["rows"]]
    assert codes == [unit.code for unit in letter_source().units]
    assert len(codes) == 20


def test_a_cell_says_status_value_and_clause() -> None:
    assert row_of(COMPLIANCE, "vinhgiang")["cells"]["digitization"] == {
        "status": "not_met", "value": 51.6, "state": "value", "floor": 60, "ambition": None,
        "gap": 8.4, "gap_files": None, "clause": "3", "source": "province",
    }  # fmt: skip
    assert row_of(COMPLIANCE, "hoxa")["cells"]["online"] == {
        "status": "exceeded", "value": 90.4, "state": "value", "floor": 70, "ambition": 90,
        "gap": None, "gap_files": None, "clause": "3", "source": "province",
    }  # fmt: skip


def test_what_is_unknown_is_null_and_never_zero() -> None:
    cell = row_of(COMPLIANCE, "vinhha")["cells"]["payment"]
    assert (cell["status"], cell["state"], cell["value"]) == ("not_started", "not_started", None)
    silent = row_of(COMPLIANCE, "datdai")
    assert {one["status"] for one in silent["cells"].values()} == {"not_reported"}
    assert (silent["met"], silent["of"]) == (0, 0)


def test_gap_in_files_where_counts_are_known() -> None:
    figures = dict(letter_figures())
    key = next(unit.id for unit in letter_source().units if unit.code == "vinhgiang")
    figures[key, "digitization"] = Figure.of(Decimal("51.6"), numerator=129, denominator=250)
    data = compliance_json(summarise(replace(letter_source(), figures=figures)))
    assert row_of(data, "vinhgiang")["cells"]["digitization"]["gap_files"] == 21


@pytest.mark.parametrize(
    ("indicator", "met", "of", "statuses"),
    [
        ("online", 9, 18, {"met": 7, "exceeded": 2, "not_met": 9}),
        ("digitization", 9, 18, {"met": 9, "not_met": 9}),
        ("payment", 1, 18, {"met": 1, "not_met": 3, "not_started": 14}),
        ("receipt", 0, 0, {"met": 15, "not_started": 3}),
        ("overdue", 0, 0, {"watched": 18}),
        ("results", 0, 0, {"not_reported": 18}),
    ],
)
def test_totals_of_communes_and_towns(
    indicator: str, met: int, of: int, statuses: dict[str, int]
) -> None:
    total = COMPLIANCE["totals"][indicator]
    assert total == {"met": met, "of": of, "statuses": statuses}
    assert COMPLIANCE["pools"]["local"][indicator] == total


def test_the_office_is_judged_by_its_own_clause() -> None:
    office = row_of(COMPLIANCE, "vp")
    assert (office["met"], office["of"]) == (0, 3)
    assert office["cells"]["online"]["floor"] == 60
    assert office["cells"]["online"]["clause"] == "1"
    assert COMPLIANCE["pools"]["agency"]["online"]["of"] == 1


def test_ho_xa_alone_meets_all() -> None:
    assert COMPLIANCE["all_met"] == [
        {"code": "hoxa", "name": "UBND thị trấn Hồ Xá", "kind": "town"}
    ]


# Ranking --------------------------------------------------------------------------------------
def test_ties_share_a_place_and_the_next_is_skipped() -> None:
    ranks = {row["unit"]["code"]: row["figures"]["receipt"]["rank"] for row in RANKING["rows"]}
    assert ranks["vinhlam"] == ranks["hoxa"] == 11
    assert 12 not in ranks.values() and 13 in ranks.values()
    assert ranks["vinhha"] is None


def test_a_figure_names_its_pool() -> None:
    figure = row_of(RANKING, "vinhthai")["figures"]["online"]
    assert (figure["state"], figure["value"], figure["rank"]) == ("value", 90.2, 2)
    assert figure["pool"] == 18 and figure["pool_name"]
    assert figure["change"] is None
    assert row_of(RANKING, "vp")["figures"]["online"]["pool"] == 2


def test_overall_places_count_targets_missed() -> None:
    places = Counter(
        row["overall"]["place"] for row in RANKING["rows"] if row["unit"]["kind"] != "office"
    )
    assert places == {1: 1, 2: 4, **dict.fromkeys(range(6, 19), 1), None: 1}
    assert RANKING["rows"][0]["unit"]["code"] == "hoxa"
    assert [row["unit"]["code"] for row in RANKING["rows"][1:5]] == [
        "vinhlam", "kimthach", "vinhtu", "vinhthai",
    ]  # fmt: skip
    assert [row["unit"]["code"] for row in RANKING["rows"][-2:]] == ["vp", "datdai"]


def test_one_indicator_alone_is_ordered_by_its_own_places() -> None:
    data = ranking_json(letter_summary(), "receipt")
    assert all(set(row["figures"]) == {"receipt"} for row in data["rows"])
    ranks = [row["figures"]["receipt"]["rank"] for row in data["rows"][:18]]
    assert ranks == [*range(1, 12), 11, 13, 14, 15, None, None, None]
    assert data["pools"]["local"]["rule"] != RANKING["pools"]["local"]["rule"]


def test_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(LookupError):
        ranking_json(letter_summary(), "speed")


def test_pools_say_size_exemptions_and_rule() -> None:
    assert RANKING["pools"]["local"]["size"] == 18
    assert RANKING["pools"]["local"]["exempt"] == {}
    assert RANKING["pools"]["local"]["rule"]
    figures = dict(letter_figures())
    key = next(unit.id for unit in letter_source().units if unit.code == "vinho")
    figures[key, "receipt"] = Figure.blank(State.EXEMPT)
    data = ranking_json(summarise(replace(letter_source(), figures=figures)))
    assert data["pools"]["local"]["exempt"] == {"receipt": ["vinho"]}
    assert row_of(data, "hoxa")["figures"]["receipt"]["pool"] == 17
