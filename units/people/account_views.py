"""One's own account: what each role allows, where one is logged in, the second factor."""

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from units.people.presentation import membership_cards
from units.people.services import sessions_end


@login_not_required
@require_GET
def locked(request: HttpRequest) -> HttpResponse:
    """Says that the account is closed."""
    return render(request, "account/locked.html", status=403)


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Roles, second factor, password and sessions in one place."""
    sessions = UserSession.objects.purge_and_list(request.user)
    context = {
        "cards": membership_cards(request.user),  # type: ignore[arg-type]
        "has_factor": is_mfa_enabled(request.user),
        "sessions": sorted(sessions, key=lambda session: session.last_seen_at, reverse=True),
    }
    return render(request, "account/account.html", context)


@require_POST
def sessions_close(request: HttpRequest) -> HttpResponse:
    """End all sessions but this one."""
    ended = sessions_end(user=request.user, but=request.session.session_key or "")  # type: ignore[arg-type]
    text = ngettext("%(n)s other session is ended.", "%(n)s other sessions are ended.", ended)
    messages.success(request, text % {"n": ended})
    return redirect("account")
