"""What an xlsx file says for all its sheets: styles, and which part each sheet is."""

from collections.abc import Iterable
from typing import Final

from openpyxl.styles.numbers import BUILTIN_FORMATS

from reports.spreadsheets.archives import Archive
from reports.spreadsheets.events import Attributes, parse
from reports.spreadsheets.facts import Styles, is_legacy_font

# A style number beyond this is none of a real file (Excel allows 65,490).
_MOST_STYLES: Final = 1 << 20


def read_styles(chunks: Iterable[bytes]) -> Styles:
    """The number formats and fonts that the cells' styles name."""
    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    fonts: list[str] = []
    cells: list[tuple[int, int]] = []
    inside = ""

    def enter(name: str) -> None:
        nonlocal inside
        inside = name

    def style(attributes: Attributes) -> None:
        if inside == "cellXfs" and len(cells) < _MOST_STYLES:
            cells.append((int(attributes.get("numFmtId", 0)), int(attributes.get("fontId", 0))))

    def font_name(attributes: Attributes) -> None:
        if inside == "fonts" and fonts:
            fonts[-1] = attributes.get("val", "")

    start = {
        "numFmt": lambda a: codes.update({int(a["numFmtId"]): a.get("formatCode", "")}),
        "fonts": lambda _: enter("fonts"),
        "font": lambda _: fonts.append("") if inside == "fonts" else None,
        "name": font_name,
        "cellXfs": lambda _: enter("cellXfs"),
        "xf": style,
    }
    end = {"fonts": lambda: enter(""), "cellXfs": lambda: enter("")}
    parse(chunks, start, end=end)
    formats = {at: codes.get(code, "General") for at, (code, _) in enumerate(cells)}
    names = {at: fonts[font] for at, (_, font) in enumerate(cells) if font < len(fonts)}
    return Styles(
        {at: code for at, code in formats.items() if code != "General"},
        {at: name for at, name in names.items() if is_legacy_font(name)},
    )


def sheet_parts(archive: Archive) -> dict[str, str]:
    """The part of each sheet by its name, as the workbook and its relations tell."""
    workbook = next(name for name, root in archive.roots.items() if root == "workbook")
    folder, _, file = workbook.rpartition("/")
    names: list[tuple[str, str]] = []
    targets: dict[str, str] = {}

    def sheet(attributes: Attributes) -> None:
        related = (value for key, value in attributes.items() if key.endswith(":id"))
        names.append((attributes.get("name", ""), next(related, "")))

    def relation(attributes: Attributes) -> None:
        target = attributes.get("Target", "")
        inner = target if target.startswith((f"{folder}/", "/")) else f"{folder}/{target}"
        targets[attributes.get("Id", "")] = inner.lstrip("/")

    parse(archive.chunks(workbook), {"sheet": sheet})
    relations = f"{folder}/_rels/{file}.rels"
    if relations in archive:
        parse(archive.chunks(relations), {"Relationship": relation})
    return {name: targets.get(identity, "") for name, identity in names}
