"""The letter as a tree of plain texts: PDF and Word only lay it out, a publication keeps it.

Decree 30/2020/NĐ-CP, appendix I. Texts may carry the marks of `emphasis`. Lines of lists have no
sign and no closing mark: who lays them out sets "- ", ";" and ".".
"""

from dataclasses import dataclass

from directives.text.letterhead import MOTTO, NATION
from directives.text.sentences import in_sentence
from reports.figures.figures import Figure, Measure, State, format_figure_value

_ENDINGS = ";.,: \n"
_END = "./."


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above "Kính gửi".

    `superior` is the body above the issuer, not printed bold and empty for a People's Committee;
    `number` and `day` are empty while the letter is a draft, to be written by hand.
    """

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    symbol: str
    place: str
    day: str
    month: str
    year: str
    subject: tuple[str, ...]
    nation: str = NATION
    motto: str = MOTTO


@dataclass(frozen=True, slots=True)
class LetterColumn:
    """An indicator's column; counts are whole numbers."""

    head: str
    is_count: bool = False


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One unit, or the total without a number. A blank stays blank."""

    number: str
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterTable:
    """The figures in detail, the total row first."""

    caption: str
    columns: tuple[LetterColumn, ...]
    total: LetterRow | None
    rows: tuple[LetterRow, ...]
    number_head: str = "TT"
    unit_head: str = "Cơ quan, đơn vị, địa phương"


@dataclass(frozen=True, slots=True)
class LetterFindings:
    """What goes well and what is low, one sentence each, with the words before them."""

    good_intro: str
    good: tuple[str, ...]
    low_intro: str
    low: tuple[str, ...]

    def paragraphs(self) -> tuple[str, ...]:
        """As they are printed: "- …: a; b." and "- …:" followed by "+ a;" … "+ z."."""
        lines = []
        if self.good:
            first, *others = (unended(finding) for finding in self.good)
            joined = "; ".join([first, *(in_sentence(finding) for finding in others)])
            lines.append(f"- {self.good_intro} {joined}.")
        if self.low:
            lines.append(f"- {self.low_intro}")
            lines += [f"+ {finding}" for finding in listed(self.low)]
        return tuple(lines)


@dataclass(frozen=True, slots=True)
class Signature:
    """In whose name ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH") and by whom."""

    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Letter:
    title: str
    head: Head
    recipients: tuple[str, ...]
    opening: str
    findings: LetterFindings
    table: LetterTable | None
    transition: str
    clauses: tuple[str, ...]
    closing: str
    copies: tuple[str, ...]
    signature: Signature

    @property
    def numbered_clauses(self) -> tuple[str, ...]:
        """ "1. …": a single clause stands without a number."""
        if len(self.clauses) == 1:
            return self.clauses
        return tuple(f"{number}. {text}" for number, text in enumerate(self.clauses, start=1))


def listed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a list: ";" after each, "." after the last."""
    bare = [unended(line) for line in lines]
    return tuple(f"{line};" for line in bare[:-1]) + tuple(f"{line}." for line in bare[-1:])


def unended(text: str) -> str:
    """A sentence without its closing mark and without a sign in front."""
    return text.strip().lstrip("-+–").strip().rstrip(_ENDINGS)


def ended(text: str) -> str:
    """The last sentence of a letter with its "./."."""
    return f"{text.strip().removesuffix(_END).rstrip(_ENDINGS)}{_END}" if text.strip() else ""


def cell_text(figure: Figure | None, measure: Measure, *, total: bool = False) -> str:
    """A figure as letters print it. Blanks stay blank, and so does a unit's count of nothing:
    letters leave the cell of a unit without overdue files empty."""
    if figure is None or figure.state is not State.VALUE or figure.value is None:
        return ""
    if measure is Measure.COUNT and figure.value.is_zero() and not total:
        return ""
    return format_figure_value(figure.value, figure.places)
