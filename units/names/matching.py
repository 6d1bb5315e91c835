"""Match the unit names that people type and offices print with the units that exist.

A name is spelled in many ways that mean the same (composed or not, old or new tone placement,
UBND or Ủy ban nhân dân, TT. or thị trấn), and in others that only seem to. What surely means the
same is matched; whatever else comes near is proposed for a person to decide, never taken.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from rapidfuzz import fuzz

from units.names.collation import strip_marks
from units.names.legacy import looks_legacy, readings
from units.names.spelling import Spelling, canonical_key, is_total_row, spelling

MatchKind = Literal["exact", "canonical", "alias", "proposed", "none"]
Reason = Literal["bare_name", "no_marks", "other_kind", "spelling", "ambiguous", "legacy_encoding"]

MAX_PROPOSALS: Final = 3
# Of the place name alone, so that "UBND xã Vĩnh" does not make all communes alike.
FUZZY_CUTOFF: Final = 86
# "Hà", "Tú", "Ô" are whole names: one letter more or less makes another commune, not a slip.
SHORTEST_SLIP: Final = 3
_SCORES: Final[Mapping[Reason, int]] = {
    "ambiguous": 100,
    "legacy_encoding": 95,
    "no_marks": 92,
    "bare_name": 90,
    "spelling": 85,
    "other_kind": 75,
}
_LESS_FOR_A_SECOND_DOUBT: Final = 10
_LESS_FOR_FUZZY: Final = 15
_AREA_KINDS: Final = ("huyện", "thị xã", "thành phố", "tỉnh", "xã", "phường", "thị trấn")
_JOINT, _ALONE = "hđnd ubnd", "ubnd"


@dataclass(frozen=True, slots=True)
class UnitName:
    """The names one unit answers to.

    `name` is the official name of the office as the province's table prints it
    ("UBND xã Vĩnh Giang"); `aliases` are other names that a person has confirmed.
    """

    id: int
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A unit that may be meant, why it may, and how near it is (0–100, for sorting only)."""

    unit_id: int
    reason: Reason
    score: int


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome for one name: a unit, or up to three proposals best first, or nothing.

    `unit_id` is set for "exact", "canonical" and "alias" alone; `proposals` for "proposed" alone.
    """

    kind: MatchKind
    unit_id: int | None = None
    proposals: tuple[Proposal, ...] = ()


# The units that a key belongs to, in the order of the index.
_Owners = dict[str, dict[int, None]]


class UnitIndex:
    """The known names, ready to be asked; built once for a file, then read only."""

    __slots__ = ("_entries", "_exact", "_keyed", "_units", "_within")

    def __init__(self, units: Iterable[UnitName], *, within: str = "") -> None:
        """Index the given units; their order settles ties between equal proposals.

        `within` is the name of the office that all of them are under. Files write it behind a name
        ("Xã Vĩnh Giang, huyện Vĩnh Linh") or leave its place out ("VP UBND huyện").

        Keys and spellings are made when a name first needs them: most files print most names just
        as they are known, and a province has ten thousand.
        """
        self._units = tuple(units)
        self._within = canonical_key(within)
        self._exact: dict[str, dict[int, None]] = {}
        self._keyed: tuple[_Owners, _Owners] | None = None
        self._entries: tuple[tuple[int, Spelling], ...] | None = None
        for unit in self._units:
            if any(map(str.isalnum, unit.name)):
                self._exact.setdefault(_trimmed(unit.name), {})[unit.id] = None

    def _by_key(self) -> tuple[_Owners, _Owners]:
        """The units by the keys of their names, and by those of their aliases."""
        if self._keyed is None:
            names: _Owners = {}
            aliases: _Owners = {}
            for unit in self._units:
                names.setdefault(canonical_key(unit.name), {})[unit.id] = None
                for alias in unit.aliases:
                    aliases.setdefault(canonical_key(alias), {})[unit.id] = None
            self._keyed = names, aliases
        return self._keyed

    def _spelled(self) -> tuple[tuple[int, Spelling], ...]:
        """All names taken apart, for those that only come near."""
        if self._entries is None:
            self._entries = tuple(
                (unit.id, spelling(name))
                for unit in self._units
                for name in (unit.name, *unit.aliases)
            )
        return self._entries

    def match(self, raw: str, font: str | None = None) -> Match:
        """What a name, as read from a cell or typed, means: "exact" (same text), "canonical" (same
        canonical key) or "alias" with the unit; "proposed" when a person must choose, also when two
        units share the key; "none" for everything else, total rows among them.

        The font of the cell, when known, is a hint at encodings older than Unicode.
        """
        settled = self._settled(raw)
        if settled is not None:
            return settled
        if is_total_row(raw):
            return Match("none")
        wanted = spelling(raw)
        proposals = (
            self._legacy(raw, font)
            or self._joint_office(wanted.key)
            or self._near(wanted)
            or self._doubtful_legacy(raw, font)
            or self._fuzzy(wanted)
        )
        return Match("proposed", proposals=proposals) if proposals else Match("none")

    def _settled(self, raw: str) -> Match | None:
        exact = self._exact.get(_trimmed(raw), {})
        if len(exact) == 1:
            return Match("exact", next(iter(exact)))
        key = canonical_key(raw)
        if not key:
            return Match("none")
        names, aliases = self._by_key()
        for written in (key, *_in_full(key, self._within)):
            named, aliased = names.get(written, {}), aliases.get(written, {})
            meant = tuple({**named, **aliased})
            if meant:
                break
        if len(meant) == 1:
            return Match("canonical" if named else "alias", meant[0])
        if not meant:
            return None
        score = _SCORES["ambiguous"]
        shared = tuple(Proposal(unit_id, "ambiguous", score) for unit_id in meant)
        return Match("proposed", proposals=shared[:MAX_PROPOSALS])

    def _joint_office(self, key: str) -> tuple[Proposal, ...]:
        """A district has one office for its council and its committee, which has two names."""
        settled = self._settled(key.replace(_JOINT, _ALONE)) if _JOINT in key else None
        if settled is None or settled.unit_id is None:
            return ()
        return (Proposal(settled.unit_id, "spelling", _SCORES["spelling"]),)

    def _legacy(self, raw: str, font: str | None) -> tuple[Proposal, ...]:
        """Read a name that is surely no Unicode; even a perfect hit stays a proposal."""
        if looks_legacy(raw, font) is None:
            return ()
        reading = readings(raw, font)[0]
        settled = self._settled(reading)
        if settled is not None and settled.unit_id is not None:
            return (_legacy_proposal(settled.unit_id),)
        wanted = spelling(reading)
        near = (settled.proposals if settled else ()) or self._near(wanted) or self._fuzzy(wanted)
        return tuple(replace(proposal, reason="legacy_encoding") for proposal in near)

    def _doubtful_legacy(self, raw: str, font: str | None) -> tuple[Proposal, ...]:
        """Try readings that may be wrong; only a hit with every mark in place confirms them."""
        for reading in readings(raw, font):
            settled = self._settled(reading)
            if settled is not None and settled.unit_id is not None:
                return (_legacy_proposal(settled.unit_id),)
            near = [near for near in self._near(spelling(reading)) if near.reason == "bare_name"]
            if near:
                return tuple(replace(proposal, reason="legacy_encoding") for proposal in near)
        return ()

    def _near(self, wanted: Spelling) -> tuple[Proposal, ...]:
        return _best(_judge(unit_id, wanted, known) for unit_id, known in self._spelled())

    def _fuzzy(self, wanted: Spelling) -> tuple[Proposal, ...]:
        return _best(_judge_fuzzily(unit_id, wanted, known) for unit_id, known in self._spelled())


def _in_full(key: str, within: str) -> Iterator[str]:
    """What a name may stand for in a list of the units under one office."""
    if not within:
        return
    name, place, after = f"{key} ".partition(f" {within} ")
    if place and (not after or after.startswith("tỉnh ")):
        yield name.removesuffix(" ubnd")
    kind = next((kind for kind in _AREA_KINDS if within.startswith(f"{kind} ")), "")
    if kind and key.endswith(f" {kind}"):
        yield f"{key}{within.removeprefix(kind)}"


def _best(judged: Iterable[Proposal | None]) -> tuple[Proposal, ...]:
    """Keep the best proposal of each unit, best first; equals stay in the order of the index."""
    best: dict[int, Proposal] = {}
    proposals = [proposal for proposal in judged if proposal is not None]
    for proposal in sorted(proposals, key=lambda proposal: -proposal.score):
        best.setdefault(proposal.unit_id, proposal)
    return tuple(best.values())[:MAX_PROPOSALS]


def _legacy_proposal(unit_id: int) -> Proposal:
    return Proposal(unit_id, "legacy_encoding", _SCORES["legacy_encoding"])


def _trimmed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _judge(unit_id: int, wanted: Spelling, known: Spelling) -> Proposal | None:
    """Propose a unit whose place is the same but for marks and kind."""
    if wanted.folded_place != known.folded_place:
        return None
    same_marks, same_kind = wanted.place == known.place, wanted.kind == known.kind
    reason: Reason = "no_marks"
    if not same_marks and not _only_misses_marks(wanted.place, known.place):
        reason = "spelling"
    elif wanted.kind and known.kind and not same_kind:
        reason = "other_kind"
    elif same_marks and not same_kind:
        reason = "bare_name"
    doubts = 0 if same_marks or same_kind else _LESS_FOR_A_SECOND_DOUBT
    return Proposal(unit_id, reason, _SCORES[reason] - doubts)


def _only_misses_marks(wanted: str, known: str) -> bool:
    if len(wanted) != len(known):
        return False
    return all(
        set(unicodedata.normalize("NFD", typed))
        <= set(unicodedata.normalize("NFD", letter) + strip_marks(letter))
        for typed, letter in zip(wanted, known, strict=True)
    )


def _judge_fuzzily(unit_id: int, wanted: Spelling, known: Spelling) -> Proposal | None:
    """Propose a unit whose place differs by a slip of the finger; two kinds never mix here."""
    if wanted.kind and known.kind and wanted.kind != known.kind:
        return None
    unmarked = wanted.key.isascii()
    pairs = [(wanted.folded_place, known.folded_place) if unmarked else (wanted.place, known.place)]
    if wanted.kind != known.kind:
        pairs.append((wanted.folded, known.folded) if unmarked else (wanted.key, known.key))
    score = max(_likeness(left, right) for left, right in pairs)
    if score < FUZZY_CUTOFF:
        return None
    return Proposal(unit_id, "spelling", int(score) - _LESS_FOR_FUZZY)


def _likeness(left: str, right: str) -> float:
    """Rate two places from 0 to 100; 0 when they differ in a word too short for a slip."""
    words, others = left.split(), right.split()
    if len(words) == len(others) and any(
        word != other and min(len(word), len(other)) < SHORTEST_SLIP
        for word, other in zip(words, others, strict=True)
    ):
        return 0
    return fuzz.ratio(left, right)
