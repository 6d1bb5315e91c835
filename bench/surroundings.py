"""A database of its own with thousands of units, before Django is set up for anything else."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

UNITS = 11_000


@contextmanager
def surroundings() -> Iterator[Path]:
    """A folder for the files of this run, with Django set up on a fresh database.

    The database is that of DATABASE_URL (`python -m tests.services -- …` gives a PostgreSQL), or
    an SQLite file in the folder.
    """
    with tempfile.TemporaryDirectory(prefix="cchc-bench-") as folder:
        os.environ["VAR_DIR"] = folder
        (Path(folder) / "static").mkdir()
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.settings")
        os.environ.update(DEBUG="1", LOG_LEVEL="ERROR")
        django.setup()
        from django.conf import settings

        # A debug session keeps every query that it ever sent.
        settings.DEBUG = False
        _install()
        yield Path(folder)


def _install() -> None:
    from django.core.management import call_command

    from cchc.demo.people import install_people, install_units
    from units.models import Unit
    from units.names.collation import search_key, sort_key

    call_command("migrate", verbosity=0)
    office = install_units()
    install_people("bench-only")
    if Unit.objects.filter(code="bench-1").exists():
        return
    names = [(f"bench-{number}", f"UBND xã Thử Nghiệm {number}") for number in range(1, UNITS + 1)]
    Unit.objects.bulk_create(
        Unit(
            code=code,
            name=name,
            short_name=name.removeprefix("UBND xã "),
            kind=Unit.Kind.COMMUNE,
            parent=office,
            display_order=100 + at,
            search_key=search_key(name),
            sort_key=sort_key(name),
        )
        for at, (code, name) in enumerate(names)
    )
    # The units of the demonstration would only be missing from the file.
    Unit.objects.filter(parent=office).exclude(code__startswith="bench-").update(
        valid_to="2020-12-31"
    )


def vendor() -> str:
    """What the figures were measured on."""
    from django.db import connection

    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]


def forget_figures() -> None:
    """Empty the tables that imports and officers fill: history too, which no service deletes."""
    from django.db import connection

    sent = ("reports_submissionstep", "reports_draftfigure", "reports_submission")
    tables = (*sent, "reports_recordchange", "reports_record", "reports_importrun")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            return
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
