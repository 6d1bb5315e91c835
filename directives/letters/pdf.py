"""The letter as PDF, in the form of Decree 30/2020/NĐ-CP."""

from pathlib import Path

from directives.letters.domain import Letter
from directives.letters.words import imprint_lines, laid_out
from directives.text.imprint import Imprint
from directives.text.qr import qr_svg
from directives.text.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("letter.typ")


def letter_pdf(letter: Letter, imprint: Imprint | None = None) -> bytes:
    """The letter on A4 with its fonts embedded; with an imprint, that of a publication's figures
    stands at the foot of the last page, with a QR code to them."""
    foot = None
    if imprint is not None:
        foot = {"lines": imprint_lines(imprint), "qr": qr_svg(imprint.url)}
    return typeset(_TEMPLATE, "letter", {**laid_out(letter), "imprint": foot})
