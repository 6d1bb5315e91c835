"""What units write into the feedback register, and what the office answers."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directives.clauses.models import Clause, Directive
from directives.text.emphasis import plain
from reports.attachments.evidence import ACCEPTED
from reports.figures.indicator_models import Indicator
from units.models import Unit, User
from units.versions import VersionForm

_CLAUSE_WORDS: Final = 12


class SeveralFiles(forms.FileInput):
    """Chooses more than one file at a time."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files as a list; each must have a name and content."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", SeveralFiles(attrs={"accept": ACCEPTED}))
        super().__init__(required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Every file that was chosen."""
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [super(FilesField, self).clean(file, initial) for file in files]


class FeedbackForm(forms.Form):
    """One difficulty with the directive in force."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), to_field_name="code"
    )
    clause = forms.ModelChoiceField(
        label=_("Clause of the letter"), queryset=Clause.objects.none(), required=False
    )
    indicator = forms.ModelChoiceField(
        label=_("Indicator"), queryset=Indicator.objects.none(), required=False
    )
    text = forms.CharField(
        label=_("What is difficult, and what do you propose?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Write what is difficult.")},
    )
    attached = FilesField(label=_("Files"))

    def __init__(
        self, *args: Any, directive: Directive, units: Sequence[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        fields["unit"].choices = [("", _("choose")), *((unit.code, unit.name) for unit in units)]
        fields["clause"].queryset = Clause.objects.filter(directive=directive)
        fields["clause"].choices = [("", _("the letter as a whole")), *_clauses(directive)]
        fields["indicator"].queryset = Indicator.objects.all()
        fields["indicator"].empty_label = _("none in particular")
        fields["attached"].help_text = _files_help()
        for name in ("unit", "clause", "indicator"):
            fields[name].widget.attrs["class"] = "form-select"
        if len(units) == 1:
            del self.fields["unit"]


def _clauses(directive: Directive) -> Iterable[tuple[int, str]]:
    for clause in directive.clauses.all():
        text = Truncator(plain(clause.text)).words(_CLAUSE_WORDS, truncate="…")
        values = {"number": clause.number, "text": text}
        yield clause.pk, gettext("Clause %(number)s: %(text)s") % values


def _files_help() -> str:
    return gettext(
        "PDF, JPG, PNG, .xlsx or .docx, %(most)s files at most, %(limit)s MB each. Without names "
        "and numbers of citizens."
    ) % {
        "most": settings.EVIDENCE_MAX_FILES,
        "limit": settings.EVIDENCE_MAX_BYTES // (1024 * 1024),
    }


class AssignForm(VersionForm):
    person = forms.ModelChoiceField(
        label=_("Who takes it up"),
        queryset=User.objects.none(),
        empty_label=_("choose"),
        error_messages={
            "required": _("Choose a person of the office."),
            "invalid_choice": _("Choose a person of the office."),
        },
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people


class AnswerForm(VersionForm):
    answer = forms.CharField(
        label=_("Answer"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the answer first.")},
    )


class ReopenForm(VersionForm):
    reason = forms.CharField(
        label=_("Why it is opened again"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why it is opened again.")},
    )
