"""What each page shows, prepared: a view only picks and renders."""

from collections.abc import Container
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from directives.compliance import charts, words
from directives.compliance.cards import cards, gaps, not_started
from directives.compliance.cells import CellView, ScoreView, cell, score
from directives.compliance.domain import Status
from directives.compliance.period_words import compared_text, ended_text
from directives.compliance.source import IndicatorRef
from directives.compliance.summary import Summary, UnitLine
from directives.text.sentences import in_sentence
from directives.text.words import capitalised, listed
from reports.figures.figures import exact_value
from reports.figures.sources import SourceName
from units.kinds import Pool


def dashboard_parts(summary: Summary) -> dict[str, object]:
    """What the dashboard shows beside the table."""
    return {
        "office": words.unit_label(summary.source.office),
        "cards": cards(summary),
        "card_note": _card_note(summary),
        "gaps": gaps(summary),
        "not_started": not_started(summary),
        "strips": charts.strips(summary),
    }


def _card_note(summary: Summary) -> str:
    parts = []
    facts, report = summary.source.published.values(), summary.report
    if report and any(published.rank for published in facts):
        text = _("Places in the province as in report %(number)s.")
        parts.append(text % {"number": report.number})
    left_out = {published.not_assessed for published in facts if published.not_assessed}
    parts += [_("Not assessed: %(units)s.") % {"units": text} for text in sorted(left_out)]
    compared = compared_text(summary.source)
    parts.append(compared or _("There is no earlier period to compare with yet."))
    return " ".join(parts)


def source_line(summary: Summary, unit_ids: Container[int] | None = None) -> str:
    """ "Nguồn: Báo cáo số 85/BC-HCC ngày 21/6/2023 của …; 3 ô có dấu * do đơn vị tự báo."

    After it who had more time. Of these units alone, where they are given.
    """
    report = summary.report
    parts = [words.report_text(report)] if report else []
    if own := words.own_text(summary.source, unit_ids):
        parts.insert(0 if summary.source.first == SourceName.UNIT else 1, own)
    source = _("Source: %(report)s.") % {"report": "; ".join(parts)} if parts else ""
    more_time = words.extensions_text(summary.source, unit_ids)
    return " ".join(filter(None, (source, more_time)))


@dataclass(frozen=True, slots=True)
class PoolNote:
    """What a ranking counts, said above it: its pool, who is exempt, and its rule."""

    title: str
    pool: str
    exempt: str
    rule: str


def unranked_note(summary: Summary) -> PoolNote:
    """Who ended before the period did: figures to read, outside every pool."""
    ended = [ended_text(line.unit) for line in summary.lines if line.unit.ended]
    return PoolNote(title=_("Without a place"), pool="", exempt="", rule=" ".join(ended))


def pool_note(summary: Summary, pool: Pool) -> PoolNote:
    """The pool, the exempt units and the rule of a ranking."""
    exempt = {
        unit
        for (of, _code), ranking in summary.rankings.items()
        if of == pool
        for unit in ranking.exempt
    }
    names = [words.unit_label(line.unit) for line in summary.lines if line.unit.id in exempt]
    count = len(summary.lines_of(pool))
    units = words.pool_word(pool, summary.source.units)
    return PoolNote(
        title=capitalised(units),
        pool=f"{count} {units}",
        exempt=_("Not assessed: %(units)s.") % {"units": listed(names)}
        if names
        else _("Every unit is assessed."),
        rule=words.place_rule_text(summary.source.place_rule),
    )


@dataclass(frozen=True, slots=True)
class UnitIndicatorView:
    """One indicator of one unit, with its place among its pool."""

    cell: CellView
    target: str
    clause: str
    dots: charts.StripView | None


@dataclass(frozen=True, slots=True)
class UnitPage:
    label: str
    sentence: str
    score: ScoreView
    rows: tuple[UnitIndicatorView, ...]
    source: str
    compared: str
    score_rule: str


def unit_page(summary: Summary, line: UnitLine, *, named: bool) -> UnitPage:
    """All that the page of one unit shows; `named` tells the other units' names on its charts."""
    strips = charts.strips(summary, named=named) if line.unit.pool == Pool.LOCAL else ()
    drawn = {strip.indicator.code: strip for strip in strips}
    return UnitPage(
        label=words.unit_label(line.unit),
        sentence=unit_sentence(summary, line),
        score=score(line),
        rows=tuple(
            _unit_row(line, indicator, drawn.get(indicator.code))
            for indicator in summary.indicators
            if indicator.code in line.cells
        ),
        source=source_line(summary, (line.unit.id,)),
        compared=compared_text(summary.source) if line.changes else "",
        score_rule=words.score_rule_text() if line.marks_without_counting else "",
    )


def _unit_row(
    line: UnitLine, indicator: IndicatorRef, strip: charts.StripView | None
) -> UnitIndicatorView:
    target = line.target(indicator.code)
    if strip is not None:
        strip = replace(strip, floors=charts.floors((target,) if target else ()))
    return UnitIndicatorView(
        cell=cell(line, indicator),
        target=words.target_short(target) if target else "",
        clause=words.clauses_label([target.clause]) if target else "",
        dots=strip,
    )


def unit_sentence(summary: Summary, line: UnitLine) -> str:
    """ "Đạt 1/3 chỉ tiêu, hạng 6–13 trong 18 xã, thị trấn; số hóa thiếu 8,4 điểm; …"."""
    if not line.has_figures:
        return _("Nothing has been reported for this unit in this period.")
    parts = []
    if line.of:
        text = _("Meets %(met)s of %(of)s targets") % {"met": line.met, "of": line.of}
        # One unit alone with figures has nobody to be compared with.
        if line.overall and line.unit.pool and line.overall.placed > 1:
            text += ", " + _("place %(place)s of %(total)s %(units)s") % {
                "place": words.place_text(line.overall),
                "total": line.overall.pool,
                "units": words.pool_word(line.unit.pool, summary.source.units),
            }
        parts.append(text)
    parts += _shortfalls(summary, line)
    sentence = "; ".join(parts) + "." if parts else ""
    return f"{sentence} {ended_text(line.unit)}".strip()


def _shortfalls(summary: Summary, line: UnitLine) -> list[str]:
    parts = []
    for indicator in summary.indicators:
        verdict = line.cells.get(indicator.code)
        if verdict is None:
            continue
        name = in_sentence(indicator.short_name)
        if verdict.gap is not None and indicator.is_rate:
            gap = words.points(verdict.gap)
            parts.append(_("%(indicator)s short by %(gap)s") % {"indicator": name, "gap": gap})
        elif verdict.status is Status.NOT_STARTED:
            parts.append(_("%(indicator)s not started") % {"indicator": name})
        elif not indicator.is_rate and verdict.figure.value:
            parts.append(f"{exact_value(verdict.figure):.0f} {name}")
    return parts
