"""What a reviewer has seen, as a short text, to be compared when the figures are applied."""

from hashlib import sha256
from typing import Final

from reports.figures.figures import Figure
from reports.reading.review import Review

# What no review has: a page that does not say what it showed has shown nothing.
NOT_SEEN: Final = "not-seen"


def seen_token(review: Review) -> str:
    """A digest of all that applying would write, with what each figure replaces.

    It changes when somebody stores other figures of the period or decides otherwise meanwhile.
    """
    digest = sha256((review.period.code if review.period else "").encode())
    for row, cell in review.writes():
        line = f"{row.unit_id} {cell.address} {_text(cell.old)} {_text(cell.figure)}\n"
        digest.update(line.encode())
    return digest.hexdigest()[:32]


def _text(figure: Figure | None) -> str:
    if figure is None:
        return "-"
    return (
        f"{figure.state.value}/{figure.value}/{figure.places}"
        f"/{figure.numerator}/{figure.denominator}"
    )
