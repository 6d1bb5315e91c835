"""Opens Word and Excel files in LibreOffice as their readers do, and alike on every machine: with
the fonts of the lock file and no others, a home of its own, one locale and one time zone."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from tests.services.parts import CALC, WRITER, path_of

SECONDS = 180
FONTS = Path(__file__).resolve().parents[2] / "node_modules" / "@expo-google-fonts" / "tinos"
_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same">
    <family>Times New Roman</family>
    <accept><family>Tinos</family></accept>
  </alias>
</fontconfig>
"""


def converted(source: Path, to: str) -> Path:
    """The file opened and saved again as `to` ("pdf", "xlsx"), in a folder beside it."""
    program = path_of(CALC if source.suffix == ".xlsx" else WRITER)
    home, made = _home(), source.parent / "converted" / f"{source.stem}.{to}"
    # LibreOffice may fail with exit status 0; an older file must not stand for its work.
    made.unlink(missing_ok=True)
    words = ["--headless", "--convert-to", to, "--outdir", str(made.parent), str(source)]
    subprocess.run(
        [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", *words],
        check=True,
        capture_output=True,
        timeout=SECONDS,
        env=_environment(home),
    )
    return made


def converted_bytes(data: bytes, folder: Path, kind: str, to: str) -> bytes:
    """The same for content that is no file yet: `kind` is what it is ("docx", "xlsx")."""
    source = folder / f"opened.{kind}"
    source.write_bytes(data)
    return converted(source, to).read_bytes()


def _environment(home: Path) -> dict[str, str]:
    """All that LibreOffice hears of the machine. The zone is Vietnam's, in the form that needs no
    tzdata."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "CONFIG", "DATA")}
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "FONTCONFIG_FILE": str(home / "fonts.conf"),
        "SAL_USE_VCLPLUGIN": "svp",
        "LC_ALL": "C.UTF-8",
        "TZ": "ICT-7",
        **folders,
    }


@cache
def _home() -> Path:
    """A folder for LibreOffice's profile and its cache of fonts, kept until this process ends: to
    make them anew takes longer than to open a document."""
    home = Path(tempfile.mkdtemp(prefix="cchc-office-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    (home / "tmp").mkdir()
    if not list(FONTS.rglob("*.ttf")):
        raise RuntimeError(f"No fonts in {FONTS}. Run: make setup")
    words = {"fonts": escape(str(FONTS)), "cache": escape(str(home / "cache" / "fontconfig"))}
    (home / "fonts.conf").write_text(_FONTCONFIG.format(**words), encoding="utf-8")
    return home
