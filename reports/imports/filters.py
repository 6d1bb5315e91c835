"""Which import runs the list shows, by an allow-list: state, period, who, and the file's name."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from reports.figures.import_models import ImportRun
from reports.imports.run_list import period_choices_of
from units.models import User


class RunFilter(django_filters.FilterSet):  # type: ignore[misc]
    """State, period, uploader and a part of the file's name; choices are those of visible runs."""

    q = django_filters.CharFilter(
        label=_("File name"),
        field_name="filename",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=ImportRun.Status.choices,
        empty_label=_("any"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    period = django_filters.ChoiceFilter(
        label=_("Period"),
        field_name="period_code",
        empty_label=_("any"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    uploader = django_filters.ModelChoiceFilter(
        label=_("Uploaded by"),
        field_name="uploaded_by",
        queryset=User.objects.none(),
        empty_label=_("any"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    class Meta:
        model = ImportRun
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        runs = self.queryset.order_by()
        self.filters["period"].extra["choices"] = period_choices_of(runs)
        self.filters["uploader"].queryset = User.objects.filter(pk__in=runs.values("uploaded_by"))
