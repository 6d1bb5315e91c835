"""The catalogue's tool: it finds every marked text and names every gap."""

from __future__ import annotations

import gettext
import os
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import CommandError, call_command

from cchc.management.commands import messages


def found(source: str, *, template: bool) -> list[tuple[object, str | None]]:
    """(msgid, context) of each text in order."""
    return [(ids, context) for _, ids, _, context in messages.texts(source, template=template)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("_('Unit')", [("Unit", None)]),
        ("gettext_lazy('Unit')", [("Unit", None)]),
        ("pgettext('verdict', 'met')", [("met", "verdict")]),
        ("ngettext('%(n)s unit', '%(n)s units', n)", [(("%(n)s unit", "%(n)s units"), None)]),
        ("npgettext('row', 'a', 'b', n)", [(("a", "b"), "row")]),
        ("_('one '\n  'text')", [("one text", None)]),
        ("_(name)\nprint('no mark')", []),
    ],
)
def test_texts_in_python(source: str, expected: list[object]) -> None:
    assert found(source, template=False) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<a>\n  {% translate 'Rank' %}\n it's (", [("Rank", None)]),
        ("{% translate 'met' context 'verdict' %}", [("met", "verdict")]),
        ("{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}", [("Hello %(name)s", None)]),
        (
            "{% blocktranslate count n=n %}a unit{% plural %}{{ n }} units{% endblocktranslate %}",
            [(("a unit", "%(n)s units"), None)],
        ),
        (
            "{% blocktranslate trimmed context 'c' %}\n 60 %\n up {% endblocktranslate %}",
            [("60 %% up", "c")],
        ),
        ("{% include 'x' with title=_('Title') %}", [("Title", None)]),
        ("{{ value|default:_('none') }}", [("none", None)]),
    ],
)
def test_texts_in_templates(source: str, expected: list[object]) -> None:
    assert found(source, template=True) == expected


def catalogue(*entries: tuple[object, object]) -> Catalog:
    made = Catalog(locale="vi")
    for ids, string in entries:
        made.add(ids, string)
    return made


@pytest.mark.parametrize(
    ("ids", "string", "gap"),
    [
        ("Unit", "Đơn vị", None),
        ("Unit", "", "empty: 'Unit'"),
        ("%(n)s of {x}", "{x}: %(n)s", None),
        ("%(n)s of {x}", "%(n)s", "other placeholders: '%(n)s of {x}'"),
        ("%(n)s of 100 %%", "%(n)s trên 100 %%", None),
        (("a unit", "%(n)s units"), ("%(n)s đơn vị",), None),
        (("a unit", "%(n)s units"), ("đơn vị",), "other placeholders: 'a unit / %(n)s units'"),
        (("a unit", "units"), ("",), "empty: 'a unit / units'"),
    ],
)
def test_one_translation(ids: object, string: object, gap: str | None) -> None:
    gaps = list(messages.find_gaps(catalogue((ids, string)), catalogue((ids, ""))))
    assert [line.strip() for line in gaps] == ([gap] if gap else [])


def test_missing_obsolete_and_fuzzy_are_named() -> None:
    known = catalogue(("Old", "Cũ"), ("Guess", "Đoán"))
    known["Guess"].flags.add("fuzzy")
    gaps = list(messages.find_gaps(known, catalogue(("New", ""), ("Guess", ""))))
    expected = ["missing: 'New'", "obsolete: 'Old'", "fuzzy: 'Guess'"]
    assert [line.strip() for line in gaps] == expected


def test_update_keeps_translations_and_guesses_nothing(tmp_path: Path) -> None:
    known = catalogue(("Unit", "Đơn vị"), ("Unit name", "Tên đơn vị"))
    messages.update(known, catalogue(("Unit", ""), ("Unit names", "")))
    path = tmp_path / "django.po"
    messages.write_catalogue(path, known)
    first = path.read_bytes()
    kept = read_po(BytesIO(first), locale="vi")
    assert {m.id: m.string for m in kept if m.id} == {"Unit": "Đơn vị", "Unit names": ""}
    messages.write_catalogue(path, messages.read_catalogue(path))
    assert path.read_bytes() == first


@pytest.fixture
def own_catalogue(tmp_path: Path, settings: object) -> Path:
    """A catalogue in a temporary place, with one text of no source."""
    settings.LOCALE_PATHS = [tmp_path]
    path = tmp_path / "vi" / "LC_MESSAGES" / "django.po"
    messages.write_catalogue(path, catalogue(("Only here", "Chỉ ở đây")))
    return path


def test_check_fails_with_a_list(own_catalogue: Path) -> None:
    with pytest.raises(CommandError, match="obsolete: 'Only here'"):
        call_command("messages", "check")


def test_compile_writes_only_when_older(own_catalogue: Path) -> None:
    call_command("messages", "compile")
    compiled = own_catalogue.with_suffix(".mo")
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Only here") == "Chỉ ở đây"
    os.utime(own_catalogue, (1, 1))
    before = compiled.stat().st_ino
    call_command("messages", "compile")
    assert compiled.stat().st_ino == before
    os.utime(compiled, (0, 0))
    call_command("messages", "compile")
    assert compiled.stat().st_ino != before


def test_every_source_file_can_be_read() -> None:
    files = list(messages.source_files())
    assert settings.BASE_DIR / "cchc" / "settings.py" in files
    assert not any("site-packages" in path.parts or "migrations" in path.parts for path in files)
    assert "Vietnamese" in {message.id for message in messages.source_texts()}
