"""The remembered layouts of files: what they carry, renamed and removed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from reports.figures.import_models import ImportProfile
from reports.imports.profiles import profile_rename as rename
from reports.imports.profiles import profiles_of
from reports.imports.requests import posted_from
from reports.imports.selectors import indicator_names
from units.access import importers_only, office_for


@require_GET
@importers_only
def profile_list(request: HttpRequest) -> HttpResponse:
    """The layouts that the office's files were confirmed to have."""
    context = {"profiles": profiles_of(office_for(request)), "names": indicator_names()}
    return render(request, "reports/imports/profile_list.html", context)


@importers_only
@posted_from("profile_list", with_key=False)
def profile_rename(request: HttpRequest, pk: int) -> HttpResponse:
    profile = rename(profile=_profile(request, pk), name=request.POST.get("name", ""))
    messages.success(request, _("The layout is now called “%s”.") % profile.name)
    return redirect("profile_list")


@importers_only
@posted_from("profile_list", with_key=False)
def profile_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a layout: the next file of its shape asks again. Runs that were read with it stay."""
    profile = _profile(request, pk)
    profile.delete()
    text = _("“%s” is forgotten; the next file of its shape asks again.")
    messages.success(request, text % profile.name)
    return redirect("profile_list")


def _profile(request: HttpRequest, pk: int) -> ImportProfile:
    return get_object_or_404(ImportProfile, office=office_for(request), pk=pk)
