"""What was decided on the columns of a file is remembered for the next file of its shape."""

import logging
from pathlib import Path

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.figures.import_models import ImportProfile, ImportRun
from reports.imports.shapes import decisions_from, fingerprint, lettered, mapping_of
from reports.reading.sheet import ParsedSheet
from reports.reading.tables import FoundTable
from units.models import Unit, User
from units.refusing import Refused

logger = logging.getLogger(__name__)


def profiles_of(office: Unit) -> QuerySet[ImportProfile]:
    """The profiles of an office by name; `run_count` is how many files were read with each."""
    profiles = ImportProfile.objects.filter(office=office).select_related("created_by")
    return profiles.annotate(run_count=Count("runs")).order_by("name", "pk")


def profile_for(office: Unit, fingerprint: str) -> ImportProfile | None:
    """The office's profile for files of a shape, if it has one."""
    return ImportProfile.objects.filter(office=office, fingerprint=fingerprint).first()


@transaction.atomic
def profile_remember(
    *, run: ImportRun, parsed: ParsedSheet, user: User | None
) -> ImportProfile | None:
    """Keep the decisions on the run's columns and scales for files of its shape.

    A profile of that shape is brought up to date, or removed when all decisions were taken back.
    `parsed` is what the run's file says. Gives the profile; None when nothing was decided, so that
    nothing need be remembered.
    """
    columns = lettered((*parsed.columns, *parsed.other_columns, *parsed.count_columns))
    headings = [heading for _letter, heading in columns]
    shape = fingerprint(headings)
    mapped = mapping_of(columns, run.decisions)
    known = profile_for(run.office, shape)
    if not mapped:
        if known is not None and run.profile_id == known.pk:
            known.delete()
            run.profile = None
        return None
    profile, made = ImportProfile.objects.get_or_create(
        office=run.office,
        fingerprint=shape,
        defaults={
            "name": (Path(run.filename).stem or run.filename)[:200],
            "headings": headings,
            "columns": mapped,
            "created_by": user,
            "used_at": timezone.now(),
        },
    )
    if not made and profile.columns != mapped:
        profile.columns, profile.headings = mapped, headings
        profile.save(update_fields=["columns", "headings"])
    logger.info("Import %s: profile %s %s", run.pk, profile.pk, "made" if made else "kept")
    return profile


def profile_apply(*, run: ImportRun, found: FoundTable, codes: list[str]) -> bool:
    """Take the decisions on columns from the profile of the file's shape, once for a run.

    Gives whether there is such a profile; then the table must be found anew. What was decided in
    the run itself stays. `codes` are those of the indicators there are.
    """
    if run.profile_id is not None or {"columns", "scales"} & set(run.decisions):
        return False
    columns = lettered(found.layout.columns)
    profile = profile_for(run.office, fingerprint(heading for _letter, heading in columns))
    known = decisions_from(profile.columns, columns, codes) if profile is not None else {}
    if profile is None or not known:
        return False
    run.profile = profile
    run.decisions = {**run.decisions, **known}
    run.save(update_fields=["profile", "decisions"])
    profile.used_at = timezone.now()
    profile.save(update_fields=["used_at"])
    return True


def profile_rename(*, profile: ImportProfile, name: str) -> ImportProfile:
    """Give a profile another name; refused for one that is empty or cannot be kept."""
    name = " ".join(name.split())
    if not 0 < len(name) <= 200 or "\0" in name:
        raise Refused(_("Give the layout a name of 1 to 200 letters."))
    profile.name = name
    profile.save(update_fields=["name"])
    return profile
