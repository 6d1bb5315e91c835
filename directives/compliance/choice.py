"""The period and directive that a page or a command is about: named, else the obvious ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from directives.clauses.models import Directive, DirectiveQuerySet
from directives.clauses.targets import TargetRef, targets_for
from directives.compliance.selectors import directive_ref, summary_of, targets_of
from directives.compliance.summary import Summary
from directives.compliance.words import trial_text
from reports.figures.period_models import Period
from reports.figures.periods import ComparedWith, PeriodSpan, compared_period, is_year_before
from reports.figures.record_models import Record
from reports.figures.record_models import Source as ReportSource
from reports.figures.report_models import Report
from units.dates import covers
from units.models import Unit

Coded = TypeVar("Coded", Period, Directive)


@dataclass(frozen=True, slots=True)
class Comparable:
    """An earlier period to compare with: `value` is what the address says, "" for the usual one;
    `period` is "" where the office has none."""

    value: str
    period: str
    is_year: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The period and directive that a page shows, and those that can be chosen instead."""

    office: Unit
    periods: tuple[Period, ...]
    directives: tuple[Directive, ...]
    period: Period | None
    directive: Directive | None
    compare: ComparedWith | None = None

    @property
    def trial(self) -> str:
        """That the directive is a draft, to be said beside each of its verdicts; "" for others."""
        return trial_text(directive_ref(self.directive))

    def summary(self) -> Summary | None:
        """Where the office stands in the chosen period; None where there is no period at all."""
        if self.period is None:
            return None
        return summary_of(
            office=self.office,
            period=self.period,
            directive=self.directive,
            periods=self._reported,
            compare=self.compare,
        )

    @property
    def _reported(self) -> list[Period]:
        return [period for period in self.periods if getattr(period, "is_reported", False)]

    @property
    def comparisons(self) -> tuple[Comparable, ...]:
        """The earlier periods to choose from; nothing where there is no choice."""
        if self.period is None:
            return ()
        span, labels = self.period.span, {period.span: period.label for period in self._reported}
        usual = compared_period(span, labels)
        offers: dict[str, PeriodSpan | None] = {"": usual} if usual else {}
        for way in ComparedWith:
            earlier = compared_period(span, labels, way)
            if earlier != usual or (usual is None and way is self.compare):
                offers[way.value] = earlier
        chosen = self.compare.value if self.compare and self.compare.value in offers else ""
        rows = (
            Comparable(
                value,
                labels[earlier] if earlier else "",
                is_year=is_year_before(span, earlier) if earlier else value == ComparedWith.YEAR,
                is_chosen=value == chosen,
            )
            for value, earlier in offers.items()
            if earlier or value == chosen
        )
        shown = tuple(rows)
        return shown if len(shown) > 1 else ()


class UnknownCodeError(LookupError):
    """A period or directive was asked for by a code that does not exist."""


def choose(
    office: Unit,
    *,
    period_code: str | None = None,
    directive_code: str | None = None,
    compare: str | None = None,
    drafts: bool = True,
) -> Choice:
    """What to show: by code, else the latest period with figures of a report and its directive.

    An import into a wrong period, taken back, leaves a report without figures; it hides no other
    period. Figures that units gave themselves count as those of a report where the units come
    first. Without `drafts` only directives that units may read are known. Raises UnknownCodeError
    for a code that is not there: two queries.
    """
    report = Q(Exists(Report.objects.filter(office=office, period=OuterRef("pk"))))
    figures = Record.objects.filter(Q(unit=office) | Q(unit__parent=office), period=OuterRef("pk"))
    own = Q(Exists(figures.filter(source=ReportSource.UNIT)))
    filled = report & Q(Exists(figures.filter(source=ReportSource.PROVINCE)))
    if settings.OFFICIAL_SOURCE == ReportSource.UNIT:
        filled |= own
    rows = Period.objects.annotate(is_reported=report | own, is_filled=filled)
    rows = rows.order_by("-end", "start")
    periods = tuple(rows)
    directives = tuple(_known(office, drafts=drafts))
    period = _by_code(periods, period_code) if period_code else _latest(periods)
    directive = None
    if directive_code:
        directive = _by_code(directives, directive_code)
    elif period is not None:
        directive = directive_for(directives, period)
    return Choice(office, periods, directives, period, directive, _compared(compare))


def _compared(text: str | None) -> ComparedWith | None:
    try:
        return ComparedWith(text) if text else None
    except ValueError as unknown:
        raise UnknownCodeError(text) from unknown


def _known(office: Unit, *, drafts: bool) -> DirectiveQuerySet:
    rows = Directive.objects.of_office(office).select_related("basis")
    return rows if drafts else rows.open_to_units()


def _by_code(rows: tuple[Coded, ...], code: str) -> Coded:
    for row in rows:
        if row.code == code:
            return row
    raise UnknownCodeError(code)


def _latest(periods: tuple[Period, ...]) -> Period | None:
    """The latest period with figures of a report, else that with a report, else any."""
    filled = [period for period in periods if getattr(period, "is_filled", False)]
    reported = [period for period in periods if getattr(period, "is_reported", False)]
    return next(iter(filled or reported or periods), None)


def directive_for(directives: Iterable[Directive], period: Period) -> Directive | None:
    """The directive a period is held against unless another is chosen.

    An issued one always, whatever a draft says: the newest in force on the period's last day, for
    a new one takes over from its own day on, not before; else that written on the period's own
    report; else the first one after it. Only where nothing was issued a draft, as a trial. The
    newer goes before the older, and an expired one judges nobody.
    """
    by_date = sorted(directives, key=lambda row: (row.effective_from, row.pk))
    issued = _holding([row for row in by_date if row.is_issued], period)
    drafts = _holding([row for row in by_date if not row.is_issued], period)
    return (issued.in_force or issued.on_basis or issued.after) or (
        drafts.on_basis or drafts.in_force or drafts.after
    )


class _Holding(NamedTuple):
    """What holds for a period: from before its last day, by its report, or the first after it."""

    in_force: Directive | None
    on_basis: Directive | None
    after: Directive | None


def _holding(by_date: list[Directive], period: Period) -> _Holding:
    newest = list(reversed(by_date))
    in_force = (row for row in newest if covers(row.effective_from, row.effective_to, period.end))
    on_basis = (row for row in newest if row.basis and row.basis.period_id == period.pk)
    after = (row for row in by_date if row.effective_from > period.end)
    return _Holding(next(in_force, None), next(on_basis, None), next(after, None))


def targets_of_unit(unit: Unit, office: Unit, period: Period) -> dict[str, TargetRef]:
    """The target that decides for a unit on each indicator in a period, of what was issued alone:
    two queries."""
    issued = Directive.objects.of_office(office).issued().select_related("basis")
    directive = directive_for(issued, period)
    if directive is None:
        return {}
    targets = targets_of(directive, max(period.end, directive.effective_from))
    by_indicator = targets_for(targets, unit_id=unit.pk, kind=unit.kind)
    return {code: options[0] for code, options in by_indicator.items()}
