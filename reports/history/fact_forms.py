"""What a report says of the office itself: a place and a share for each indicator."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.figures.report_models import PublishedFact, Report


class FactForm(forms.ModelForm):
    """The rank and share that a report gives for one indicator; only shown once `closed`."""

    class Meta:
        model = PublishedFact
        fields = ["rank", "out_of", "share", "not_assessed"]
        localized_fields = ["share"]

    def __init__(self, *args: Any, closed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.share is not None:
            self.initial["share"] = _shortest(self.instance.share)
        about = f": {self.instance.indicator}" if self.instance.indicator_id else ""
        for field in self.fields.values():
            field.disabled = closed
            field.widget.attrs["class"] = "form-control"
            field.widget.attrs["aria-label"] = f"{field.label}{about}"

    def clean(self) -> dict[str, Any]:
        """A rank comes with the number of those ranked, and lies within it."""
        cleaned = super().clean() or {}
        rank, out_of = cleaned.get("rank"), cleaned.get("out_of")
        if rank and out_of and rank > out_of:
            self.add_error("rank", _("The place is greater than the number of those ranked."))
        for name, other in (("rank", out_of), ("out_of", rank)):
            if cleaned.get(name) is None and name in cleaned and other is not None:
                self.add_error(name, _("Give the place and the number of those ranked together."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Keep a share with as many decimals as were typed."""
        share = self.cleaned_data.get("share")
        if "share" in self.changed_data and share is not None:
            self.instance.share_places = max(-share.as_tuple().exponent, 0)
        return super().save(commit)


def _shortest(value: Decimal) -> Decimal:
    """The same number without zeros at its end: 0.18000000 is 0.18."""
    return Decimal(f"{value.normalize():f}")


FactFormSet = forms.inlineformset_factory(
    Report, PublishedFact, form=FactForm, extra=0, can_delete=False, edit_only=True
)
