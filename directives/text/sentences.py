"""How names go into running text, and its lines."""


def in_sentence(name: str) -> str:
    """A name inside a sentence: "Số hóa" gives "số hóa", an abbreviation ("TTHC") stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def lines_of(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
