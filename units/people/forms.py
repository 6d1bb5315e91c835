"""What is said about people: whom to invite, which role, until when; and the first password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.access import Scope
from units.day_field import DayField
from units.models import Invitation, Membership, Unit, User
from units.people.selectors import units_managed


def _day(label: Any, **options: Any) -> DayField:
    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    return DayField(label=label, widget=widget, **options)


class RoleForm(forms.Form):
    """A role in one of the units that the user manages, between two dates (inclusive)."""

    unit = forms.ChoiceField(label=_("Unit"), widget=forms.Select(attrs={"class": "form-select"}))
    role = forms.ChoiceField(label=_("Role"), widget=forms.Select(attrs={"class": "form-select"}))
    valid_from = _day(
        pgettext_lazy("membership", "First day"), required=False, help_text=_("Empty: at once.")
    )
    valid_to = _day(_("Last day (inclusive)"), required=False, help_text=_("Empty: without end."))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_managed(scope)
        roles = frozenset().union(*(scope.givable_roles(managed.pk) for managed in units))
        self._units = {managed.code: managed for managed in units}
        unit: Any = self.fields["unit"]
        unit.choices = [("", _("Choose a unit")), *((c, u.name) for c, u in self._units.items())]
        role: Any = self.fields["role"]
        role.choices = [pair for pair in Membership.Role.choices if pair[0] in roles]

    def clean_unit(self) -> Unit:
        return self._units[self.cleaned_data["unit"]]


class InviteForm(RoleForm):
    """Whom to invite, and to which role."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    display_name = forms.CharField(
        label=_("Name shown"),
        max_length=150,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    field_order = ("display_name", "email", "unit", "role", "valid_from", "valid_to")


class LastDayForm(forms.Form):
    """Until when a role still holds."""

    last_day = _day(_("Last day (inclusive)"))


class AccountForm(forms.Form):
    """The log-in name and twice the password of an invited person."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "username"}),
        help_text=_("You log in with it. Letters, digits and . _ - @ +"),
    )
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "form-control", "autocomplete": "new-password"}),
        help_text=_("At least 8 characters, and not a common word."),
    )
    password2 = forms.CharField(
        label=_("The password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "form-control", "autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._invitation = invitation

    def clean(self) -> dict[str, Any]:
        """The password is the same twice, and good enough for this person."""
        data: dict[str, Any] = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ. Type the same one twice."))
        elif first:
            self._judge(first, data.get("username", ""))
        return data

    def _judge(self, password: str, username: str) -> None:
        person = User(
            username=username,
            email=self._invitation.email,
            display_name=self._invitation.display_name,
        )
        try:
            validate_password(password, person)
        except ValidationError as error:
            self.add_error("password1", error)
