"""Where groups of communes have different floors, each place names them all or the unit's own."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from django.utils import translation

from directives.clauses.targets import Rule, TargetRef
from directives.compliance import charts
from directives.compliance.cards import CardView, cards
from directives.compliance.pages import unit_page
from directives.compliance.paper import paper
from directives.compliance.sheet import sheet
from directives.compliance.summarising import summarise
from directives.compliance.summary import Summary, UnitLine
from directives.notices.presentation import notices
from tests.directives.letters.letter_case import letter_source
from units.kinds import Pool

TEXT = "≥\u00a0{}–{} tùy nhóm"


@pytest.fixture(autouse=True)
def _vietnamese() -> object:
    with translation.override("vi"):
        yield


def own_floor(floor: int, *units: int, code: str = "digitization") -> TargetRef:
    named = frozenset(units)
    return TargetRef(900 + floor, code, Rule.FLOOR, "3", Decimal(floor), unit_ids=named)


def with_targets(*more: TargetRef) -> Summary:
    source = letter_source()
    return summarise(dataclasses.replace(source, targets=(*source.targets, *more)))


@pytest.fixture
def summary() -> Summary:
    """Digitization: 60 for all but Vĩnh Tú (90) and two others (50)."""
    ids = {unit.short_name: unit.id for unit in letter_source().units}
    return with_targets(own_floor(90, ids["Vĩnh Tú"]), own_floor(50, ids["Vĩnh Ô"], ids["Vĩnh Hà"]))


def card(summary: Summary, code: str) -> CardView:
    return next(card for card in cards(summary) if card.indicator.code == code)


def line(summary: Summary, name: str) -> UnitLine:
    return next(line for line in summary.lines if line.unit.short_name == name)


def test_the_card_says_all_floors_and_draws_each(summary: Summary) -> None:
    shown = card(summary, "digitization")
    assert shown.target.endswith(TEXT.format(50, 90))
    assert shown.bar is not None
    assert shown.bar.ticks == ("50.00", "60.00", "90.00") and not shown.bar.band_width
    assert card(summary, "payment").target == "xã, thị trấn: ≥\u00a030"


def test_the_card_names_only_the_kinds_that_have_the_target() -> None:
    source = letter_source()
    towns = frozenset({"town"})
    kept = tuple(target for target in source.targets if target.indicator != "digitization")
    target = TargetRef(990, "digitization", Rule.FLOOR, "3", Decimal(60), kinds=towns)
    summary = summarise(dataclasses.replace(source, targets=(*kept, target)))
    assert card(summary, "digitization").target == "thị trấn: ≥\u00a060"


def test_the_strip_draws_each_floor_and_labels_the_outer_two(summary: Summary) -> None:
    strip = next(s for s in charts.strips(summary) if s.indicator.code == "digitization")
    assert [floor.x for floor in strip.floors] == ["50.00", "60.00", "90.00"]
    assert [floor.label for floor in strip.floors] == ["≥\u00a050", "", "≥\u00a090"]
    assert TEXT.format(50, 90) in strip.summary
    titles = {dot.title.split(":")[0]: dot for dot in strip.dots}
    own = titles["xã\u00a0Vĩnh Tú"]
    assert own.title == "xã\u00a0Vĩnh Tú: 87,5 (≥\u00a090)" and not own.met


@pytest.mark.parametrize(("name", "floor"), [("Vĩnh Tú", 90), ("Vĩnh Ô", 50), ("Hồ Xá", 60)])
def test_where_one_unit_is_meant_its_own_floor_stands(
    summary: Summary, name: str, floor: int
) -> None:
    page = unit_page(summary, line(summary, name), named=True)
    row = next(row for row in page.rows if row.cell.indicator.code == "digitization")
    assert row.target == f"≥\u00a0{floor}" and row.dots is not None
    assert [own.x for own in row.dots.floors] == [f"{floor}.00"]
    assert str(floor) in row.dots.floors[0].label
    assert row.dots.floors[0].hides == ("100" if floor > 80 else "")
    notice = next(made for made in notices(summary) if made.code == line(summary, name).unit.code)
    target = next(row.target for row in notice.rows if "hóa" in row.name and "Số" in row.name)
    assert target.startswith(f"≥\u00a0{floor},")


def test_rows_of_targets_name_who_has_an_own_floor(summary: Summary) -> None:
    digitization = [column.code for column in summary.reported].index("digitization")
    rows = {row.label: row.texts[digitization] for row in sheet(summary).targets}
    assert rows["Xã, thị trấn còn lại"] == "≥\u00a060"
    assert rows["Xã\u00a0Vĩnh Tú"] == "≥\u00a090"
    assert rows["Xã\u00a0Vĩnh Hà và xã\u00a0Vĩnh Ô"] == "≥\u00a050"


def test_the_paper_says_what_the_card_says(summary: Summary) -> None:
    lines = [text for figure in paper(summary).figures for text in figure.lines]
    assert card(summary, "digitization").target in lines


def test_a_band_and_a_floor_of_one_number_are_both_said() -> None:
    units = {unit.short_name: unit.id for unit in letter_source().units}
    summary = with_targets(own_floor(70, units["Vĩnh Tú"], code="online"))
    assert card(summary, "online").target.endswith("70–90; ≥\u00a070 tùy nhóm")


def test_a_target_of_everybody_is_the_communes_too() -> None:
    """The first unit in the official order is an office; the floor is the communes' as well."""
    source = letter_source()
    everybody = TargetRef(991, "receipt", Rule.FLOOR, "5", Decimal(40))
    summary = summarise(dataclasses.replace(source, targets=(everybody,)))
    assert "40" in card(summary, "receipt").target
    assert set(sheet(summary).targets[0].pools) == {Pool.AGENCY, Pool.LOCAL}
