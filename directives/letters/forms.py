"""The form with which an office brings in its own Word template."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directives.letters.template_services import letter_template_add
from reports.attachments.services import plain_name
from units.models import Unit, User
from units.refusing import Refused


class LetterTemplateForm(forms.Form):
    """A file; it is tried at once, so that a refusal stands beside it."""

    template = forms.FileField(
        label=_("Word file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": _("Choose the Word file first."),
            "empty": _("The file is empty. Choose another one."),
        },
    )

    def __init__(self, *args: Any, office: Unit, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._office, self._user = office, user

    def clean_template(self) -> Any:
        """Take it into use."""
        file = self.cleaned_data["template"]
        try:
            letter_template_add(
                office=self._office,
                file=file,
                filename=plain_name(file.name),
                user=self._user,
            )
        except Refused as error:
            raise ValidationError(error.message) from error
        return file
