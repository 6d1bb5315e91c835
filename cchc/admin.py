"""What the administrator sees: this product's own things, not the inside of its libraries."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django_celery_beat import models as beat

for _model in (
    Authenticator,
    EmailAddress,
    Group,
    UserSession,
    beat.ClockedSchedule,
    beat.CrontabSchedule,
    beat.IntervalSchedule,
    beat.PeriodicTask,
    beat.SolarSchedule,
):
    if admin.site.is_registered(_model):
        admin.site.unregister(_model)


def log_in(request: HttpRequest, extra_context: object = None) -> HttpResponse:
    """One door for all: visitors go to the site's log-in, others have nothing to find here."""
    if request.user.is_authenticated:
        raise Http404
    return redirect(f"/accounts/login/?{urlencode({'next': request.get_full_path()})}")


admin.site.login = log_in  # type: ignore[method-assign]
