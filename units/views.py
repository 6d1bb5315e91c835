"""The page of a closed account."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def locked(request: HttpRequest) -> HttpResponse:
    """Says that the account is closed."""
    return render(request, "account/locked.html", status=403)
