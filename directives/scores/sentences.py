"""A formula in words, why a criterion has the points it has, and why a formula cannot work."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.scores.domain import Counts, ScoreLine
from directives.scores.rubrics.domain import (
    Bands,
    Bonus,
    Compare,
    CriterionRef,
    Heading,
    Incidents,
    Linear,
    Manual,
    NoCases,
    TargetFrom,
    Threshold,
)
from directives.scores.terms import Term, Why, number

_WHY: Final = {
    Why.COMPUTED: gettext_lazy("computed from the figure"),
    Why.NOT_STARTED: gettext_lazy("not started: 0 points"),
    Why.NOT_REPORTED: gettext_lazy("no figure yet: no points"),
    Why.LEFT_OUT: gettext_lazy("no cases arose: left out of the sum and of the most points"),
    Why.FULL: gettext_lazy("no cases arose: all points"),
    Why.NOUGHT: gettext_lazy("no cases arose: 0 points"),
    Why.NO_COUNTS: gettext_lazy("the rate alone is known, not the number of cases: no points"),
    Why.NO_MINUS: gettext_lazy("the minus for each case is not set: no points"),
    Why.BY_HAND: gettext_lazy("no source of figures: points are given by hand"),
}
# What happens where nothing arose, as an order.
NO_CASES: Final = {
    NoCases.LEFT_OUT: gettext_lazy("leave the criterion out; the most points are shown without it"),
    NoCases.FULL: gettext_lazy("give all points"),
    NoCases.ZERO: gettext_lazy("give 0 points"),
}
_COUNTS: Final = {
    Counts.REVIEW: gettext_lazy("the office's points count"),
    Counts.FORMULA: gettext_lazy("the formula's points count"),
    Counts.OWN: gettext_lazy("the unit's own points count until the office reviews them"),
    Counts.NONE: gettext_lazy("nobody has given points yet"),
}
_PARAMETERS: Final = {
    "unknown-formula": gettext_lazy("Choose a formula."),
    "unknown-key": gettext_lazy("The formula has no such parameter: %(key)s. Take it away."),
    "missing": gettext_lazy("The formula needs this number."),
    "not-a-number": gettext_lazy("Write a number, for example 0,5."),
    "not-a-choice": gettext_lazy("Choose one of the values offered."),
    "negative": gettext_lazy("Write 0 or a number above it."),
    "not-positive": gettext_lazy("Write a number above 0."),
    "above-most": gettext_lazy("Write no more than the criterion's most points."),
    "no-room": gettext_lazy(
        "Nothing could be taken off. Write a number below the most points; for a penalty below 0."
    ),
    "no-bands": gettext_lazy("Write at least one band, for example “90: 20”."),
    "bands-order": gettext_lazy("Write the bands from the lowest value up, each value once."),
}


def counts_text(line: ScoreLine) -> str:
    """Whose points count, and why."""
    if line.left_out:
        return str(_WHY[Why.LEFT_OUT])
    text = str(_COUNTS[line.counts])
    if line.counts is Counts.FORMULA and line.by_hand.own is not None:
        claim = _("%(who)s; the unit's own are a claim until the office reviews them")
        return claim % {"who": text}
    return text


def term_text(term: Term) -> str:
    """The working, or in words why there is none."""
    return term.working if term.why is Why.COMPUTED else str(_WHY[term.why])


def parameter_refused_text(code: str, key: str) -> str:
    return str(_PARAMETERS[code]) % {"key": key}


def rule_text(criterion: CriterionRef) -> str:
    most = number(criterion.maximum)
    match criterion.rule:
        case Heading():
            return _("The sum of its lines.")
        case Manual():
            return _("Points are given by hand; there is no source of figures.")
        case Threshold() as rule:
            return _threshold_text(rule, most)
        case Linear() as rule:
            return _linear_text(rule, most)
        case Bands() as rule:
            bands = "; ".join(f"≥ {number(at)}: {number(points)}" for at, points in rule.bands)
            return _("By bands: %(bands)s.") % {"bands": bands}
        case Incidents() as rule:
            return _incidents_text(rule, most)
        case Bonus() as rule:
            return _bonus_text(rule, most)


def _threshold_text(rule: Threshold, most: str) -> str:
    numbers = {"at": number(rule.at), "most": most}
    if rule.compare is Compare.AT_LEAST:
        return _("%(most)s points at or above %(at)s, else 0.") % numbers
    return _("%(most)s points at or below %(at)s, else 0.") % numbers


def _linear_text(rule: Linear, most: str) -> str:
    if rule.target_from is TargetFrom.DIRECTIVE:
        return _(
            "%(most)s points from the directive's target on, below it figure ÷ target × %(most)s; "
            "without a target figure ÷ 100 × %(most)s."
        ) % {"most": most}
    if rule.target is None:
        return _("Figure ÷ 100 × %(most)s.") % {"most": most}
    return _("%(most)s points from %(target)s on, below it figure ÷ %(target)s × %(most)s.") % {
        "most": most,
        "target": number(rule.target),
    }


def _incidents_text(rule: Incidents, most: str) -> str:
    numbers = {"most": most, "floor": number(rule.floor)}
    if rule.each is None:
        text = _("%(most)s less a minus for each case that is not set; never below %(floor)s.")
        return text % numbers
    numbers["each"] = number(rule.each)
    return _("%(most)s less %(each)s for each case; never below %(floor)s.") % numbers


def _bonus_text(rule: Bonus, most: str) -> str:
    if rule.each is None:
        return _("Up to %(most)s points beside the 100, given by hand.") % {"most": most}
    return _("%(each)s for each case, up to %(most)s points beside the 100.") % {
        "each": number(rule.each),
        "most": most,
    }
