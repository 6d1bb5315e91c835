"""Names the app for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectivesConfig(AppConfig):
    name = "directives"
    verbose_name = _("Directives and targets")

    def ready(self) -> None:
        # Models are there only now.
        from directives.overdue.selectors import LETTERS, letter_figures
        from reports.figures.registers import READERS

        READERS[LETTERS] = letter_figures
