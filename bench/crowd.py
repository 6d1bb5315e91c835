"""Offices with many units and many months of figures, made by the database from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import connection

from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.period_services import period_ensure
from reports.figures.report_models import Report
from units.kinds import UnitKind
from units.models import Membership, Unit, User
from units.names.collation import search_key, sort_key

INDICATORS = 7
_AT = datetime(2023, 6, 21, tzinfo=UTC)


def office_of(units: int) -> Unit:
    """A district of so many communes, with a member of its staff of the same name."""
    office, made = Unit.objects.get_or_create(
        code=f"crowd-{units}",
        defaults={
            "name": f"UBND huyện Đông {units}",
            "short_name": f"Đông {units}",
            "kind": UnitKind.DISTRICT.value,
            "parent": Unit.objects.get(code="quangtri"),
        },
    )
    if made:
        names = [f"UBND xã Đông {units} {number}" for number in range(1, units + 1)]
        Unit.objects.bulk_create(
            Unit(
                code=f"crowd-{units}-{at}",
                name=name,
                short_name=name.removeprefix("UBND xã "),
                kind=UnitKind.COMMUNE.value,
                parent=office,
                display_order=at,
                search_key=search_key(name),
                sort_key=sort_key(name),
            )
            for at, name in enumerate(names, start=1)
        )
        user = User.objects.create_user(office.code)
        Membership.objects.create(user=user, unit=office, role=Membership.Role.STAFF)
    return office


def months(number: int) -> list[Period]:
    """The last so many months up to May 2023, the latest first."""
    places = [divmod(2023 * 12 + 4 - back, 12) for back in range(number)]
    return [period_ensure(code=f"{year}-{month + 1:02}") for year, month in places]


def report(office: Unit, periods: Sequence[Period]) -> None:
    """A figure for each unit, month and one of the first indicators, and a report for each month.

    The figures look random and are the same in every run.
    """
    Report.objects.bulk_create(Report(office=office, period=one) for one in periods)
    indicators = list(Indicator.objects.values_list("pk", flat=True)[:INDICATORS])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reports_record (period_id, indicator_id, unit_id, source, state, value,"
            " places, sheet, cell, updated_at)"
            " SELECT p.id, i.id, u.id, 'province', 'value',"
            " (u.id * 37 + i.id * 11 + p.id * 101) %% 1000 / 10.0, 1, '', '', %s"
            " FROM units_unit u, reports_indicator i, reports_period p WHERE u.parent_id = %s"
            f" AND i.id IN ({_listed(indicators)})"
            f" AND p.id IN ({_listed([one.pk for one in periods])})"
            # Months come in one after the other, and lie on the disk that way.
            " ORDER BY p.start, u.id, i.id",
            [_AT, office.pk],
        )
        cursor.execute("ANALYZE")


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
