"""The words of every issue and reason, in the language of the reader.

Codes are stable and stand in data and scripts; the sentences stand here alone, and each says what
to do. An issue without its sentence is an error of this module, found by its test.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.entry.run_wording import MESSAGES as ENTRY_MESSAGES
from reports.figures.record_models import State
from reports.reading.issues import Issue

Lazy = str | Promise

MESSAGES: Final[Mapping[str, Lazy]] = {
    "not-a-spreadsheet": _(
        "This file is no table that can be read. Choose the report as an .xlsx, .xls, .ods, .csv "
        "or .docx file."
    ),
    "empty-file": _("The file is empty. Download it again and send it once more."),
    "too-large": _("The file is too large. The limit is %(limit)s MB; send only the table."),
    "too-much-inside": _(
        "The file holds far more than a report does once it is unpacked. Copy only the table into "
        "a new file and send that."
    ),
    "too-many-parts": _(
        "The file holds more than %(limit)s parts, which no report does. Copy the table into a new "
        "workbook and send that."
    ),
    "too-many-rows": _(
        "The sheet has more than %(limit)s rows, or a content that far below the table. Delete the "
        "rows below the table, save the file and send it again."
    ),
    "too-many-columns": _(
        "The sheet has more than %(limit)s columns, or a content that far to the right. Delete the "
        "columns beside the table, save the file and send it again."
    ),
    "too-many-cells": _(
        "The file has more than %(limit)s cells. Copy only the table into a new workbook and send "
        "that."
    ),
    "unsafe-xml": _(
        "The file holds hidden instructions that no report needs, so it was not opened. Copy the "
        "table into a new workbook and send that."
    ),
    "unsafe-names": _(
        "The file holds parts with forbidden names, so it was not opened. Copy the table into a "
        "new workbook and send that."
    ),
    "unknown-encoding": _(
        "The letters of this text file cannot be read. Save it as “CSV UTF-8” or as .xlsx and send "
        "it again."
    ),
    "binary-workbook": _(
        "Workbooks of the kind .xlsb are not read. Save the file as .xlsx and send it again."
    ),
    "commas-mixed": _(
        "The commas of this text file part both the columns and the decimals, so its figures "
        "cannot be told apart. Save the table as .xlsx and send that."
    ),
    "unreadable": _(
        "The file is damaged and cannot be read. Open it in Excel or Word, save it again and send "
        "that."
    ),
    "unreadable-document": _(
        "The file is damaged and cannot be read. Open it in Word, save it again and send that."
    ),
    "encrypted": _("The file is locked with a password. Remove the password and send it again."),
    "no-table": _(
        "No table of units was found. The file needs a column with the names of the units, "
        "headed “Đơn vị” or alike."
    ),
    "file-missing": _("There is no file %(value)s. Check its name and folder."),
    "reading-broke-off": _(
        "Reading broke off because of an error of the program. Try again; the log says why."
    ),
    "reading-too-long": _(
        "Reading took longer than the server allows and was stopped. Copy the table into a new "
        "workbook without anything else and send that."
    ),
    "no-column-recognised": _(
        "No column was recognised as an indicator. Choose the indicator of each column."
    ),
    "column-proposed": _(
        "Column %(cell)s, “%(value)s”, resembles %(indicator)s. Confirm it or choose another."
    ),
    "column-duplicate": _(
        "Column %(cell)s, “%(value)s”, and another column are both %(indicator)s. "
        "Choose which one counts."
    ),
    "column-ignored": _("Column %(cell)s, “%(value)s”, is no known indicator and is left out."),
    "column-unheaded": _(
        "Column %(cell)s has figures but no heading. Check that no heading stands one column "
        "beside its figures; then choose what the column is, or leave it out."
    ),
    "count-ignored": _(
        "Column %(cell)s, “%(value)s”, holds counts that no rate of the file is computed from; it "
        "is left out. If it should count, add a column with its rate to the file."
    ),
    "early-apart": _(
        "Column %(cell)s, “%(value)s”, leaves out the files resolved early, so it is not the "
        "on-time rate and is left out. Add a column of files resolved early or on time, in %%."
    ),
    "share-among-points": _(
        "%(value)s in %(cell)s (%(indicator)s) is far below the other cells and has more decimals "
        "than they have. If %(meant)s is meant, correct it in the file; else choose for the column "
        "that 0,5 means 0,5 %%."
    ),
    "rate-or-count": _(
        "Column %(cell)s, “%(value)s”, does not say that it is a rate, and its numbers are all "
        "whole. Confirm that they are percent of %(indicator)s, or leave the column out."
    ),
    "rate-or-share": _(
        "All numbers in column %(cell)s (%(indicator)s) lie between 0 and 1. "
        "Say whether 0,5 means 0,5 %% or 50 %%."
    ),
    "row-ignored": _("Row “%(value)s” has no figures of a unit and is left out."),
    "row-without-name": _(
        "The row at %(cell)s has figures but no unit and is left out. Check it in the file."
    ),
    "second-table": _(
        "Another table begins at %(cell)s; it is not read. Import it from a file of its own."
    ),
    "tables-side-by-side": _(
        "The list of units goes on in a second table beside the first, from column %(cell)s on. "
        "Put it below the first table in the file and send the file again."
    ),
    "hidden-rows": _(
        "The file hides rows with figures, %(count)s in all, first at %(cell)s: %(value)s. "
        "Say whether they count."
    ),
    "hidden-columns": _(
        "The file hides columns with figures, %(count)s in all, first %(cell)s: %(value)s. "
        "Say whether they count."
    ),
    "legacy-converted": _(
        "Cells in an old encoding (TCVN3, VNI) were converted, %(count)s in all, first at "
        "%(cell)s, for example “%(value)s”. Check that names read well."
    ),
    "profile-used": _(
        "The columns are read as in the saved mapping “%(value)s”. Choose otherwise where it is "
        "wrong."
    ),
    "shares-not-100": _(
        "The percentages in %(cell)s do not add up to 100 %%: %(value)s. Ask the issuer if it "
        "matters."
    ),
    "other-sheets": _("Other sheets have tables too and are not read: %(value)s."),
    "sheets-alike": _(
        "Other sheets have the same columns and could be meant as well: %(value)s. Choose the "
        "sheet to read."
    ),
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
        "Check whether any case arose."
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
    **ENTRY_MESSAGES,
}

REASONS: Final[Mapping[str, Lazy]] = {
    "bare_name": _("the name without its kind"),
    "no_marks": _("written without marks"),
    "other_kind": _("another kind of unit"),
    "spelling": _("a similar spelling"),
    "ambiguous": _("several units have this name"),
    "legacy_encoding": _("an old font encoding"),
}

ROLES: Final[Mapping[str, Lazy]] = {
    "numerator": _("the numerator of %(indicator)s"),
    "denominator": _("the denominator of %(indicator)s"),
}

BLANK_READINGS: Final[Mapping[str, Lazy]] = {"zero": "0", **dict(State.choices)}

STEPS: Final[Mapping[str, Lazy]] = {
    "open": _("Open the file and check its safety"),
    "table": _("Find the table"),
    "columns": _("Recognise the columns"),
    "units": _("Match the units"),
    "cells": _("Read the cells"),
    "totals": _("Check the total row, compare with the stored figures"),
}


def message(issue: Issue, indicators: Mapping[str, str] | None = None) -> str:
    """The sentence of an issue: what is the matter and what to do.

    `indicators` are names by code in the reader's language; without one the code stands.
    """
    words: dict[str, object] = {"cell": issue.cell, "value": issue.value, **dict(issue.args)}
    code = words.get("indicator")
    words["indicator"] = (indicators or {}).get(str(code), code)
    if words.get("role") in ROLES:
        words["indicator"] = str(ROLES[str(words["role"])]) % words
    state = words.get("state")
    words["state"] = BLANK_READINGS.get(str(state), state)
    return str(MESSAGES[issue.code]) % words
