"""What the pages on publications show, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directives.clauses.targets import TargetRef
from directives.compliance import words
from directives.compliance.domain import UnitRef
from directives.publications.changed_cells import ChangedCell, ChangeKind
from directives.text.sentences import in_sentence
from directives.text.words import capitalised
from reports.figures.figures import Figure

_NONE: Final = "–"
_AS_A_WHOLE: Final = {
    ChangeKind.DIRECTIVE: gettext_lazy("The directive was changed"),
    ChangeKind.SENTENCES: gettext_lazy("Sentences of the letter were changed"),
    ChangeKind.REPORT: gettext_lazy("The figures rest on another report"),
    ChangeKind.EXTENSIONS: gettext_lazy("The units that have more time were changed"),
    ChangeKind.INDICATORS: gettext_lazy("Names or kinds of indicators were changed"),
    ChangeKind.OTHER: gettext_lazy("Other content was changed"),
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of the list of changed cells: whose, what, before and after."""

    where: str
    what: str
    before: str
    after: str


def change_rows(changes: Iterable[ChangedCell], office: UnitRef) -> tuple[ChangeRow, ...]:
    """The changed cells in words; `office` is whose own figures have no unit."""
    return tuple(_row(change, office) for change in changes)


def _row(change: ChangedCell, office: UnitRef) -> ChangeRow:
    if change.what in {ChangeKind.FIGURE, ChangeKind.EARLIER}:
        return _figure_row(change)
    if change.what is ChangeKind.OFFICE:
        before = _with_rank(change.before, change.rank_before)
        after = _with_rank(change.after, change.rank_after)
        return ChangeRow(words.unit_label(office), _indicator(change), before, after)
    if change.what is ChangeKind.TARGET:
        return _target_row(change)
    if change.what is ChangeKind.UNIT:
        return ChangeRow(
            _("List of units"), _("unit"), _unit(change.unit_before), _unit(change.unit)
        )
    return ChangeRow(_("All units"), str(_AS_A_WHOLE[change.what]), "", "")


def _figure_row(change: ChangedCell) -> ChangeRow:
    what = _indicator(change)
    if change.what is ChangeKind.EARLIER:
        what = _("%(indicator)s, period before") % {"indicator": what}
    where = words.unit_label(change.unit) if change.unit else ""
    return ChangeRow(
        where,
        what,
        _figure(change.before, change.own_before),
        _figure(change.after, change.own_after),
    )


def _target_row(change: ChangedCell) -> ChangeRow:
    target = change.target_after or change.target_before
    audience = words.kinds_word(sorted(target.kinds)) if target and target.kinds else ""
    clause = words.clauses_label([target.clause]) if target else ""
    where = capitalised(", ".join(filter(None, (clause, audience))))
    what = _("target of %(indicator)s") % {"indicator": in_sentence(_indicator(change))}
    return ChangeRow(where, what, _target(change.target_before), _target(change.target_after))


def _indicator(change: ChangedCell) -> str:
    return change.indicator.short_name if change.indicator else ""


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
