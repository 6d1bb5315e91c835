"""Which directives the list shows: state, year and words, each from an allow-list or plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directives.editor.selectors import Listed
from units.names.collation import search_key

DRAFT, ISSUED, SUPERSEDED = "draft", "issued", "superseded"
_STATES: Final = (
    ("", _("all states")),
    (DRAFT, pgettext_lazy("directive", "draft")),
    (ISSUED, _("issued")),
    (SUPERSEDED, _("superseded")),
)


class DirectiveFilterForm(forms.Form):
    """A state, a year in which the directive begins, and a part of number or subject."""

    q = forms.CharField(
        label=_("Number or subject"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=_STATES)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, data: QueryDict, rows: Iterable[Listed]) -> None:
        super().__init__(data)
        self._rows = tuple(rows)
        years = sorted({str(one.directive.effective_from.year) for one in self._rows}, reverse=True)
        field: Any = self.fields["year"]
        field.choices = [("", _("all years")), *((one, one) for one in years)]

    @property
    def chosen(self) -> tuple[Listed, ...]:
        """The rows that fit; what is not on offer filters nothing."""
        self.is_valid()
        given = self.cleaned_data
        return tuple(one for one in self._rows if _fits(one, given))


def _fits(one: Listed, given: dict[str, Any]) -> bool:
    row, state = one.directive, given.get("state")
    if given.get("year") and str(row.effective_from.year) != given["year"]:
        return False
    if state and state not in _states(one):
        return False
    words = search_key(given.get("q") or "")
    return words in search_key(f"{row.number}/{row.symbol} {row.title} {row.subject}")


def _states(one: Listed) -> frozenset[str]:
    if not one.directive.is_issued:
        return frozenset({DRAFT})
    return frozenset({SUPERSEDED if one.is_superseded else ISSUED})
