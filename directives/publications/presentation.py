"""What the pages on publications show, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directives.clauses.targets import TargetRef
from directives.compliance import words
from directives.compliance.domain import UnitRef
from directives.compliance.sheet import SheetView, sheet
from directives.compliance.summary import Summary
from directives.publications.changed_cells import Changed, What
from directives.text.sentences import in_sentence
from directives.text.words import capitalised
from reports.figures.figures import Figure

_NONE: Final = "–"
_AS_A_WHOLE: Final = {
    What.DIRECTIVE: gettext_lazy("The directive was changed"),
    What.SENTENCES: gettext_lazy("Sentences of the letter were changed"),
    What.REPORT: gettext_lazy("The figures rest on another report"),
    What.EXTENSIONS: gettext_lazy("The units that have more time were changed"),
    What.INDICATORS: gettext_lazy("Names or kinds of indicators were changed"),
    What.OTHER: gettext_lazy("Other content was changed"),
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of the list of changed cells: whose, what, before and after."""

    where: str
    what: str
    before: str
    after: str


def change_rows(changes: Iterable[Changed], office: UnitRef) -> tuple[ChangeRow, ...]:
    """The changed cells in words; `office` is whose own figures have no unit."""
    return tuple(_row(one, office) for one in changes)


def _row(one: Changed, office: UnitRef) -> ChangeRow:
    if one.what in {What.FIGURE, What.EARLIER}:
        return _figure_row(one)
    if one.what is What.OFFICE:
        before, after = (
            _with_rank(one.before, one.rank_before),
            _with_rank(one.after, one.rank_after),
        )
        return ChangeRow(words.unit_label(office), _indicator(one), before, after)
    if one.what is What.TARGET:
        return _target_row(one)
    if one.what is What.UNIT:
        return ChangeRow(_("List of units"), _("unit"), _unit(one.unit_before), _unit(one.unit))
    return ChangeRow(_("All units"), str(_AS_A_WHOLE[one.what]), "", "")


def _figure_row(one: Changed) -> ChangeRow:
    what = _indicator(one)
    if one.what is What.EARLIER:
        what = _("%(indicator)s, period before") % {"indicator": what}
    where = words.unit_label(one.unit) if one.unit else ""
    return ChangeRow(
        where, what, _figure(one.before, one.own_before), _figure(one.after, one.own_after)
    )


def _target_row(one: Changed) -> ChangeRow:
    target = one.target_after or one.target_before
    audience = words.kinds_word(sorted(target.kinds)) if target and target.kinds else ""
    clause = words.clauses_label([target.clause]) if target else ""
    where = capitalised(", ".join(filter(None, (clause, audience))))
    what = _("target of %(indicator)s") % {"indicator": in_sentence(_indicator(one))}
    return ChangeRow(where, what, _target(one.target_before), _target(one.target_after))


def _indicator(one: Changed) -> str:
    return one.indicator.short_name if one.indicator else ""


def _figure(figure: Figure | None, own: bool) -> str:
    if figure is None:
        return _NONE
    return words.figure_text(figure) + (words.OWN_MARK if own else "")


def _with_rank(figure: Figure | None, rank: int | None) -> str:
    text = words.figure_text(figure) if figure else _NONE
    if rank is None:
        return text
    return f"{text} ({_('place %(rank)s') % {'rank': rank}})"


def _target(target: TargetRef | None) -> str:
    return words.target_short(target) if target else _NONE


def _unit(unit: UnitRef | None) -> str:
    return words.unit_label(unit) if unit else _NONE


def differs_text(version: int, number: int) -> str:
    """ "Bản công bố 1 khác số liệu hiện nay ở 3 ô.", or nothing."""
    if not number:
        return ""
    return ngettext(
        "Publication %(version)s differs from today's figures in %(n)s cell.",
        "Publication %(version)s differs from today's figures in %(n)s cells.",
        number,
    ) % {"version": version, "n": number}


def published_sheet(summary: Summary) -> SheetView:
    """The whole table of a publication: every unit and every target."""
    return sheet(summary, every_target=True)
