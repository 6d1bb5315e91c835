"""Which directives the list shows: state, year and words, each from an allow-list or plain text."""

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
        years = sorted({str(row.directive.effective_from.year) for row in self._rows}, reverse=True)
        field: Any = self.fields["year"]
        field.choices = [("", _("all years")), *((year, year) for year in years)]

    @property
    def chosen(self) -> tuple[Listed, ...]:
        """The rows that fit; what is not on offer filters nothing."""
        self.is_valid()
        return tuple(row for row in self._rows if _fits(row, **self.cleaned_data))


def _fits(row: Listed, q: str = "", state: str = "", year: str = "") -> bool:
    letter = row.directive
    if year and str(letter.effective_from.year) != year:
        return False
    if state and state != _state(row):
        return False
    words = f"{letter.number}/{letter.symbol} {letter.title} {letter.subject}"
    return search_key(q) in search_key(words)


def _state(row: Listed) -> str:
    if not row.directive.is_issued:
        return DRAFT
    return SUPERSEDED if row.is_superseded else ISSUED
