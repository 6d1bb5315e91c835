"""What rows of a table are chosen by: how far a user's sight and hands reach."""

from typing import Protocol, TypeVar

Office = TypeVar("Office", covariant=True)


class Reach(Protocol[Office]):
    """What reads ask of the scope of a user (`units.access.Scope`), which stands above them."""

    @property
    def office(self) -> Office | None: ...

    @property
    def sees_office(self) -> bool: ...

    @property
    def unit_ids(self) -> frozenset[int]: ...

    @property
    def enterable_ids(self) -> frozenset[int]: ...

    @property
    def importable_ids(self) -> frozenset[int]: ...
