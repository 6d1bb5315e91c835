"""Every file of the corpus, written to look at by `-m tests.reports.imports.corpus.make FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from tests.reports.imports.corpus import (
    figures,
    formats,
    headings,
    names,
    oddities,
    periods,
    provinces,
    shapes,
)
from tests.reports.imports.corpus.cases import Case

CASES: Final[tuple[Case, ...]] = (
    *shapes.CASES,
    *figures.CASES,
    *names.CASES,
    *formats.CASES,
    *provinces.CASES,
    *oddities.CASES,
    *periods.CASES,
    *headings.CASES,
)


def main(folder: Path) -> None:
    """Write all files, each into a folder with the name of its case."""
    for case in CASES:
        place = folder / case.name
        place.mkdir(parents=True, exist_ok=True)
        sys.stdout.write(f"{case.make(place)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
