"""The findings in words: "Đạt tốt", "Còn thấp so với các huyện, thị", "Sát mức"."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from directives.compliance import words
from directives.compliance.findings import Findings, Near, findings
from directives.compliance.source import IndicatorRef, Published
from directives.compliance.summary import Summary
from directives.text.sentences import in_sentence
from reports.figures.figures import format_points

_MOST_NEAR = 6  # more of them would push the signature off the page


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding: what it is about, and the rest of the sentence."""

    label: str
    text: str


def finding_views(summary: Summary) -> tuple[FindingView, ...]:
    """The findings that there are, in the order of the letter."""
    facts = findings(summary)
    given = (
        (_("Good"), _good(summary, facts)),
        (_("Still low beside other districts"), _places(summary, facts.lagging)),
        (_("Close to the target"), _all_near(facts.near)),
    )
    return tuple(FindingView(label, f"{text}.") for label, text in given if text)


def _good(summary: Summary, facts: Findings) -> str:
    parts = []
    for indicator in facts.good:
        text = words.figure_text(summary.published(indicator).figure)
        parts.append(f"{in_sentence(indicator.name)} {words.with_unit(text, indicator)}")
    return "; ".join([*parts, *filter(None, [_places(summary, facts.leading)])])


def _places(summary: Summary, indicators: Iterable[IndicatorRef]) -> str:
    return "; ".join(_place(indicator, summary.published(indicator)) for indicator in indicators)


def _place(indicator: IndicatorRef, published: Published) -> str:
    text = _("%(indicator)s in place %(rank)s") % {
        "indicator": in_sentence(indicator.brief_name),
        "rank": words.rank_text(published),
    }
    if published.not_assessed:
        text += " " + _("(%(units)s not assessed)") % {"units": published.not_assessed}
    return text


def _all_near(near: tuple[Near, ...]) -> str:
    parts = [_near(unit) for unit in near[:_MOST_NEAR]]
    if more := len(near) - len(parts):
        parts.append(_("%(count)s more units") % {"count": more})
    return "; ".join(parts)


def _near(near: Near) -> str:
    gaps = []
    for gap in near.gaps:
        name = in_sentence(gap.indicator.brief_name)
        size = format_points(gap.verdict.gap or Decimal(0))
        gaps.append(_("%(indicator)s short by %(gap)s") % {"indicator": name, "gap": size})
    return f"{words.unit_label(near.unit)} ({', '.join(gaps)})"
