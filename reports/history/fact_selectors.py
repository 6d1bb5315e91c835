"""What a report says of its office, beside the office's own figures of the same period."""

from reports.figures.figures import Figure, State
from reports.figures.presentation import figure_text
from reports.figures.record_models import Record, Source
from reports.figures.report_models import Report


def published_values(report: Report) -> dict[int, str]:
    """The office's figure for each indicator id, in words: as the report says it, else as it was
    imported. Two queries."""
    records = Record.objects.filter(
        period=report.period_id, unit=report.office_id, source=Source.PROVINCE
    )
    values = {record.indicator_id: figure_text(record.figure) for record in records}
    for fact in report.facts.exclude(value=None):
        if fact.value is not None:
            figure = Figure(State.VALUE, fact.value, fact.places)
            values[fact.indicator_id] = figure_text(figure)
    return values
