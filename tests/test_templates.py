"""How templates are laid out; what djlint does not look at."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import get_template

LONGEST = 120
TEMPLATES = settings.BASE_DIR / "templates"


def test_no_line_is_longer_than_a_screen() -> None:
    long = [
        f"{path.relative_to(TEMPLATES)}:{number}: {len(line)}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LONGEST
    ]
    assert not long, f"longer than {LONGEST}; white space inside a sentence or a tag shows nowhere"


def test_every_template_can_be_read() -> None:
    for path in TEMPLATES.rglob("*.html"):
        get_template(str(path.relative_to(TEMPLATES)))
