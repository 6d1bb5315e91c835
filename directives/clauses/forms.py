"""What every form that changes a directive carries."""

from django import forms


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
