"""Stands in the room of publications."""

from directives.publications.command import Command

__all__ = ["Command"]
