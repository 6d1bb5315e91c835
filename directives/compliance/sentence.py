"""The sentence on top: who passes, who holds the office back, what is worst."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.compliance.domain import Status
from directives.compliance.summary import Summary
from directives.compliance.words import pool_word, unit_label
from directives.text.sentences import in_sentence
from directives.text.words import listed
from reports.figures.figures import exact_value
from units.kinds import Pool

_FEW = 3


@dataclass(frozen=True, slots=True)
class OfficeStanding:
    """Three short sentences; a part may be empty where there is nothing to say."""

    who: str
    worst: str
    overdue: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.who, self.worst, self.overdue) if part)


def standing(summary: Summary) -> OfficeStanding:
    """Where the office stands, from its figures alone."""
    if not summary.reported_lines:
        return OfficeStanding(_("No figures for this period yet."), "", "")
    if summary.source.directive is None:
        return OfficeStanding(_("No directive sets targets for this period yet."), "", "")
    if not summary.judged:
        text = _("No target of this directive can be judged in this period.")
        return OfficeStanding(text, "", "")
    return OfficeStanding(_who(summary), _worst(summary), _overdue(summary))


def _who(summary: Summary) -> str:
    passed = summary.all_met(Pool.LOCAL)
    total = len(summary.lines_of(Pool.LOCAL))
    facts = {
        "names": listed(unit_label(unit) for unit in passed),
        "passed": len(passed),
        "total": total,
        "units": pool_word(Pool.LOCAL, summary.source.units),
        "targets": _count_word(summary.judged),
    }
    if any(line.of < summary.judged for line in summary.lines_of(Pool.LOCAL) if line.all_met):
        text = (
            _("Only %(names)s (%(passed)s/%(total)s %(units)s) meets every target judged")
            if len(passed) <= _FEW
            else _("%(passed)s/%(total)s %(units)s meet every target judged")
        )
    elif not passed:
        text = _("None of the %(total)s %(units)s meets all %(targets)s targets")
    elif len(passed) <= _FEW:
        text = _("Only %(names)s (%(passed)s/%(total)s %(units)s) meets all %(targets)s targets")
    else:
        text = _("%(passed)s/%(total)s %(units)s meet all %(targets)s targets")
    return f"{text % facts}{_none_met(summary)}."


def _none_met(summary: Summary) -> str:
    none = summary.none_met(Pool.LOCAL)
    if not none:
        return ""
    return ngettext(
        "; %(count)s of the %(units)s meets none",
        "; %(count)s of the %(units)s meet none",
        len(none),
    ) % {"count": len(none), "units": pool_word(Pool.LOCAL, summary.source.units)}


def _worst(summary: Summary) -> str:
    hardest = summary.hardest()
    if hardest is None:
        return ""
    tally = summary.tally(hardest.code)
    if tally.met == tally.of:
        return ""
    idle = tally.count(Status.NOT_STARTED)
    facts = {"indicator": in_sentence(hardest.short_name), "total": tally.of}
    if idle * 2 > tally.of:
        text = _("Hardest is %(indicator)s: %(count)s/%(total)s units have not started.")
        return text % {**facts, "count": idle}
    text = _("Hardest is %(indicator)s: %(count)s/%(total)s units miss the target.")
    return text % {**facts, "count": tally.of - tally.met}


def _overdue(summary: Summary) -> str:
    for code, check in summary.checks.items():
        line = summary.largest(code)
        if line is None or not summary.is_total_known(code):
            continue
        most = exact_value(line.cells[code].figure)
        if not check.stated / 4 <= most <= check.stated:
            continue
        return _("Of the %(total)s %(indicator)s, %(unit)s alone has %(most)s.") % {
            "unit": unit_label(line.unit),
            "most": _whole(most),
            "total": _whole(check.stated),
            "indicator": in_sentence(check.indicator.short_name),
        }
    return ""


def _whole(value: Decimal) -> str:
    return f"{value:f}".split(".")[0]


def _count_word(number: int) -> str:
    words = {
        1: _("one"),
        2: _("two"),
        3: _("three"),
        4: _("four"),
        5: _("five"),
        6: _("six"),
        7: _("seven"),
        8: _("eight"),
        9: _("nine"),
    }
    return words.get(number, str(number))
