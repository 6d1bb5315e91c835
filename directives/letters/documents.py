"""The letter in each of its formats: always in Vietnamese, from the one tree."""

from pathlib import Path
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from directives.clauses.models import Directive
from directives.compliance.choice import Choice
from directives.letters.docx import letter_docx
from directives.letters.domain import Letter
from directives.letters.selectors import letter_of, template_in_use
from directives.letters.words import imprint_lines, laid_out
from directives.text.imprint import Imprint
from directives.text.qr import qr_svg
from directives.text.typesetting import typeset
from units.models import Unit
from units.refusing import Refused

FORMATS: Final = ("pdf", "docx")
_TEMPLATE = Path(__file__).with_name("letter.typ")


def letter_for(choice: Choice) -> Letter:
    """The letter of the chosen directive on the chosen period, as it reads now.

    Raises LookupError where there is no directive or no period.
    """
    with translation.override("vi"):
        summary = choice.summary()
        if summary is None or choice.directive is None:
            raise LookupError(f"{choice.office.code} has no letter to print")
        return letter_of(choice.directive, summary)


def letter_pdf(letter: Letter, imprint: Imprint | None = None) -> bytes:
    """The letter on A4 with its fonts embedded; with an imprint, that of a publication's figures
    stands at the foot of the last page, with a QR code to them."""
    foot = None
    if imprint is not None:
        foot = {"lines": imprint_lines(imprint), "qr": qr_svg(imprint.url)}
    return typeset(_TEMPLATE, "letter", {**laid_out(letter), "imprint": foot})


def letter_document(
    letter: Letter, fmt: str, *, office: Unit, imprint: Imprint | None = None
) -> bytes:
    """A letter as a file: the Word document on the office's own template, if it has one.

    With an imprint, which is what was published, always on the built-in one: an office's template
    of today would print it otherwise than that day, or without its figures and number.
    `fmt` is one of FORMATS; another raises KeyError. Raises Refused where the office's own template
    cannot be filled in; the built-in one still can.
    """
    if fmt not in FORMATS:
        raise KeyError(fmt)
    if fmt == "pdf":
        return letter_pdf(letter, imprint)
    own = template_in_use(office) if imprint is None else None
    if own is None:
        return letter_docx(letter, imprint)
    try:
        with own.file.open("rb") as file:
            return letter_docx(letter, imprint, template=file.read())
    except Exception as error:  # a template is a program of somebody else's: anything may fail
        sentence = _(
            "The template “%(file)s” could not be filled in. Go back to the built-in template "
            "under “Letter template”, or print the PDF."
        )
        raise Refused(sentence % {"file": own.filename}) from error


def letter_name(directive: Directive, fmt: str, imprint: Imprint | None = None) -> str:
    """A file name that every system takes: "cong-van-cv-2023-06.pdf"; of what was published
    "cong-van-VL-2023-H1-1.pdf", so that a later version does not replace it in a folder."""
    if imprint is None:
        return f"cong-van-{directive.code}.{fmt}"
    return f"cong-van-{imprint.number}-{imprint.version}.{fmt}"
