"""No page and no paper contradicts another: a season with every state in it, read everywhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import pytest

from directives.clauses.models import Clause, Target
from directives.clauses.targets import Rule
from directives.compliance.choice import choose
from directives.compliance.serialise import compliance_json, ranking_json
from directives.notices.presentation import notices
from directives.notices.selectors import summary_with_duties
from reports.figures.figures import State
from reports.figures.indicator_models import Indicator
from reports.figures.record_models import Record, Source
from tests.cast import Cast
from tests.directives.statements import (
    VERDICTS,
    Statement,
    of_appendix,
    of_figure_page,
    of_json,
    of_notices,
    of_ranking_workbook,
    of_summary_docx,
    of_table,
    of_unit,
)
from units.models import Unit

SHORT_OF_70 = {"value": Decimal("70.0"), "places": 1, "numerator": 1399, "denominator": 2000}
TRUE_70 = {"value": Decimal("70.0"), "places": 1, "numerator": 14, "denominator": 20}
PRINTED_70 = {"value": Decimal("70.0"), "places": 1, "numerator": None, "denominator": None}


# For each (unit, indicator, fact) what was said, with where it was.
Texts = Mapping[tuple[str, str, str], Mapping[str, set[str]]]


def put(unit: str, indicator: str, state: State = State.VALUE, **columns: object) -> None:
    """The province's figure of a unit."""
    rows = Record.objects.filter(unit__code=unit, indicator__code=indicator)
    changed = rows.filter(source=Source.PROVINCE).update(state=state.value, **columns)
    assert changed == 1, (unit, indicator)


@pytest.fixture
def season(district: Cast) -> Cast:
    """The letter of June 2023 with what real reports hold besides: rates whose counts say another
    thing than their print, 0 of 0, units that are not assessed, a floor of one unit's own."""
    put("vinhlam", "online", **SHORT_OF_70)
    put("vinhtu", "online", **TRUE_70)
    put("vinhchap", "online", **PRINTED_70)
    put("vinho", "payment", value=100, numerator=0, denominator=0)
    put("vinhha", "payment", value=0, numerator=0, denominator=0)
    put("vinhson", "receipt", State.EXEMPT, value=None)
    put("vinhkhe", "digitization", State.NO_CASES, value=None)
    clause = Clause.objects.get(number=3)
    own = Target.objects.create(
        clause=clause,
        indicator=Indicator.objects.get(code="digitization"),
        rule=Rule.FLOOR.value,
        floor=90,
    )
    own.units.add(Unit.objects.get(code="vinhtu"))
    return district


def statements(cast: Cast) -> Iterator[Statement]:
    """All that is stated anywhere."""
    client, choice = cast.client(cast.staff), choose(cast.office)
    summary = summary_with_duties(choice)
    assert summary is not None
    names = {f"{row.prefix} {row.short_name}".strip(): row.code for row in Unit.objects.all()}
    codes = {row.name: row.code for row in Indicator.objects.all()}
    codes |= {row.short_name: row.code for row in Indicator.objects.all()}
    yield from of_table(client, "ranking")
    yield from of_table(client, "compliance")
    for line in summary.reported_lines:
        yield from of_unit(client, line.unit.code)
        for indicator in summary.reported:
            yield from of_figure_page(client, line.unit.code, indicator.code)
    yield from of_json(compliance_json(summary), ranking_json(summary))
    yield from of_ranking_workbook(client, names, codes)
    yield from of_appendix(client, names, codes)
    yield from of_notices(notices(summary), codes)
    yield from of_summary_docx(client, names)


def by_subject(made: Iterable[Statement]) -> Texts:
    texts: dict[tuple[str, str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for statement in made:
        text = " ".join(statement.text.casefold().split())
        key = (statement.unit, statement.indicator, statement.fact)
        texts[key][text].add(statement.where.split()[0])
        if statement.fact in ("place", "overall"):
            first = (statement.unit, statement.indicator, "first")
            texts[first][text.split("–")[0] or text].add(statement.where.split()[0])
    return texts


def check_nothing_contradicts(texts: Texts) -> None:
    wrong = {key: dict(told) for key, told in texts.items() if len(told) > 1}
    assert not wrong, "\n".join(f"{key}: {told}" for key, told in wrong.items())


def check_everything_was_read(texts: Texts) -> None:
    where = {place for told in texts.values() for places in told.values() for place in places}
    assert where == {
        "ranking", "compliance", "unit", "figure", "json",
        "ranking.xlsx", "appendix.xlsx", "notice", "summary.docx",
    }  # fmt: skip
    words = {word for key, told in texts.items() if key[2] == "verdict" for word in told}
    assert words == set(VERDICTS)


def check_met_and_missed_share_no_place(texts: Texts) -> None:
    passed: dict[str, set[bool]] = defaultdict(set)
    for unit, indicator, fact in list(texts):
        if (indicator, fact) == ("online", "first") and unit != "vp":
            verdict = next(iter(texts[unit, indicator, "verdict"]))
            passed[next(iter(texts[unit, indicator, fact]))].add(verdict in {"đạt", "vượt"})
    assert len(passed) > 10
    assert all(len(verdicts) == 1 for verdicts in passed.values())


def check_nothing_of_nothing_is_judged(texts: Texts) -> None:
    for unit in ("vinho", "vinhha"):
        assert set(texts[unit, "payment", "verdict"]) == {"không phát sinh"}
        assert set(texts[unit, "payment", "place"]) <= {"", "–"}


def check_who_missed_less_stands_before(texts: Texts) -> None:
    """Overall places follow what was missed: of the same number met, fewer judged stand first."""
    missed: dict[int, int] = {}
    for unit, indicator, fact in list(texts):
        score = re.search(r"(\d+)/(\d+)", next(iter(texts[unit, indicator, fact])))
        if fact == "score" and score and unit not in {"vp", "datdai"}:
            met, of = score.groups()
            missed[int(next(iter(texts[unit, "", "first"])))] = int(of) - int(met)
    ordered = [missed[place] for place in sorted(missed)]
    assert ordered == sorted(ordered) and len(ordered) > 10


def test_one_truth(season: Cast) -> None:
    texts = by_subject(statements(season))
    check_everything_was_read(texts)
    check_nothing_contradicts(texts)
    check_met_and_missed_share_no_place(texts)
    check_nothing_of_nothing_is_judged(texts)
    check_who_missed_less_stands_before(texts)
