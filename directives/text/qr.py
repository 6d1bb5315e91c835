"""QR codes (SVG for PDFs, PNG for Word): the way from paper back to what it was printed from."""

import io

import segno

_QUIET = 2  # white modules around the code; readers need some, the sheet gives the rest


def qr_svg(url: str) -> str:
    """The QR code of an address as one SVG element, black on nothing, without a fixed size.

    Error level M: a crease or a stamp over a seventh of it does no harm.
    """
    return _code(url).svg_inline(border=_QUIET, omitsize=True, svgclass=None, lineclass=None)


def qr_png(url: str) -> bytes:
    """The same as a picture for documents that take no SVG."""
    stream = io.BytesIO()
    _code(url).save(stream, kind="png", scale=10, border=_QUIET)
    return stream.getvalue()


def _code(url: str) -> segno.QRCode:
    return segno.make_qr(url, error="m", boost_error=False)
