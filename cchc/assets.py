"""Of the packages from npm, the few files that pages ask for are collected and no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder


class ChosenFilesFinder(FileSystemFinder):
    """Django's finder; in a folder with a prefix (a package) it lists settings.NPM_FILES alone."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """Pairs of path and storage."""
        for path, storage in super().list(ignore_patterns):
            if not getattr(storage, "prefix", "") or path in settings.NPM_FILES:
                yield path, storage
