"""Files that lie in the drop folder become runs to be reviewed; nobody has to upload them.

What was taken moves to done/ or failed/ beside a note of what was found. Links are never followed,
nothing is overwritten, and one worker at a time looks into the folder.
"""

import fcntl
import logging
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from django.core.files.base import File
from django.utils import translation

from reports.figures.import_models import ImportRun
from reports.imports import presentation
from reports.imports.parsed import issues_of
from reports.imports.plain_data import counts_text
from reports.imports.reading import import_run_read
from reports.imports.selectors import indicator_names
from reports.imports.uploads import import_run_create
from units.models import Unit

logger = logging.getLogger(__name__)
Status = ImportRun.Status

_AT_REST_SECONDS: Final = 10
_MOST_AT_ONCE: Final = 20
_LOCK: Final = ".cchc.lock"
# Hidden files and what programs write beside or before the file itself.
_UNFINISHED: Final = (".", "~")
_UNFINISHED_ENDS: Final = (".part", ".partial", ".tmp", ".crdownload", ".filepart")
_FINE: Final = (Status.REVIEW, Status.UNCHANGED)


def dropped_files_take(*, folder: Path, office: Unit, now: float | None = None) -> list[ImportRun]:
    """Take the files at rest in a folder, oldest first, and read each to its review.

    A file is at rest when it was not written for ten seconds. Gives the runs; none when another
    worker is at it. `now` is in seconds since 1970. Raises OSError when the folder cannot be
    used: it is missing, or done/ or failed/ is a link.
    """
    with _alone_in(folder) as alone:
        if not alone:
            return []
        done, failed = _own_folder(folder / "done"), _own_folder(folder / "failed")
        moment = time.time() if now is None else now
        runs = []
        for path in _files_at_rest(folder, moment)[:_MOST_AT_ONCE]:
            run = _take(path, office)
            if run is not None:
                _put_away(path, done if run.status in _FINE else failed, _note(run))
                runs.append(run)
        return runs


@contextmanager
def _alone_in(folder: Path) -> Iterator[bool]:
    """Whether no other worker looks into the folder; a dead worker's lock is gone with it."""
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(handle)


def _own_folder(path: Path) -> Path:
    path.mkdir(exist_ok=True)
    if path.is_symlink():
        raise OSError(f"{path} is a link; files are not moved through links")
    return path


def _files_at_rest(folder: Path, now: float) -> list[Path]:
    files = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if _is_unfinished(entry.name) or not entry.is_file(follow_symlinks=False):
                continue
            status = entry.stat(follow_symlinks=False)
            # A clock that runs ahead must not keep a file waiting for ever.
            written = status.st_mtime if status.st_mtime <= now else status.st_ctime
            if now - written >= _AT_REST_SECONDS:
                files.append((written, Path(entry.path)))
    return [path for _, path in sorted(files)]


def _is_unfinished(name: str) -> bool:
    return name.startswith(_UNFINISHED) or name.lower().endswith(_UNFINISHED_ENDS)


def _take(path: Path, office: Unit) -> ImportRun | None:
    """A run for the file, read; None for what cannot be opened or is no plain file any more."""
    try:
        with _opened(path) as source:
            run = import_run_create(
                file=File(source),
                filename=path.name,
                office=office,
                user=None,
                origin=ImportRun.Origin.FOLDER,
            )
    except OSError:
        logger.exception("Drop folder: %s cannot be read", path.name)
        return None
    before = _broken_off(run)
    if before is not None:
        # The same file ended a worker before; it waits for somebody to look.
        run.file.delete(save=False)
        run.delete()
        return before
    return import_run_read(run=run)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as source:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(f"{path.name} is no plain file")
        yield source


def _broken_off(run: ImportRun) -> ImportRun | None:
    """An earlier run of the very file whose reading never ended."""
    same = ImportRun.objects.filter(
        origin=ImportRun.Origin.FOLDER,
        office=run.office,
        sha256=run.sha256,
        filename=run.filename,
        status__in=(Status.READING, Status.INTERRUPTED),
    )
    return same.exclude(pk=run.pk).order_by("-pk").first()


def _put_away(path: Path, folder: Path, note: str) -> None:
    """Move a file with its note; a name that is taken gets a number."""
    for number in range(1, 10_000):
        mark = f" ({number})" if number > 1 else ""
        target = folder / f"{path.stem}{mark}{path.suffix}"
        if os.path.lexists(target):
            continue
        try:
            with (folder / f"{target.name}.txt").open("x", encoding="utf-8") as written:
                written.write(note)
        except FileExistsError:
            continue
        path.rename(target)
        return
    logger.error("Drop folder: %s has no free name in %s", path.name, folder.name)


def _note(run: ImportRun) -> str:
    """What was found, in Vietnamese, for whoever looks into the folder."""
    with translation.override("vi"):
        names = indicator_names()
        lines = [f"{run.filename}: {run.get_status_display()} (lần nhập {run.pk})"]
        if run.counts:
            lines.append(counts_text(run.counts))
        for issue in issues_of(run):
            place = f"{issue.sheet}!{issue.cell}: " if issue.cell else ""
            lines.append(f"- {place}{presentation.message(issue, names)}")
    return "\n".join(lines) + "\n"
