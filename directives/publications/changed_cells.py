"""What became different between two versions of a period, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from directives.clauses.targets import TargetRef
from directives.compliance.domain import UnitRef
from directives.compliance.source import IndicatorRef, Published, Source
from directives.letters.domain import Letter, LetterFindings
from directives.publications.frozen import Frozen, without_registers
from reports.figures.figures import Figure, State

_NOTHING = Figure.blank(State.NOT_REPORTED)


class What(StrEnum):
    """What a change is about."""

    FIGURE = "figure"
    OFFICE = "office"
    EARLIER = "earlier"
    TARGET = "target"
    UNIT = "unit"
    DIRECTIVE = "directive"
    SENTENCES = "sentences"
    REPORT = "report"
    EXTENSIONS = "extensions"
    INDICATORS = "indicators"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Changed:
    """One difference; what does not belong to its kind is None.

    `FIGURE` and `EARLIER` have a unit, an indicator and two figures, of which None was not there;
    `OFFICE` has no unit; `TARGET` has an indicator and two targets, `UNIT` the unit before and
    after. The others only say that something of their kind is different. `own_before` and
    `own_after` tell that the unit gave the figure itself.
    """

    what: What
    unit: UnitRef | None = None
    indicator: IndicatorRef | None = None
    before: Figure | None = None
    after: Figure | None = None
    own_before: bool = False
    own_after: bool = False
    target_before: TargetRef | None = None
    target_after: TargetRef | None = None
    unit_before: UnitRef | None = None
    rank_before: int | None = None
    rank_after: int | None = None


def changed_cells(old: Frozen, new: Frozen) -> tuple[Changed, ...]:
    """All differences: figures first, in the order of units and indicators. What the registers of
    the units say is kept beside them and compared with nothing."""
    old, new = without_registers(old), without_registers(new)
    one, other = old.source, new.source
    found = [*_figures(one, other), *_office(one, other), *_earlier(one, other)]
    found += [*_targets(one, other), *_units(one, other), *_rest(old, new)]
    if not found and old != new:
        found.append(Changed(What.OTHER))
    return tuple(found)


def _both(one: Source, other: Source) -> tuple[tuple[UnitRef, ...], tuple[IndicatorRef, ...]]:
    """Units and indicators of either, as the newer names them."""
    units = {unit.id: unit for unit in (*other.units, *one.units)}
    units.update({unit.id: unit for unit in other.units})
    codes = {ref.code: ref for ref in (*other.indicators, *one.indicators)}
    codes.update({ref.code: ref for ref in other.indicators})
    return tuple(units.values()), tuple(codes.values())


def _figures(one: Source, other: Source) -> Iterator[Changed]:
    units, indicators = _both(one, other)
    for unit in units:
        for ref in indicators:
            key = unit.id, ref.code
            before, after = one.figures.get(key), other.figures.get(key)
            owned = key in one.own, key in other.own
            if (before or _NOTHING) != (after or _NOTHING) or owned[0] != owned[1]:
                yield Changed(What.FIGURE, unit, ref, before, after, *owned)


def _earlier(one: Source, other: Source) -> Iterator[Changed]:
    units, indicators = _both(one, other)
    for unit in units:
        for ref in indicators:
            before = one.previous_figures.get((unit.id, ref.code))
            after = other.previous_figures.get((unit.id, ref.code))
            if before != after:
                yield Changed(What.EARLIER, unit, ref, before, after)


def _office(one: Source, other: Source) -> Iterator[Changed]:
    for ref in _both(one, other)[1]:
        before, after = one.published.get(ref.code), other.published.get(ref.code)
        if before != after:
            yield Changed(
                What.OFFICE,
                indicator=ref,
                before=before.figure if before else None,
                after=after.figure if after else None,
                rank_before=_rank(before),
                rank_after=_rank(after),
            )


def _rank(said: Published | None) -> int | None:
    return said.rank if said else None


def _targets(one: Source, other: Source) -> Iterator[Changed]:
    indicators = {ref.code: ref for ref in _both(one, other)[1]}
    old, new = _by_audience(one.targets), _by_audience(other.targets)
    for key in sorted(old.keys() | new.keys(), key=lambda some: (some[0].zfill(4), some[1:])):
        before, after = old.get(key), new.get(key)
        if _ordered_number(before) != _ordered_number(after):
            ref = indicators.get(key[1])
            yield Changed(What.TARGET, indicator=ref, target_before=before, target_after=after)


_Key = tuple[str, str, tuple[str, ...], tuple[int, ...], int]


def _by_audience(targets: Iterable[TargetRef]) -> dict[_Key, TargetRef]:
    """Targets by clause, indicator and audience, which is what stays when a number changes."""
    found: dict[_Key, TargetRef] = {}
    for one in targets:
        audience = tuple(sorted(one.kinds)), tuple(sorted(one.unit_ids))
        number = 0
        while (key := (one.clause, one.indicator, *audience, number)) in found:
            number += 1
        found[key] = one
    return found


def _ordered_number(target: TargetRef | None) -> tuple[object, ...] | None:
    return (target.rule, target.floor, target.ambition) if target else None


def _units(one: Source, other: Source) -> Iterator[Changed]:
    old, new = ({unit.id: unit for unit in source.units} for source in (one, other))
    for key in dict.fromkeys((*new, *old)):
        if old.get(key) != new.get(key):
            yield Changed(What.UNIT, unit=new.get(key), unit_before=old.get(key))


def _ordered_words(frozen: Frozen) -> Letter | None:
    """The letter without what follows from the figures: its findings and its table."""
    nothing = LetterFindings("", (), "", ())
    letter = frozen.letter
    return replace(letter, findings=nothing, table=None) if letter else None


def _sentences(frozen: Frozen) -> LetterFindings | None:
    """What the letter says of the figures: people write it too, so it may change without them."""
    return frozen.letter.findings if frozen.letter else None


def _rest(old: Frozen, new: Frozen) -> Iterator[Changed]:
    one, other = old.source, new.source
    if (one.directive, _ordered_words(old)) != (other.directive, _ordered_words(new)):
        yield Changed(What.DIRECTIVE)
    if _sentences(old) != _sentences(new):
        yield Changed(What.SENTENCES)
    if one.report != other.report:
        yield Changed(What.REPORT)
    if one.extensions != other.extensions:
        yield Changed(What.EXTENSIONS)
    if one.indicators != other.indicators:
        yield Changed(What.INDICATORS)
