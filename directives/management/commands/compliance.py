"""Stands in the room of compliance."""

from directives.compliance.compliance_command import Command

__all__ = ["Command"]
