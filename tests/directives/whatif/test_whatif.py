"""What if a target had another number: the answer agrees with the verdicts at every level."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.clauses.targets import Rule, TargetRef
from directives.compliance.domain import UnitRef, evaluate
from directives.whatif.domain import Candidate, Trial, nice_top, sharing
from reports.figures.figures import Figure, Measure, State
from tests.directives.letters.letter_case import letter_summary, letter_targets


def letter_trial(indicator: str = "digitization", clause: str = "3") -> Trial:
    """The trial of one of the letter's targets on the letter's figures."""
    target = next(
        row
        for row in letter_targets()
        if (row.indicator, row.clause) == (indicator, clause) and row.has_number
    )
    candidates = tuple(
        Candidate(line.unit, line.cells[indicator].figure)
        for line in letter_summary().lines
        if target.concerns(line.unit.id, line.unit.kind)
    )
    return Trial(target, Measure.RATE, candidates)


def short_names(rows: tuple[Candidate, ...]) -> list[str]:
    return [row.unit.short_name for row in rows]


@pytest.mark.parametrize(
    ("level", "met", "fallen"),
    [
        ("60", 9, []),
        ("70", 9, []),
        ("70.3", 9, []),
        ("70.4", 8, ["Vĩnh Long"]),
        ("71", 8, ["Vĩnh Long"]),
        ("80", 5, ["Vĩnh Long", "Vĩnh Lâm", "Vĩnh Hòa", "Kim Thạch"]),
    ],
)
def test_the_letters_floor_raised(level: str, met: int, fallen: list[str]) -> None:
    trial = letter_trial()
    outcome = trial.outcome(Decimal(level))
    assert (outcome.met, trial.met(Decimal(level)), trial.of) == (met, met, 18)
    assert short_names(outcome.fallen) == fallen
    assert not outcome.risen


def test_a_lower_floor_lets_more_pass() -> None:
    outcome = letter_trial().outcome(Decimal(50))
    assert short_names(outcome.risen) == ["Vĩnh Giang", "Vĩnh Khê", "Cửa Tùng"]
    assert outcome.met == 12


def test_the_next_unit_to_fall() -> None:
    trial = letter_trial()
    turn = trial.turn(Decimal(70))
    assert turn is not None
    assert (turn.level, short_names(turn.fallen), turn.met) == (Decimal("70.4"), ["Vĩnh Long"], 8)
    assert trial.turn(Decimal("95.5")) is None


def test_levels_nearby_hold_both_levels_once() -> None:
    near = letter_trial().near(Decimal(70))
    assert [(int(row.level), row.met) for row in near] == [
        *((50, 12), (55, 11), (60, 9), (65, 9), (70, 9), (71, 8), (75, 8), (80, 5)),
    ]


def test_units_that_have_not_begun_are_judged_and_stand_apart() -> None:
    trial = letter_trial("payment")
    assert (trial.of, trial.met(Decimal(0)), trial.met(Decimal(30))) == (18, len(trial.valued), 1)
    assert len(trial.unvalued) == 18 - len(trial.valued) > 0
    assert {row.figure.state for row in trial.unvalued if row.figure} == {State.NOT_STARTED}


def test_a_band_is_tried_up_to_its_upper_end() -> None:
    trial = letter_trial("online")
    assert trial.highest == 90
    assert max(row.level for row in trial.near(Decimal(88))) == Decimal(89)


# Laws ---------------------------------------------------------------------------------------

LEVELS = st.decimals(0, 100, places=2)
COUNTED = st.integers(1, 400).flatmap(
    lambda of: st.integers(0, of).map(
        lambda n: Figure.of(
            (Decimal(n) * 100 / of).quantize(Decimal("0.1")), numerator=n, denominator=of
        )
    )
)
FIGURES = st.one_of(
    st.decimals(0, 100, places=1).map(Figure.of),
    COUNTED,
    st.sampled_from(State).filter(lambda one: one is not State.VALUE).map(Figure.blank),
    st.none(),
)


@st.composite
def trials(draw: st.DrawFn) -> Trial:
    rule = draw(st.sampled_from([Rule.FLOOR, Rule.CEILING, Rule.BAND]))
    floor = draw(LEVELS)
    ambition = draw(st.decimals(floor, 100, places=2)) if rule is Rule.BAND else None
    candidates = [
        Candidate(UnitRef(at, str(at), str(at), str(at), "commune", "local"), figure)
        for at, figure in enumerate(draw(st.lists(FIGURES, max_size=12)))
    ]
    return Trial(TargetRef(1, "x", rule, "3", floor, ambition), Measure.RATE, tuple(candidates))


@given(trials(), LEVELS)
def test_the_count_is_that_of_the_verdicts(trial: Trial, level: Decimal) -> None:
    target = TargetRef(1, "x", trial.target.rule, "3", level, trial.target.ambition)
    passing = {row.unit.id for row in trial.candidates if evaluate(row.figure, target).passed}
    assert trial.met(level) == trial.outcome(level).met == len(passing)


@given(trials(), LEVELS)
def test_who_moves_accounts_for_the_difference(trial: Trial, level: Decimal) -> None:
    outcome = trial.outcome(level)
    assert outcome.met == trial.met(trial.now) + len(outcome.risen) - len(outcome.fallen)
    assert not (outcome.risen and outcome.fallen)


@given(trials(), LEVELS, LEVELS)
def test_a_harder_level_never_lets_more_pass(trial: Trial, row: Decimal, other: Decimal) -> None:
    easy, hard = sorted((row, other), reverse=trial.is_ceiling)
    assert trial.met(hard) <= trial.met(easy) <= trial.of


@given(trials(), LEVELS)
def test_the_stairs_say_the_same(trial: Trial, level: Decimal) -> None:
    met = [
        step.met
        for step in trial.steps()
        if step.at is None or (step.at <= level if trial.is_ceiling else step.at < level)
    ][-1]
    assert met == trial.met(level)


@given(trials(), LEVELS)
def test_nothing_changes_before_the_turn(trial: Trial, level: Decimal) -> None:
    turn = trial.turn(level)
    if turn is None:
        return
    assert turn.fallen and turn.met == trial.met(level) - len(turn.fallen)
    assert turn.level < level if trial.is_ceiling else turn.level > level


@given(trials(), LEVELS)
def test_everybody_is_in_one_place(trial: Trial, level: Decimal) -> None:
    assert len(trial.valued) + len(trial.unvalued) == len(trial.candidates)
    assert set(trial.valued) <= set(trial.judged)


# Counts and shared numbers ------------------------------------------------------------------


def test_a_ceiling_on_a_count() -> None:
    target = TargetRef(1, "overdue", Rule.CEILING, "4", Decimal(2))
    units = [
        Candidate(UnitRef(at, str(at), str(at), str(at), "commune", "local"), Figure.of(Decimal(n)))
        for at, n in enumerate((0, 1, 2, 3, 11))
    ]
    trial = Trial(target, Measure.COUNT, tuple(units))
    assert (trial.top, trial.met(Decimal(2)), trial.outcome(Decimal(1)).met) == (20, 3, 2)
    turn = trial.turn(Decimal(2))
    assert turn is not None and (turn.level, turn.met) == (1, 2)
    assert [row.level for row in trial.near(Decimal(1))] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("value", "top"), [("0", 5), ("5", 5), ("6", 10), ("11", 20), ("28", 50), ("51", 100)]
)
def test_the_scale_of_a_count_is_round(value: str, top: int) -> None:
    assert nice_top(Decimal(value)) == top


def test_one_number_of_the_letter_serves_two_indicators() -> None:
    targets = letter_targets()
    own = next(row for row in targets if (row.indicator, row.clause) == ("digitization", "3"))
    assert [row.indicator for row in sharing(own, targets)] == ["results"]
    payment = next(row for row in targets if (row.indicator, row.clause) == ("payment", "3"))
    assert sharing(payment, targets) == ()


def test_a_target_without_a_number_cannot_be_tried() -> None:
    with pytest.raises(ValueError, match="has no number"):
        _ = Trial(TargetRef(1, "x", Rule.LOWEST, "4"), Measure.RATE, ()).now
