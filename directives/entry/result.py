"""What one entered figure amounts to: verdict, gap, and how far from the province's figure."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from directives.clauses.targets import Rule, TargetRef
from directives.compliance import words
from directives.compliance.cells import ICONS, TONES, Bar, verdict_bar
from directives.compliance.domain import Status, Verdict
from directives.compliance.source import IndicatorRef
from directives.text.words import capitalised
from reports.entry.draft_selectors import Beside
from reports.figures.figures import Figure, exact_value, format_points
from reports.figures.ranking import Direction
from reports.history.differences import compare


@dataclass(frozen=True, slots=True)
class ResultView:
    """What one figure amounts to: rate and bar, verdict and gap, the figures beside it.

    `differs` says in a sentence how far it lies from the province's; `said` is the whole for
    those who hear the page.
    """

    text: str
    unit: str
    bar: Bar | None
    bar_tone: str
    tone: str
    icon: str
    word: str
    detail: str
    short: bool
    before: str
    province: str
    province_valued: bool
    province_note: str
    differs: str
    said: str


def result_view(
    verdict: Verdict,
    indicator: IndicatorRef,
    beside: Beside,
    tolerance: Decimal,
    *,
    stored: bool = True,
) -> ResultView:
    """What a figure amounts to beside its target, the province's figure and the one before.

    `stored`: somebody has answered at all, if only that the figure will come.
    """
    figure = verdict.figure
    province = beside.province.get(indicator.code)
    gap = compare(province, figure, tolerance).gap
    shown = words.value_text(figure)
    unit = indicator.unit_of_measure if figure.value is not None else ""
    detail = detail_text(verdict, indicator) if stored else ""
    alarm = _alarms(verdict, indicator)
    judged = verdict.target is not None and verdict.target.has_number
    word = capitalised(words.status_word(verdict.status))
    spoken = words.with_unit(shown, indicator) if figure.value is not None else ""
    return ResultView(
        text=shown,
        unit=unit,
        bar=verdict_bar(verdict, indicator),
        bar_tone=TONES[verdict.status] if judged else "none",
        tone="warn" if alarm else TONES[verdict.status],
        icon="mail" if alarm else ICONS[verdict.status],
        word=word,
        detail=detail,
        short=verdict.status is Status.NOT_MET,
        before=_figure_or_dash(beside.before.get(indicator.code)),
        province=_figure_or_dash(province),
        province_valued=province is not None and province.value is not None,
        province_note=_note(figure, province, gap, indicator),
        differs=differs_text(gap, indicator, beside.reports.get(indicator.code, "")),
        said=", ".join(part for part in (spoken, word, detail) if part),
    )


def _alarms(verdict: Verdict, indicator: IndicatorRef) -> bool:
    """What should be as low as possible, and is not 0: an apology is due for each."""
    watched = verdict.status is Status.WATCHED and indicator.direction is Direction.LOWER
    return watched and bool(verdict.figure.value)


def _figure_or_dash(figure: Figure | None) -> str:
    return words.figure_text(figure) if figure else "–"


def _note(
    figure: Figure, province: Figure | None, gap: Decimal | None, indicator: IndicatorRef
) -> str:
    if gap is not None:
        return _("%(gap)s apart") % {"gap": words.difference_text(abs(gap), indicator)}
    both = province is not None and province.value is not None and figure.value is not None
    return pgettext("two sources", "agree") if both else ""


def differs_text(gap: Decimal | None, indicator: IndicatorRef, report: str) -> str:
    """ "Cao hơn báo cáo 85/BC-HCC 3,49 điểm. Vẫn nộp được; Văn phòng sẽ thấy cả hai số." """
    if gap is None:
        return ""
    facts = {"report": report, "gap": words.difference_text(abs(gap), indicator)}
    if gap > 0:
        text = _("%(gap)s above the provincial report %(report)s.")
    else:
        text = _("%(gap)s below the provincial report %(report)s.")
    both = _("You can send it all the same; the office sees both figures.")
    return f"{(text % facts).replace(' .', '.')} {both}"


def detail_text(verdict: Verdict, indicator: IndicatorRef) -> str:
    """How far from the target, in points and in files."""
    target = verdict.target
    if verdict.status is Status.NOT_REPORTED:
        return _("choose another state to be done")
    if target is None or verdict.figure.value is None:
        return ""
    if verdict.gap is not None:
        return _missing(verdict, target, indicator)
    if target.rule is Rule.LOWEST:
        return _("the lower the better")
    if verdict.status is Status.MET and target.ambition is not None:
        left = words.difference_text(target.ambition - exact_value(verdict.figure), indicator)
        facts = {"gap": left, "aim": _aim(target.ambition, indicator)}
        return _("%(gap)s below the aim of %(aim)s") % facts
    if verdict.status is Status.EXCEEDED and target.ambition is not None:
        return _("above the aim of %(aim)s") % {"aim": _aim(target.ambition, indicator)}
    return ""


def _aim(value: Decimal, indicator: IndicatorRef) -> str:
    return words.with_unit(format_points(value), indicator)


def _missing(verdict: Verdict, target: TargetRef, indicator: IndicatorRef) -> str:
    gap = words.difference_text(verdict.gap or Decimal(0), indicator)
    if target.rule is Rule.CEILING:
        return _("%(gap)s too many") % {"gap": gap}
    if not verdict.gap_files:
        return _("%(gap)s missing") % {"gap": gap}
    files = {"gap": gap, "count": verdict.gap_files, "what": indicator.count_unit}
    return (
        ngettext(
            "%(gap)s missing, that is %(count)s %(what)s",
            "%(gap)s missing, that is %(count)s %(what)s",
            verdict.gap_files,
        )
        % files
    )


def target_text(target: TargetRef | None, indicator: IndicatorRef) -> str:
    """ "khoản 3: từ 70% đến 90%", "" where nothing is ordered."""
    if target is None:
        return ""
    rule = _rule_text(target, indicator)
    return f"{words.clauses_label([target.clause])}: {rule}"


def _rule_text(target: TargetRef, indicator: IndicatorRef) -> str:
    floor = _aim(target.floor, indicator) if target.floor is not None else ""
    if target.rule is Rule.BAND and target.ambition is not None:
        top = _aim(target.ambition, indicator)
        return _("from %(floor)s to %(top)s") % {"floor": floor, "top": top}
    if target.rule is Rule.FLOOR:
        return _("from %(floor)s") % {"floor": floor}
    if target.rule is Rule.CEILING:
        return _("at most %(floor)s") % {"floor": floor}
    return _("the lower the better") if target.rule is Rule.LOWEST else _("once cases arise")
