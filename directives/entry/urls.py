"""Addresses of a unit's own figures: entered, sent, judged."""

from django.urls import path

from directives.entry import paste as entry_paste
from directives.entry import submission_views as submissions
from directives.entry import views as entry

urlpatterns = [
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
]
