"""Units, their other names, successions and people, for the administrator."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.utils.translation import gettext_lazy as _

from units.models import Membership, Succession, Unit, UnitAlias, User


class AliasInline(admin.TabularInline):
    model = UnitAlias
    extra = 0


class SuccessionInline(admin.TabularInline):
    model = Succession
    fk_name = "predecessor"
    extra = 0
    autocomplete_fields = ["successor"]


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "kind", "parent", "display_order", "valid_from", "valid_to"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "code", "search_key"]
    autocomplete_fields = ["parent"]
    inlines = [AliasInline, SuccessionInline]


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 1
    autocomplete_fields = ["unit"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    list_display = ["username", "display_name", "email", "is_active", "is_staff"]
    fieldsets = [(None, {"fields": ["display_name"]}), *(DjangoUserAdmin.fieldsets or [])]
    inlines = [MembershipInline]


admin.site.site_header = _("Administrative reform monitor")
admin.site.site_title = _("Administrative reform monitor")
