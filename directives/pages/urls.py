"""Addresses of the pages on where the office stands."""

from django.urls import path

from directives.pages import exports, ranking
from directives.pages import figure_views as figure
from directives.pages import views as pages

urlpatterns = [
    path("", pages.dashboard, name="dashboard"),
    path("compliance/", pages.compliance, name="compliance"),
    path("compliance/export.<str:fmt>", exports.compliance, name="compliance_export"),
    path("ranking/", ranking.ranking, name="ranking"),
    path("ranking/export.<str:fmt>", ranking.ranking_export, name="ranking_export"),
    path("figures/<slug:code>/<slug:indicator>/", figure.figure, name="figure"),
    path("units/<slug:code>/", pages.unit, name="unit"),
]
