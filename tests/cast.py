"""The people of every test: staff, leader, admin, two officers, an outsider, a nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client, TestCase

from cchc.demo.people import install_people, install_units
from units.kinds import UnitKind
from units.models import Membership, Unit, User

PASSWORD = "mot-mat-khau-chi-de-thu"


class Browser(Client):
    """A client that sees the end of its own transaction, though that of the test never commits."""

    def request(self, **request: Any) -> Any:
        with TestCase.captureOnCommitCallbacks(execute=True):
            return super().request(**request)


@dataclass(frozen=True, slots=True)
class Cast:
    """The demonstration district with its users, and somebody from outside."""

    office: Unit
    staff: User
    leader: User
    admin: User
    officer: User
    other_officer: User
    outsider: User
    nobody: User

    def client(self, user: User) -> Client:
        """A browser in which that user is logged in."""
        client = Browser()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client


def make_cast() -> Cast:
    """Install the demonstration units and users, a second district, and a user without a role."""
    office = install_units()
    install_people(PASSWORD)
    elsewhere = Unit.objects.create(
        code="giolinh",
        name="UBND huyện Gio Linh",
        short_name="Gio Linh",
        kind=UnitKind.DISTRICT.value,
        parent=office.parent,
    )
    outsider = User.objects.create_user("giolinh", password=PASSWORD)
    Membership.objects.create(user=outsider, unit=elsewhere, role=Membership.Role.STAFF)
    users = {user.username: user for user in User.objects.all()}
    return Cast(
        office=office,
        staff=users["vanphong"],
        leader=users["lanhdao"],
        admin=users["quantri"],
        officer=users["vinhgiang"],
        other_officer=users["hoxa"],
        outsider=outsider,
        nobody=User.objects.create_user("nobody", password=PASSWORD),
    )
