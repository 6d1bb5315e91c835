"""Indicators, periods and reports, for the administrator. Figures come in through imports only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator, IndicatorHeading
from reports.figures.period_models import Period
from reports.figures.record_models import Record, RecordChange
from reports.figures.report_models import PublishedFact, Report


class HeadingInline(admin.TabularInline):
    model = IndicatorHeading
    extra = 1


@admin.register(Indicator)
class IndicatorAdmin(admin.ModelAdmin):
    list_display = ["code", "name_vi", "kind", "direction", "blank_means", "display_order"]
    inlines = [HeadingInline]


@admin.register(Period)
class PeriodAdmin(admin.ModelAdmin):
    list_display = ["code", "kind", "start", "end"]
    list_filter = ["kind"]


class FactInline(admin.TabularInline):
    model = PublishedFact
    extra = 0


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    list_display = ["number", "issued_on", "issuer", "office", "period"]
    list_select_related = ["office", "period"]
    inlines = [FactInline]


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows rows that are written by services alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ["filename", "office", "status", "uploaded_by", "uploaded_at", "applied_at"]
    list_filter = ["status"]
    list_select_related = ["office", "uploaded_by"]


@admin.register(Record)
class RecordAdmin(ReadOnlyAdmin):
    list_display = ["unit", "indicator", "period", "source", "state", "value", "cell"]
    list_filter = ["period", "indicator", "source", "state"]
    list_select_related = ["unit", "indicator", "period"]


@admin.register(RecordChange)
class RecordChangeAdmin(ReadOnlyAdmin):
    list_display = [
        "changed_at",
        "unit",
        "indicator",
        "period",
        "old_value",
        "new_value",
        "changed_by",
    ]
    list_select_related = ["unit", "indicator", "period", "changed_by"]
