"""Names the app for Django."""

from django.apps import AppConfig


class CchcConfig(AppConfig):
    name = "cchc"
