"""The figures of an office are its own and its units', whoever else reports in the period."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from reports.figures.figures import Figure
from reports.figures.indicator_models import Indicator
from reports.figures.period_services import period_ensure
from reports.figures.record_models import Source
from reports.figures.record_services import NewFigure, Provenance, figures_write
from reports.figures.selectors import figures_of_periods
from tests.cast import Cast, make_cast
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def put(code: str, source: str, value: str) -> None:
    indicator = Indicator.objects.get(code="online")
    figures_write(
        period=period_ensure(code="2023-H1"),
        source=source,
        figures=[
            NewFigure(Unit.objects.get(code=code).pk, indicator.pk, Figure.of(Decimal(value)))
        ],
        provenance=Provenance(user=None, at=timezone.now()),
    )


def read(office: Unit) -> dict[str, Decimal | None]:
    period = period_ensure(code="2023-H1")
    found = figures_of_periods([period], Indicator.objects.all(), office=office)[period.pk].figures
    return {Unit.objects.get(pk=unit).code: figure.value for (unit, _), figure in found.items()}


def test_other_offices_figures_are_left_out(cast: Cast) -> None:
    for code, value in (("vinhlinh", "76.9"), ("hoxa", "90.4"), ("giolinh", "12"), ("vinho", "5")):
        put(code, Source.PROVINCE, value)
    own = {"vinhlinh": Decimal("76.9"), "hoxa": Decimal("90.4"), "vinho": Decimal(5)}
    assert read(cast.office) == own
    assert read(Unit.objects.get(code="giolinh")) == {"giolinh": Decimal(12)}


def test_the_provinces_figure_is_official_whichever_came_first(cast: Cast) -> None:
    put("hoxa", Source.UNIT, "91")
    put("hoxa", Source.PROVINCE, "90.4")
    put("vinho", Source.PROVINCE, "5")
    put("vinho", Source.UNIT, "6")
    put("hoxa", Source.PROVINCE, "90.5")
    assert read(cast.office) == {"hoxa": Decimal("90.5"), "vinho": Decimal(5)}


def test_equal_figures_of_several_units_stay_their_own(cast: Cast) -> None:
    for code in ("hoxa", "vinho"):
        put(code, Source.PROVINCE, "50")
    put("vinho", Source.PROVINCE, "51")
    assert read(cast.office) == {"hoxa": Decimal(50), "vinho": Decimal(51)}
