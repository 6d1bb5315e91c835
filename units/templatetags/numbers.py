"""Whole numbers as Vietnamese offices print them, in both languages of the pages."""

from django import template

register = template.Library()


@register.filter
def grouped(number: int | str) -> str:
    """A count with a dot after each thousand: 12500 becomes "12.500"; what is none stays."""
    return f"{number:,}".replace(",", ".") if isinstance(number, int) else number
