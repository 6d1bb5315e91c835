"""The sentences of a letter on what goes well and what is low, in the words of the real ones.

A letter is Vietnamese whoever reads the screen, so its words are no matter of the catalogue; names
of indicators come with the figures, which are read in Vietnamese. Sentences carry no closing mark:
the letter sets ";" and "." by their place.
"""

from collections.abc import Mapping
from typing import Final

from directives.compliance.findings import findings, moved
from directives.compliance.source import IndicatorRef, Published, SummarySource
from directives.compliance.summary import Summary
from directives.text.sentences import in_sentence
from reports.figures.figures import Measure, format_figure_value, format_points
from reports.figures.periods import PeriodSpan, label
from units.kinds import UnitKind

# What precedes the figure, where the letters do not use the indicator's plain name; "số hoá" in
# this one place is spelt as they spell it.
_LEADS: Final[Mapping[str, str]] = {
    "online": "Về hồ sơ trực tuyến đạt tỷ lệ",
    "results": "Số hoá kết quả giải quyết TTHC đạt",
}
_PEERS: Final[Mapping[str, str]] = {
    UnitKind.PROVINCE: "tỉnh, thành phố",
    UnitKind.DISTRICT: "huyện, thị",
    UnitKind.COMMUNE: "xã, phường",
    UnitKind.TOWN: "xã, thị trấn",
    UnitKind.WARD: "xã, phường",
    UnitKind.SPECIAL_ZONE: "xã, phường, đặc khu",
}
_OTHER_PEERS: Final = "đơn vị"


def peers_of(source: SummarySource) -> str:
    """Whom the office is placed among: "huyện, thị"."""
    return _PEERS.get(source.office.kind, _OTHER_PEERS)


def good_intro() -> str:
    """What stands before the sentences on what goes well."""
    return "Một số nội dung thực hiện tốt như:"


def low_intro(source: SummarySource) -> str:
    return f"Tuy nhiên nhiều nội dung kết quả đạt được còn thấp so với nhiều {peers_of(source)}:"


def letter_sentences(summary: Summary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sentences that the figures of a period give: on what goes well, and on what is low."""
    good, low = letter_indicators(summary)
    source = summary.source
    return (
        tuple(finding_sentence(source, indicator) for indicator in good),
        tuple(finding_sentence(source, indicator) for indicator in low),
    )


def letter_indicators(
    summary: Summary,
) -> tuple[tuple[IndicatorRef, ...], tuple[IndicatorRef, ...]]:
    """What goes well (high rates, then those placed in front) and what is low (those placed
    behind); what has no place speaks by its change. Each once."""
    facts = findings(summary)
    better, worse = moved(summary)
    behind = {indicator.code for indicator in facts.lagging}
    good = {
        indicator.code: indicator
        for indicator in (*facts.good, *facts.leading)
        if indicator.code not in behind
    }
    low = [indicator for indicator in worse if indicator.code not in good]
    good |= {indicator.code: indicator for indicator in better if indicator.code not in good}
    return tuple(good.values()), (*facts.lagging, *low)


def finding_sentence(source: SummarySource, indicator: IndicatorRef) -> str:
    """ "Về hồ sơ trực tuyến đạt tỷ lệ 76,9% đứng thứ 5/10 huyện, thị", of the published figure.

    A change since the comparable period follows the figure in brackets. Raises KeyError where
    nothing was published on the indicator.
    """
    published = source.published[indicator.code]
    parts = [_figure(indicator, published) + _change(indicator, published, source.previous)]
    if published.rank is not None:
        parts.append(f"đứng thứ {_rank(published, peers_of(source))}")
    if published.not_assessed:
        parts.append(f"(trong đó không đánh giá {published.not_assessed})")
    return " ".join(parts)


def _figure(indicator: IndicatorRef, published: Published) -> str:
    value = published.figure.value
    text = format_figure_value(value, published.figure.places) if value is not None else "–"
    if indicator.measure is Measure.COUNT:
        sentence = f"Có {text} {in_sentence(indicator.name)}"
        if published.share is None:
            return sentence
        share = format_figure_value(published.share, published.share_places)
        return f"{sentence}, chiếm tỷ lệ {share}%"
    return f"{_LEADS.get(indicator.code, f'{indicator.name} đạt')} {text}%"


def _change(indicator: IndicatorRef, published: Published, previous: PeriodSpan | None) -> str:
    change = published.change
    if change is None or previous is None or not change.difference:
        return ""
    word = "tăng" if change.difference > 0 else "giảm"
    unit = " điểm %" if indicator.measure is Measure.RATE else ""
    size = format_points(abs(change.difference))
    return f" ({word} {size}{unit} so với {in_sentence(label(previous, 'vi'))})"


def _rank(published: Published, peers: str) -> str:
    return (
        f"{published.rank}/{published.out_of} {peers}" if published.out_of else str(published.rank)
    )
