"""Directives with their clauses and targets, for the administrator.

What was issued stays as it is here too; its number is taken back in the editor, with a reason.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, Model
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directives.clauses.models import Clause, Directive, Obligation, Signatory, Target
from units.models import Unit


def _directive_of(row: Model | None) -> Directive | None:
    return row.directive if isinstance(row, Clause) else row if isinstance(row, Directive) else None


def _count_change(directive: Directive) -> None:
    Directive.objects.filter(pk=directive.pk).update(version=F("version") + 1)


class DraftsOnly:
    """Rows that belong to an issued directive can be read, and nothing else."""

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: Any, change: bool
    ) -> None:
        """Each part that is written counts its change."""
        for part_form in formset.initial_forms:
            if part_form.has_changed():
                part_form.instance.version += 1
        super().save_formset(request, form, formset, change)  # type: ignore[misc]

    def has_add_permission(self, request: HttpRequest, *row: Model | None) -> bool:
        """An inline, which is given its row, adds nothing to what was issued."""
        allowed: bool = super().has_add_permission(request, *row)  # type: ignore[misc]
        return allowed and not any(map(_is_issued, row))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Drafts alone are written."""
        allowed: bool = super().has_change_permission(request, obj)  # type: ignore[misc]
        return allowed and not _is_issued(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Drafts alone are deleted."""
        allowed: bool = super().has_delete_permission(request, obj)  # type: ignore[misc]
        return allowed and not _is_issued(obj)


def _is_issued(row: Model | None) -> bool:
    directive = _directive_of(row)
    return directive is not None and directive.is_issued


class ClauseInline(DraftsOnly, admin.StackedInline):
    model = Clause
    extra = 0


@admin.register(Directive)
class DirectiveAdmin(DraftsOnly, admin.ModelAdmin):
    list_display = ["title", "code", "issuer", "effective_from", "effective_to"]
    list_select_related = ["issuer"]
    inlines = [ClauseInline]

    def save_model(self, request: HttpRequest, obj: Directive, *args: Any) -> None:
        """Whoever has the head open in the editor is told of the change."""
        obj.head_version += 1
        super().save_model(request, obj, *args)

    def save_related(self, request: HttpRequest, form: ModelForm, *args: Any) -> None:
        """Whoever has the draft open is told of the change."""
        super().save_related(request, form, *args)
        _count_change(form.instance)


class TargetForm(ModelForm):
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


class TargetInline(DraftsOnly, admin.StackedInline):
    model = Target
    form = TargetForm
    extra = 0
    autocomplete_fields = ["units"]


class ObligationInline(DraftsOnly, admin.TabularInline):
    model = Obligation
    extra = 0


@admin.register(Clause)
class ClauseAdmin(DraftsOnly, admin.ModelAdmin):
    list_display = ["directive", "number"]
    list_select_related = ["directive"]
    inlines = [TargetInline, ObligationInline]

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        """A clause is added to a draft."""
        if db_field.name == "directive":
            kwargs["queryset"] = Directive.objects.drafts()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Clause, *args: Any) -> None:
        """Whoever has the clause open in the editor is told of the change."""
        obj.version += 1
        super().save_model(request, obj, *args)

    def save_related(self, request: HttpRequest, form: ModelForm, *args: Any) -> None:
        """Whoever has the draft open is told of the change."""
        super().save_related(request, form, *args)
        _count_change(form.instance.directive)


@admin.register(Signatory)
class SignatoryAdmin(admin.ModelAdmin):
    list_display = ["name", "title", "authority", "office", "valid_from", "valid_to"]
    list_select_related = ["office"]
