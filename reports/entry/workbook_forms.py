"""A filled-in workbook that comes back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class WorkbookForm(forms.Form):
    """The file; whose figures and which period is said by the page it is sent on."""

    file = forms.FileField(
        label=_("Filled-in workbook"),
        help_text=_(
            "The workbook from this page, or a table of your own as .xlsx, .xls, .ods, .csv or "
            ".docx."
        ),
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt,.htm,.html,.docx"}
        ),
        error_messages={
            "required": _("Choose the filled-in workbook first."),
            "empty": _("The file is empty. Save it again and send it once more."),
        },
    )
