"""The letter for the page that shows it before it is printed."""

from dataclasses import dataclass

from directives.letters.domain import Letter, listed
from directives.text.emphasis import Run, runs
from directives.text.sentences import lines_of

Paragraph = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class LetterParts:
    """Lists and paragraphs of a letter as on paper: `before` the table and `after` it."""

    recipients: tuple[str, ...]
    before: tuple[Paragraph, ...]
    after: tuple[Paragraph, ...]
    copies: tuple[str, ...]


def letter_parts(letter: Letter) -> LetterParts:
    return LetterParts(
        listed(letter.recipients),
        _paragraphs(letter.opening, *letter.findings.paragraphs()),
        _paragraphs(letter.transition, *letter.numbered_clauses, letter.closing),
        listed(letter.copies),
    )


def _paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(runs(line) for text in texts for line in lines_of(text))
