"""What a publication keeps: everything its prints are made from, as one text with one checksum.

The text is canonical: the same content gives the same text on every machine, so that its SHA-256
proves that nothing was altered. `format` says how it is written; older formats stay readable.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cattrs.gen import make_dict_unstructure_fn, override

from directives.compliance.domain import UnitRef
from directives.compliance.source import DirectiveRef, SummarySource
from directives.letters.domain import Letter
from reports.figures.freezing import CONVERTER, freeze, thaw

FORMAT = 1
# From each older format to the next: what was renamed or taken away since.
_UPGRADES: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
_SHORT = 8
_LONGEST_NUMBER = 40

# Fields that came later are left out while they say what an older text says by being silent: such
# a text is written again letter by letter.
_LATER = override(omit_if_default=True)
CONVERTER.register_unstructure_hook(
    UnitRef, make_dict_unstructure_fn(UnitRef, CONVERTER, ended=_LATER)
)
CONVERTER.register_unstructure_hook(
    DirectiveRef, make_dict_unstructure_fn(DirectiveRef, CONVERTER, is_draft=_LATER)
)
# After its parts: the writer of a class takes those of its fields as they are then.
CONVERTER.register_unstructure_hook(
    SummarySource, make_dict_unstructure_fn(SummarySource, CONVERTER, place_rule=_LATER)
)


class UnreadablePublicationError(ValueError):
    """The text is no content of a publication, or of a format that this release does not know."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """The figures with all they are held against, and the letter that says so, if there is one."""

    source: SummarySource
    letter: Letter | None = None

    @property
    def is_trial(self) -> bool:
        """Whether a draft judges, which was never issued."""
        return self.source.directive is not None and self.source.directive.is_draft


def encode(frozen: Frozen) -> str:
    """The canonical text: sorted keys, no spaces, letters as they are."""
    content = {"format": FORMAT, **freeze(frozen)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode(text: str) -> Frozen:
    """What was frozen, equal to what `encode` was given. Raises UnreadablePublicationError."""
    try:
        content = _upgraded(json.loads(text))
        return thaw(Frozen, {key: content[key] for key in content if key != "format"})
    except (ValueError, KeyError, TypeError) as wrong:
        raise UnreadablePublicationError(str(wrong)) from wrong


def _upgraded(content: dict[str, Any]) -> dict[str, Any]:
    while content["format"] != FORMAT:
        content = _UPGRADES[content["format"]](content)
    return content


def checksum(text: str) -> str:
    """SHA-256 of the text, in 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def without_registers(frozen: Frozen) -> Frozen:
    """What is published, without what the units' registers said of their letters that day: it is
    kept beside the figures, and a unit that goes on working changes nothing of them."""
    return replace(frozen, source=replace(frozen.source, letters=()))


def figures_checksum(frozen: Frozen) -> str:
    """The checksum of what a person looks at before it is published: the registers aside."""
    return checksum(encode(without_registers(frozen)))


def short_checksum(whole: str) -> str:
    """What is printed of a checksum: "7F3A-91C2"."""
    first = whole[:_SHORT].upper()
    return f"{first[:4]}-{first[4:]}"


def publication_number(prefix: str | None, office: str, period: str) -> str:
    """The prefix of the office, or the first letters of its short name, with the period's code."""
    return f"{prefix or initials(office)}-{period}"[:_LONGEST_NUMBER]


def initials(name: str) -> str:
    """ "Vĩnh Linh" → "VL", "Đông Hà" → "DH": plain letters that any file name and form takes."""
    plain = unicodedata.normalize("NFD", name.upper().replace("Đ", "D"))
    letters = "".join(word[0] for word in plain.split() if word[0].isalnum())
    return letters.encode("ascii", "ignore").decode() or "CB"
