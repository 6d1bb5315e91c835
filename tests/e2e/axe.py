"""axe-core on a page: what a person who cannot see, or cannot use a mouse, would stumble over."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from playwright.sync_api import Page

SOURCE = settings.NODE_MODULES / "axe-core" / "axe.min.js"
# WCAG 2.2 at level AA, and axe's own rules of good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"


def assert_accessible(page: Page) -> None:
    """Fails with a list of rules and elements when axe finds anything on the page as it stands."""
    findings = violations(page)
    assert not findings, "\n".join([f"axe on {page.url}:", *findings])


def violations(page: Page) -> list[str]:
    """One line for each rule that is broken and one for each element that breaks it."""
    # Evaluated by the debugger: a script tag would be refused by the page's own policy.
    page.evaluate(SOURCE.read_text(encoding="utf-8"))
    result: dict[str, Any] = page.evaluate(RUN, TAGS)
    return [line for rule in result["violations"] for line in _lines(rule)]


def _lines(rule: dict[str, Any]) -> list[str]:
    head = f"  {rule['id']} ({rule['impact']}): {rule['help']}, {rule['helpUrl']}"
    nodes = [f"    {' '.join(map(str, n['target']))}: {n['html'][:160]}" for n in rule["nodes"]]
    return [head, *nodes]
