"""How names follow each other in running text."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_MOST_NAMED = 8


def listed(items: Iterable[str]) -> str:
    """Names in a row: "A, B và C"."""
    names = list(items)
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def some_listed(items: Iterable[str]) -> str:
    """The same, but of many names only the first are said, and how many more there are."""
    names = list(items)
    if len(names) <= _MOST_NAMED:
        return listed(names)
    more = ngettext("%(count)s more", "%(count)s more", len(names) - _MOST_NAMED)
    return listed([*names[:_MOST_NAMED], more % {"count": len(names) - _MOST_NAMED}])


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
