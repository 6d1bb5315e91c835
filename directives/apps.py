"""Names the app for Django."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "directives"
