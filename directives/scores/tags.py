"""Points, sums and formulas of the score pages as text."""

from django import template

from directives.scores import presentation as scores
from directives.scores.rubrics.domain import NoCases
from directives.scores.sentences import NO_CASES, counts_text, rule_text, term_text
from directives.scores.terms import number

register = template.Library()
register.filter("number", number)
register.filter("points", scores.points_shown)
register.filter("given_points", scores.given_points)
register.filter("share", scores.share_text)
register.filter("what_is_open", scores.open_text)
register.filter("sum_note", scores.sum_note)
register.filter("term_text", term_text)
register.filter("counts_text", counts_text)
register.filter("rule_text", rule_text)


@register.filter
def no_cases_text(choice: NoCases) -> str:
    """What happens where nothing arose."""
    return str(NO_CASES[choice])
