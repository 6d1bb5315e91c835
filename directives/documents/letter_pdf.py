"""The letter as PDF, in the form of Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from directives.documents.letter_words import imprint_lines, laid_out
from directives.documents.qr import qr_svg
from directives.documents.typesetting import typeset
from directives.domain.imprint import Imprint
from directives.domain.letter import Letter


def letter_pdf(letter: Letter, imprint: Imprint | None = None) -> bytes:
    """The letter on A4 with its fonts embedded; with an imprint, that of a publication's figures
    stands at the foot of the last page, with a QR code to them."""
    foot = None
    if imprint is not None:
        foot = {"lines": imprint_lines(imprint), "qr": qr_svg(imprint.url)}
    return typeset("letter.typ", "letter", {**laid_out(letter), "imprint": foot})
