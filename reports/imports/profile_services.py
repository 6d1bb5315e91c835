"""What was decided on the columns of a file is remembered for the next file of its shape."""

from __future__ import annotations

import logging
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from reports.figures.import_models import ImportProfile, ImportRun
from reports.imports.profile_selectors import profile_for
from reports.reading.profiles import decisions_from, fingerprint, lettered, mapping_of
from reports.reading.sheet import Found, ParsedSheet
from units.models import User

logger = logging.getLogger(__name__)


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
    shape = fingerprint(heading for _, heading in columns)
    mapped = mapping_of(columns, run.decisions)
    known = profile_for(run.office, shape)
    if not mapped:
        if known is not None and run.profile_id == known.pk:
            profile_remove(profile=known)
            run.profile = None
        return None
    profile, made = ImportProfile.objects.get_or_create(
        office=run.office,
        fingerprint=shape,
        defaults={
            "name": _name(run),
            "headings": [heading for _, heading in columns],
            "columns": mapped,
            "created_by": user,
            "used_at": timezone.now(),
        },
    )
    if not made and profile.columns != mapped:
        profile.columns, profile.headings = mapped, [heading for _, heading in columns]
        profile.save(update_fields=["columns", "headings"])
    logger.info("Import %s: profile %s %s", run.pk, profile.pk, "made" if made else "kept")
    return profile


def profile_apply(*, run: ImportRun, found: Found, codes: list[str]) -> bool:
    """Take the decisions on columns from the profile of the file's shape, once for a run.

    Gives whether there is such a profile; then the table must be found anew. What was decided in
    the run itself stays. `codes` are those of the indicators there are.
    """
    if run.profile_id is not None or {"columns", "scales"} & set(run.decisions):
        return False
    columns = lettered(found.layout.columns)
    profile = profile_for(run.office, fingerprint(heading for _, heading in columns))
    given = decisions_from(profile.columns, columns, codes) if profile is not None else {}
    if profile is None or not given:
        return False
    run.profile = profile
    run.decisions = {**run.decisions, **given}
    run.save(update_fields=["profile", "decisions"])
    profile.used_at = timezone.now()
    profile.save(update_fields=["used_at"])
    return True


def profile_rename(*, profile: ImportProfile, name: str) -> ImportProfile:
    """Give a profile another name; raises ValueError for one that is empty or cannot be kept."""
    name = " ".join(name.split())
    if not 0 < len(name) <= 200 or "\0" in name:
        raise ValueError("The name of a profile has 1 to 200 letters")
    profile.name = name
    profile.save(update_fields=["name"])
    return profile


def profile_remove(*, profile: ImportProfile) -> None:
    """Forget a profile; the runs that were read with it stay as they are."""
    profile.delete()


def _name(run: ImportRun) -> str:
    return (Path(run.filename).stem or run.filename)[:200]
