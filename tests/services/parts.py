"""Finds the programs that the tests need, and installs from Debian's packages what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


class PartMissingError(Exception):
    """A program is not there and cannot be installed from here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """A program under one of its names, also looked for in folders that are not on PATH."""

    package: str
    names: tuple[str, ...]
    folders: str = ""

    def find(self) -> Path | None:
        extra = sorted(Path("/").glob(self.folders), reverse=True) if self.folders else []
        search = os.pathsep.join([*map(str, extra), os.environ.get("PATH", os.defpath)])
        found = (shutil.which(name, path=search) for name in self.names)
        return next((Path(path) for path in found if path), None)


POSTGRES = Part("postgresql", ("postgres",), "usr/lib/postgresql/*/bin")
INITDB = Part("postgresql", ("initdb",), "usr/lib/postgresql/*/bin")
REDIS = Part("redis-server", ("redis-server",))
CHROMIUM = Part("chromium", ("chromium", "chromium-browser", "google-chrome"))
PDFTOTEXT = Part("poppler-utils", ("pdftotext",))
PDFFONTS = Part("poppler-utils", ("pdffonts",))
# What opens the Word and Excel files as their readers do.
WRITER = Part("libreoffice-writer", ("lowriter",))
CALC = Part("libreoffice-calc", ("localc",))
EVERYTHING = (POSTGRES, INITDB, REDIS, CHROMIUM, PDFTOTEXT, PDFFONTS, WRITER, CALC)


def path_of(part: Part) -> str:
    """The program's path. Raises PartMissingError with the command that installs it."""
    found = part.find()
    if found is None:
        raise PartMissingError(f"{part.names[0]} is missing. {_advice([part.package])}")
    return str(found)


def install_missing(parts: Iterable[Part] = EVERYTHING) -> None:
    """Installs the packages of what is missing. Raises PartMissingError when it cannot."""
    parts = tuple(parts)
    packages = sorted({part.package for part in parts if part.find() is None})
    if packages:
        _apt_install(packages)
    for part in parts:
        path_of(part)


def _apt_install(packages: list[str]) -> None:
    prefix = _as_root()
    if prefix is None or shutil.which("apt-get") is None:
        raise PartMissingError(f"Missing for the tests: {', '.join(packages)}. {_advice(packages)}")
    # RUNLEVEL=1 keeps the packages from starting servers of their own.
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get", "-qq"]
    sys.stderr.write(f"Installing for the tests: {', '.join(packages)}\n")
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        if subprocess.run([*apt, *step], stdout=subprocess.DEVNULL).returncode:
            raise PartMissingError(f"apt-get {step[0]} failed. {_advice(packages)}")


def _as_root() -> list[str] | None:
    """What to put before a command that needs root; None when there is no way without asking."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


def _advice(packages: list[str]) -> str:
    return f"On Debian: sudo apt-get update && sudo apt-get install {' '.join(packages)}"
