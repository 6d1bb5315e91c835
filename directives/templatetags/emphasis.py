"""Texts of a directive on screen."""

from directives.text.tags import register

__all__ = ["register"]
