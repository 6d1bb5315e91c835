"""What every write of a draft shares: its lock, its version, and that nothing issued is written."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from directives.clauses.models import Directive
from units.refusing import Refused
from units.versions import taken

ISSUED: Final = _(
    "This directive is issued, so its words stay. Take its issue back with a reason, or make a "
    "new directive."
)


def draft_taken(directive: Directive, seen: int | None = None) -> Directive:
    """The draft under its lock, with the next version counted: the caller saves it.

    Raises Refused for an issued directive, ChangedMeanwhile where another version than the one
    seen is there; None asks nothing.
    """
    if Directive.objects.select_for_update().get(pk=directive.pk).is_issued:
        raise Refused(ISSUED)
    return taken(directive, seen)
