"""Why a sheet gives no rubric, in sentences that say what to do."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.scores.rubrics.sheet_services import RubricSheetError
from reports.imports.wording import message

_MOST: Final = 10
_ROWS: Final = {
    "no-points": gettext_lazy("Row %(row)s: write the most points of “%(value)s”."),
    "bad-points": gettext_lazy("Row %(row)s: “%(value)s” is no number of points. Write a number."),
    "twice": gettext_lazy("Row %(row)s: the code “%(value)s” stands twice. Write each code once."),
    "too-long": gettext_lazy("Row %(row)s: code or name of “%(value)s” is too long. Shorten it."),
}


def sheet_refused_texts(error: RubricSheetError) -> list[str]:
    """One sentence for each row, ten at most; or why the file as a whole is not taken."""
    if error.issue is not None and error.issue.code != "no-table":
        return [message(error.issue)]
    if not error.problems:
        return [
            _("No sheet has the columns TT, Tiêu chí and Điểm tối đa. Add them and send it again.")
        ]
    said = [
        str(_ROWS[one.code]) % {"row": one.row, "value": one.value}
        for one in error.problems[:_MOST]
    ]
    if len(error.problems) > _MOST:
        said.append(
            _("There are more rows like these: %(count)s.") % {"count": len(error.problems) - _MOST}
        )
    return said
