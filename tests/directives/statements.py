"""What the product states about (unit, indicator) in one period: read off its pages and papers as
a person would, in the words of Vietnamese offices."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from django.test import Client
from django.urls import reverse
from docx import Document
from lxml import html
from openpyxl import load_workbook

from directives.notices.presentation import Notice

# `first` is a place where only its first number is told: 2 of "2–5".
Fact = Literal["value", "verdict", "place", "first", "floor", "score", "overall"]
Names = Mapping[str, str]
# The words in which a verdict is stated; a second word for the same state is a contradiction.
VERDICTS: Final = {
    "đạt": "met",
    "vượt": "exceeded",
    "chưa đạt": "not_met",
    "chưa thực hiện": "not_started",
    "chưa có số liệu": "not_reported",
    "không phát sinh": "no_cases",
    "không đánh giá": "exempt",
    "theo dõi": "watched",
}
_NUMBER: Final = re.compile(r"^-?[\d.]+(,\d+)?$")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said: about whom, of which indicator ("" for the unit as a whole), where."""

    unit: str
    indicator: str
    fact: Fact
    text: str
    where: str


def words_of(node: Any) -> str:
    """The text of a node as it is read, with single spaces."""
    return " ".join(" ".join(node.itertext()).split())


def number(text: str) -> Decimal | None:
    """A printed number: "1.234,5"; None for words and dashes."""
    bare = text.strip().rstrip("*").strip()
    return Decimal(bare.replace(".", "").replace(",", ".")) if _NUMBER.match(bare) else None


def page_of(client: Client, name: str, *args: str, **query: str) -> Any:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, (name, args, response.status_code)
    return html.fromstring(response.content.decode())


def cell(node: Any, css: str) -> str:
    """The text of the first part of a table row with that class, "" where there is none."""
    parts = node.xpath(f".//*[contains(concat(' ', @class, ' '), ' {css} ')]")
    return words_of(parts[0]) if parts else ""


def of_table(client: Client, name: str, **query: str) -> Iterator[Statement]:
    """The rows of the ranking or of the table of verdicts."""
    page = page_of(client, name, **query)
    for row in page.xpath(
        "//table[contains(@class, 'matrix')]//tr[th[contains(@class, 'm-unit')]]"
    ):
        links = row.xpath("./th//a/@href")
        if not links:
            continue
        unit = links[0].split("?")[0].rstrip("/").split("/")[-1]
        if name == "ranking":
            yield Statement(unit, "", "overall", cell(row, "m-no"), name)
        yield Statement(unit, "", "score", cell(row, "m-score"), name)
        for figure in row.xpath("./td[contains(@class, 'm-fig')][.//a]"):
            yield from _of_figure(unit, figure, name)


def _of_figure(unit: str, figure: Any, where: str) -> Iterator[Statement]:
    code = figure.xpath(".//a/@href")[0].split("?")[0].rstrip("/").split("/")[-1]
    shown = figure.xpath(".//*[contains(@class, 'fig')]/a/text()")
    if shown:
        yield Statement(unit, code, "value", f"{number(shown[0]).normalize():f}", where)  # type: ignore[union-attr]
    word = cell(figure, "word") or cell(figure, "long")
    if word:
        yield Statement(unit, code, "verdict", word, where)
    if place := cell(figure, "place-line"):
        yield Statement(unit, code, "place", place.split("hạng")[-1].strip(), where)


def of_unit(client: Client, unit: str) -> Iterator[Statement]:
    """The page of a unit."""
    page, where = page_of(client, "unit", unit), f"unit {unit}"
    for row in page.xpath("//table[contains(@class, 'where')]//tbody/tr"):
        links = row.xpath(".//td[contains(@class, 'w-value')]//a/@href")
        if not links:
            continue
        code = links[0].split("?")[0].rstrip("/").split("/")[-1]
        value = number("".join(row.xpath(".//td[contains(@class, 'w-value')]//b/text()")))
        if value is not None:
            yield Statement(unit, code, "value", f"{value.normalize():f}", where)
        yield Statement(unit, code, "verdict", cell(row, "chip"), where)
        place = cell(row, "w-place").removeprefix("hạng").strip()
        yield Statement(unit, code, "place", place, where)
        floor = row.xpath("string(.//td[contains(@class, 'w-target')]/text()[normalize-space()])")
        yield Statement(unit, code, "floor", floor.strip(), where)
    lead = cell(page, "lead-line")
    if place := re.search(r"hạng (\S+) trong", lead):
        yield Statement(unit, "", "overall", place[1], where)
    if score := re.search(r"[Đđ]ạt (\d+/\d+) chỉ tiêu", lead):
        yield Statement(unit, "", "score", score[1], where)


def of_figure_page(client: Client, unit: str, indicator: str) -> Iterator[Statement]:
    """The page "why this number?"."""
    page, where = page_of(client, "figure", unit, indicator), f"figure {unit}/{indicator}"
    now = page.xpath("//*[contains(@class, 'figure-now')]")[0]
    value = number("".join(now.xpath(".//p[contains(@class, 'figure-big')]/text()")).strip())
    if value is not None:
        yield Statement(unit, indicator, "value", f"{value.normalize():f}", where)
    if verdict := cell(now, "chip"):
        yield Statement(unit, indicator, "verdict", verdict, where)
    if place := re.search(r"hạng (\S+)/\d+", words_of(now)):
        yield Statement(unit, indicator, "place", place[1], where)


def of_json(compliance: Any, ranking: Any) -> Iterator[Statement]:
    """What scripts read."""
    words = {status: word for word, status in VERDICTS.items()}
    for row in compliance["rows"]:
        for code, cells in row["cells"].items():
            yield Statement(row["unit"]["code"], code, "verdict", words[cells["status"]], "json")
            yield from _of_cell(row["unit"]["code"], code, cells["value"], "json")
    for row in ranking["rows"]:
        if row["overall"]["place"] is not None:
            yield Statement(row["unit"]["code"], "", "first", str(row["overall"]["place"]), "json")


def of_ranking_workbook(client: Client, names: Names, codes: Names) -> Iterator[Statement]:
    """The ranking as a workbook: a value or a state and a place for each indicator."""
    where = "ranking.xlsx"
    rows = _sheet(client, reverse("ranking_export", args=["xlsx"]))
    heads = next(row for row in rows if "Đơn vị" in row)
    for row in rows:
        unit = names.get(str(row[2]))
        if unit is None:
            continue
        yield Statement(unit, "", "overall", str(row[1]), where)
        for at, head in enumerate(heads):
            if head in codes:
                yield from _of_cell(unit, codes[head], row[at], where)
                yield Statement(unit, codes[head], "place", str(row[at + 1]), where)


def of_appendix(client: Client, names: Names, codes: Names) -> Iterator[Statement]:
    """The appendix to the letter: value, verdict and place for each indicator."""
    where = "appendix.xlsx"
    rows = _sheet(client, reverse("appendix_export"))
    heads = next(row for row in rows if "Đơn vị" in row)
    for row in rows:
        unit = names.get(str(row[1]))
        if unit is None:
            continue
        yield Statement(unit, "", "score", f"{row[-3]}/{row[-2]}", where)
        yield Statement(unit, "", "first", str(row[-1]), where)
        for at, head in enumerate(heads):
            code = codes.get(str(head).rsplit(" (", 1)[0])
            if code:
                yield from _of_cell(unit, code, row[at], where)
                yield Statement(unit, code, "verdict", str(row[at + 1]), where)
                yield Statement(unit, code, "first", str(row[at + 2]), where)


def of_notices(made: Iterable[Notice], codes: Names) -> Iterator[Statement]:
    """The notice that goes to each unit."""
    for notice in made:
        where = f"notice {notice.code}"
        for row in notice.rows:
            code = codes[row.name.rsplit(" (", 1)[0]]
            yield from _of_cell(notice.code, code, number(row.value), where)
            # Beside late files stands what became of their letters.
            if row.verdict and code != "overdue":
                yield Statement(notice.code, code, "verdict", row.verdict, where)
            yield Statement(notice.code, code, "place", row.place.split("/")[0], where)
        if place := re.search(r"Xếp thứ (\S+) trong", notice.after):
            yield Statement(notice.code, "", "overall", place[1], where)
        if score := re.search(r"Đạt (\d+/\d+) chỉ tiêu", notice.head):
            yield Statement(notice.code, "", "score", score[1], where)


def of_summary_docx(client: Client, names: Names) -> Iterator[Statement]:
    """The summary that a leader signs."""
    response = client.get(reverse("compliance_export", args=["docx"]))
    for table in Document(io.BytesIO(response.content)).tables:
        for row in table.rows:
            texts = [entry.text.strip() for entry in row.cells]
            unit = next((names[text] for text in texts[:3] if text in names), None)
            score = next((text for text in texts if re.fullmatch(r"\d+/\d+", text)), None)
            if unit and score:
                yield Statement(unit, "", "score", score, "summary.docx")


def _sheet(client: Client, address: str) -> list[tuple[Any, ...]]:
    book = load_workbook(io.BytesIO(client.get(address).content))
    return list(book.worksheets[0].iter_rows(values_only=True))


def _of_cell(unit: str, code: str, content: Any, where: str) -> Iterator[Statement]:
    try:
        yield Statement(unit, code, "value", f"{Decimal(str(content)).normalize():f}", where)
    except ArithmeticError:
        if content is not None and str(content) in VERDICTS:
            yield Statement(unit, code, "verdict", str(content), where)
