"""Stands in the room of imports."""

from reports.imports.command import Command

__all__ = ["Command"]
