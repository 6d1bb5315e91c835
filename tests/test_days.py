"""Days that people type into forms: every form refuses a year that is a slip of the keyboard."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.utils.translation import override

from directives.editor.forms import EndForm, HeadForm, IssueForm, SignatoryForm
from directives.editor.part_forms import ObligationForm, TargetEditForm
from directives.overdue.apologies.forms import ApologyForm
from directives.overdue.forms import OverdueFileForm
from reports.rounds.forms import OwnPeriodForm
from units.day_field import DayField
from units.people.forms import RoleForm

FORMS = [
    *(ApologyForm, ObligationForm, TargetEditForm, EndForm, HeadForm, IssueForm, SignatoryForm),
    *(OverdueFileForm, OwnPeriodForm, RoleForm),
]


@pytest.mark.parametrize("form", FORMS)
def test_every_day_of_a_form_is_bounded(form: Any) -> None:
    days = [one for one in form.base_fields.values() if isinstance(one, forms.DateField)]
    assert days and all(isinstance(one, DayField) for one in days)


@pytest.mark.parametrize("typed", ["1990-01-01", "2100-12-31"])
def test_days_of_papers_are_taken(typed: str) -> None:
    with override("vi"):
        assert isinstance(DayField().clean(typed), date)


@pytest.mark.parametrize("typed", ["1989-12-31", "2101-01-01", "9999-12-31", "0202-06-01"])
def test_another_year_is_told(typed: str) -> None:
    with override("vi"), pytest.raises(forms.ValidationError) as refused:
        DayField().clean(typed)
    (said,) = refused.value.messages
    assert said == "Năm này không hợp lý. Hãy ghi ngày trong khoảng từ năm 1990 đến năm 2100."


def test_the_browser_knows_the_same_years() -> None:
    shown = DayField().widget.render("day", date(2023, 6, 14))
    for said in ('type="date"', 'min="1990-01-01"', 'max="2100-12-31"', 'value="2023-06-14"'):
        assert said in shown


def test_a_day_is_typed_day_first() -> None:
    for text in ("2023-05-06", "6/5/2023", "06/05/2023"):
        assert DayField().clean(text) == date(2023, 5, 6)
