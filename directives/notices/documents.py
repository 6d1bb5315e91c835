"""Notices as files: all units in one PDF, a zip with one PDF each, or one unit's alone."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from django.utils import translation

from directives.compliance.paper import place_and_date, subtitle
from directives.compliance.summary import Summary
from directives.notices import phrases
from directives.notices.presentation import Notice, notice_for, notices
from directives.text.imprint import Imprint
from directives.text.letterhead import MOTTO, NATION
from directives.text.qr import qr_svg
from directives.text.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("notice.typ")

NOTICE_FORMATS = ("pdf", "zip")
_ROWS_OF_HALF = 5  # a notice with more rows takes a page of its own


def notices_document(summary: Summary, fmt: str, imprint: Imprint | None = None) -> bytes:
    """The notices of all units that were reported, in Vietnamese; without an imprint drafts.

    `fmt` is one of NOTICE_FORMATS; another raises KeyError. LookupError without any unit.
    """
    if fmt not in NOTICE_FORMATS:
        raise KeyError(fmt)
    with translation.override("vi"):
        made = notices(summary, imprint)
        if not made:
            raise LookupError("Nothing was reported of any unit")
        if fmt == "pdf":
            return _pdf(summary, made, imprint)
        return _zip(summary, made, imprint)


def unit_notice(summary: Summary, unit_id: int, imprint: Imprint | None = None) -> bytes | None:
    """One unit's notice as PDF; None where nothing was reported of it."""
    with translation.override("vi"):
        made = notice_for(summary, unit_id, imprint)
        return _pdf(summary, (made,), imprint) if made else None


def notices_name(period: str, fmt: str) -> str:
    """ "phieu-thong-bao-2023-H1.pdf"."""
    return f"phieu-thong-bao-{period}.{fmt}"


def notice_name(period: str, unit: str) -> str:
    """ "phieu-thong-bao-2023-H1-vinhgiang.pdf"."""
    return f"phieu-thong-bao-{period}-{unit}.pdf"


def _pdf(summary: Summary, made: Sequence[Notice], imprint: Imprint | None) -> bytes:
    return typeset(_TEMPLATE, "notices", _data(summary, made, imprint))


def _zip(summary: Summary, made: Sequence[Notice], imprint: Imprint | None) -> bytes:
    stream = io.BytesIO()
    period = summary.source.period.code
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for notice in made:
            packed.writestr(notice_name(period, notice.code), _pdf(summary, (notice,), imprint))
    return stream.getvalue()


def _data(summary: Summary, made: Sequence[Notice], imprint: Imprint | None) -> dict[str, Any]:
    """What stands on every notice once, then each of them."""
    unsourced = replace(summary.source, report=None)
    return {
        "office": summary.source.office.name.upper(),
        "nation": NATION,
        "motto": MOTTO,
        "title": phrases.TITLE,
        "period": subtitle(replace(summary, source=unsourced)),
        "to": phrases.TO,
        "heads": phrases.HEADS,
        "request": phrases.REQUEST,
        "cut": phrases.CUT,
        "approver": phrases.APPROVER,
        "sign_here": phrases.SIGN_HERE,
        "place_and_date": place_and_date(summary),
        "rows_of_half": _ROWS_OF_HALF,
        "qr": qr_svg(imprint.url) if imprint else "",
        "notices": [asdict(notice) for notice in made],
    }
