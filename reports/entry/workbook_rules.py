"""What Excel itself refuses while an entry workbook is filled in, and what it then says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from reports.entry.book import first_word_row
from reports.entry.form import BookIndicator
from reports.figures.figures import Measure

CODES_SHEET: Final = "CODES"
_MOST_OF_MESSAGE: Final = 255


@dataclass(frozen=True, slots=True)
class EntryRules:
    """The rules of a sheet: `places` are its columns by indicator code and field, `first` and
    `last` its rows of units, `words` how many states the drop-down has."""

    places: Mapping[tuple[str, str], int]
    first: int
    last: int
    words: int

    def of(self, indicator: BookIndicator) -> Iterator[DataValidation]:
        """The rules of an indicator's columns."""
        yield self._words_only(indicator)
        if indicator.by_counts:
            yield from self._counts(indicator)
        else:
            yield self._single_number(indicator)

    def _words_only(self, indicator: BookIndicator) -> DataValidation:
        first = first_word_row()
        words = f"'{CODES_SHEET}'!$C${first}:$C${first + self.words - 1}"
        rule = DataValidation(type="list", formula1=words, allow_blank=True)
        return self._on(rule, indicator, "state", _("Choose one of the states in the list."))

    def _counts(self, indicator: BookIndicator) -> Iterator[DataValidation]:
        above = f"{self._letter(indicator, 'numerator')}{self.first}"
        below = f"{self._letter(indicator, 'denominator')}{self.first}"
        text = _("Type a whole number from 0 upwards; the first is at most the second.")
        for name, own, other, sign in (
            ("numerator", above, below, "<="),
            ("denominator", below, above, ">="),
        ):
            whole = f"ISNUMBER({own}),N({own})>=0,N({own})=INT(N({own}))"
            formula = f'AND({whole},OR({other}="",N({own}){sign}N({other})))'
            rule = DataValidation(type="custom", formula1=formula, allow_blank=True)
            yield self._on(rule, indicator, name, text)

    def _single_number(self, indicator: BookIndicator) -> DataValidation:
        if indicator.measure is Measure.RATE:
            rule = DataValidation(
                type="decimal", operator="between", formula1="0", formula2="100", allow_blank=True
            )
            return self._on(rule, indicator, "value", _("Type a rate between 0 and 100."))
        rule = DataValidation(
            type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True
        )
        return self._on(rule, indicator, "value", _("Type a whole number from 0 upwards."))

    def _on(
        self, rule: DataValidation, indicator: BookIndicator, name: str, text: str
    ) -> DataValidation:
        rule.showErrorMessage = True
        rule.errorTitle, rule.error = _("This cannot be taken"), text[:_MOST_OF_MESSAGE]
        column = self._letter(indicator, name)
        rule.add(f"{column}{self.first}:{column}{self.last}")
        return rule

    def _letter(self, indicator: BookIndicator, name: str) -> str:
        return get_column_letter(self.places[indicator.code, name])
