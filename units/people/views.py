"""Who has which role in the office's units: the list, one person, and what is changed there."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from units.access import Scope, managers_only, may_close_account, scope_for
from units.models import Membership, User
from units.people import services as people
from units.people.filters import PersonFilter
from units.people.forms import LastDayForm, RoleForm
from units.people.selectors import invitations_waiting, memberships_managed, people_managed
from units.people.tables import PersonTable
from units.refusing import Refused


@require_GET
@managers_only
def person_list(request: HttpRequest) -> HttpResponse:
    """Roles in the office's units, and invitations that wait."""
    scope = scope_for(request)
    filter_ = PersonFilter(request.GET, queryset=memberships_managed(scope))
    table = PersonTable(filter_.qs, order_by=request.GET.getlist("sort") or None)
    table.show(page=request.GET.get("page"))
    context = {
        "filter": filter_,
        "table": table,
        "invitations": invitations_waiting(scope),
        "now": timezone.now(),
    }
    return render(request, "units/people/person_list.html", context)


@require_GET
@managers_only
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles, account, second factor."""
    return _page(request, get_object_or_404(people_managed(scope_for(request)), pk=pk))


@require_POST
@managers_only
def membership_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the person another role."""
    scope = scope_for(request)
    user = get_object_or_404(people_managed(scope), pk=pk)
    form = RoleForm(request.POST, scope=scope)
    if form.is_valid():
        unit = form.cleaned_data["unit"]
        try:
            people.membership_give(
                user=user,
                by=request.user,  # type: ignore[arg-type]
                givable=scope.givable_roles(unit.pk),
                **form.cleaned_data,
            )
            messages.success(request, _("The role is given."))
            return redirect("person", pk)
        except Refused as error:
            form.add_error(None, error.message)
    return _page(request, user, give=form)


@require_POST
@managers_only
def membership_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End one role after a day."""
    scope = scope_for(request)
    managed = Membership.objects.visible_to(scope).select_related("user", "unit")
    membership: Membership = get_object_or_404(managed, pk=pk)
    form = LastDayForm(request.POST, prefix=f"role{membership.pk}")
    if form.is_valid():
        try:
            people.membership_close(
                membership=membership,
                last_day=form.cleaned_data["last_day"],
                by=request.user,  # type: ignore[arg-type]
                givable=scope.givable_roles(membership.unit_id),
            )
            messages.success(request, _("The last day of the role is set."))
            return redirect("person", membership.user_id)
        except Refused as error:
            form.add_error("last_day", error.message)
    return _page(request, membership.user, closing=(membership.pk, form))


@require_POST
@managers_only
def person_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account; all its sessions end at once."""
    text = _("The account is closed and all its sessions are ended.")
    return _account_step(request, pk, lambda user, by: people.user_close(user=user, by=by), text)


@require_POST
@managers_only
def person_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    text = _("The account is open again.")
    return _account_step(request, pk, lambda user, by: people.user_reopen(user=user), text)


@require_POST
@managers_only
def person_factor_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a second factor that was lost."""
    text = _("The second factor is taken away. The person can set up a new one.")
    return _account_step(
        request, pk, lambda user, by: people.second_factor_remove(user=user, by=by), text
    )


def _account_step(
    request: HttpRequest, pk: int, step: Callable[[User, User], None], text: str
) -> HttpResponse:
    scope = scope_for(request)
    user = get_object_or_404(people_managed(scope), pk=pk)
    try:
        if not may_close_account(scope, user):
            raise Refused(
                _(
                    "This person also has a role that you do not manage. "
                    "Close the role here instead."
                )
            )
        step(user, request.user)  # type: ignore[arg-type]
        messages.success(request, text)
    except Refused as error:
        messages.error(request, error.message)
    return redirect("person", pk)


def _page(
    request: HttpRequest,
    user: User,
    *,
    give: RoleForm | None = None,
    closing: tuple[int, LastDayForm] | None = None,
) -> HttpResponse:
    scope = scope_for(request)
    failed = give or (closing[1] if closing else None)
    context = {
        "person": user,
        "roles": [
            (row, _closing_form(row, scope, request.user, closing))
            for row in memberships_managed(scope).filter(user=user).order_by("-valid_from", "pk")
        ],
        "has_factor": is_mfa_enabled(user),
        "in_hands": may_close_account(scope, user) and user != request.user,
        "give": give or RoleForm(scope=scope),
        "form": failed,
    }
    return render(request, "units/people/person.html", context, status=422 if failed else 200)


def _closing_form(
    row: Membership, scope: Scope, user: Any, closing: tuple[int, LastDayForm] | None
) -> LastDayForm | None:
    if closing and closing[0] == row.pk:
        return closing[1]
    if row.user_id == user.pk or row.role not in scope.givable_roles(row.unit_id):
        return None
    first = row.valid_to or timezone.localdate()
    return LastDayForm(prefix=f"role{row.pk}", initial={"last_day": first})
