"""The line by which a print leads back to what was published."""

from django.utils.translation import gettext as _

from directives.text.imprint import Imprint


def imprint_line(imprint: Imprint | None) -> str:
    """ "Mã bản in VL-2023-H1 · bản công bố 1 · mã kiểm 7F3A-91C2. Quét mã …", or "Dự thảo"."""
    if imprint is None:
        return _("Draft, not published")
    return _(
        "Print %(number)s · publication %(version)s · check code %(checksum)s. "
        "Scan the code to compare with what is kept."
    ) % {
        "number": imprint.number,
        "version": imprint.version,
        "checksum": imprint.checksum,
    }
