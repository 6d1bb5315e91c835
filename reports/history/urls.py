"""Addresses of differences between two sources, and of what a report publishes."""

from django.urls import path

from reports.history import difference_views as differences
from reports.history import fact_views as facts

urlpatterns = [
    path("differences/", differences.difference_list, name="difference_list"),
    path("differences/export.xlsx", differences.difference_export, name="difference_export"),
    path(
        "differences/<slug:period>/<slug:unit>/<slug:indicator>/",
        differences.difference_write,
        name="difference_write",
    ),
    path("reports/<int:pk>/facts/", facts.report_facts, name="report_facts"),
]
