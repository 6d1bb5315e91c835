"""Publishes a period from a terminal, and checks that what was published is still what it was."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from directives.compliance.terminal import OfficeCommand, choice_of
from directives.compliance.words import trial_text
from directives.publications.frozen import UnreadablePublicationError, short_checksum
from directives.publications.models import Publication
from directives.publications.selectors import frozen_of, published_summary
from directives.publications.services import publish
from units.access import scope_of
from units.models import Unit, User
from units.refusing import Refused

_BROKEN = 1


class Command(OfficeCommand):
    help = "Publishes the figures of a period as its next version; --verify checks all of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", default="", help="needed for version 2 and later")
        parser.add_argument("--user", metavar="NAME", help="who publishes; needed but for --verify")
        parser.add_argument(
            "--trial", action="store_true", help="confirms that a draft, never issued, judges"
        )
        parser.add_argument(
            "--verify", action="store_true", help="compare all publications with their checksums"
        )

    def answer(self, options: dict[str, Any]) -> None:
        if options["verify"]:
            self._verify()
            return
        made = self._publish(options)
        if trial := trial_text(published_summary(made).source.directive):
            self.stdout.write(trial)
        self.stdout.write(
            _("%(number)s, publication %(version)s, check code %(code)s: %(address)s")
            % {
                "number": made.number,
                "version": made.version,
                "code": short_checksum(made.checksum),
                "address": settings.PUBLIC_URL + reverse("public_publication", args=[made.token]),
            }
        )

    def _publish(self, options: dict[str, Any]) -> Publication:
        choice = choice_of(options)
        if choice.period is None:
            raise Refused(_("There is no period yet."))
        return publish(
            office=choice.office,
            period=choice.period,
            directive=choice.directive,
            user=_publisher(options["user"], choice.office),
            reason=options["reason"],
            trial=options["trial"],
        )

    def _verify(self) -> None:
        broken = 0
        for publication in Publication.objects.iterator(chunk_size=20):
            if not _is_intact(publication):
                broken += 1
                self.stderr.write(
                    _("%(publication)s does not match its checksum.") % {"publication": publication}
                )
        if broken:
            self.stderr.write(_("Publications that were altered: %(count)s.") % {"count": broken})
            sys.exit(_BROKEN)
        self.stdout.write(
            _("Publications that match their checksums: %(count)s.")
            % {"count": Publication.objects.count()}
        )


def _publisher(name: str | None, office: Unit) -> User:
    """Who publishes: the rule for who had a hand in the figures holds in a terminal too."""
    if not name:
        raise Refused(_("Name who publishes with --user."))
    user: User | None = User.objects.filter(username=name, is_active=True).first()
    scope = scope_of(user) if user else None
    if user is None or scope is None or scope.office != office or not scope.may_publish:
        raise Refused(
            _("“%(name)s” may not publish for %(office)s.") % {"name": name, "office": office.name}
        )
    return user


def _is_intact(publication: Publication) -> bool:
    try:
        frozen_of(publication)
    except UnreadablePublicationError:
        return False
    return True
