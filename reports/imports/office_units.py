"""The units that the files of an office speak of: their names in a period, and choosing one."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Final

from django.db.models import Q
from django.utils import timezone

from reports.figures.periods import PeriodSpan
from units.kinds import UnitKind
from units.models import Unit, UnitAlias
from units.names.collation import search_key
from units.names.matching import UnitName
from units.names.spelling import canonical_key

# "other-B20": the unit typed for the name in B20.
TYPED: Final = "other-"


@dataclass(frozen=True)
class OfficeUnits:
    """The units whose figures a report to the office may carry, and the office itself.

    `aliases` are the confirmed other names by unit id.
    """

    office: Unit
    units: tuple[Unit, ...]
    aliases: Mapping[int, list[str]]

    def active_on(self, day: date | None) -> Iterator[Unit]:
        """The units in being on a day (both ends inclusive); today when none is given."""
        on = day or timezone.localdate()
        for unit in self.units:
            began = unit.valid_from is None or unit.valid_from <= on
            if began and (unit.valid_to is None or unit.valid_to >= on):
                yield unit

    def names_during(self, span: PeriodSpan | None) -> Iterator[UnitName]:
        """The names of the units in being on any day of a period, and of the office.

        Of two units with one name the one in being at its end has it; without a period today
        counts.
        """
        last = list(self.active_on(span.end if span else None))
        ended = list(self._ended_within(span))
        # A province has ten thousand names, and few periods see a unit end.
        taken = {canonical_key(unit.name) for unit in last} if ended else set()
        ended = [unit for unit in ended if canonical_key(unit.name) not in taken]
        for unit in (*last, *ended, self.office):
            yield UnitName(unit.pk, unit.name, tuple(self.aliases.get(unit.pk, ())))

    def names_unit(self, text: str) -> bool:
        """Whether a text is the name of a unit, long or short, now or at any time."""
        return canonical_key(text) in self._keys

    @cached_property
    def _keys(self) -> frozenset[str]:
        texts = chain.from_iterable((unit.name, unit.short_name) for unit in self.units)
        return frozenset(map(canonical_key, texts))

    def _ended_within(self, span: PeriodSpan | None) -> Iterator[Unit]:
        for unit in self.units:
            if span and unit.valid_to is not None and span.start <= unit.valid_to < span.end:
                yield unit


def office_units(office: Unit) -> OfficeUnits:
    """The units that report to the office, in the official order, with aliases: two queries."""
    aliases: dict[int, list[str]] = {}
    known = UnitAlias.objects.filter(Q(unit__parent=office) | Q(unit=office))
    for unit_id, text in known.values_list("unit_id", "text"):
        aliases.setdefault(unit_id, []).append(text)
    return OfficeUnits(office, tuple(Unit.objects.reporting_to(office)), aliases)


def receiving_office(code: str) -> Unit:
    """The office that files without a person come to: the unit of that code.

    Without a code the only district with units, else the only unit at the top with some. Raises
    LookupError when there is none or more than one.
    """
    if code:
        receiving: Unit | None = Unit.objects.filter(code=code).first()
        if receiving is None:
            raise LookupError(code)
        return receiving
    with_units = Unit.objects.filter(children__isnull=False).distinct()
    for which in ({"kind": UnitKind.DISTRICT}, {"parent": None}):
        candidates: list[Unit] = list(with_units.filter(**which))
        if len(candidates) == 1:
            return candidates[0]
    raise LookupError("More than one office may be meant")


def unit_texts(units: Sequence[Unit]) -> dict[str, Unit]:
    """Each unit under its name; where several have one name the code tells them apart."""
    names = Counter(unit.name for unit in units)
    return {
        unit.name if names[unit.name] == 1 else f"{unit.name} ({unit.code})": unit for unit in units
    }


@dataclass(frozen=True, slots=True)
class TypedText:
    """What was typed for a name and is no one unit's; `alike` are those that it may mean."""

    text: str
    alike: tuple[str, ...] = ()


def typed_units(
    data: Mapping[str, str], units: Sequence[Unit]
) -> tuple[dict[str, int], dict[str, TypedText]]:
    """By the cell of the name: the unit ids that were typed, and the texts that are no unit's."""
    texts = unit_texts(units)
    typed: dict[str, int] = {}
    unknown: dict[str, TypedText] = {}
    for field, value in data.items():
        text = value.strip()
        if not field.startswith(TYPED) or not text:
            continue
        cell, alike = field.removeprefix(TYPED), _alike(text, texts)
        if len(alike) == 1:
            typed[cell] = texts[alike[0]].pk
        else:
            unknown[cell] = TypedText(text, tuple(alike))
    return typed, unknown


def _alike(text: str, texts: Mapping[str, Unit]) -> list[str]:
    """The units that a text may mean, as the ranking's search finds them: "vinh o" is Vĩnh Ô.

    The whole name goes before a part of one, with its marks before without.
    """
    if text in texts:
        return [text]
    key, plain = canonical_key(text), search_key(text)
    ways: tuple[Callable[[str, Unit], bool], ...] = (
        lambda name, _unit: canonical_key(name) == key,
        lambda _name, unit: canonical_key(unit.short_name) == key,
        lambda _name, unit: plain in (search_key(unit.name), search_key(unit.short_name)),
        lambda name, _unit: plain in search_key(name),
    )
    matches = ([name for name, unit in texts.items() if way(name, unit)] for way in ways)
    return next(filter(None, matches), []) if plain else []
