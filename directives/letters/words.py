"""A letter's texts made ready to be laid out: pieces in one face, words that stay together."""

import re
from dataclasses import asdict
from typing import Any

from directives.letters.domain import Letter, listed
from directives.text.emphasis import Run, runs
from directives.text.imprint import Imprint
from directives.text.sentences import lines_of

_NBSP = "\u00a0"
# "thứ 5/10 huyện", "số 85/BC-HCC", "ngày 21", "6 tháng", "28 hồ sơ": no line ends between them.
_BEFORE_NUMBER = re.compile(
    r"(?<!\w)(thứ|số|ngày|tháng|năm|quý|khoản|điều|điểm) (?=\d)", re.IGNORECASE
)
_AFTER_NUMBER = re.compile(r"(?<=\d) (?=(?:tháng|hồ|huyện|tỉnh|xã|đơn|điểm|ngày)(?!\w))")


def tied(text: str) -> str:
    """The text with no-break spaces between a number and the word it belongs to."""
    text = _BEFORE_NUMBER.sub(rf"\1{_NBSP}", text)
    return _AFTER_NUMBER.sub(_NBSP, text)


def paragraph_runs(text: str) -> tuple[tuple[Run, ...], ...]:
    """The paragraphs of a text, each as its pieces."""
    return tuple(runs(tied(line)) for line in lines_of(text))


def laid_out(letter: Letter) -> dict[str, Any]:
    """All that the template of the PDF reads, but for the imprint."""
    return {
        "title": letter.title,
        "head": asdict(letter.head),
        "recipients": [tied(recipient) for recipient in listed(letter.recipients)],
        "opening": _paragraphs((letter.opening,)),
        "findings": _paragraphs(letter.findings.paragraphs()),
        "table": asdict(letter.table) if letter.table else None,
        "transition": _paragraphs((letter.transition,)),
        "clauses": _paragraphs(letter.numbered_clauses),
        "closing": _paragraphs((letter.closing,)),
        "copies": list(listed(letter.copies)),
        "signature": asdict(letter.signature),
    }


def _paragraphs(texts: tuple[str, ...]) -> list[list[dict[str, Any]]]:
    return [
        [asdict(run) for run in paragraph] for text in texts for paragraph in paragraph_runs(text)
    ]


def imprint_lines(imprint: Imprint) -> tuple[str, ...]:
    """What the foot of the last page says of the publication."""
    return (
        f"Số liệu theo bản công bố {imprint.number}, lần {imprint.version}.",
        *([f"{imprint.trial}."] if imprint.trial else []),
        f"Mã kiểm tra {imprint.checksum}. Đối chiếu tại {imprint.url}",
    )
