"""Icons that a page shows hundreds of times: drawn once as symbols, then only pointed at."""

import re
from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

register = template.Library()
# A symbol takes the size of the place that points at it.
_SIZE = re.compile(r' (?:width|height)="\d+"')


@register.simple_tag
def icon_symbols(names: str) -> SafeString:
    """The symbols of some icons (names apart by blanks), to stand once on the page."""
    return _symbols(tuple(names.split()))


@lru_cache(maxsize=16)
def _symbols(names: tuple[str, ...]) -> SafeString:
    drawn = "".join(
        _SIZE.sub("", str(lucide(name, id=f"icon-{name}")), count=2)
        .replace("<svg", "<symbol", 1)
        .replace("</svg>", "</symbol>")
        for name in names
    )
    # Made from the icon set alone, nothing of it comes from a user.
    return mark_safe(f'<svg class="symbols" aria-hidden="true">{drawn}</svg>')  # noqa: S308


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon drawn by `icon_symbols`; its word stands beside it."""
    return format_html('<svg class="sign" aria-hidden="true"><use href="#icon-{}" /></svg>', name)
