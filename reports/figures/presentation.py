"""Figures in words."""

from reports.figures.figures import Figure, format_figure_value
from reports.figures.record_models import RecordState


def figure_text(figure: Figure | None) -> str:
    """A figure as offices print it, its state in words, or a dash where there is none."""
    if figure is None:
        return "–"
    if figure.value is None:
        return str(RecordState(figure.state.value).label)
    return format_figure_value(figure.value, figure.places)
