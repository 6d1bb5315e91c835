"""M1 to M3: a province's file from its bytes to stored figures, and the same file again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench import peers, product
from bench.clock import Contender, by_turns
from bench.files import write_file
from bench.memory import peak_of
from bench.surroundings import UNITS, forget_figures
from reports.figures.record_models import Record, RecordChange

Measure = tuple[str, str, str, str, str]


def against_peers(folder: Path, rounds: int) -> Iterator[Measure]:
    """M1."""
    path = write_file(folder, indicators=1)
    times = by_turns(
        {
            "product": Contender(partial(product.apply, path), forget_figures),
            "default": Contender(partial(peers.default, path), forget_figures, most=1),
            "tuned": Contender(partial(peers.tuned, path), forget_figures),
        },
        rounds=rounds,
    )
    ours, our_peak = times["product"], peak_of("product", path)[0]
    # Another run of the peer as shipped would take minutes, and it needs no less than tuned.
    peaks = {"default": "", "tuned": f", {peak_of('tuned', path)[0]:.0f} MB"}
    goals = {"default": "≥ 100×", "tuned": "≥ 30×"}
    names = {"default": "as shipped (one round)", "tuned": "tuned"}
    for name, goal in goals.items():
        yield (
            "M1",
            f"{UNITS:,} figures, file to stored: django-import-export {names[name]} ÷ product",
            f"{times[name] / ours:.1f}×",
            goal,
            f"{times[name]:.2f} s{peaks[name]} ÷ {ours:.2f} s, {our_peak:.0f} MB",
        )


def alone(folder: Path, rounds: int) -> Iterator[Measure]:
    """M2 and M3."""
    path, figures = write_file(folder, indicators=5), 5 * UNITS
    times = by_turns(
        {
            "bare": Contender(partial(product.bare, path)),
            "parse": Contender(partial(product.parse, path)),
            "apply": Contender(partial(product.apply, path), forget_figures),
            "again": Contender(partial(product.read_again, path)),
        },
        rounds=rounds,
    )
    if (Record.objects.count(), RecordChange.objects.count()) != (figures, figures):
        raise RuntimeError("The same file again wrote something")
    whole, own = peak_of("product", path)
    parse, bare = times["parse"], times["bare"]
    yield (
        "M2",
        f"{figures:,} figures, file to stored ÷ a bare loop that reads, looks up and checks",
        f"{times['apply'] / bare:.1f}×",
        "–",
        f"{times['apply']:.2f} s ÷ {bare:.2f} s",
    )
    yield (
        "M2",
        f"{figures:,} figures, file to stored ÷ reading and recognising alone",
        f"{times['apply'] / parse:.2f}×",
        "≤ 3× SQLite, ≤ 5× PostgreSQL",
        f"{times['apply']:.2f} s ÷ {parse:.2f} s; peak {whole:.0f} MB, {own:.0f} MB of it its own",
    )
    yield (
        "M3",
        f"the same {figures:,} figures again (0 rows written) ÷ reading and recognising alone",
        f"{times['again'] / parse:.2f}×",
        "≤ 1.5×",
        f"{times['again']:.2f} s ÷ {parse:.2f} s",
    )
