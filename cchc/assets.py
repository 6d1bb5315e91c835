"""Browser assets: which files are collected, and under which names they are asked for."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ChosenFilesFinder(FileSystemFinder):
    """Django's finder; in a folder with a prefix (a package) it lists settings.NPM_FILES alone."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """Pairs of path and storage."""
        for path, storage in super().list(ignore_patterns):
            if not getattr(storage, "prefix", "") or path in settings.NPM_FILES:
                yield path, storage


class ModulesToo(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """What a script imports is asked for by the name of its content, as all other files are.

    Django's own switch for it would look into scripts of packages too, and stumble over one."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "js/*.js",
            (
                (r"""(?P<matched>from "(?P<url>\.[^"]+)";)""", 'from "%(url)s";'),
                (r"""(?P<matched>import\("(?P<url>\.[^"]+)"\))""", 'import("%(url)s")'),
            ),
        ),
    )
