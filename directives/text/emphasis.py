"""Emphasis inside a sentence of a letter: `*italic*` and `**bold**`, as plain text carries them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# A star stands at a word: "5 * 3" and a lone star are no marks.
_MARKED = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=\S)([^*]+?)(?<=\S)\*")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one face."""

    text: str
    bold: bool = False
    italic: bool = False


def runs(text: str) -> tuple[Run, ...]:
    """The pieces of a text in order; together they are the text without its marks."""
    pieces: list[Run] = []
    end = 0
    for match in _MARKED.finditer(text):
        pieces.append(Run(text[end : match.start()]))
        bold, italic = match.group(1), match.group(2)
        pieces.append(Run(bold, bold=True) if bold else Run(italic, italic=True))
        end = match.end()
    pieces.append(Run(text[end:]))
    return tuple(run for run in pieces if run.text)


def plain(text: str) -> str:
    return "".join(run.text for run in runs(text))


def with_bold(text: str, words: Iterable[str]) -> str:
    """The text with these words in bold, where they stand by themselves and bear no mark yet."""
    for word in words:
        alone = rf"(?<![\w/*]){re.escape(word)}(?![\w/*])"
        text = re.sub(alone, f"**{word}**", text)
    return text
