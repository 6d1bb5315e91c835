"""The administrator's pages stand in the room whose rows they show."""

from reports.figures import admin

__all__ = ["admin"]
