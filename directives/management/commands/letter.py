"""Stands in the room of letters."""

from directives.letters.command import Command

__all__ = ["Command"]
