"""Installs the demonstration case; what is there already is left alone."""

import os
import secrets
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction

from cchc.demo import letter, overdue, people, rounds, workbook
from reports.figures.import_models import ImportRun
from reports.imports.applying import import_run_apply
from reports.imports.reading import import_run_read
from reports.imports.uploads import import_run_create
from units.models import Unit, User


def demo_password() -> str:
    """DEMO_PASSWORD, else one made at random once and kept in VAR_DIR."""
    password = os.environ.get("DEMO_PASSWORD")
    if password:
        return password
    kept = Path(settings.VAR_DIR) / "demo-password"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(9) + "\n", encoding="utf-8")
    return kept.read_text(encoding="utf-8").strip()


def load_demo(*, figures: bool = True) -> str:
    """Install units, people, report and letter, and the figures through the import; the password.

    Without `figures` everything but the figures of the units is installed.
    """
    password = demo_password()
    with transaction.atomic():
        office = people.install_units()
        people.install_people(password)
        letter.install_letter(office)
        rounds.install_round(office)
        overdue.install_overdue()
    if figures:
        load_figures(office)
    return password


def load_figures(office: Unit) -> None:
    """Import the demonstration workbook as staff would, unless that was done before."""
    if ImportRun.objects.filter(office=office, filename=workbook.FILENAME).exists():
        return
    user = User.objects.get(username="vanphong")
    with tempfile.TemporaryDirectory() as folder:
        path = workbook.write_workbook(Path(folder) / workbook.FILENAME)
        with path.open("rb") as source:
            run = import_run_create(
                file=File(source), filename=workbook.FILENAME, office=office, user=user
            )
    import_run_read(run=run)
    import_run_apply(run=run, user=user)
