"""Addresses of the findings of a letter."""

from django.urls import path

from directives.findings import views as findings

_ALL = "directives/<slug:code>/findings/"

urlpatterns = [
    path(_ALL, findings.findings_page, name="findings"),
    path(f"{_ALL}make/", findings.findings_make, name="findings_make"),
    path(f"{_ALL}refresh/", findings.findings_refresh, name="findings_refresh"),
    path(f"{_ALL}add/", findings.finding_add, name="finding_add"),
    path(f"{_ALL}<int:pk>/", findings.finding_edit, name="finding_edit"),
    path(f"{_ALL}<int:pk>/refresh/", findings.finding_refresh, name="finding_refresh"),
    path(f"{_ALL}<int:pk>/move/", findings.finding_move, name="finding_move"),
    path(f"{_ALL}<int:pk>/delete/", findings.finding_delete, name="finding_delete"),
]
