"""Imports a provincial report from a file, in the foreground, through the services of the web.

Exit status: 0 applied or unchanged, 3 waits for review, 2 refused.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from reports.figures.import_models import ImportRun
from reports.figures.period_models import Period
from reports.imports import presentation
from reports.imports.applying import ApplyOutcome, import_run_apply
from reports.imports.explaining import explanation
from reports.imports.office_units import receiving_office
from reports.imports.parsed import issues_of
from reports.imports.partial import good_part
from reports.imports.plain_data import (
    SEVERITIES,
    counts_text,
    json_number,
    period_text,
    refusal_data,
    report_data,
)
from reports.imports.reading import import_run_read
from reports.imports.selectors import import_review
from reports.imports.uploads import import_run_create
from reports.reading.issues import Issue, issue
from reports.reading.review import Review
from units.models import Unit, User

APPLIED, REFUSED, WAITS = 0, 2, 3
_EXIT: Final = {
    ImportRun.Status.APPLIED: ("applied", APPLIED),
    ImportRun.Status.UNCHANGED: ("unchanged", APPLIED),
    ImportRun.Status.REVIEW: ("review", WAITS),
}


class _UnknownError(CommandError):
    """An office or user of the command line that is not there."""

    def __init__(self, code: str, value: str, text: str) -> None:
        super().__init__(text, returncode=REFUSED)
        place = {"severity": "error", "sheet": "", "cell": ""}
        # As the data of an issue.
        self.data = {**place, "code": code, "value": value, "message": text}


class Command(BaseCommand):
    """`manage.py import_report FILE [--period CODE] [--apply [--partial]] [--json] [--explain]`."""

    help = "Import a provincial report: exit 0 applied or unchanged, 3 to be reviewed, 2 refused."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--period", help="for example 2023-H1, 2023-Q2, 2023-06")
        parser.add_argument("--office", help="code of the unit that the report is about")
        parser.add_argument("--user", help="log-in name that the import is booked on")
        parser.add_argument("--apply", action="store_true", help="apply when nothing is in doubt")
        parser.add_argument(
            "--partial",
            action="store_true",
            help="apply the cells that are beyond doubt, and leave out the rest",
        )
        parser.add_argument(
            "--explain", action="store_true", help="print what was recognised in the file, and why"
        )
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("vi"):
            try:
                code = self._import(**options)
            except _UnknownError as unknown:
                if options["json"]:
                    self._print({**refusal_data([]), "issues": [unknown.data]})
                raise
        if code:
            sys.exit(code)

    def _import(self, **options: Any) -> int:
        path: Path = options["file"]
        if not path.is_file():
            return self._refused([issue("file-missing", value=str(path))], options["json"])
        user = _user(options["user"])
        code = options["period"] or ""
        if code and not Period.objects.spans_of([code]):
            return self._refused([issue("period-unknown", value=code)], options["json"])
        run = _read(path, _office(options["office"]), user, code)
        if run.status not in _EXIT:
            return self._refused(issues_of(run), options["json"])
        judged = import_review(run)
        review = judged.review
        if options["explain"] and not options["json"]:
            self.stdout.writelines(f"{line}\n" for line in explanation(run, judged))
        if options["apply"] or options["partial"]:
            review = _apply(run, review, user, partial=options["partial"])
        return self._reviewed(run, review, options["json"])

    def _refused(self, issues: Sequence[Issue], as_json: bool) -> int:
        for refusal in issues or [issue("reading-broke-off")]:
            self.stderr.write(presentation.message(refusal))
        if as_json:
            self._print(refusal_data(issues))
        return REFUSED

    def _reviewed(self, run: ImportRun, review: Review, as_json: bool) -> int:
        status, code = _EXIT[ImportRun.Status(run.status)]
        data = report_data(status, review)
        if as_json:
            self._print(data)
        else:
            self._tell(run, review, data)
        return code

    def _print(self, data: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=json_number))

    def _tell(self, run: ImportRun, review: Review, data: dict[str, Any]) -> None:
        counts = counts_text(data["counts"])
        self.stdout.write(f"{run.filename}: {run.get_status_display()} ({counts})")
        if review.period is not None:
            self.stdout.write(f"  Kỳ: {period_text(review.period)}")
        for line in data["issues"]:
            place = f"{line['sheet']}!{line['cell']}" if line["cell"] else line["sheet"]
            self.stdout.write(f"  [{SEVERITIES[line['severity']]}] {place} {line['message']}")


def _apply(run: ImportRun, review: Review, user: User | None, *, partial: bool) -> Review:
    """Apply a run in review; gives the review of what was written."""
    if run.status != ImportRun.Status.REVIEW:
        return review
    result = import_run_apply(run=run, user=user, partial=partial)
    if result.outcome is ApplyOutcome.APPLIED and run.partial:
        return replace(good_part(review), issues=review.issues)
    return review


def _read(path: Path, office: Unit, user: User | None, period_code: str) -> ImportRun:
    with path.open("rb") as source:
        run = import_run_create(
            file=File(source),
            filename=path.name,
            office=office,
            user=user,
            period_code=period_code,
            origin=ImportRun.Origin.COMMAND,
        )
    return import_run_read(run=run)


def _office(code: str | None) -> Unit:
    try:
        return receiving_office(code or "")
    except LookupError:
        text = (
            f"Không có đơn vị nào mang mã “{code}”."
            if code
            else "Hãy chỉ rõ cơ quan nhận báo cáo bằng --office MÃ."
        )
        raise _UnknownError("office-unknown", code or "", text) from None


def _user(name: str | None) -> User | None:
    if name is None:
        return None
    user = User.objects.filter(username=name).first()
    if user is None:
        raise _UnknownError("user-unknown", name, f"Không có người dùng “{name}”.")
    return user
