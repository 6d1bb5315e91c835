"""The points of one criterion, their sum and the places: laws and the letter's own figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.scores.domain import (
    Counts,
    GivenPoints,
    ScoreLine,
    UnitScore,
    places,
    score_unit,
    sum_of,
)
from directives.scores.rubrics.domain import (
    Bands,
    Bonus,
    Compare,
    CriterionRef,
    Heading,
    Incidents,
    Linear,
    Manual,
    NoCases,
    ParameterCode,
    ParameterError,
    Rule,
    TargetFrom,
    Threshold,
    refuse_unreachable,
    rule_of,
    weights,
)
from directives.scores.sentences import (
    parameter_refused_text,
    term_text,
)
from directives.scores.terms import CriterionFigure, Term, Why, shown_points, term_of
from reports.figures.figures import Figure, Measure, State

D = Decimal
rates = st.decimals(0, 100, places=2, allow_nan=False, allow_infinity=False)
maxima = st.decimals(0, 30, places=2, allow_nan=False, allow_infinity=False)
targets = st.decimals(1, 100, places=1, allow_nan=False, allow_infinity=False)
numbers = st.decimals(D("0.1"), 50, places=1, allow_nan=False, allow_infinity=False)


def criterion(rule: Rule, most: str = "20", **more: Any) -> CriterionRef:
    return CriterionRef(1, "1", "Tiêu chí", D(most), rule, indicator="x", **more)


def rate(text: str, **counts: int) -> CriterionFigure:
    return CriterionFigure(Figure.of(D(text), **counts))


def count(number: int) -> CriterionFigure:
    return CriterionFigure(Figure.of(D(number)), Measure.COUNT)


def blank(state: State) -> CriterionFigure:
    return CriterionFigure(Figure.blank(state))


# One term -----------------------------------------------------------------------------------

DIRECTIVE = Linear(TargetFrom.DIRECTIVE)
SIXTY = Linear(TargetFrom.NUMBER, D(60))


@pytest.mark.parametrize(
    ("rule", "fact", "points", "working"),
    [
        (Linear(TargetFrom.NUMBER, D(60)), rate("51.6"), "17.2", "51,6 ÷ 60 × 20 = 17,2"),
        (Linear(TargetFrom.NUMBER, D(60)), rate("60"), "20", "60 ≥ 60 → 20"),
        (Linear(), rate("83.8"), "16.76", "83,8 ÷ 100 × 20 = 16,76"),
        (DIRECTIVE, CriterionFigure(Figure.of(D(35)), target=D(70)), "10", "35 ÷ 70 × 20 = 10"),
        (DIRECTIVE, CriterionFigure(Figure.of(D(35))), "7", "35 ÷ 100 × 20 = 7"),
        (Threshold(D(70)), rate("70"), "20", "70 ≥ 70 → 20"),
        (Threshold(D(70)), rate("69.99"), "0", "69,99 < 70 → 0"),
        (Threshold(D(0), Compare.AT_MOST), count(0), "20", "0 ≤ 0 → 20"),
        (Threshold(D(0), Compare.AT_MOST), count(1), "0", "1 > 0 → 0"),
        (Bands(((D(50), D(10)), (D(70), D(20)))), rate("49.9"), "0", "49,9 < 50 → 0"),
        (Bands(((D(50), D(10)), (D(70), D(20)))), rate("69"), "10", "69 ≥ 50 → 10"),
        (Bands(((D(50), D(10)), (D(70), D(20)))), rate("70"), "20", "70 ≥ 70 → 20"),
        (Bands(((D(0), D(20)), (D(1), D(5)))), count(3), "5", "3 ≥ 1 → 5"),
        (Incidents(D(1)), count(11), "9", "20 − 11 × 1 = 9"),
        (Incidents(D(1)), count(28), "0", "20 − 28 × 1 = −8 → 0"),
        (Incidents(D("0.25"), D(-5)), count(4), "19", "20 − 4 × 0,25 = 19"),
        (Incidents(None), count(0), "20", "20 − 0 = 20"),
        (Incidents(D(1)), rate("72.72", numerator=8, denominator=11), "17", "20 − 3 × 1 = 17"),
        (Bonus(D("0.5")), count(3), "1.5", "3 × 0,5 = 1,5"),
        (Bonus(D(5)), count(9), "20", "9 × 5 = 45 → 20"),
    ],
)  # fmt: skip
def test_a_term_shows_every_number(
    rule: Rule, fact: CriterionFigure, points: str, working: str
) -> None:
    assert term_of(criterion(rule), fact) == Term(D(points), Why.COMPUTED, working)


def test_a_rate_is_read_from_its_counts_unrounded() -> None:
    term = term_of(criterion(SIXTY), rate("51.64", numerator=330, denominator=639))
    assert term.points == D(330) * 100 / D(639) * 20 / 60
    assert term.working == "51,64 ÷ 60 × 20 ≈ 17,21"


@pytest.mark.parametrize(
    ("state", "no_cases", "points", "why"),
    [
        (State.NOT_STARTED, NoCases.LEFT_OUT, "0", Why.NOT_STARTED),
        (State.NOT_REPORTED, NoCases.FULL, None, Why.NOT_REPORTED),
        (State.NO_CASES, NoCases.LEFT_OUT, None, Why.LEFT_OUT),
        (State.EXEMPT, NoCases.LEFT_OUT, None, Why.LEFT_OUT),
        (State.NO_CASES, NoCases.FULL, "20", Why.FULL),
        (State.NO_CASES, NoCases.ZERO, "0", Why.NOUGHT),
    ],
)
@pytest.mark.parametrize("rule", [SIXTY, Threshold(D(0)), Incidents(D(1)), Bands(((D(0), D(5)),))])
def test_states_stay_apart(
    rule: Rule, state: State, no_cases: NoCases, points: str | None, why: Why
) -> None:
    term = term_of(criterion(rule, no_cases=no_cases), blank(state))
    assert term == Term(D(points) if points else None, why)


def test_what_cannot_be_computed_has_no_points() -> None:
    assert term_of(criterion(SIXTY), None) == Term(None, Why.NOT_REPORTED)
    assert term_of(criterion(Manual()), rate("50")) == Term(None, Why.BY_HAND)
    assert term_of(criterion(Incidents(D(1))), rate("98")) == Term(None, Why.NO_COUNTS)
    assert term_of(criterion(Incidents(None)), count(3)) == Term(None, Why.NO_MINUS, "3")
    with pytest.raises(ValueError, match="heading"):
        term_of(criterion(Heading()), None)


@given(most=maxima, value=rates, target=targets)
def test_linear_stays_within_and_is_monotone(most: D, value: D, target: D) -> None:
    rule = Linear(TargetFrom.NUMBER, target)
    line = CriterionRef(1, "1", "", most, rule, indicator="x")
    points = term_of(line, CriterionFigure(Figure.of(value))).points
    more = term_of(line, CriterionFigure(Figure.of(min(value + 1, D(100))))).points
    assert points is not None and more is not None
    assert 0 <= points <= more <= most
    assert (points == most) is (value >= target or most == 0)


@given(most=maxima, value=rates, at=rates)
def test_a_threshold_gives_all_or_nothing(most: D, value: D, at: D) -> None:
    line = CriterionRef(1, "1", "", most, Threshold(at), indicator="x")
    assert term_of(line, CriterionFigure(Figure.of(value))).points == (most if value >= at else 0)


@given(most=maxima, each=numbers, cases=st.integers(0, 500), floor=st.integers(-9, 0))
def test_incidents_fall_to_the_floor_and_no_further(
    most: D, each: D, cases: int, floor: int
) -> None:
    line = CriterionRef(1, "1", "", most, Incidents(each, D(floor)), indicator="x")
    points = term_of(line, count(cases)).points
    next_one = term_of(line, count(cases + 1)).points
    assert points is not None and next_one is not None
    assert floor <= next_one <= points <= most


@given(
    most=maxima,
    value=rates,
    starts=st.lists(rates, min_size=1, max_size=5, unique=True).map(sorted),
    data=st.data(),
)
def test_bands_never_pass_the_most_points(most: D, value: D, starts: list[D], data: Any) -> None:
    rule = Bands(tuple((start, data.draw(maxima)) for start in starts))
    points = term_of(
        CriterionRef(1, "1", "", most, rule, indicator="x"), CriterionFigure(Figure.of(value))
    ).points
    assert points is not None
    assert 0 <= points <= most


# Parameters ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "parameters", "rule"),
    [
        ("group", {}, Heading()),
        ("manual", {}, Manual()),
        ("threshold", {"at": "70", "compare": "at_most"}, Threshold(D(70), Compare.AT_MOST)),
        ("linear", {}, Linear()),
        ("linear", {"target_from": "number", "target": "80"}, Linear(TargetFrom.NUMBER, D(80))),
        ("linear", {"target_from": "directive"}, DIRECTIVE),
        ("bands", {"bands": [["0", "5"], ["50", "10"]]}, Bands(((D(0), D(5)), (D(50), D(10))))),
        ("incidents", {"each": "0.5", "floor": "-5"}, Incidents(D("0.5"), D(-5))),
        ("incidents", {}, Incidents()),
        ("bonus", {"each": "1"}, Bonus(D(1))),
        ("bonus", {}, Bonus()),
    ],
)
def test_parameters_are_read(formula: str, parameters: dict[str, Any], rule: Rule) -> None:
    assert rule_of(formula, parameters) == (rule, NoCases.LEFT_OUT)


def test_what_no_cases_mean_is_read() -> None:
    assert rule_of("linear", {"no_cases": "full"})[1] is NoCases.FULL


@pytest.mark.parametrize(
    ("formula", "parameters", "code", "key"),
    [
        ("wish", {}, "unknown-formula", "wish"),
        ("linear", {"traget": "80"}, "unknown-key", "traget"),
        ("linear", {"target": "80"}, "unknown-key", "target"),
        ("manual", {"no_cases": "full"}, "unknown-key", "no_cases"),
        ("threshold", {}, "missing", "at"),
        ("threshold", {"at": 70}, "not-a-number", "at"),
        ("threshold", {"at": "NaN"}, "not-a-number", "at"),
        ("threshold", {"at": "-1"}, "negative", "at"),
        ("threshold", {"at": "1", "compare": "near"}, "not-a-choice", "compare"),
        ("linear", {"target_from": "number", "target": "0"}, "not-positive", "target"),
        ("linear", {"no_cases": None}, "not-a-choice", "no_cases"),
        ("bands", {}, "no-bands", "bands"),
        ("bands", {"bands": []}, "no-bands", "bands"),
        ("bands", {"bands": [["1"]]}, "not-a-number", "bands"),
        ("bands", {"bands": [["50", "1"], ["50", "2"]]}, "bands-order", "bands"),
        ("bands", {"bands": [["50", "-1"]]}, "negative", "bands"),
        ("incidents", {"each": "0"}, "not-positive", "each"),
        ("bonus", {"each": "-1"}, "not-positive", "each"),
    ],
)
def test_other_parameters_are_refused(
    formula: str, parameters: dict[str, Any], code: str, key: str
) -> None:
    with pytest.raises(ParameterError) as refused:
        rule_of(formula, parameters)
    assert (refused.value.code, refused.value.key) == (code, key)


def test_no_rule_gives_more_than_the_most_points() -> None:
    rule = Bands(((D(0), D(21)),))
    refuse_unreachable(rule, D(21))
    with pytest.raises(ParameterError, match="above-most"):
        refuse_unreachable(rule, D(20))


@pytest.mark.parametrize(("most", "floor"), [("0", "0"), ("20", "20"), ("20", "21")])
def test_a_penalty_that_never_bites_is_refused(most: str, floor: str) -> None:
    with pytest.raises(ParameterError, match="no-room"):
        refuse_unreachable(Incidents(D(1), D(floor)), D(most))
    refuse_unreachable(Incidents(D(1), D(floor) - 25), D(most))


# The sum ------------------------------------------------------------------------------------


def line(points: str | None, why: Why = Why.COMPUTED, most: str = "20", **more: Any) -> ScoreLine:
    one = criterion(more.pop("rule", SIXTY), most)
    return ScoreLine(one, Term(D(points) if points else None, why), GivenPoints(**more))


def test_whose_points_count() -> None:
    formula = line("17.2", own=D(20))
    assert (formula.counts, formula.points) == (Counts.FORMULA, D("17.2"))
    reviewed = line("17.2", own=D(20), review=D(18))
    assert (reviewed.counts, reviewed.points) == (Counts.REVIEW, D(18))
    by_hand = line(None, Why.BY_HAND, own=D(15))
    assert (by_hand.counts, by_hand.points) == (Counts.OWN, D(15))
    nobody = line(None, Why.BY_HAND)
    assert (nobody.counts, nobody.points, nobody.is_open) == (Counts.NONE, None, True)


def test_what_is_left_out_leaves_the_most_points_too() -> None:
    total = sum_of([line("20"), line("10"), line(None, Why.LEFT_OUT)])
    assert (total.points, total.attainable, total.left_out, total.open) == (D(30), D(40), 1, 0)
    assert total.share == D(75)


def test_a_review_brings_back_what_was_left_out() -> None:
    total = sum_of([line("20"), line(None, Why.LEFT_OUT, review=D(10))])
    assert (total.points, total.attainable, total.left_out) == (D(30), D(40), 0)


def test_missing_points_are_not_nought() -> None:
    total = sum_of([line("20"), line(None, Why.NOT_REPORTED)])
    assert (total.points, total.attainable, total.open) == (D(20), D(40), 1)
    nothing = sum_of([line(None, Why.NOT_REPORTED)])
    assert (nothing.points, nothing.share) == (None, None)


def test_a_bonus_and_a_penalty_stand_beside_the_hundred() -> None:
    total = sum_of(
        [line("90", most="100"), line("3", most="5", rule=Bonus(D(1))), line("-2", most="0")]
    )
    assert (total.points, total.attainable) == (D(91), D(100))


def test_headings_sum_what_is_below_them() -> None:
    rubric = (
        CriterionRef(1, "A", "", D(30), Heading()),
        CriterionRef(2, "A1", "", D(20), SIXTY, indicator="x", parent=1),
        CriterionRef(3, "A2", "", D(10), Heading(), parent=1),
        CriterionRef(4, "A2a", "", D(10), Manual(), parent=3),
        CriterionRef(5, "B", "", D(70), Linear(), indicator="y"),
    )
    score = score_unit(rubric, {"x": rate("30"), "y": rate("50")}, {4: GivenPoints(own=D(7))})
    assert sum_of(score.part(rubric[0], rubric)).points == D(17)
    assert score.total.points == D(52)
    assert [one.agrees for one in weights(rubric)] == [True, True, True]
    short = weights(rubric[:2])
    assert [(one.stated, one.added) for one in short] == [(D(100), D(30)), (D(30), D(20))]


def test_places_go_by_the_share_and_are_shared() -> None:
    def unit(*lines: ScoreLine) -> UnitScore:
        return UnitScore(lines)

    found = places(
        {
            1: unit(line("10"), line("20")),
            2: unit(line("15"), line(None, Why.LEFT_OUT)),
            3: unit(line("20"), line("20")),
            4: unit(line(None, Why.NOT_REPORTED)),
            5: unit(line("10"), line(None, Why.NOT_REPORTED)),
        }
    )
    assert dict(found.places) == {3: 1, 1: 2, 2: 2, 5: 4}
    assert found.place_range(4) is None


def test_three_thirds_are_as_much_as_the_whole() -> None:
    third = [CriterionRef(one, str(one), "", D(10), SIXTY, indicator="x") for one in range(3)]
    nought = CriterionRef(8, "8", "", D(30), SIXTY, indicator="z")
    ten = [CriterionRef(9, "9", "", D(60), SIXTY, indicator="y")]
    facts = {"x": rate("20"), "y": rate("10"), "z": rate("0")}
    thirds, whole = score_unit([*third, nought], facts, {}), score_unit(ten, facts, {})
    assert thirds.total.share != whole.total.share, "cut off at 28 digits"
    found = places({1: thirds, 2: whole})
    assert dict(found.places) == {1: 1, 2: 1}


@pytest.mark.parametrize(("value", "points"), [("0", D(20)), ("5", D(20)), ("-1", D(0))])
def test_a_floor_of_nought_is_a_target(value: str, points: D) -> None:
    fact = CriterionFigure(Figure.of(D(value)), target=D(0))
    assert term_of(criterion(DIRECTIVE), fact).points == points


def test_points_are_rounded_half_up_where_they_are_shown() -> None:
    assert [shown_points(D(one)) for one in ("3.895", "17.2", "-0.005", "0.004")] == [
        "3,90", "17,20", "−0,01", "0,00",
    ]  # fmt: skip


# Words --------------------------------------------------------------------------------------


def test_every_code_has_a_sentence() -> None:
    for code in get_args(ParameterCode):
        assert parameter_refused_text(code, "x")
    for why in Why:
        assert term_text(Term(None, why)) or why is Why.COMPUTED
