"""The one way in which a service says no."""

from typing import Any


class Refused(Exception):
    """What was asked is not done, and nothing was written.

    `message` is a translated sentence that says what to do; a view shows it as it is. `field` is
    the field of the form that it belongs to, None where it belongs to the whole.
    """

    def __init__(self, message: Any, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message, self.field = str(message), field
