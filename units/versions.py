"""Two people at once: who saves over what they have not seen is refused, with one sentence."""

from typing import TypeVar

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.refusing import Refused


class Versioned(models.Model):
    """A row that counts its changes, for those who write over what they have seen."""

    version = models.PositiveIntegerField(gettext_lazy("version"), default=1, editable=False)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Versioned)


class ChangedMeanwhile(Refused):
    """Somebody else has saved the row since it was seen; `stored` is what stands there now."""

    def __init__(self, stored: Versioned) -> None:
        super().__init__(
            _("Somebody else has changed this meanwhile. Open it again, then make your change.")
        )
        self.stored = stored


def taken(row: Row, seen: int | None) -> Row:
    """The row as it is stored, under its lock until the transaction ends, with the next version
    already counted: the caller saves it (`update_fields` must name "version").

    `seen` is the version that its editor saw; None asks nothing. Raises ChangedMeanwhile, and
    the model's DoesNotExist where the row is gone.
    """
    stored: Row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if seen is not None and stored.version != seen:
        raise ChangedMeanwhile(stored)
    stored.version += 1
    return stored


class VersionForm(forms.Form):
    """The version that its editor has seen; 0, which nothing has, where none was sent."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_version(self) -> int:
        """Never None, by which nothing would be asked."""
        return self.cleaned_data["version"] or 0

    @property
    def seen(self) -> int:
        """The same for a form without anything else to fill in."""
        self.is_valid()
        version: int = self.cleaned_data.get("version", 0)
        return version
