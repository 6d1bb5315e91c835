"""Forms of the administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.clauses.models import Target
from units.models import Unit


class TargetForm(forms.ModelForm):
    """A target whose kinds of unit are ticked, not typed."""

    kinds = forms.MultipleChoiceField(
        label=_("kinds of unit"),
        choices=Unit.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Empty: every unit."),
    )

    class Meta:
        model = Target
        fields: Any = "__all__"
