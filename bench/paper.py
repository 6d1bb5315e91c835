"""M7: the summary that a leader signs, as PDF, beside WeasyPrint with the same words.

WeasyPrint is given a plain table without the page's look, and no library that the product needs:
where it is not installed the results say so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from html import escape

from django.utils import translation

from bench.clock import Contender, by_turns
from bench.crowd import months, office_of, report
from bench.surroundings import forget_figures
from directives.compliance.choice import choose
from directives.compliance.documents import pdf_bytes
from directives.compliance.paper import Paper, PaperCell, paper

UNITS = 40
SHEETS = 100
_STYLE = "@page { size: A4 landscape } td { border: 1px solid }"
Measure = tuple[str, str, str, str, str]


def measures(rounds: int) -> Iterator[Measure]:
    """The lines of the results."""
    office = office_of(UNITS)
    report(office, months(2))
    with translation.override("vi"):
        summary = choose(office).summary()
        if summary is None:
            raise RuntimeError("No period has a report")
        page = paper(summary)
    forget_figures()
    yield from _measures(page, rounds)


def _measures(page: Paper, rounds: int) -> Iterator[Measure]:
    contenders = {"product": Contender(lambda: pdf_bytes(page))}
    peer = _weasyprint()
    if peer is not None:
        text = html(page)
        contenders["weasyprint"] = Contender(lambda: peer(text))
    pdf_bytes(page)
    times = by_turns(contenders, rounds=rounds)
    ours = times["product"]
    what = f"summary of {UNITS} units as PDF, warm: product ÷ WeasyPrint"
    if peer is None:
        raw = f"{ours * 1000:.0f} ms; WeasyPrint is not installed"
        yield "M7", what, "–", "≤ 1/10", raw
    else:
        theirs = times["weasyprint"]
        raw = f"{ours * 1000:.0f} ms ÷ {theirs * 1000:.0f} ms"
        yield "M7", what, f"1/{theirs / ours:.1f}", "≤ 1/10", raw
    speed = SHEETS / _taken(page)
    yield (
        "M7",
        f"{SHEETS} such summaries",
        f"{speed:.0f} a second",
        "≥ 50",
        f"{SHEETS / speed:.2f} s",
    )


def _taken(page: Paper) -> float:
    began = time.perf_counter()
    for _ in range(SHEETS):
        pdf_bytes(page)
    return time.perf_counter() - began


def _weasyprint() -> Callable[[str], object] | None:
    try:
        from weasyprint import HTML
    except (ImportError, OSError):
        return None
    return lambda text: HTML(string=text).write_pdf()


def html(page: Paper) -> str:
    """The words of the page as a plain document."""
    heads = "".join(f"<th>{escape(name)}</th>" for name in ("", *page.columns, ""))
    rows = "".join(
        f"<tr><td>{row.number}</td><td>{escape(row.prefix)} {escape(row.name)}</td>"
        + "".join(f"<td>{escape(_words(cell))}</td>" for cell in row.cells)
        + f"<td>{row.met}/{row.of}</td><td>{escape(row.missing)}</td></tr>"
        for row in page.rows
    )
    notes = "".join(f"<p>{escape(note)}</p>" for note in page.notes)
    style = (
        "@page { size: A4 landscape } table { border-collapse: collapse } td { border: 1px solid }"
    )
    return (
        f"<html><style>{style}</style><h1>{escape(page.title)}</h1><p>{escape(page.subtitle)}</p>"
        f"<table><tr>{heads}</tr>{rows}</table>{notes}</html>"
    )


def _words(cell: PaperCell) -> str:
    return cell.word or cell.whole + cell.fraction
