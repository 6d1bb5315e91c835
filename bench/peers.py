"""django-import-export on the same file and the same table, as shipped and as well tuned as its
options allow. It keeps no history, checks no total, asks nothing and matches names exactly."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from import_export import resources
from import_export.fields import Field
from import_export.widgets import CachedForeignKeyWidget, DecimalWidget, ForeignKeyWidget
from tablib import Dataset

from bench.files import HEADINGS, NAME
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.period_services import period_ensure
from reports.figures.record_models import Record
from units.models import Unit

_KEY = ("period", "indicator", "unit", "source")
_NOW = datetime(2023, 6, 21, tzinfo=UTC)


class _Figures(resources.ModelResource):  # type: ignore[misc]
    unit = Field("unit", NAME, widget=ForeignKeyWidget(Unit, "name"))
    indicator = Field("indicator", "indicator", widget=ForeignKeyWidget(Indicator))
    period = Field("period", "period", widget=ForeignKeyWidget(Period))
    value = Field("value", HEADINGS[0], widget=DecimalWidget())

    class Meta:
        model = Record
        import_id_fields = _KEY
        fields = (*_KEY, "state", "value", "places", "updated_at")

    def before_save_instance(self, instance: Record, row: Any, **kwargs: Any) -> None:
        instance.updated_at = _NOW


class _TunedFigures(_Figures):
    unit = Field("unit", NAME, widget=CachedForeignKeyWidget(Unit, "name"))
    indicator = Field("indicator", "indicator", widget=CachedForeignKeyWidget(Indicator))
    period = Field("period", "period", widget=CachedForeignKeyWidget(Period))

    class Meta(_Figures.Meta):
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_html_diff = True
        skip_unchanged = True


def _load(path: Path, resource: type[_Figures]) -> None:
    period, indicator = period_ensure(code="2023-Q2"), Indicator.objects.get(code="online")
    data = Dataset().load(path.read_bytes(), format="xlsx")
    same = {"period": period.pk, "indicator": indicator.pk, "source": "province"}
    for name, value in {**same, "state": "value", "places": 1}.items():
        data.append_col([value] * data.height, header=name)
    result = resource().import_data(data, raise_errors=True)
    if result.has_errors() or len(result.rows) != len(data):
        raise RuntimeError("django-import-export did not import the file")


def default(path: Path) -> None:
    """As shipped."""
    _load(path, _Figures)


def tuned(path: Path) -> None:
    """In bulk, with foreign keys read once, without comparing for display."""
    _load(path, _TunedFigures)
