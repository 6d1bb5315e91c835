"""Which difficulties the register shows."""

from collections.abc import Sequence
from typing import Any, Final

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from directives.clauses.models import Directive
from directives.feedback.models import Feedback, FeedbackQuerySet

_SHOWN: Final = (
    ("all", _("all reports")),
    ("new", _("new, with nobody yet")),
    ("unanswered", _("not answered yet")),
    ("late", _("sent late")),
    ("mine", _("given to me")),
)
_FOR_UNITS: Final = ("all", "unanswered", "late")


class FeedbackFilter(django_filters.FilterSet):  # type: ignore[misc]
    """By what is to be done with them, and by directive; an unknown word shows all."""

    show = django_filters.ChoiceFilter(
        label=_("Show"),
        method="by_state",
        choices=_SHOWN,
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    directive = django_filters.ChoiceFilter(
        label=_("Directive"),
        field_name="directive__code",
        empty_label=_("all directives"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    class Meta:
        model = Feedback
        fields: list[str] = []

    def __init__(
        self, *args: Any, for_office: bool, directives: Sequence[Directive], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._directives = {directive.code: directive for directive in directives}
        offered = ((code, directive.title) for code, directive in self._directives.items())
        self.form.fields["directive"].choices = [("", _("all directives")), *offered]
        if len(self._directives) < 2:
            del self.form.fields["directive"]
        if not for_office:
            self.form.fields["show"].choices = [row for row in _SHOWN if row[0] in _FOR_UNITS]

    def by_state(self, rows: FeedbackQuerySet, _name: str, show: str) -> FeedbackQuerySet:
        """One of the words of the list."""
        match show:
            case "new":
                return rows.filter(state=Feedback.State.NEW)
            case "unanswered":
                return rows.unanswered()
            case "late":
                return rows.sent_late()
            case "mine":
                return rows.filter(assigned_to=self.request.user)
        return rows

    @property
    def chosen(self) -> Directive | None:
        """The directive that is asked for; None for all."""
        self.form.is_valid()
        return self._directives.get(self.form.cleaned_data.get("directive", ""))
