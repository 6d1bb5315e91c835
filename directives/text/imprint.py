"""What a print of a publication carries, so that paper leads back to the frozen figures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Imprint:
    """Number ("VL-2023-H1"), version (1, 2 …), the checksum's first characters, and the address
    that the QR code opens. A print without one is a draft from the figures of the moment.
    `trial` says that the letter is a draft that judges as a trial; "" for an issued one."""

    number: str
    version: int
    checksum: str
    url: str
    trial: str = ""
