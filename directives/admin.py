"""Directives with their clauses and targets, for the administrator."""

from django.contrib import admin

from directives.forms.targets import TargetForm
from directives.models import Clause, Directive, Obligation, Signatory, Target


class ClauseInline(admin.StackedInline):
    model = Clause
    extra = 0


@admin.register(Directive)
class DirectiveAdmin(admin.ModelAdmin):
    list_display = ["title", "code", "issuer", "effective_from", "effective_to"]
    list_select_related = ["issuer"]
    inlines = [ClauseInline]


class TargetInline(admin.StackedInline):
    model = Target
    form = TargetForm
    extra = 0
    autocomplete_fields = ["units"]


class ObligationInline(admin.TabularInline):
    model = Obligation
    extra = 0


@admin.register(Clause)
class ClauseAdmin(admin.ModelAdmin):
    list_display = ["directive", "number"]
    list_select_related = ["directive"]
    inlines = [TargetInline, ObligationInline]


@admin.register(Signatory)
class SignatoryAdmin(admin.ModelAdmin):
    list_display = ["name", "title", "authority", "office", "valid_from", "valid_to"]
    list_select_related = ["office"]
