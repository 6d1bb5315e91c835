"""Stands in the room of history."""

from reports.history.command import Command

__all__ = ["Command"]
