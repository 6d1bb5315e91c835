"""Addresses of publications."""

from django.urls import path

from directives.publications import views as publishing

urlpatterns = [
    path("directives/<slug:code>/letter.<str:fmt>", publishing.letter_file, name="letter_file"),
    path("publications/", publishing.publication_list, name="publication_list"),
    path("publications/new/", publishing.publication_new, name="publication_new"),
    path(
        "publications/requests/<int:pk>/withdraw/",
        publishing.publication_request_withdraw,
        name="publication_request_withdraw",
    ),
    path("publications/<slug:period>/<int:version>/", publishing.publication, name="publication"),
    path("p/<str:token>/", publishing.public_publication, name="public_publication"),
]
