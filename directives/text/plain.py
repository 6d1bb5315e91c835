"""Frozen dataclasses as plain values for JSON and back, exactly: what is kept must come out equal.

A number keeps its digits as text, a date is ISO, a set is a sorted list, a mapping a list of pairs.
A field that a later release adds with a default is read from older values as that default.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_AS_THEY_ARE = (str, bool, int, type(None))


def to_plain(value: Any) -> Any:
    """The value in lists, dicts, texts, whole numbers, booleans and None.

    Raises TypeError for what has no exact form, such as a float.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, _AS_THEY_ARE):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return _many(value)


def _many(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: to_plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return _ordered([to_plain(key), to_plain(one)] for key, one in value.items())
    if isinstance(value, frozenset | set):
        return _ordered(to_plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no exact plain form")


def _ordered(values: Any) -> list[Any]:
    """In an order that the values alone decide."""
    return sorted(values, key=lambda one: (isinstance(one, list), str(type(one)), repr(one)))


def from_plain(kind: Any, plain: Any) -> Any:
    """The value of a kind (a dataclass, `tuple[X, ...]`, `Mapping[K, V]`, `X | None` …).

    Raises ValueError where the plain value is not of that kind.
    """
    try:
        return _read(kind, plain)
    except (TypeError, KeyError, ArithmeticError) as wrong:
        raise ValueError(f"Not a {kind}: {wrong}") from wrong


def _read(kind: Any, plain: Any) -> Any:
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        wanted = [one for one in inside if one is not type(None)]
        return None if plain is None else _read(wanted[0], plain)
    if origin is Literal:
        if plain not in inside:
            raise TypeError(f"{plain!r} is none of {inside}")
        return plain
    if origin is tuple:
        return _tuple(inside, plain)
    if origin is frozenset:
        return frozenset(_read(inside[0], one) for one in plain)
    if origin is not None and issubclass(origin, Mapping):
        return {_read(inside[0], key): _read(inside[1], one) for key, one in plain}
    return _single(kind, plain)


def _tuple(inside: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if inside[-1] is Ellipsis:
        return tuple(_read(inside[0], one) for one in plain)
    return tuple(_read(one, some) for one, some in zip(inside, plain, strict=True))


def _single(kind: Any, plain: Any) -> Any:
    if is_dataclass(kind):
        return _dataclass(kind, plain)
    if issubclass(kind, Decimal | Enum):
        return kind(plain)
    if issubclass(kind, date):
        return kind.fromisoformat(plain)
    if (kind is int and isinstance(plain, bool)) or not isinstance(plain, kind):
        raise TypeError(f"{plain!r} is no {kind.__name__}")
    return plain


def _dataclass(kind: Any, plain: Mapping[str, Any]) -> Any:
    if not isinstance(plain, Mapping):
        raise TypeError(f"{plain!r} is no {kind.__name__}")
    hints = _hints(kind)
    unknown = plain.keys() - hints.keys()
    if unknown:
        raise TypeError(f"{kind.__name__} has no {sorted(unknown)}")
    given = {name: _read(hint, plain[name]) for name, hint in hints.items() if name in plain}
    return kind(**given)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """The types of a dataclass's fields; every field of ours can be given to its constructor."""
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind) if one.init}
