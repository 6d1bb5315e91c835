"""Units to choose from by typing: one list for a whole page, each unit under its own text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from units.models import Unit
from units.names.matching import canonical_key

# "other-B20": the unit typed for the name in B20.
TYPED: Final = "other-"


def unit_texts(units: Sequence[Unit]) -> dict[str, Unit]:
    """Each unit under its name; where several have one name the code tells them apart."""
    names = Counter(unit.name for unit in units)
    return {
        unit.name if names[unit.name] == 1 else f"{unit.name} ({unit.code})": unit for unit in units
    }


def typed_units(
    data: Mapping[str, str], units: Sequence[Unit]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """The unit ids typed for the cells of names, and the texts that are no unit's."""
    texts = unit_texts(units)
    keys: dict[str, list[Unit]] = {}
    for text, unit in texts.items():
        keys.setdefault(canonical_key(text), []).append(unit)
    found: dict[str, int] = {}
    unknown: list[str] = []
    for field, value in data.items():
        text = value.strip()
        if not field.startswith(TYPED) or not text:
            continue
        alike = [texts[text]] if text in texts else keys.get(canonical_key(text), [])
        if len(alike) == 1:
            found[field.removeprefix(TYPED)] = alike[0].pk
        else:
            unknown.append(text)
    return found, tuple(unknown)
