"""Province and unit held against each other: at the province's decimals, then the tolerance."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.figures.figures import Figure, State
from reports.history.differences import Agreement, compare


def said(text: str) -> Figure:
    """A value as it is written, or a state by its name."""
    if text in set(State):
        return Figure.blank(State(text))
    return Figure.of(Decimal(text))


@pytest.mark.parametrize(
    ("province", "own", "tolerance", "outcome", "gap"),
    [
        ("88.7", "88.73239437", "0", Agreement.MATCH, None),
        ("88.7", "88.65", "0", Agreement.MATCH, None),
        ("88.7", "88.64", "0", Agreement.DIFFERS, "-0.06"),
        ("88.70", "88.73", "0", Agreement.DIFFERS, "0.03"),
        ("88", "88.49", "0", Agreement.MATCH, None),
        ("88.70", "88.73", "0.03", Agreement.MATCH, None),
        ("88.70", "88.73001", "0.03", Agreement.DIFFERS, "0.03001"),
        ("28", "27", "0", Agreement.DIFFERS, "-1"),
        ("28", "27", "1", Agreement.MATCH, None),
        ("0", "0", "0", Agreement.MATCH, None),
        ("no_cases", "no_cases", "0", Agreement.MATCH, None),
        ("not_started", "12.5", "0", Agreement.STATES_DIFFER, None),
        ("12.5", "no_cases", "0", Agreement.STATES_DIFFER, None),
        ("not_started", "no_cases", "0", Agreement.STATES_DIFFER, None),
        ("not_reported", "12.5", "0", Agreement.ONE_ONLY, None),
        ("12.5", "not_reported", "0", Agreement.ONE_ONLY, None),
        ("not_reported", "not_reported", "0", Agreement.ONE_ONLY, None),
    ],
)
def test_two_figures(
    province: str, own: str, tolerance: str, outcome: Agreement, gap: str | None
) -> None:
    found = compare(said(province), said(own), Decimal(tolerance))
    assert found.outcome is outcome
    assert found.gap == (None if gap is None else Decimal(gap))
    assert found.is_beyond is (outcome in {Agreement.DIFFERS, Agreement.STATES_DIFFER})


def test_one_side_alone_differs_from_nothing() -> None:
    assert compare(None, said("12.5"), Decimal(0)).outcome is Agreement.ONE_ONLY
    assert compare(said("12.5"), None, Decimal(0)).outcome is Agreement.ONE_ONLY
    assert compare(None, None, Decimal(0)).outcome is Agreement.ONE_ONLY
