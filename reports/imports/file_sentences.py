"""The sentences about a file, its table and its columns.

Codes are stable and stand in data and scripts; each sentence says what to do.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ABOUT_FILES: Final[Mapping[str, str | Promise]] = {
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
}
