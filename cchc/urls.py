"""Addresses of the site; each app names its own."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Says that the web server answers."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("directives.urls")),
    path("", include("reports.urls")),
    path("", include("units.people.urls")),
    path("admin/", admin.site.urls),
]
