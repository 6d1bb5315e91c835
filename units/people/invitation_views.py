"""Invitations: made and ended by the office, opened by the invited person."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from units.access import Scope, managers_only, scope_for
from units.models import Invitation, User
from units.people import services as people
from units.people.forms import AccountForm, InviteForm
from units.people.mail import invitation_send
from units.people.selectors import proposed_username
from units.people.services import OTHER_ADDRESS, Invited, invitation_for
from units.refusing import Refused

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@require_http_methods(["GET", "POST"])
@managers_only
def person_invite(request: HttpRequest) -> HttpResponse:
    """Whom to invite; then the link, once."""
    scope = scope_for(request)
    form = InviteForm(request.POST or None, scope=scope)
    if form.is_valid():
        givable = scope.givable_roles(form.cleaned_data["unit"].pk)
        try:
            invited = people.invite(by=request.user, givable=givable, **form.cleaned_data)  # type: ignore[arg-type]
            return _handed_over(request, invited)
        except Refused as error:
            form.add_error(None, error.message)
    status = 422 if form.errors else 200
    return render(request, "units/people/person_invite.html", {"form": form}, status=status)


@never_cache
@require_POST
@managers_only
def invitation_resend(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for an invitation that waits; the old one ends."""
    scope = scope_for(request)
    waiting = _visible(scope, pk)
    try:
        invited = people.invitation_resend(
            invitation=waiting, givable=scope.givable_roles(waiting.unit_id)
        )
        return _handed_over(request, invited)
    except Refused as error:
        messages.error(request, error.message)
    return redirect("person_list")


@require_POST
@managers_only
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """End an invitation that waits."""
    scope = scope_for(request)
    waiting = _visible(scope, pk)
    try:
        people.invitation_withdraw(invitation=waiting, givable=scope.givable_roles(waiting.unit_id))
        messages.success(request, _("The invitation is withdrawn; its link no longer works."))
    except Refused as error:
        messages.error(request, error.message)
    return redirect("person_list")


def _visible(scope: Scope, pk: int) -> Invitation:
    rows = Invitation.objects.visible_to(scope).select_related("unit")
    return get_object_or_404(rows, pk=pk)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """What the invited person opens: make an account, or accept with the one they have."""
    try:
        opened = invitation_for(secret)
        if request.user.is_authenticated:
            return _accept(request, opened, secret)
        if User.objects.filter(email__iexact=opened.email).exists():
            return _opened(request, {"invitation": opened, "known": True})
        return _make_account(request, opened, secret)
    except Refused as error:
        return _opened(request, {"refused": error.message}, status=404)


def _accept(request: HttpRequest, invitation_: Invitation, secret: str) -> HttpResponse:
    user: Any = request.user
    if not user.email or user.email.lower() != invitation_.email.lower():
        return _opened(request, {"invitation": invitation_, "other": OTHER_ADDRESS})
    if request.method == "POST":
        people.invitation_accept(secret=secret, user=user)
        messages.success(request, _("The role is yours now."))
        return redirect("account")
    return _opened(request, {"invitation": invitation_, "accepting": True})


def _make_account(request: HttpRequest, invitation_: Invitation, secret: str) -> HttpResponse:
    initial = {"username": proposed_username(invitation_)}
    form = AccountForm(request.POST or None, invitation=invitation_, initial=initial)
    if form.is_valid():
        try:
            user: Any = people.account_make(
                secret=secret,
                username=form.cleaned_data["username"],
                password=form.cleaned_data["password1"],
            )
            user.backend = _BACKEND
            return perform_login(request, user, redirect_url=reverse("account"))  # type: ignore[no-any-return]
        except Refused as error:
            if error.field is None:
                raise
            form.add_error(error.field, error.message)
    status = 422 if form.errors else 200
    return _opened(request, {"invitation": invitation_, "form": form}, status=status)


def _opened(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "units/people/invitation.html", context, status=status)


def _handed_over(request: HttpRequest, invited: Invited) -> HttpResponse:
    link = request.build_absolute_uri(reverse("invitation", args=[invited.secret]))
    sent = invitation_send(invitation=invited.invitation, link=link)
    context = {"invitation": invited.invitation, "link": link, "sent": sent}
    return render(request, "units/people/person_invited.html", context, status=201)
