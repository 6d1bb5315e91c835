"""The findings in words: "Đạt tốt", "Còn thấp so với các huyện, thị", "Sát mức"."""

from collections.abc import Iterable
from dataclasses import dataclass

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


def _good(summary: Summary, found: Findings) -> str:
    published = summary.source.published
    parts = [
        f"{in_sentence(indicator.name)} {_published_text(published[indicator.code], indicator)}"
        for indicator in found.good
    ]
    return "; ".join([*parts, *filter(None, [_places(summary, found.leading)])])


def _places(summary: Summary, indicators: Iterable[IndicatorRef]) -> str:
    return "; ".join(_place(summary, indicator) for indicator in indicators)


def _place(summary: Summary, indicator: IndicatorRef) -> str:
    said = summary.source.published[indicator.code]
    text = _("%(indicator)s in place %(rank)s") % {
        "indicator": in_sentence(indicator.brief_name),
        "rank": words.rank_text(said),
    }
    if said.not_assessed:
        text += " " + _("(%(units)s not assessed)") % {"units": said.not_assessed}
    return text


def _all_near(near: tuple[Near, ...]) -> str:
    parts = [_near(unit) for unit in near[:_MOST_NEAR]]
    if more := len(near) - len(parts):
        parts.append(_("%(count)s more units") % {"count": more})
    return "; ".join(parts)


def _near(near: Near) -> str:
    gaps = ", ".join(
        _("%(indicator)s short by %(gap)s")
        % {
            "indicator": in_sentence(gap.indicator.brief_name),
            "gap": format_points(gap.verdict.gap),
        }
        for gap in near.gaps
        if gap.verdict.gap is not None
    )
    return f"{words.unit_label(near.unit)} ({gaps})"


def _published_text(said: Published, indicator: IndicatorRef) -> str:
    return words.with_unit(words.figure_text(said.figure), indicator)
