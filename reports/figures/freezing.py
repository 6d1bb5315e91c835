"""Frozen dataclasses as plain values for JSON and back, exactly: what is kept comes out equal.

A number keeps its digits as text, a date is ISO, a code is its value, a set is a sorted list, a
`Mapping` a sorted list of pairs (a `dict` with texts as keys stays an object). A field that a later
release adds with a default is read from older values as that default; an unknown one is refused.
A class that is written in another way registers its two hooks with CONVERTER in its own room.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final, Literal, NoReturn, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.dispatch import StructureHook, UnstructureHook
from cattrs.errors import ForbiddenExtraKeysError, StructureHandlerNotFoundError

T = TypeVar("T")

CONVERTER: Final = Converter(
    forbid_extra_keys=True, detailed_validation=False, unstruct_collection_overrides={tuple: list}
)
_WRONG: Final = (
    *(TypeError, KeyError, AttributeError, ArithmeticError),
    *(ForbiddenExtraKeysError, StructureHandlerNotFoundError),
)


def freeze(value: Any) -> Any:
    """The value in lists, dicts, texts, whole numbers, booleans and None.

    Raises TypeError for what has no exact form, such as a float.
    """
    return CONVERTER.unstructure(value)


def thaw(kind: type[T], plain: Any) -> T:
    """The value of a kind (a dataclass, `tuple[X, ...]`, `Mapping[K, V]`, `X | None` …).

    Raises ValueError where the plain value is not of that kind.
    """
    try:
        return CONVERTER.structure(plain, kind)
    except _WRONG as wrong:
        raise ValueError(f"Not a {kind}: {wrong!r}") from wrong


def _ordered(values: Iterable[Any]) -> list[Any]:
    """In an order that the values alone decide."""
    return sorted(values, key=lambda item: (isinstance(item, list), str(type(item)), repr(item)))


def _inexact(value: float) -> NoReturn:
    raise TypeError(f"{value!r} has no exact plain form")


def _is(origin: object) -> Any:
    return lambda kind: get_origin(kind) is origin


def _exactly(plain: Any, kind: Any) -> Any:
    """A code, or a value of the kind itself: no text becomes a number, and True is not 1."""
    if issubclass(kind, Enum):
        return kind(plain)
    if type(plain) is not kind:
        raise TypeError(f"{plain!r} is no {kind.__name__}")
    return plain


def _text(value: str) -> str:
    return str(value.value) if isinstance(value, Enum) else value


# Codes are texts or numbers as well, and come here with them.
CONVERTER.register_unstructure_hook(str, _text)
CONVERTER.register_structure_hook(str, _exactly)
CONVERTER.register_structure_hook(int, _exactly)
CONVERTER.register_unstructure_hook(float, _inexact)
CONVERTER.register_unstructure_hook(Decimal, str)
CONVERTER.register_structure_hook(Decimal, lambda plain, kind: kind(plain))
CONVERTER.register_unstructure_hook(date, date.isoformat)
CONVERTER.register_structure_hook(date, lambda plain, kind: kind.fromisoformat(plain))


@CONVERTER.register_structure_hook_factory(_is(Literal))
def _code_in(kind: Any) -> StructureHook:
    codes = get_args(kind)

    def read(plain: Any, _kind: Any) -> Any:
        if plain not in codes:
            raise TypeError(f"{plain!r} is none of {codes}")
        return plain

    return read


@CONVERTER.register_unstructure_hook_factory(_is(Mapping))
def _pairs_out(kind: Any) -> UnstructureHook:
    key_out, value_out = map(CONVERTER.get_unstructure_hook, get_args(kind))
    return lambda values: _ordered([key_out(key), value_out(values[key])] for key in values)


@CONVERTER.register_structure_hook_factory(_is(Mapping))
def _pairs_in(kind: Any) -> StructureHook:
    key_kind, value_kind = get_args(kind)
    key_in, value_in = map(CONVERTER.get_structure_hook, (key_kind, value_kind))
    return lambda plain, _kind: {
        key_in(key, key_kind): value_in(value, value_kind) for key, value in plain
    }


@CONVERTER.register_unstructure_hook_factory(_is(frozenset))
def _set_out(kind: Any) -> UnstructureHook:
    member_out = CONVERTER.get_unstructure_hook(get_args(kind)[0])
    return lambda values: _ordered(map(member_out, values))
