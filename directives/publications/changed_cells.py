"""What became different between two versions of a period, cell by cell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

from directives.clauses.targets import TargetRef
from directives.compliance.domain import UnitRef
from directives.compliance.source import IndicatorRef, SummarySource
from directives.letters.domain import Letter, LetterFindings
from directives.publications.frozen import Frozen, without_registers
from reports.figures.figures import Figure, State

_NOTHING = Figure.blank(State.NOT_REPORTED)


class ChangeKind(StrEnum):
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
class ChangedCell:
    """One difference; what does not belong to its kind is None.

    `FIGURE` and `EARLIER` have a unit, an indicator and two figures, of which None was not there;
    `OFFICE` has no unit; `TARGET` has an indicator and two targets, `UNIT` the unit before and
    after. The others only say that something of their kind is different. `own_before` and
    `own_after` tell that the unit gave the figure itself.
    """

    what: ChangeKind
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


def changed_cells(old: Frozen, new: Frozen) -> tuple[ChangedCell, ...]:
    """All differences: figures first, in the order of units and indicators. What the registers of
    the units say is kept beside them and compared with nothing."""
    old, new = without_registers(old), without_registers(new)
    sources = old.source, new.source
    changes = [*_figures(*sources), *_office(*sources), *_earlier(*sources)]
    changes += [*_targets(*sources), *_units(*sources), *_rest(old, new)]
    if not changes and old != new:
        changes.append(ChangedCell(ChangeKind.OTHER))
    return tuple(changes)


def _both(
    old: SummarySource, new: SummarySource
) -> tuple[tuple[UnitRef, ...], tuple[IndicatorRef, ...]]:
    """Units and indicators of either, as the newer names them."""
    units = {unit.id: unit for unit in (*new.units, *old.units)}
    units.update({unit.id: unit for unit in new.units})
    refs = {ref.code: ref for ref in (*new.indicators, *old.indicators)}
    refs.update({ref.code: ref for ref in new.indicators})
    return tuple(units.values()), tuple(refs.values())


def _figures(old: SummarySource, new: SummarySource) -> Iterator[ChangedCell]:
    for unit, ref in product(*_both(old, new)):
        key = unit.id, ref.code
        before, after = old.figures.get(key), new.figures.get(key)
        owned = key in old.own, key in new.own
        if (before or _NOTHING) != (after or _NOTHING) or owned[0] != owned[1]:
            yield ChangedCell(ChangeKind.FIGURE, unit, ref, before, after, *owned)


def _earlier(old: SummarySource, new: SummarySource) -> Iterator[ChangedCell]:
    for unit, ref in product(*_both(old, new)):
        key = unit.id, ref.code
        before, after = old.previous_figures.get(key), new.previous_figures.get(key)
        if before != after:
            yield ChangedCell(ChangeKind.EARLIER, unit, ref, before, after)


def _office(old: SummarySource, new: SummarySource) -> Iterator[ChangedCell]:
    for ref in _both(old, new)[1]:
        before, after = old.published.get(ref.code), new.published.get(ref.code)
        if before != after:
            yield ChangedCell(
                ChangeKind.OFFICE,
                indicator=ref,
                before=before.figure if before else None,
                after=after.figure if after else None,
                rank_before=before.rank if before else None,
                rank_after=after.rank if after else None,
            )


def _targets(old: SummarySource, new: SummarySource) -> Iterator[ChangedCell]:
    refs = {ref.code: ref for ref in _both(old, new)[1]}
    earlier, later = _by_audience(old.targets), _by_audience(new.targets)
    for key in sorted(earlier.keys() | later.keys(), key=lambda key: (key[0].zfill(4), key[1:])):
        before, after = earlier.get(key), later.get(key)
        if _ordered_number(before) != _ordered_number(after):
            yield ChangedCell(
                ChangeKind.TARGET,
                indicator=refs.get(key[1]),
                target_before=before,
                target_after=after,
            )


_Key = tuple[str, str, tuple[str, ...], tuple[int, ...], int]


def _by_audience(targets: Iterable[TargetRef]) -> dict[_Key, TargetRef]:
    """Targets by clause, indicator and audience, which is what stays when a number changes."""
    named: dict[_Key, TargetRef] = {}
    for target in targets:
        audience = tuple(sorted(target.kinds)), tuple(sorted(target.unit_ids))
        number = 0
        while (key := (target.clause, target.indicator, *audience, number)) in named:
            number += 1
        named[key] = target
    return named


def _ordered_number(target: TargetRef | None) -> tuple[object, ...] | None:
    return target.order if target else None


def _units(old: SummarySource, new: SummarySource) -> Iterator[ChangedCell]:
    earlier, later = ({unit.id: unit for unit in source.units} for source in (old, new))
    for key in dict.fromkeys((*later, *earlier)):
        before, after = earlier.get(key), later.get(key)
        if before != after:
            yield ChangedCell(ChangeKind.UNIT, unit=after, unit_before=before)


def _ordered_words(frozen: Frozen) -> Letter | None:
    """The letter without what follows from the figures: its findings and its table."""
    nothing = LetterFindings("", (), "", ())
    letter = frozen.letter
    return replace(letter, findings=nothing, table=None) if letter else None


def _sentences(frozen: Frozen) -> LetterFindings | None:
    """What the letter says of the figures: people write it too, so it may change without them."""
    return frozen.letter.findings if frozen.letter else None


def _rest(old: Frozen, new: Frozen) -> Iterator[ChangedCell]:
    before, after = old.source, new.source
    same = {
        ChangeKind.DIRECTIVE: (before.directive, _ordered_words(old))
        == (after.directive, _ordered_words(new)),
        ChangeKind.SENTENCES: _sentences(old) == _sentences(new),
        ChangeKind.REPORT: before.report == after.report,
        ChangeKind.EXTENSIONS: before.extensions == after.extensions,
        ChangeKind.INDICATORS: before.indicators == after.indicators,
    }
    return (ChangedCell(kind) for kind, equal in same.items() if not equal)
