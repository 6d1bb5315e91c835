"""Opens Word and Excel files in LibreOffice, as their readers do."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.services.parts import CALC, WRITER, path_of

SECONDS = 180


def converted(source: Path, to: str) -> Path:
    """The file opened and saved again as `to` ("pdf", "xlsx"), in a folder beside it."""
    program = path_of(CALC if source.suffix == ".xlsx" else WRITER)
    out = source.parent / "converted"
    profile = (source.parent / "office").as_uri()
    words = ["--headless", "--convert-to", to, "--outdir", str(out), str(source)]
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", *words],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    return out / f"{source.stem}.{to}"
