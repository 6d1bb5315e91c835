"""What the views of imports share: the run that an address names, and addresses for POST alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports.figures.import_models import ImportRun
from units.access import scope_for
from units.models import User
from units.refusing import Refused

View = Callable[..., HttpResponseBase]


def runs_of(request: HttpRequest) -> QuerySet[ImportRun]:
    """The runs that the user may see, without what was parsed."""
    runs = ImportRun.objects.visible_to(scope_for(request), request.user)
    return runs.without_content()


def run_of(request: HttpRequest, pk: int) -> ImportRun:
    """A whole run that the user may see; else 404."""
    return get_object_or_404(runs_of(request).defer(None), pk=pk)


def user_of(request: HttpRequest) -> User:
    """Who is logged in: every view of imports asks that there is somebody."""
    if not isinstance(request.user, User):
        raise TypeError("Only a logged-in user has an import")
    return request.user


def posted_from(page: str, *, with_key: bool = True) -> Callable[[View], View]:
    """A view for POST alone. Who is refused goes to the `page` that the button stands on, which
    takes the key of the object unless told not to, and reads there why."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except Refused as error:
                messages.error(request, error.message)
            return HttpResponseRedirect(reverse(page, kwargs=kwargs if with_key else None))

        return require_POST(answer)

    return decorate
