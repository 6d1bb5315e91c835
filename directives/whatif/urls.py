"""Addresses of trials of a target's level."""

from django.urls import path

from directives.whatif import views as whatif

_TARGET = "directives/<slug:code>/targets/<int:pk>/try/"

urlpatterns = [
    path(_TARGET, whatif.target_try, name="target_try"),
    path(f"{_TARGET}write/", whatif.target_try_write, name="target_try_write"),
    path(f"{_TARGET}undo/", whatif.target_try_undo, name="target_try_undo"),
]
