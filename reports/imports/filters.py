"""The list of imports: which runs it shows, by an allow-list, and each with its period."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reports.figures.import_models import ImportRun
from reports.figures.period_models import Period, span_label
from units.models import User

Status = ImportRun.Status


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
        self.filters["period"].extra["choices"] = _period_choices(runs)
        self.filters["uploader"].queryset = User.objects.filter(pk__in=runs.values("uploaded_by"))


def _period_choices(runs: QuerySet[ImportRun]) -> list[tuple[str, str]]:
    """The periods of some runs by code and name, the latest first: two queries."""
    codes = set(runs.exclude(period_code="").values_list("period_code", flat=True))
    spans = Period.objects.spans_of(codes)

    def latest(code: str) -> tuple[date, str]:
        return (spans[code].end if code in spans else date.min, code)

    ordered = sorted(codes, key=latest, reverse=True)
    return [(code, span_label(spans[code]) if code in spans else code) for code in ordered]


def with_periods(runs: Iterable[ImportRun]) -> list[tuple[ImportRun, str]]:
    """Runs with the name of their period, which may not exist yet; empty where none is known.

    One query beside that for the runs.
    """
    listed = list(runs)
    spans = Period.objects.spans_of({run.period_code for run in listed})
    names = {code: span_label(span) for code, span in spans.items()}
    return [(run, names.get(run.period_code, run.period_code)) for run in listed]


def waiting_twin(run: ImportRun, among: QuerySet[ImportRun]) -> ImportRun | None:
    """The first earlier run of the same file for the same use that is not applied yet, `among`
    those that the user may open: one query."""
    waits = (Status.QUEUED, Status.READING, Status.REVIEW, Status.INTERRUPTED)
    same = among.filter(sha256=run.sha256, office=run.office_id, purpose=run.purpose)
    return same.filter(status__in=waits, pk__lt=run.pk).order_by("pk").first()
