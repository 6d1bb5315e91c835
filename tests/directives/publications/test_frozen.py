"""What a publication keeps comes out equal, and its text is the same wherever it is written."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.clauses.targets import Rule, TargetRef
from directives.compliance.source import (
    DirectiveRef,
    Letters,
    MoreTime,
    PlaceRule,
    Published,
    ReportRef,
)
from directives.letters.domain import Letter
from directives.letters.sample import sample_letter
from directives.publications.frozen import (
    FORMAT,
    Frozen,
    UnreadablePublicationError,
    checksum,
    decode,
    encode,
    short_checksum,
)
from reports.figures.figures import Figure, State
from reports.figures.freezing import freeze
from reports.figures.ranking import Change, Trend
from tests.directives.letters.letter_case import letter_source

# Written by the first release that published. It must stay readable whatever becomes of the rest.
SAMPLE = Path(__file__).with_name("publication_format_1.json")

numbers = st.decimals(allow_nan=False, allow_infinity=False, places=8, min_value=0, max_value=10**9)
values = st.one_of(numbers, st.decimals(allow_nan=False, allow_infinity=False))
counts = st.none() | st.integers(min_value=0, max_value=10**9)
figures = st.one_of(
    st.sampled_from([state for state in State if state is not State.VALUE]).map(Figure.blank),
    st.builds(
        lambda value, places, above, below: Figure(State.VALUE, value, places, above, below),
        *(values, st.integers(0, 8), counts, counts),
    ),
)
days = st.none() | st.dates()
codes = st.sampled_from([one.code for one in letter_source().indicators])
keys = st.tuples(st.integers(1, 30), codes)
targets = st.builds(
    TargetRef,
    id=st.integers(1, 10**6),
    indicator=codes,
    rule=st.sampled_from(Rule),
    clause=st.text(max_size=3),
    floor=st.none() | values,
    ambition=st.none() | values,
    kinds=st.frozensets(st.sampled_from(["commune", "town", "office"])),
    unit_ids=st.frozensets(st.integers(1, 30)),
    valid_from=days,
    valid_to=days,
)
published = st.builds(
    Published,
    figure=figures,
    share=st.none() | values,
    rank=st.none() | st.integers(1, 99),
    not_assessed=st.text(max_size=20),
    change=st.none() | st.builds(Change, values, st.sampled_from(get_args(Trend))),
)
sources = st.builds(
    lambda figures, before, targets, published, own, report, extra: replace(
        letter_source(),
        figures=figures,
        previous_figures=before,
        targets=tuple(targets),
        published=published,
        own=own,
        report=report,
        directive=extra,
        extensions=(MoreTime(letter_source().units[0], date(2023, 6, 30), "Mất điện"),),
        letters=(Letters(letter_source().units[0].id, 11, 8),),
    ),
    st.dictionaries(keys, figures, max_size=12),
    st.dictionaries(keys, figures, max_size=4),
    st.lists(targets, max_size=4),
    st.dictionaries(codes, published, max_size=3),
    st.frozensets(keys, max_size=4),
    st.none() | st.builds(ReportRef, st.text(max_size=9), days, st.text(max_size=9)),
    st.none() | st.builds(DirectiveRef, st.text(), st.text(), st.text(), st.dates()),
)
letters = st.none() | st.from_type(Letter)


@given(st.builds(Frozen, sources, letters))
def test_out_and_in_again_is_the_same(frozen: Frozen) -> None:
    text = encode(frozen)
    assert decode(text) == frozen
    assert encode(decode(text)) == text


@given(st.dictionaries(keys, figures, min_size=2, max_size=8), st.randoms())
def test_the_order_of_figures_means_nothing(
    some: dict[tuple[int, str], Figure], dice: Random
) -> None:
    shuffled = list(some.items())
    dice.shuffle(shuffled)
    one, other = (replace(letter_source(), figures=all_) for all_ in (some, dict(shuffled)))
    assert encode(Frozen(one)) == encode(Frozen(other))


def test_digits_are_kept_as_they_were() -> None:
    exact = {
        (1, "online"): Figure.of(Decimal("76.9000")),
        (2, "online"): Figure.of(Decimal("1E+2")),
    }
    kept = decode(encode(Frozen(replace(letter_source(), figures=exact)))).source.figures
    assert [str(one.value) for one in kept.values()] == ["76.9000", "1E+2"]


def test_what_has_no_exact_form_is_refused() -> None:
    with pytest.raises(TypeError):
        freeze(0.1)


def test_the_checksum_is_that_of_the_text() -> None:
    text = encode(Frozen(letter_source()))
    assert checksum(text) == hashlib.sha256(text.encode()).hexdigest()
    assert short_checksum("7f3a91c2" + "0" * 56) == "7F3A-91C2"
    assert checksum(text) != checksum(text.replace("76.9", "76.8"))


def test_the_first_format_stays_readable() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    assert json.loads(text)["format"] == 1
    source = replace(letter_source(), place_rule=PlaceRule.PRINTED)
    assert decode(text) == Frozen(source, sample_letter())


def test_a_field_that_came_later_is_read_as_its_default() -> None:
    content = json.loads(encode(Frozen(letter_source())))
    for name in ("extensions", "own", "previous_own", "first"):
        del content["source"][name]
    assert decode(json.dumps(content)).source == replace(letter_source(), extensions=())


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", "null"),
        json.dumps({"format": FORMAT + 1, "source": {}}),
        json.dumps({"format": FORMAT, "source": {"office": None}}),
        encode(Frozen(letter_source())).replace('"first"', '"erste"'),
        encode(Frozen(letter_source())).replace('"state":"value"', '"state":"maybe"', 1),
    ],
)
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(UnreadablePublicationError):
        decode(text)
