"""The remembered layouts of files: what they carry, renamed and removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from reports.figures.import_models import ImportProfile
from reports.imports.posting import posted_from
from reports.imports.profile_selectors import profiles_of
from reports.imports.profile_services import profile_remove as remove
from reports.imports.profile_services import profile_rename as rename
from reports.imports.selectors import indicators_by_code
from units.access import importers_only, scope_for


@require_GET
@importers_only
def profile_list(request: HttpRequest) -> HttpResponse:
    """The layouts that the office's files were confirmed to have."""
    office = scope_for(request).office
    if office is None:
        raise Http404
    names = {code: one.short_name for code, one in indicators_by_code().items()}
    context = {"profiles": profiles_of(office), "names": names}
    return render(request, "reports/imports/profile_list.html", context)


@importers_only
@posted_from("profile_list", with_key=False)
def profile_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a layout another name."""
    profile = _profile(request, pk)
    try:
        rename(profile=profile, name=request.POST.get("name", ""))
    except ValueError:
        messages.error(request, _("Give the layout a name of 1 to 200 letters."))
    else:
        messages.success(request, _("The layout is now called “%s”.") % profile.name)
    return redirect("profile_list")


@importers_only
@posted_from("profile_list", with_key=False)
def profile_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a layout: the next file of its shape asks again."""
    profile = _profile(request, pk)
    name = profile.name
    remove(profile=profile)
    text = _("“%s” is forgotten; the next file of its shape asks again.")
    messages.success(request, text % name)
    return redirect("profile_list")


def _profile(request: HttpRequest, pk: int) -> ImportProfile:
    office = scope_for(request).office
    profile = profiles_of(office).filter(pk=pk).first() if office else None
    if profile is None:
        raise Http404
    return profile
