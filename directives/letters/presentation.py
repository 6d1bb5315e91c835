"""The letter for the page that shows it before it is printed."""

from dataclasses import dataclass

from directives.letters.domain import Head, Letter, LetterTable, Signature, listed
from directives.text.emphasis import Run, runs
from directives.text.sentences import lines_of

Paragraph = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class LetterView:
    """The letter's parts in the order of the paper; `before` the table and `after` it."""

    head: Head
    recipients: tuple[str, ...]
    before: tuple[Paragraph, ...]
    table: LetterTable | None
    after: tuple[Paragraph, ...]
    copies: tuple[str, ...]
    signature: Signature


def letter_view(letter: Letter) -> LetterView:
    """The letter as the page shows it: the same words as on paper."""
    return LetterView(
        head=letter.head,
        recipients=listed(letter.recipients),
        before=_paragraphs(letter.opening, *letter.findings.paragraphs()),
        table=letter.table,
        after=_paragraphs(letter.transition, *letter.numbered_clauses, letter.closing),
        copies=listed(letter.copies),
        signature=letter.signature,
    )


def _paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(runs(line) for text in texts for line in lines_of(text))
