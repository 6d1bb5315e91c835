"""The sentences about what a file says: its period, its units, their figures and totals.

Codes are stable and stand in data and scripts; each sentence says what to do.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ABOUT_FIGURES: Final[Mapping[str, str | Promise]] = {
    "period-missing": _("The file does not say its period. Choose the period."),
    "period-differs": _(
        "The file says %(said)s, but the period chosen is %(chosen)s. "
        "Choose the right one, and give the reason if it is not the file's."
    ),
    "period-unclear": _(
        "The title says “%(value)s”, but the days in the file are %(said)s. Choose the period that "
        "the figures are of."
    ),
    "several-periods": _(
        "The title names several periods: %(value)s. Choose the one that the figures are of."
    ),
    "sheet-period-differs": _(
        "The sheet is called after “%(value)s”, but its title says %(said)s. Choose the period "
        "that the figures are of."
    ),
    "period-impossible": _(
        "The file says “%(value)s”, which are no first and last day of a period. Choose the period."
    ),
    "report-older": _(
        "Report %(value)s is older than %(newer)s, whose figures stand in this period. Applying "
        "changes %(count)s cells: make sure that the older figures are meant."
    ),
    "period-after-report": _(
        "The period %(said)s ends after the day of the report, %(day)s. Choose the right period, "
        "or give the reason why it is so."
    ),
    "period-in-future": _(
        "The period %(said)s is not over yet. Choose the right period, or give the reason why the "
        "figures come already."
    ),
    "period-closed": _("Period %(value)s is closed. Open it before importing figures."),
    "period-unknown": _("“%(value)s” is no period. Use for example 2023-H1, 2023-Q2 or 2023-06."),
    "changed-meanwhile": _(
        "Stored figures or choices changed after this page was opened, so nothing was written. "
        "Look at the new comparison below and apply again."
    ),
    "report-missing": _("The file names no report; its figures are kept without a number."),
    "unit-unknown": _("No unit is called “%(value)s”. Choose the unit or leave out the row."),
    "units-of-another": _(
        "%(count)s of %(rows)s rows name no unit of your office, the first is “%(value)s” at "
        "%(cell)s. Check that this is the right file; else choose the units below or leave the "
        "rows out."
    ),
    "unit-proposed": _("“%(value)s” is probably another spelling of a unit. Confirm which one."),
    "unit-duplicate": _(
        "“%(value)s” is the same unit as in %(first)s. Leave out one of the two rows."
    ),
    "units-repeated": _(
        "%(count)s of %(rows)s rows repeat a unit, the first is “%(value)s” at %(cell)s. Put the "
        "figures of each unit into one row, with a column for each indicator."
    ),
    "units-in-two-rows": _(
        "%(count)s units take two rows each, the first second one at %(cell)s. Put the figures of "
        "each unit into one row, with counts and rates in columns of their own."
    ),
    "units-missing": _(
        "Units without a row in the file, %(count)s in all: %(value)s. "
        "Check whether the report left them out."
    ),
    "agencies-missing": _("Agencies without a row in the file, %(count)s in all: %(value)s."),
    "not-a-number": _("“%(value)s” in %(cell)s is not a number. Correct it in the file."),
    "error-cell": _(
        "%(cell)s holds an error of the spreadsheet (%(value)s). Correct its formula in the file."
    ),
    "date-cell": _(
        "%(cell)s holds the date %(value)s: the spreadsheet has turned the figure into a date. Set "
        "the format of the cell to Number and type the figure again."
    ),
    "not-calculated": _(
        "The formulas of “%(value)s” have no stored results, %(count)s in all, first at "
        "%(cell)s. Open the file in Excel, save it there and send it again."
    ),
    "merged-cell": _(
        "%(cell)s is merged over several units, so it is unclear whose figure %(value)s is. Split "
        "the cell in the file and write the figure of each unit."
    ),
    "out-of-range": _(
        "%(value)s in %(cell)s is out of range: a rate lies between 0 and 100, a count is not "
        "negative. Correct it in the file."
    ),
    "not-whole": _(
        "%(value)s in %(cell)s counts things and must be whole. Correct it in the file."
    ),
    "ambiguous-number": _(
        "%(value)s in %(cell)s can be read in two ways. Write it without a separator of thousands."
    ),
    "blanks-read-as": _(
        "Empty cells of %(indicator)s in %(cell)s, %(count)s in all, are read as “%(state)s”. "
        "You can choose otherwise for the column."
    ),
    "blanks-read-as-zero": _(
        "Empty cells of %(indicator)s in %(cell)s, %(count)s in all, are read as 0, since the "
        "others add up to the total of the report."
    ),
    "blanks-unproven": _(
        "Empty cells of %(indicator)s in %(area)s, %(count)s in all, would be written as "
        "“%(state)s”: since %(bad)s cannot be read, the total of the report does not tell whether "
        "they are 0. Correct that cell in the file, or choose what empty cells of the column mean."
    ),
    "value-disappears": _(
        "Stored figures of %(indicator)s are empty in this file, %(count)s in all, first at "
        "%(cell)s. Correct the file, or confirm that applying takes them away."
    ),
    "numerator-above-denominator": _(
        "%(indicator)s: the numerator %(value)s in %(cell)s is greater than the denominator "
        "%(denominator)s in %(other)s. Correct it in the file."
    ),
    "rate-differs-from-counts": _(
        "%(indicator)s in %(cell)s is %(value)s, but %(numerator)s of %(denominator)s are "
        "%(computed)s %%. The printed rate is kept; check the file."
    ),
    "denominator-zero": _(
        "%(indicator)s: the denominator in %(cell)s is 0, yet %(other)s gives the rate %(rate)s. "
        "Correct the file, or leave that cell out."
    ),
    "counts-total-mismatch": _(
        "“%(heading)s”: the units add up to %(sum)s, the total row at %(cell)s says %(value)s, a "
        "difference of %(gap)s. Check the file."
    ),
    "jump": _(
        "%(indicator)s in %(cell)s is %(now)s; in the period %(period)s it was %(before)s. "
        "Check that it is no slip."
    ),
    "same-as-period": _(
        "All figures in column %(columns)s are those of the period %(period)s. "
        "Check that this is not last time's file."
    ),
    "same-as-later-period": _(
        "All figures in column %(columns)s are those of the later period %(period)s. Check whether "
        "this file or the one of that period has the wrong figures."
    ),
    "columns-swapped": _(
        "Column %(cell)s, “%(value)s”, has what is stored as %(indicator)s. Check that no columns "
        "are swapped in the file; if it is right, give the reason."
    ),
    "changed-by-factor": _(
        "All figures of %(indicator)s differ from the stored ones by one factor, for example "
        "%(before)s is stored and %(cell)s says %(now)s. Check the file; if it is right, give the "
        "reason."
    ),
    "most-changed": _(
        "The file changes %(count)s of %(compared)s figures that are stored for this period. Check "
        "that this is the right file and period; if it is, give the reason."
    ),
    "total-outside-range": _(
        "%(indicator)s: the total %(value)s in %(cell)s lies outside the rates of the units, "
        "%(low)s to %(high)s, which no mean can. Check the file."
    ),
    "more-like-this": _(
        "%(count)s more findings like the one at %(cell)s (%(value)s) are not listed. "
        "Look through the rest of the column."
    ),
    "total-mismatch": _(
        "%(indicator)s: the units add up to %(sum)s, the total row says %(published)s. "
        "Check the file, or give the reason for the difference of %(gap)s."
    ),
    "total-missing": _("The table has no total row, so nothing can be checked against it."),
    "totals-differ": _(
        "The total rows at %(first)s and %(cell)s differ. Correct the file or leave out one."
    ),
    "rate-total-kept": _(
        "The rates of “%(value)s” (%(cell)s) are kept as published; they are never computed "
        "from the units."
    ),
}
