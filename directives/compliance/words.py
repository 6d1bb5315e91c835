"""The words for verdicts, targets, units and gaps, each said in one place."""

from collections.abc import Container, Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from directives.clauses.targets import Rule, TargetRef
from directives.compliance.domain import STATUS_OF_BLANK, Status, UnitRef, Verdict
from directives.compliance.source import (
    DirectiveRef,
    IndicatorRef,
    PlaceRule,
    Published,
    ReportRef,
    SummarySource,
)
from directives.compliance.summary import Audience, Place
from directives.text.words import capitalised, some_listed
from reports.figures.figures import Figure, State, format_figure_value, format_points
from reports.figures.periods import format_date
from reports.figures.ranking import Change
from reports.figures.sources import SourceName
from reports.figures.state_words import BLANK_WORDS
from units.kinds import Pool, UnitKind, carries_kind
from units.models import Unit

NBSP = "\u00a0"
# Stands at a figure that the unit gave itself, on screen and in print.
OWN_MARK = "*"


# Looked up thousands of times a page, so translated one at a time.
_STATUS_WORDS = {
    Status.MET: pgettext_lazy("verdict", "met"),
    Status.EXCEEDED: pgettext_lazy("verdict", "exceeded"),
    Status.NOT_MET: pgettext_lazy("verdict", "not met"),
    **{STATUS_OF_BLANK[state]: word for state, word in BLANK_WORDS.items()},
    Status.WATCHED: pgettext_lazy("verdict", "watched"),
}
_STATE_WORDS = {State.VALUE: pgettext_lazy("state", "value"), **BLANK_WORDS}
_STATE_SHORT = {
    State.VALUE: "",
    State.NO_CASES: pgettext_lazy("short state", "no cases"),
    State.NOT_STARTED: pgettext_lazy("short state", "not yet"),
    State.NOT_REPORTED: "–",
    State.EXEMPT: pgettext_lazy("short state", "not assessed"),
}


def status_word(status: Status) -> str:
    """The verdict in words: "đạt", "chưa đạt"."""
    return str(_STATUS_WORDS[status])


def state_word(state: State) -> str:
    """What stands in a cell without a value."""
    return str(_STATE_WORDS[state])


def state_short(state: State) -> str:
    """The same where there is room for one word only."""
    return str(_STATE_SHORT[state])


def figure_text(figure: Figure) -> str:
    """The value in Vietnamese form with the source's own decimals, or the state in words."""
    if figure.value is None:
        return state_word(figure.state)
    return format_figure_value(figure.value, figure.places)


def value_text(figure: Figure) -> str:
    """The value alone, "–" where there is none."""
    return "–" if figure.value is None else figure_text(figure)


def with_unit(text: str, indicator: IndicatorRef) -> str:
    """A figure with what it counts: "76,9%", "28 hồ sơ"."""
    return f"{text}%" if indicator.is_rate else f"{text}{NBSP}{indicator.count_unit}"


def whole_number(number: int) -> str:
    """A count with a dot after each thousand: "15.136"."""
    return f"{number:,}".replace(",", ".")


def points(value: Decimal) -> str:
    """A difference of rates: "0,9 điểm"."""
    return _("%(number)s points") % {"number": format_points(value)}


def difference_text(value: Decimal, indicator: IndicatorRef) -> str:
    """A difference with what it is counted in: "0,9 điểm", "3 hồ sơ"."""
    return points(value) if indicator.is_rate else with_unit(format_points(value), indicator)


def kind_word(kind: str) -> str:
    """The kind of unit before a name: "xã"."""
    return str(Unit.Kind(kind).label)


def unit_prefix(unit: UnitRef) -> str:
    """The kind as printed small before the name; offices carry it in their name already."""
    return kind_word(unit.kind) if carries_kind(unit.kind) else ""


def unit_label(unit: UnitRef) -> str:
    """The unit in running text: "xã Vĩnh Giang", "VP UBND huyện Vĩnh Linh"."""
    return f"{unit_prefix(unit)}{NBSP}{unit.short_name}".strip().strip(NBSP)


_KINDS_WORDS = {
    UnitKind.PROVINCE: gettext_lazy("provinces"),
    UnitKind.DISTRICT: gettext_lazy("districts"),
    UnitKind.OFFICE: gettext_lazy("offices"),
    UnitKind.DEPARTMENT: gettext_lazy("departments"),
    UnitKind.VERTICAL_AGENCY: gettext_lazy("vertical agencies"),
    UnitKind.COMMUNE: gettext_lazy("communes"),
    UnitKind.TOWN: gettext_lazy("towns"),
    UnitKind.WARD: gettext_lazy("wards"),
    UnitKind.SPECIAL_ZONE: gettext_lazy("special zones"),
}


def kinds_word(kinds: Iterable[str]) -> str:
    """Kinds of unit together: "xã, thị trấn"."""
    return ", ".join(str(_KINDS_WORDS[UnitKind(kind)]) for kind in kinds)


def pool_word(pool: Pool | str, units: Iterable[UnitRef]) -> str:
    """The units of a pool together, by the kinds that are there: "xã, thị trấn"."""
    if pool == Pool.LOCAL:
        return kinds_word(dict.fromkeys(unit.kind for unit in units if unit.pool == pool))
    return _("offices of the district")


def audience_label(audience: Audience, audiences: Sequence[Audience]) -> str:
    """For whom a row of targets is, among all rows, with a capital letter.

    The smaller of two audiences of one kind is named unit by unit, the larger is the rest.
    """
    shared = [other for other in audiences if set(other.kinds) & set(audience.kinds)]
    if len(audience.units) == 1:
        text = unit_label(audience.units[0])
    elif shared[0] != audience:
        text = some_listed(map(unit_label, audience.units))
    else:
        text = kinds_word(audience.kinds)
        if len(shared) > 1:
            text = _("the other %(units)s") % {"units": text}
    return capitalised(text)


def clauses_label(clauses: Sequence[str]) -> str:
    """ "khoản 3, 4"."""
    if not clauses:
        return ""
    return ngettext("clause %(numbers)s", "clauses %(numbers)s", len(clauses)) % {
        "numbers": ", ".join(clauses)
    }


def target_short(target: TargetRef) -> str:
    """A target in a column head: "70–90", "≥ 60", "thấp nhất"."""
    if target.rule is Rule.BAND and target.floor is not None and target.ambition is not None:
        return f"{format_points(target.floor)}–{format_points(target.ambition)}"
    if target.rule is Rule.FLOOR and target.floor is not None:
        return f"≥{NBSP}{format_points(target.floor)}"
    if target.rule is Rule.CEILING and target.floor is not None:
        return f"≤{NBSP}{format_points(target.floor)}"
    if target.rule is Rule.LOWEST:
        return pgettext("target", "lowest")
    return pgettext("target", "once cases arise")


def targets_short(targets: Sequence[TargetRef]) -> str:
    """Targets that several groups have on one indicator: "≥ 50–90 tùy nhóm"; one as it is."""
    if len(targets) < 2:
        return target_short(targets[0]) if targets else ""
    floors = [target.floor for target in targets if target.floor is not None and target.has_number]
    ceilings = {target.rule is Rule.CEILING for target in targets}
    text = "; ".join(map(target_short, targets))
    if len(floors) == len(targets) and len(ceilings) == 1 and min(floors) < max(floors):
        sign = "≤" if ceilings == {True} else "≥"
        text = f"{sign}{NBSP}{format_points(min(floors))}–{format_points(max(floors))}"
    return _("%(targets)s depending on the group") % {"targets": text}


def gap_sentence(gap_indicator: IndicatorRef, verdict: Verdict) -> str:
    """ "Hồ sơ trực tuyến mới 7,8%; khoản 3 yêu cầu từ 70%." with files where counts are known."""
    target = verdict.target
    if target is None or target.floor is None:
        return ""
    text = _("%(indicator)s is only %(value)s; clause %(clause)s asks for %(floor)s.") % {
        "indicator": gap_indicator.short_name,
        "value": with_unit(figure_text(verdict.figure), gap_indicator),
        "clause": target.clause,
        "floor": with_unit(format_points(target.floor), gap_indicator),
    }
    if verdict.gap_files:
        text += " " + files_more(verdict.gap_files, gap_indicator)
    return text


def files_more(count: int, indicator: IndicatorRef) -> str:
    """ "Thêm 32 hồ sơ là đủ."."""
    return ngettext(
        "%(count)s more %(what)s would do.", "%(count)s more %(what)s would do.", count
    ) % {"count": count, "what": indicator.count_unit}


def verdict_sentence(verdict: Verdict, indicator: IndicatorRef) -> str:
    """Why a cell looks as it does, in one line, with its clause."""
    target = verdict.target
    if target is None:
        return status_word(verdict.status)
    clause = clauses_label([target.clause])
    if verdict.gap is not None and target.floor is not None:
        text = _("short of %(floor)s by %(gap)s (%(clause)s)") % {
            "floor": with_unit(format_points(target.floor), indicator),
            "gap": difference_text(verdict.gap, indicator),
            "clause": clause,
        }
        if verdict.gap_files:
            text += "; " + files_more(verdict.gap_files, indicator)
        return text
    return f"{status_word(verdict.status)} ({clause})"


def place_text(place: Place | None) -> str:
    """ "3", a tie as a range "6–13", nothing as "–"."""
    if place is None or place.first is None:
        return "–"
    return str(place.first) if place.first == place.last else f"{place.first}–{place.last}"


def change_text(change: Change, indicator: IndicatorRef) -> str:
    """ "▲ 3,2 điểm", "▼ 1", "không đổi"."""
    if change.trend == "same":
        return _("no change")
    arrow, size = "▲" if change.difference > 0 else "▼", abs(change.difference)
    return f"{arrow}{NBSP}{points(size) if indicator.is_rate else format_points(size)}"


def change_spoken(change: Change, indicator: IndicatorRef) -> str:
    """The change for those who hear the page: better or worse said in words."""
    words = {"better": pgettext("trend", "better"), "worse": pgettext("trend", "worse"), "same": ""}
    return f"{change_text(change, indicator)} {words[change.trend]}".strip()


def rank_text(published: Published) -> str:
    """ "5/10 huyện, thị"."""
    if published.rank is None:
        return ""
    return f"{published.rank}/{published.out_of}" if published.out_of else str(published.rank)


def own_text(source: SummarySource, unit_ids: Container[int] | None = None) -> str:
    """ "3 ô có dấu * do đơn vị tự báo", "" where there is none; of these units alone."""
    count = sum(unit_ids is None or unit in unit_ids for unit, _code in source.own)
    if not count:
        return ""
    if source.first == SourceName.UNIT:
        text = ngettext(
            "the units' own figures first (%(count)s marked %(mark)s)",
            "the units' own figures first (%(count)s marked %(mark)s)",
            count,
        )
    else:
        text = ngettext(
            "%(count)s figure marked %(mark)s is the unit's own",
            "%(count)s figures marked %(mark)s are the units' own",
            count,
        )
    return text % {"count": count, "mark": OWN_MARK}


def extensions_text(source: SummarySource, unit_ids: Container[int] | None = None) -> str:
    """ "Gia hạn: xã Vĩnh Ô đến hết 30/6/2023 (Mất điện).", "" where nobody has; of these alone."""
    parts = [
        _("%(unit)s until %(day)s (%(reason)s)")
        % {
            "unit": unit_label(extension.unit),
            "day": format_date(extension.until),
            "reason": extension.reason,
        }
        for extension in source.extensions
        if unit_ids is None or extension.unit.id in unit_ids
    ]
    return _("More time: %(units)s.") % {"units": "; ".join(parts)} if parts else ""


def trial_text(directive: DirectiveRef | None) -> str:
    """ "Xét thử theo dự thảo Công văn tháng 6/2024, chưa ban hành"; "" for what was issued."""
    if directive is None or not directive.is_draft:
        return ""
    return _("Trial against a draft, not issued: %(title)s") % {"title": directive.title}


def held_text(directive: DirectiveRef | None) -> str:
    """ "Xét theo Công văn 125/UBND-VP", or that it is a trial."""
    if directive is None:
        return ""
    return trial_text(directive) or _("Held against %(title)s") % {"title": directive.title}


def report_text(report: ReportRef) -> str:
    """ "Báo cáo số 85/BC-HCC ngày 21/6/2023 của Trung tâm …"."""
    text = _("Report %(number)s") % {"number": report.number} if report.number else _("The report")
    if report.issued_on:
        date = format_date(report.issued_on)
        text = _("%(report)s of %(date)s") % {"report": text, "date": date}
    if report.issuer:
        text = _("%(report)s by %(issuer)s") % {"report": text, "issuer": report.issuer}
    return text


def place_rule_text(rule: PlaceRule) -> str:
    """How the overall places come about, in words for page and paper."""
    text = f"{overall_text(rule)} {_('Units with nothing to judge have no place.')}"
    return text if rule is PlaceRule.PRINTED else f"{text} {score_rule_text()}"


def score_rule_text() -> str:
    """What counts in a score as "2/3", said where one stands."""
    return _(
        "A score counts the targets with a number; one that holds once cases arise is judged and "
        "marked, and not counted."
    )


def overall_text(rule: PlaceRule) -> str:
    """How the overall places alone come about: a notice has little room."""
    if rule is PlaceRule.MISSED:
        return _(
            "Place: fewest targets missed first, then most met, then the smallest shortfall; "
            "equals share a place."
        )
    return _("Place by the number of targets met; equals share a place.")
