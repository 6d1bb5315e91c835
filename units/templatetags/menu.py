"""Which entry of a menu is the present one."""

from django import template

register = template.Library()


@register.filter
def begins(name: str | None, beginnings: str) -> bool:
    """Whether the name of an address begins with one of some words, which stand apart by blanks."""
    return (name or "").startswith(tuple(beginnings.split()))
