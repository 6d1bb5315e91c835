"""The administrator's pages stand in the room whose rows they show."""

from directives.clauses import admin

__all__ = ["admin"]
