"""What a period is compared with, and who ended before it did, for pages and files."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directives.compliance.domain import UnitRef
from directives.compliance.source import SummarySource
from directives.compliance.words import unit_label
from directives.text.sentences import in_sentence
from directives.text.words import capitalised
from reports.figures.periods import format_date, is_year_before, label


def compared_text(source: SummarySource) -> str:
    """ "Thay đổi so với tháng 6 năm 2022 (cùng kỳ năm trước).", "" without an earlier period."""
    if source.previous is None:
        return ""
    text = _("Changes since %(period)s.")
    if is_year_before(source.period, source.previous):
        text = _("Changes since %(period)s (the same period of last year).")
    return text % {"period": in_sentence(label(source.previous, get_language() or "vi"))}


def compared_head(source: SummarySource) -> str:
    """The head of a column of changes: "So với tháng 6 năm 2022", "" as above."""
    if source.previous is None:
        return ""
    period = in_sentence(label(source.previous, get_language() or "vi"))
    return _("Change since %(period)s") % {"period": period}


def ended_text(unit: UnitRef) -> str:
    """ "Xã Vĩnh Chấp kết thúc ngày 01/03/2023, trước khi hết kỳ: không xếp hạng.", "" of one that
    did not end."""
    if unit.ended is None:
        return ""
    text = _(
        "%(unit)s ended on %(day)s, before the period did: its figures stand, without a place."
    )
    return text % {"unit": capitalised(unit_label(unit)), "day": format_date(unit.ended)}
