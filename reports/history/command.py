"""manage.py verify_history: whether the history of figures is what was written, byte for byte."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reports.history.selectors import ChainCheck, check_chains


class Command(BaseCommand):
    """Reads every chain; exit status 1 when one does not hold."""

    help = "Check the chain of changes of every period; exit status 1 when one is broken"

    @translation.override("vi")
    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each period, and what is wrong under it."""
        checks = list(check_chains())
        for check in checks:
            self.stdout.write(self._line(check))
        if any(check.faults for check in checks):
            raise SystemExit(1)

    def _line(self, check: ChainCheck) -> str:
        words = ngettext("%(n)s change", "%(n)s changes", check.length) % {"n": check.length}
        text = f"{check.period.code}: {words}, {_BROKEN if check.faults else _UNBROKEN}"
        if not check.faults:
            return text
        faults = (str(_FAULTS[fault.what]) % {"seq": fault.seq} for fault in check.faults)
        return "\n  ".join([self.style.ERROR(text), *faults])


_UNBROKEN, _BROKEN = _("unbroken"), _("BROKEN")
_FAULTS = {
    "changed": _("change no. %(seq)s is not what was written"),
    "missing": _("change no. %(seq)s is missing, or stands twice"),
    "figure": _("the figure that change no. %(seq)s wrote is not what stands now"),
    "end": _("the chain does not end where it should, at no. %(seq)s"),
}
