"""M9: a large workbook from the product's own writer, which styles each cell, against tablib's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tablib import Dataset

from bench.clock import Contender, by_turns
from bench.surroundings import UNITS
from reports.workbooks.writing import CellRole, SheetCell, SheetSpec, workbook_bytes

COLUMNS = 20
Measure = tuple[str, str, str, str, str]


def measures(rounds: int) -> Iterator[Measure]:
    """The line of the results."""
    times = by_turns({"product": Contender(product), "tablib": Contender(tablib)}, rounds=rounds)
    ours, theirs = times["product"], times["tablib"]
    yield (
        "M9",
        f"workbook of {UNITS:,} × {COLUMNS}: tablib ÷ product",
        f"{theirs / ours:.1f}×",
        "≥ 2×",
        f"{theirs:.2f} s ÷ {ours:.2f} s",
    )


def _figure(row: int, column: int) -> Decimal:
    return Decimal(row * 37 * (column + 3) % 1000) / 10


def product() -> bytes:
    """As the product's pages export a table: figures as numbers with their decimals."""
    heads = [SheetCell(f"Chỉ số {column}", CellRole.HEAD) for column in range(COLUMNS)]
    rows = [
        [SheetCell(_figure(row, column), places=1) for column in range(COLUMNS)]
        for row in range(UNITS)
    ]
    spec = SheetSpec("Số liệu", [heads, *rows], [12.0] * COLUMNS, heads=(1, 1))
    return workbook_bytes([spec])


def tablib() -> bytes:
    """The same figures as django-import-export writes them."""
    data = Dataset(headers=[f"Chỉ số {column}" for column in range(COLUMNS)])
    for row in range(UNITS):
        data.append([_figure(row, column) for column in range(COLUMNS)])
    exported: bytes = data.export("xlsx")
    return exported
