"""Names the app for Django."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "units"
