"""Icons drawn once and pointed at."""

from __future__ import annotations

from django.template import Context, Template


def render(source: str) -> str:
    return Template("{% load icons %}" + source).render(Context({"name": '"><script>'}))


def test_symbols_have_an_id_and_scale_with_their_place() -> None:
    drawn = render('{% icon_symbols "mail circle-x" %}')
    assert drawn.count("<symbol") == drawn.count("</symbol>") == 2
    assert 'id="icon-mail"' in drawn and 'viewBox="0 0 24 24"' in drawn
    assert 'width="24"' not in drawn and 'height="24"' not in drawn


def test_an_icon_points_at_its_symbol_and_runs_nothing() -> None:
    assert 'href="#icon-mail"' in render('{% icon "mail" %}')
    assert "<script>" not in render("{% icon name %}")
