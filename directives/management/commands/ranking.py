"""Stands in the room of compliance."""

from directives.compliance.ranking_command import Command

__all__ = ["Command"]
