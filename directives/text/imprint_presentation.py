"""The line and the code by which a print leads back to what was published."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from directives.text.imprint import Imprint


@dataclass(frozen=True, slots=True)
class ImprintView:
    """The line at the foot, and what the QR code opens: nothing for a draft."""

    text: str
    url: str = ""


def imprint_view(imprint: Imprint | None) -> ImprintView:
    """ "Mã bản in VL-2023-H1 · bản công bố 1 · mã kiểm 7F3A-91C2. Quét mã …", or "Dự thảo"."""
    if imprint is None:
        return ImprintView(_("Draft, not published"))
    text = _(
        "Print %(number)s · publication %(version)s · check code %(checksum)s. "
        "Scan the code to compare with what is kept."
    ) % {
        "number": imprint.number,
        "version": imprint.version,
        "checksum": imprint.checksum,
    }
    return ImprintView(text, imprint.url)
