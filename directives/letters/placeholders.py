"""What each placeholder of a Word template stands for, as the page on templates lists them."""

from typing import Final

from django.utils.translation import gettext_lazy

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
