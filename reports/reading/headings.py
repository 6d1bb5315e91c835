"""Which indicator the heading of a column speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from reports.figures.figures import Measure, State
from reports.figures.headings import heading_key
from reports.reading import heading_words as lexicon

# Below this, headings share only the words that all headings share.
PROPOSAL_CUTOFF = 88
_FEWEST_TELLING_WORDS = 2


def heading_measure(text: str) -> Measure | None:
    """What the words of a heading say it counts in; None when they do not say.

    "Tỷ lệ trễ hạn" and "Trễ hạn (%)" are rates, "Số lượng" is a count. A column of rates must
    never be read into an indicator that counts, however alike the headings are.
    """
    bare = heading_key(text)
    if "%" in text or lexicon.RATE_WORDS.search(bare):
        return Measure.RATE
    return Measure.COUNT if lexicon.COUNT_WORDS.match(bare) else None


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """What reading a file must know of an indicator.

    `headings` are keys as `heading_key` makes them, as are `numerator` and `denominator`, what the
    counts behind a rate are called; `blank_means` is the state of an empty cell.
    """

    code: str
    measure: Measure
    blank_means: State
    headings: tuple[str, ...] = ()
    numerator: str = ""
    denominator: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The indicator of a heading; `confidence` 100 is certain, less is only a proposal."""

    code: str
    confidence: int

    @property
    def certain(self) -> bool:
        """Whether the heading is one that the indicator is known by."""
        return self.confidence == 100


@dataclass(frozen=True, slots=True)
class HeadingIndex:
    """All headings of all indicators, ready to be asked."""

    specs: Mapping[str, IndicatorSpec]
    known: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, specs: Iterable[IndicatorSpec]) -> HeadingIndex:
        """Index the indicators by their headings; the first owner of a heading keeps it."""
        by_code = {spec.code: spec for spec in specs}
        known: dict[str, str] = {}
        for spec in by_code.values():
            for key in spec.headings:
                known.setdefault(key, spec.code)
        return cls(by_code, known)

    def recognise(self, parts: tuple[str, ...]) -> Recognised | None:
        """The indicator of a column from its heading texts, top to bottom; None when unknown.

        The whole heading counts first, then a group title with a part below that only names the
        measure. The last part alone is certain only below a title that adds nothing: "Quá hạn"
        below "Đang giải quyết" is not what it is below "Các chỉ tiêu".
        """
        full = " ".join(parts)
        # "Tổng số" below "Tỷ lệ hồ sơ trực tuyến" counts, whatever its title says.
        measure = heading_measure(parts[-1]) or heading_measure(full)
        code = self._known(full, measure)
        if code is None and len(parts) > 1 and heading_key(parts[-1]) in lexicon.MEASURES:
            code = self._known(" ".join(parts[:-1]), measure)
        if code is not None:
            return Recognised(code, 100)
        return self._by_last(parts, measure) if len(parts) > 1 else self._loose(parts, measure)

    def _by_last(self, parts: tuple[str, ...], measure: Measure | None) -> Recognised | None:
        """What a heading of several parts is by its last one, which says what its title says not.

        "Chỉ tiêu giao" below "Tỷ lệ hồ sơ trực tuyến" is what was ordered, "Thực hiện" the figures.
        """
        last = heading_key(parts[-1])
        code = self._known(parts[-1], measure)
        if code is not None:
            alone = all(_adds_nothing(title, parts[-1]) for title in parts[:-1])
            return Recognised(code, 100 if alone else lexicon.BELOW_A_TITLE)
        if lexicon.NOT_FIGURES.match(last):
            return None
        if last in lexicon.FIGURES_OF_TITLE:
            code = self._known(" ".join(parts[:-1]), measure)
            return Recognised(code, lexicon.BELOW_A_TITLE) if code is not None else None
        return self._loose(parts, measure)

    def _loose(self, parts: tuple[str, ...], measure: Measure | None) -> Recognised | None:
        """What a heading resembles; nothing where it says nothing or surely something else."""
        if all(map(says_nothing, parts)) or self._is_of_other_measure(parts, measure):
            return None
        key = heading_key(" ".join(parts))
        nearest = self._nearest(key, _last_telling(parts), measure)
        if nearest is not None or "thu tuc" in key:
            return nearest
        loose = (self._known(known, measure) for words, known in lexicon.LOOSE if words in key)
        code = next((code for code in loose if code is not None), None)
        return Recognised(code, PROPOSAL_CUTOFF) if code is not None else None

    def _known(self, text: str, measure: Measure | None) -> str | None:
        code = self.known.get(heading_key(text))
        return code if code is not None and self._fits(code, measure) else None

    def _fits(self, code: str, measure: Measure | None) -> bool:
        return measure is None or measure is self.specs[code].measure

    def _is_of_other_measure(self, parts: tuple[str, ...], measure: Measure | None) -> bool:
        """Whether the words are those of an indicator that is measured otherwise.

        "Hồ sơ quá hạn / Tỷ lệ %" is the share of what another indicator counts: it is none.
        """
        code = self.known.get(lexicon.SAYS_RATE.sub("", heading_key(" ".join(parts))))
        return code is not None and not self._fits(code, measure)

    def _nearest(
        self, key: str, last: frozenset[str], measure: Measure | None
    ) -> Recognised | None:
        """The likest indicator; of equals the one that shares more words.

        `last` are the words of the lowest title below others: "Quá hạn" is what a column is about,
        and an indicator that only shares its group is none.
        """
        words = _telling(key)
        best: tuple[int, int, str] | None = None
        for known, code in self.known.items() if len(words) >= _FEWEST_TELLING_WORDS else ():
            telling = _telling(known)
            if lexicon.DENIALS & (words - telling) or _says_other(key, known):
                continue
            if len(telling) < _FEWEST_TELLING_WORDS or not self._fits(code, measure):
                continue
            # "Tiếp nhận" is what many headings have in them; a rate is at least no count.
            shared = len(telling & words)
            if shared < _FEWEST_TELLING_WORDS or 2 * shared < len(telling) + (measure is None):
                continue
            if last and not telling <= last and 2 * len(telling & last) <= len(last):
                continue
            score = min(99, int(fuzz.token_set_ratio(key, known)))
            nearest = score, len(telling & words), code
            if score >= PROPOSAL_CUTOFF and (best is None or nearest[:2] > best[:2]):
                best = nearest
        return Recognised(best[2], best[0]) if best else None


def _says_other(key: str, known: str) -> bool:
    """Whether a heading, however alike, speaks of something else than the known one."""
    opposite = any(
        word in key and other not in key and other in known for word, other in lexicon.OPPOSITES
    )
    lacks = any(words in known and words not in key for words in lexicon.OWN_WORDS)
    return (
        opposite
        or lacks
        or any(words in key and words not in known for words in lexicon.OTHER_FILES)
    )


def says_nothing(title: str) -> bool:
    """Whether a group title does not tell what its columns are about: "Các chỉ tiêu"."""
    return heading_key(title) in lexicon.EMPTY_TITLES


def _adds_nothing(title: str, heading: str) -> bool:
    """Whether a title says nothing, or nothing that the heading below it does not say too."""
    words = _telling(heading_key(title))
    return says_nothing(title) or (bool(words) and words <= _telling(heading_key(heading)))


def _telling(key: str) -> frozenset[str]:
    return frozenset(word for word in key.split() if word not in lexicon.COMMON_WORDS)


def _last_telling(parts: tuple[str, ...]) -> frozenset[str]:
    """The words of the lowest part that says more than a measure; none for a lone heading."""
    if len(parts) == 1:
        return frozenset()
    tellings = (_telling(heading_key(part)) for part in reversed(parts) if not says_nothing(part))
    return next((words for words in tellings if words), frozenset())
