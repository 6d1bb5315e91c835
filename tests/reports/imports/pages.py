"""What the pages of an import send when somebody clicks in them."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse


def seen_in(page: str) -> str:
    """The token that a page sends with the wish to apply; empty where it offers no such wish."""
    _, _, rest = page.partition('name="seen" value="')
    return rest.partition('"')[0]


def apply_in_page(client: Client, pk: int, *, follow: bool = False, **data: str) -> Any:
    """Open the review of a run and send its wish to apply; gives the response."""
    page = client.get(reverse("import_run", args=[pk])).content.decode()
    sent = {"seen": seen_in(page), **data}
    return client.post(reverse("import_apply", args=[pk]), sent, follow=follow)
