"""The people of an office as a django-tables2 table: one line for each role of a person."""

from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from units.models import Membership

PAGE = 100


class PersonTable(tables.Table):  # type: ignore[misc]
    """Name, unit, role, from–to, last log-in, second factor."""

    name = tables.Column(
        verbose_name=_("Name"), accessor="user", order_by=("user__display_name", "user__username")
    )
    unit = tables.Column(verbose_name=_("Unit"), order_by=("unit__display_order", "unit__pk"))
    role = tables.Column(verbose_name=_("Role"))
    span = tables.Column(verbose_name=_("From – to"), empty_values=(), order_by="valid_from")
    last_login = tables.Column(
        verbose_name=_("Last log-in"), accessor="user__last_login", initial_sort_descending=True
    )
    has_factor = tables.Column(verbose_name=_("Second factor"))

    class Meta:
        template_name = "units/people/person_table.html"
        attrs = {"class": "table-plain people-table"}
        empty_text = _("No person matches.")
        order_by = ("unit", "name")

    caption = _("People and their roles")

    def __init__(self, rows: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(rows, **kwargs)

    def show(self, *, page: str | None) -> None:
        """Page as the address asks; what it cannot ask shows the first or the last page."""
        self.paginate(per_page=PAGE)
        self.page = self.paginator.get_page(page)

    def render_unit(self, value: Any) -> str:
        """The official name."""
        return str(value.name)

    def render_last_login(self, value: Any) -> str:
        """Time and day, as the other pages write them."""
        return date_format(localtime(value), "H:i j/n/Y")
