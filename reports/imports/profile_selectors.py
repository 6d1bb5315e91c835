"""The mappings of columns that an office keeps for files of a known shape."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from reports.figures.import_models import ImportProfile
from units.models import Unit


def profiles_of(office: Unit) -> QuerySet[ImportProfile]:
    """The profiles of an office by name; `run_count` is how many files were read with each."""
    profiles = ImportProfile.objects.filter(office=office).select_related("created_by")
    return profiles.annotate(run_count=Count("runs")).order_by("name", "pk")


def profile_for(office: Unit, fingerprint: str) -> ImportProfile | None:
    """The office's profile for files of a shape, if it has one."""
    return ImportProfile.objects.filter(office=office, fingerprint=fingerprint).first()
