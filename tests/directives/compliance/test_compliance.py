"""One figure against one target."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.clauses.targets import Rule, TargetRef
from directives.compliance.domain import Status, UnitRef, assess, evaluate, files_missing, tally
from reports.figures.figures import Figure, State, exact_value, format_figure_value
from reports.figures.ranking import Direction, rank

FLOOR = TargetRef(1, "digitization", Rule.FLOOR, "3", Decimal(60))
BAND = TargetRef(2, "online", Rule.BAND, "3", Decimal(70), Decimal(90))
CEILING = TargetRef(3, "overdue", Rule.CEILING, "4", Decimal(5))
LOWEST = TargetRef(4, "overdue", Rule.LOWEST, "4")
ONCE = TargetRef(5, "receipt", Rule.ONCE_CASES, "3")


def value(text: str) -> Figure:
    return Figure.of(Decimal(text))


@pytest.mark.parametrize(
    ("figure", "target", "status", "gap"),
    [
        (value("60"), FLOOR, Status.MET, None),
        (value("59.1"), FLOOR, Status.NOT_MET, Decimal("0.9")),
        (value("59.999"), FLOOR, Status.NOT_MET, Decimal("0.001")),
        (value("70"), BAND, Status.MET, None),
        (value("90"), BAND, Status.MET, None),
        (value("90.2"), BAND, Status.EXCEEDED, None),
        (value("69.9"), BAND, Status.NOT_MET, Decimal("0.1")),
        (value("5"), CEILING, Status.MET, None),
        (value("11"), CEILING, Status.NOT_MET, Decimal(6)),
        (value("0"), LOWEST, Status.WATCHED, None),
        (value("11"), LOWEST, Status.WATCHED, None),
        (value("0.1"), ONCE, Status.MET, None),
        (value("0"), ONCE, Status.NOT_STARTED, None),
        (value("24.1"), None, Status.WATCHED, None),
        (None, FLOOR, Status.NOT_REPORTED, None),
        (None, None, Status.NOT_REPORTED, None),
        (Figure.blank(State.NOT_STARTED), FLOOR, Status.NOT_STARTED, None),
        (Figure.blank(State.NO_CASES), FLOOR, Status.NO_CASES, None),
        (Figure.blank(State.NOT_REPORTED), ONCE, Status.NOT_REPORTED, None),
        (Figure.blank(State.EXEMPT), BAND, Status.EXEMPT, None),
    ],
)
def test_a_figure_against_a_target(
    figure: Figure | None, target: TargetRef | None, status: Status, gap: Decimal | None
) -> None:
    verdict = evaluate(figure, target)
    assert (verdict.status, verdict.gap) == (status, gap)


def test_known_counts_decide_instead_of_the_rounded_rate() -> None:
    shown_as_sixty = Figure(State.VALUE, Decimal("60.0"), 1, 5996, 10000)
    verdict = evaluate(shown_as_sixty, FLOOR)
    assert (verdict.status, verdict.gap, verdict.gap_files) == (
        Status.NOT_MET,
        Decimal("0.04"),
        4,
    )


def test_the_missing_files_of_the_unit_in_points_and_files() -> None:
    verdict = evaluate(Figure(State.VALUE, Decimal("55.09"), 2, 352, 639), FLOOR)
    assert verdict.gap is not None and round(verdict.gap, 2) == Decimal("4.91")
    assert verdict.gap_files == 32


@given(denominator=st.integers(1, 5000), floor=st.integers(0, 100), data=st.data())
def test_the_missing_files_are_just_enough(
    denominator: int, floor: int, data: st.DataObject
) -> None:
    numerator = data.draw(st.integers(0, denominator))
    target = TargetRef(1, "online", Rule.FLOOR, "1", Decimal(floor))
    rate = Decimal(numerator) * 100 / denominator
    figure = Figure(State.VALUE, rate, 2, numerator, denominator)
    missing = files_missing(figure, Decimal(floor))
    assert missing is not None
    enough = Figure(State.VALUE, rate, 2, numerator + missing, denominator)
    assert evaluate(enough, target).status is Status.MET
    if missing:
        almost = Figure(State.VALUE, rate, 2, numerator + missing - 1, denominator)
        assert evaluate(almost, target).status is Status.NOT_MET


def test_without_counts_nobody_claims_a_number_of_files() -> None:
    assert files_missing(value("10"), Decimal(60)) is None
    assert evaluate(value("10"), FLOOR).gap_files is None


def test_a_blank_has_no_value_to_compare() -> None:
    with pytest.raises(ValueError, match="with a value"):
        exact_value(Figure.blank(State.NOT_STARTED))


def test_only_targets_with_a_number_that_can_be_judged_count() -> None:
    unit = UnitRef(1, "a", "A", "A", "commune", "local")
    figures = {
        (1, "online"): value("95"),
        (1, "digitization"): Figure.blank(State.NOT_STARTED),
        (1, "receipt"): value("3"),
        (1, "results"): Figure.blank(State.NO_CASES),
    }
    results = TargetRef(6, "results", Rule.FLOOR, "3", Decimal(60))
    codes = ("online", "digitization", "overdue", "receipt", "results")
    (row,) = assess([unit], figures, (BAND, FLOOR, LOWEST, ONCE, results), codes)
    assert (row.met, row.of, row.all_met) == (1, 2, False)
    assert row.cells["overdue"].status is Status.NOT_REPORTED
    assert (tally([row], "receipt").met, tally([row], "receipt").of) == (0, 0)
    assert tally([row], "receipt").count(Status.MET) == 1


def test_a_unit_without_anything_judged_has_not_met_all() -> None:
    unit = UnitRef(1, "a", "A", "A", "commune", "local")
    (row,) = assess([unit], {}, (FLOOR,), ("digitization",))
    assert (row.met, row.of, row.all_met) == (0, 0, False)


def printed_rate(part: int, whole: int, places: int) -> Figure:
    """The rate of two counts as a table prints it, with the counts behind it."""
    part = min(part, whole)
    shown = format_figure_value(Decimal(part * 100) / whole, places).replace(",", ".")
    return Figure.of(Decimal(shown), numerator=part, denominator=whole)


rates = st.builds(
    printed_rate,
    st.integers(0, 3000),
    st.integers(1, 3000),
    st.integers(0, 2),
)
printed = st.decimals(min_value=0, max_value=100, places=1).map(Figure.of)


@given(st.lists(st.one_of(rates, printed), max_size=30), st.sampled_from([FLOOR, BAND]))
def test_met_and_missed_never_share_a_place(figures: list[Figure], target: TargetRef) -> None:
    """Places and verdicts look at the same value, so no place holds a ✓ and a ✗ of one floor."""
    ranking = rank(dict(enumerate(figures)), Direction.HIGHER)
    passed: dict[int, set[bool]] = {}
    for key, figure in enumerate(figures):
        passed.setdefault(ranking.places[key], set()).add(evaluate(figure, target).passed)
    assert all(len(verdicts) == 1 for verdicts in passed.values())
    assert [True in passed[place] for place in sorted(passed)] == sorted(
        (True in verdicts for verdicts in passed.values()), reverse=True
    )
