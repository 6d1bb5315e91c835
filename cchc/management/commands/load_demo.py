"""manage.py load_demo: the demonstration case, ready to look at."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cchc.demo.loading import load_demo
from cchc.demo.people import PEOPLE


class Command(BaseCommand):
    """Installs the demonstration case; running it again changes nothing."""

    help = "Install Vĩnh Linh district, its letter of June 2023 and the demonstration users."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options."""
        parser.add_argument("--no-figures", action="store_true", help="all but the figures")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then say how to log in."""
        password = load_demo(figures=not options["no_figures"])
        self.stdout.write("Tài khoản dùng thử (mật khẩu chung: " + password + ")")
        for person in PEOPLE:
            self.stdout.write(f"  {person.username:10} {person.display_name}")
