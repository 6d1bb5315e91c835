"""Why a Word template is not taken, and what each placeholder stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.attachments.services import AttachmentCode, AttachmentError

_REFUSED: Final = {
    "wrong-kind": gettext_lazy("Choose a Word file (.docx) without macros."),
    "not-what-it-says": gettext_lazy(
        "The file is no Word document, or has macros or a password. Save it again as .docx."
    ),
    "outside": gettext_lazy(
        "The template fetches something from another place. Put pictures into the file itself and "
        "detach it from other templates."
    ),
    "field": gettext_lazy(
        "The template has the field %(names)s, which a letter may not hold. Click on it in Word "
        "and press Ctrl+Shift+F9 to make it plain content."
    ),
    "not-allowed": gettext_lazy(
        "“%(names)s” cannot be used so in a template. Use only the placeholders below, “if”, and "
        "“for” over a list, at most one inside another."
    ),
    "too-much": gettext_lazy(
        "The template has too many placeholders or loops. Take the built-in template and change "
        "only what has to differ."
    ),
    "unknown-names": gettext_lazy(
        "The template has placeholders that do not exist: %(names)s. Write them as in the list "
        "below."
    ),
    "syntax": gettext_lazy(
        "A “{{ … }}” or “{% … %}” of the template is incomplete: each “for” needs its “endfor”, "
        "each “if” its “endif”."
    ),
    "broken": gettext_lazy(
        "The template could not be filled in. Take the built-in template and make your changes in "
        "it step by step."
    ),
    "no-placeholders": gettext_lazy(
        "The template has no placeholder, so every letter would read the same. Take the built-in "
        "template and change that."
    ),
}


def template_refused_text(code: str, names: Sequence[str] = ()) -> str:
    """The sentence of a TemplateRefusedError."""
    if code not in _REFUSED:
        return AttachmentError(cast(AttachmentCode, code)).message
    text = str(_REFUSED[code])
    return text.replace("%(names)s", ", ".join(names))


def template_failed_text(filename: str) -> str:
    """Said instead of a Word file, when the office's own template could not be filled in."""
    return _(
        "The template “%(file)s” could not be filled in. Go back to the built-in template under "
        "“Letter template”, or print the PDF."
    ) % {"file": filename}


# Each placeholder as it is written in a template, and what it stands for; a loop is shown as one.
PLACEHOLDERS: Final = (
    ("{{ quoc_hieu }}, {{ tieu_ngu }}", gettext_lazy("name and motto of the nation")),
    ("{%p for dong in co_quan_tren %}", gettext_lazy("body above the issuer; may be empty")),
    ("{%p for dong in co_quan %}", gettext_lazy("the issuer, line by line")),
    ("{{ so }}, {{ ky_hieu }}", gettext_lazy("number (blank in a draft) and symbol")),
    ("{{ dia_danh }}", gettext_lazy("place")),
    ("{{ ngay }}, {{ thang }}, {{ nam }}", gettext_lazy("day (blank in a draft), month, year")),
    ("{%p for dong in trich_yeu %}", gettext_lazy("subject, line by line")),
    ("{{ trich_yeu_gon }}", gettext_lazy("subject in one line")),
    ("{%p for noi in kinh_gui %}", gettext_lazy("addressed to, one each")),
    ("{%p for doan in mo_dau %} {{r doan }}", gettext_lazy("opening paragraphs")),
    ("{%p for doan in nhan_xet %} {{r doan }}", gettext_lazy("findings: what goes well, is low")),
    ("{{ bang.tieu_de }}", gettext_lazy("title of the table")),
    ("{%tc for cot in bang.cot %}", gettext_lazy("heads of the table's columns")),
    ("{{ bang.tong.ten }}, bang.tong.o", gettext_lazy("total row: its name and its cells")),
    ("{%tr for dong in bang.dong %}", gettext_lazy("a row each: dong.tt, dong.ten, dong.o")),
    ("{{ bang.dau_tt }}, {{ bang.dau_ten }}", gettext_lazy("heads of the first two columns")),
    ("{%p for doan in chuyen_tiep %} {{r doan }}", gettext_lazy("sentence before the clauses")),
    ("{%p for doan in khoan %} {{r doan }}", gettext_lazy("the clauses with their numbers")),
    ("{%p for doan in ket_thuc %} {{r doan }}", gettext_lazy("closing paragraph")),
    ("{%p for noi in noi_nhan %}", gettext_lazy("copies to, one each")),
    ("{%p for dong in quyen_ky %}", gettext_lazy("authority and title above the signature")),
    ("{{ nguoi_ky }}", gettext_lazy("name of the signer")),
    (
        "{%p for dong in cong_bo %}",
        gettext_lazy("number and check code; a published letter has the built-in template alone"),
    ),
)
