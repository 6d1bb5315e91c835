"""A report of the province: its figures become records, each with its change and its cell."""

from datetime import datetime
from typing import ClassVar

from django.db.models import F

from reports.figures.figures import Figure
from reports.figures.import_models import ImportRun
from reports.figures.period_models import Period
from reports.figures.period_services import period_ensure
from reports.figures.record_models import NEW_FIELDS, OLD_FIELDS, RecordChange, Source, figure_of
from reports.figures.record_services import (
    Difference,
    NewFigure,
    Provenance,
    WriteResult,
    differences_write,
)
from reports.figures.report_models import Report
from reports.history.fact_services import report_facts_prepare
from reports.imports.parsed import decisions_of, settled_period
from reports.imports.profiles import profile_remember
from reports.imports.purpose import Purpose, RunReview, Written
from reports.imports.reportbook import report_ensure
from reports.reading.checks import review as reviewed
from reports.reading.decisions import Decisions
from reports.reading.issues import Issue
from reports.reading.reasons import reasons_in_force
from reports.reading.review import Context, Review
from reports.reading.sheet import ParsedSheet
from units.models import Unit, UnitAlias, User
from units.names.spelling import canonical_key


class ReportPurpose(Purpose):
    """Figures of a period that the office publishes of its units and of itself."""

    remembers_columns: ClassVar = True

    def judged(self, run: ImportRun, parsed: ParsedSheet, context: Context) -> Review:
        return reviewed(parsed, decisions_of(run), context)

    def report_without_news(self, run: ImportRun, review: Review) -> Report | None:
        """The report that the file names, with places for what it says of the office.

        A file of which every row was left out says nothing, and so confirms nothing.
        """
        reference = review.parsed.report
        says = any(cell.old is not None for row in review.rows for cell in row.cells)
        if review.period is None or reference is None or not says:
            return None
        period = period_ensure(span=review.period)
        report = report_ensure(office=run.office, period=period, reference=reference)
        report_facts_prepare(report=report)
        return report

    def lock(self, run: ImportRun, parsed: ParsedSheet) -> None:
        """A period that does not exist yet cannot be locked; the office stands in for it."""
        Unit.objects.select_for_update().get(pk=run.office_id)
        span = settled_period(run, parsed.period)
        if span is not None:
            list(Period.objects.select_for_update().filter(code=span.code))

    def write(
        self, run: ImportRun, judged: RunReview, user: User | None, now: datetime
    ) -> WriteResult | Issue:
        review, decisions = judged.review, decisions_of(run)
        if review.period is None:
            raise ValueError(f"Import {run.pk} has no period to write into")
        period = period_ensure(span=review.period)
        run.report = report_ensure(office=run.office, period=period, reference=review.parsed.report)
        provenance = Provenance(
            user=user,
            at=now,
            report=run.report,
            import_run=run,
            sheet=review.parsed.sheet,
            reason=reasons_in_force(review, decisions),
        )
        written = differences_write(
            period=period,
            source=Source.PROVINCE,
            differences=_differences(judged),
            provenance=provenance,
        )
        report_facts_prepare(report=run.report)
        _keep_aliases(review, decisions, user)
        profile_remember(run=run, parsed=review.parsed, user=user)
        return written

    def written(self, run: ImportRun) -> Written:
        """The changes of the moment of applying, in one query: later ones only put figures back."""
        changes: dict[str, tuple[Figure | None, Figure]] = {}
        then = F("import_run__applied_at")
        own = RecordChange.objects.filter(import_run=run, changed_at=then).order_by("pk")
        for cell, *columns in own.values_list("cell", *OLD_FIELDS, *NEW_FIELDS).iterator(5000):
            old, new = columns[: len(OLD_FIELDS)], columns[len(OLD_FIELDS) :]
            changes[cell] = (figure_of(old) if old[0] else None, figure_of(new))
        return changes


def _differences(judged: RunReview) -> list[Difference]:
    ids = {code: indicator.pk for code, indicator in judged.indicators.items()}
    return [
        (NewFigure(row.unit_id, ids[cell.indicator], cell.figure, cell.address), cell.old)
        for row, cell in judged.review.writes()
        if row.unit_id is not None and cell.figure is not None
    ]


def _keep_aliases(review: Review, decisions: Decisions, user: User | None) -> None:
    """A spelling that a person settled is known from now on."""
    for row in review.rows:
        decided = decisions.names.get(row.row.name_cell)
        # Whoever gives a row to another unit than the one it names settles this row, not the name.
        if decided is None or row.row.match.unit_id is not None:
            continue
        key = canonical_key(row.row.name)[:200]
        if not key:
            continue
        UnitAlias.objects.get_or_create(
            unit_id=decided,
            key=key,
            defaults={"text": row.row.name[:200], "created_by": user},
        )
