"""Stands in the room of notices."""

from directives.notices.command import Command

__all__ = ["Command"]
