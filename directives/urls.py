"""Addresses of the pages that need all three rooms."""

from django.urls import path

from directives.views import entry, entry_paste, exports, figure, pages, ranking, submissions

urlpatterns = [
    path("", pages.dashboard, name="dashboard"),
    path("compliance/", pages.compliance, name="compliance"),
    path("compliance/export.<str:fmt>", exports.compliance, name="compliance_export"),
    path("ranking/", ranking.ranking, name="ranking"),
    path("ranking/export.<str:fmt>", ranking.ranking_export, name="ranking_export"),
    path("figures/<slug:code>/<slug:indicator>/", figure.figure, name="figure"),
    path("units/<slug:code>/", pages.unit, name="unit"),
    path("entry/", entry.entry_list, name="entry_list"),
    path("entry/<slug:unit>/<slug:period>/", entry.entry, name="entry"),
    path(
        "entry/<slug:unit>/<slug:period>/cells/<slug:indicator>/",
        entry.entry_cell,
        name="entry_cell",
    ),
    path("entry/<slug:unit>/<slug:period>/paste/", entry_paste.entry_paste, name="entry_paste"),
    path(
        "entry/<slug:unit>/<slug:period>/submit/",
        submissions.submission_submit,
        name="submission_submit",
    ),
    path(
        "entry/<slug:unit>/<slug:period>/withdraw/",
        submissions.submission_withdraw,
        name="submission_withdraw",
    ),
    path("submissions/<int:pk>/", submissions.submission, name="submission"),
    path("submissions/<int:pk>/accept/", submissions.submission_accept, name="submission_accept"),
    path("submissions/<int:pk>/return/", submissions.submission_return, name="submission_return"),
    path("directives/<slug:code>/", pages.directive, name="directive"),
]
