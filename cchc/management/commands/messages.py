"""The Vietnamese catalogue, kept with Babel: Django's own commands need GNU gettext installed.

A text is found where it is marked: `gettext` and its kin, `_`, and the template tags. Updating
never guesses a translation from a similar text: a wrong word in a letter costs more than a
missing one, and `check` names the missing ones.
"""

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

LANGUAGE = "vi"
# A constant header: dates and versions in it would change on every run.
HEADER = r"""msgid ""
msgstr ""
"Language: vi\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""
ONE, MANY = (1,), (1, 2)
ONE_IN_CONTEXT, MANY_IN_CONTEXT = ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS: dict[str, Any] = {
    "_": ONE,
    "gettext": ONE,
    "gettext_lazy": ONE,
    "gettext_noop": ONE,
    "ngettext": MANY,
    "ngettext_lazy": MANY,
    "pgettext": ONE_IN_CONTEXT,
    "pgettext_lazy": ONE_IN_CONTEXT,
    "npgettext": MANY_IN_CONTEXT,
    "npgettext_lazy": MANY_IN_CONTEXT,
}
TEMPLATE_SUFFIXES = {".html", ".txt"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


class Command(BaseCommand):
    help = "Keeps the Vietnamese catalogue: update, check (fails on any gap) or compile."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["update", "check", "compile"])

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        path = settings.LOCALE_PATHS[0] / LANGUAGE / "LC_MESSAGES" / "django.po"
        if action == "compile":
            compile_catalogue(path)
            return
        sources, catalogue = source_texts(), read_catalogue(path)
        if action == "update":
            update(catalogue, sources)
            write_catalogue(path, catalogue)
            self.stdout.write(f"{len(catalogue)} texts in {path}")
            return
        gaps = list(find_gaps(catalogue, sources))
        if gaps:
            raise CommandError("\n".join([f"{path}: {len(gaps)} to settle", *gaps]))


# Finding the texts -----------------------------------------------------------------------------
def source_texts() -> Catalog:
    """Every marked text of the project's own code and templates, untranslated."""
    catalogue = Catalog(locale=LANGUAGE)
    for path in source_files():
        text = path.read_text(encoding="utf-8")
        try:
            for _line, ids, comments, context in texts(text, template=path.suffix != ".py"):
                catalogue.add(ids, auto_comments=comments, context=context)
        except SyntaxError as error:
            raise CommandError(f"{path}: {error}") from error
    return catalogue


def source_files() -> Iterator[Path]:
    """Python files (without migrations) and templates of the apps that live in this project."""
    roots = [Path(app.path) for app in apps.get_app_configs()]
    own = [root for root in roots if root.parent == settings.BASE_DIR]
    for root in own:
        yield from sorted(p for p in root.rglob("*.py") if "migrations" not in p.parts)
    for root in (folder / "templates" for folder in [settings.BASE_DIR, *own]):
        yield from sorted(p for p in root.rglob("*") if p.suffix in TEMPLATE_SUFFIXES)


def texts(source: str, *, template: bool) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """(line, msgid or (singular, plural), translators' comments, context) of each marked text."""
    if template:
        # Inside brackets Python ignores indentation, which means nothing in a template.
        source = f"(\n{templatize(source)}\n)"
    yield from extract(
        "python", BytesIO(source.encode()), KEYWORDS, ["Translators:"], strip_comment_tags=False
    )


# The catalogue ---------------------------------------------------------------------------------
def read_catalogue(path: Path) -> Catalog:
    """The catalogue as it stands; an empty one when there is no file."""
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE, charset="utf-8")


def update(catalogue: Catalog, sources: Catalog) -> None:
    """Adds what is new and drops what is gone; history keeps the dropped ones."""
    catalogue.update(sources, no_fuzzy_matching=True)
    catalogue.obsolete.clear()


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    """Sorted and without line numbers, so that a change shows only what changed."""
    body = BytesIO()
    write_po(body, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + body.getvalue().decode(), encoding="utf-8")


def compile_catalogue(path: Path) -> None:
    """Writes django.mo beside django.po unless it is newer; in one step, as others may read it."""
    compiled = path.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
        return
    fresh = path.with_suffix(".mo.new")
    with fresh.open("wb") as file:
        write_mo(file, read_catalogue(path))
    fresh.replace(compiled)


# Checking --------------------------------------------------------------------------------------
def find_gaps(catalogue: Catalog, sources: Catalog) -> Iterator[str]:
    """One line for each text that is missing, obsolete, fuzzy, empty or has other placeholders."""
    known = {(m.context, m.id): m for m in catalogue if m.id}
    wanted = {(m.context, m.id): m for m in sources if m.id}
    for key in sorted(wanted.keys() - known.keys(), key=str):
        yield f"  missing: {named(wanted[key])}"
    for key in sorted(known.keys() - wanted.keys(), key=str):
        yield f"  obsolete: {named(known[key])}"
    for message in catalogue.obsolete.values():
        yield f"  obsolete: {named(message)}"
    for key in sorted(wanted.keys() & known.keys(), key=str):
        if problem := translation_problem(known[key]):
            yield f"  {problem}: {named(known[key])}"


def translation_problem(message: Message) -> str:
    """What is wrong with one translation, in a word or two; empty when nothing is."""
    translations = [text or "" for text in _forms(message.string)]
    if message.fuzzy:
        return "fuzzy"
    if not all(translations):
        return "empty"
    wanted = placeholders(_forms(message.id)[-1])
    if any(placeholders(text) != wanted for text in translations):
        return "other placeholders"
    return ""


def _forms(texts: Any) -> list[str]:
    """Singular and plural forms, where Babel gives a text alone when there is one."""
    return [texts] if isinstance(texts, str) else list(texts or [""])


def placeholders(text: str) -> list[str]:
    """The places that figures and names are put into, in any order: %(x)s, %s, {x}."""
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


def named(message: Message) -> str:
    """The source text, with its context in front where it has one."""
    text = " / ".join(_forms(message.id))
    return f"[{message.context}] {text!r}" if message.context else repr(text)
