"""Typed readers of the environment: a wrong value stops the start with one clear sentence."""

import os
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable as it stands; `default` when it is unset or empty."""
    return os.environ.get(name) or default


def flag(name: str, *, default: bool) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.strip().lower() in _TRUE:
        return True
    if raw.strip().lower() in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {raw!r}.")


def number(name: str, *, default: int) -> int:
    raw = os.environ.get(name)
    if not raw:
        return default
    try:
        return int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from None


def decimal(name: str, *, default: str) -> Decimal:
    """A number with a decimal point: "12.5"."""
    raw = os.environ.get(name) or default
    try:
        value = Decimal(raw)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise ImproperlyConfigured(f"{name} must be a number such as 12.5, not {raw!r}.")
    return value


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas."""
    raw = os.environ.get(name)
    if raw is None:
        return list(default)
    return [part.strip() for part in raw.split(",") if part.strip()]


def choices(name: str, allowed: tuple[str, ...]) -> list[str]:
    """A list separated by commas of which each part is one of `allowed`; empty by default."""
    chosen = names(name)
    if wrong := [part for part in chosen if part not in allowed]:
        raise ImproperlyConfigured(
            f"{name} may hold {', '.join(allowed)}; it holds {', '.join(wrong)}."
        )
    return chosen


def choice(name: str, allowed: tuple[str, ...], *, default: str) -> str:
    chosen = text(name, default)
    if chosen not in allowed:
        raise ImproperlyConfigured(f"{name} must be {' or '.join(allowed)}, not {chosen!r}.")
    return chosen


def required(name: str, why: str) -> str:
    """The variable, or a refusal to start that says why it is needed."""
    value = os.environ.get(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {why}")
    return value
