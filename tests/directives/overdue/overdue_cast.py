"""Files of the overdue register for tests of its pages; nobody in them is real."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from directives.overdue.models import ApologyLetter, OverdueFile
from units.models import Unit

APPLICANT, ADDRESS, PHONE, ID_NUMBER = (
    "Nguyễn Thử Nghiệm",
    "thôn Giả Định, xã Giả Định",
    "0900123456",
    "045000000123",
)
PERSONAL = (APPLICANT, ADDRESS, PHONE, ID_NUMBER)


def make_file(unit: str = "vinhgiang", code: str = "HS-01", **said: Any) -> OverdueFile:
    """A file that was due on 22/5/2023 and is not resolved, with an applicant."""
    values: dict[str, Any] = {
        "procedure": "Đăng ký biến động đất đai",
        "applicant": APPLICANT,
        "address": ADDRESS,
        "phone": PHONE,
        "id_number": ID_NUMBER,
        "due_on": date(2023, 5, 22),
        "received_on": date(2023, 5, 2),
        **said,
    }
    found: OverdueFile = OverdueFile.objects.create(
        unit=Unit.objects.get(code=unit), code=code, **values
    )
    return found


def attach(file: OverdueFile, **said: Any) -> ApologyLetter:
    """An apology letter that lies in the file."""
    return ApologyLetter.objects.create(file=file, attached_at=timezone.now(), **said)
