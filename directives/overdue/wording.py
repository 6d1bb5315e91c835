"""The words of the overdue register: how a file stands, and why a row of a file is not taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from directives.overdue.domain import Standing
from directives.overdue.sheets.reading import LONGEST, NotASheet, Problem
from reports.imports.wording import message

Lazy = str | Promise

STANDINGS: Final[Mapping[Standing, tuple[Lazy, str, str]]] = {
    Standing.RESOLVED_LATE: (_("resolved late"), "clock-alert", "warn"),
    Standing.PENDING_LATE: (_("overdue, being resolved"), "circle-alert", "bad"),
    Standing.DUE_SOON: (_("due soon"), "hourglass", "warn"),
    Standing.RUNNING: (_("within its time"), "clock", "na"),
    Standing.IN_TIME: (_("resolved in time"), "circle-check", "ok"),
}
"""A word, an icon and a tone for each standing."""

_PROBLEMS: Final[Mapping[str, Lazy]] = {
    "no-code": _("The file code is missing. Write it in the row."),
    "no-procedure": _("The procedure is missing. Write its name in the row."),
    "no-due": _("The due day is missing. Write it as day/month/year."),
    "bad-day": _("“%(value)s” in “%(field)s” is no day. Write it as day/month/year."),
    "due-before-received": _("The due day comes before the day of receipt. Correct one of them."),
    "result-before-received": _("The result comes before the day of receipt. Correct one of them."),
    "result-to-come": _(
        "The day of the result has not come yet. Leave it empty while there is no result."
    ),
    "too-long": _("“%(field)s” is longer than %(most)s characters. Shorten it."),
    "twice": _("File %(value)s stands in the sheet twice. Keep one of the rows."),
    "unknown-unit": _("“%(value)s” is no unit of this register. Write its name as in the system."),
    "no-unit": _("The row does not say whose file it is. Choose a unit or fill the column “Unit”."),
}


def standing_look(standing: Standing) -> tuple[str, str, str]:
    """A standing as word, icon and tone."""
    word, icon, tone = STANDINGS[standing]
    return str(word), icon, tone


def problem_text(problem: Problem) -> str:
    """Why a row is not taken, and what to do."""
    told = {
        "value": problem.value,
        "field": field_name(problem.field),
        "most": LONGEST.get(problem.field, ""),
    }
    return str(_PROBLEMS[problem.code]) % told


FIELD_NAMES: Final[Mapping[str, Lazy]] = {
    "unit": _("Unit"),
    "code": _("File code"),
    "procedure": _("Procedure"),
    "applicant": _("Applicant"),
    "address": _("Address"),
    "phone": _("Telephone"),
    "id_number": _("Identity number"),
    "handler": _("Handler"),
    "received_on": _("Day of receipt"),
    "due_on": _("Due day"),
    "due_time": _("Hour promised"),
    "resolved_on": _("Day of the result"),
    "reason": _("Reason"),
    "reason_text": _("Reason in words"),
    "keep_until": _("Personal data kept until"),
}
"""What a field is called on a form and in a sentence about a sheet."""


def field_name(field: str) -> str:
    """The name of a field in the reader's language; "" for none."""
    return str(FIELD_NAMES[field]) if field else ""


def days_late_text(days: int) -> str:
    """How late a file is."""
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}


def difference_text(registered: int, reported: int | None) -> str:
    """The register beside the report; "" where they agree or nothing is reported."""
    if reported is None or registered == reported:
        return ""
    told = {"registered": registered, "reported": reported, "more": abs(registered - reported)}
    if registered < reported:
        return (
            gettext(
                "The register has %(registered)s late files, the report says %(reported)s: "
                "%(more)s are missing from the register."
            )
            % told
        )
    return (
        gettext(
            "The register has %(registered)s late files, the report says %(reported)s: "
            "%(more)s too many in the register."
        )
        % told
    )


_NO_SHEET: Final[Mapping[str, Lazy]] = {
    "no-register": _(
        "No heading with file code and due day was found. Use the headings of the template sheet."
    ),
    "no-rows": _("There is no file below the headings. Fill in at least one row."),
}


def not_a_sheet_text(refused: NotASheet) -> str:
    """Why a file is not taken, and what to do."""
    if refused.issue is not None:
        return message(refused.issue)
    return str(_NO_SHEET[refused.code])
