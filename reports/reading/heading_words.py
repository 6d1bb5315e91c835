"""The words that headings of reports are made of, as `heading_key` writes them."""

import re

# Words that nearly every heading has: they alone prove nothing.
COMMON_WORDS = frozenset(
    (
        *("ty", "le", "ho", "so", "luong", "tong", "cua", "co", "duoc", "cac"),
        *("thu", "tuc", "hanh", "chinh"),
    )
)
# Parts that only say how the title above them is measured.
MEASURES = frozenset(("", "ty le", "so luong", "tong so", "so ho so"))
EMPTY_TITLES = MEASURES | {
    *("chi tieu", "cac chi tieu", "nhom chi tieu", "chi so", "cac chi so", "trong do"),
    *("ket qua", "ket qua thuc hien", "noi dung", "so lieu"),
}
BELOW_A_TITLE = 95
# Below the name of an indicator: its figures, or something else that belongs to it.
FIGURES_OF_TITLE = frozenset(
    (
        *("thuc hien", "da thuc hien", "ket qua", "ket qua thuc hien", "ket qua dat duoc"),
        *("dat", "dat duoc", "ty le dat", "ty le dat duoc", "chung", "ty le chung"),
    )
)
NOT_FIGURES = re.compile(
    r"(?:chi tieu|muc tieu|ke hoach|danh gia(?! muc do)|xep hang|xep loai|thu hang|diem|tang|giam|"
    r"so sanh|chenh lech|cung ky|ky truoc|nam truoc|thang truoc|quy truoc|ghi chu|so voi)\b"
)
# A heading that denies something speaks of the rest of the files.
DENIALS = frozenset(("chua", "khong"))
OPPOSITES = (("truc tiep", "truc tuyen"), ("qua han", "dung han"), ("tre han", "dung han"))
# What speaks of other files or means than the indicator: about to be late, sent back.
OTHER_FILES = ("sap ", "tra lai", "dung tien mat", "dien tu")
# The words that make an indicator what it is: none is proposed to a heading without them.
OWN_WORDS = ("xin loi", "bien lai", "hai long", "thanh toan", "so hoa")
# What provinces call an indicator loosely, and one of its headings; only ever a proposal.
LOOSE = (
    ("thanh toan online", "ty le thanh toan truc tuyen"),
    ("thanh toan dien tu", "ty le thanh toan truc tuyen"),
    ("thanh toan khong dung tien mat", "ty le thanh toan truc tuyen"),
    ("so hoa ho so", "ty le so hoa thanh phan ho so"),
    ("ho so duoc so hoa", "ty le so hoa thanh phan ho so"),
    ("qua mang", "ty le ho so truc tuyen"),
    ("qua cong dich vu cong", "ty le ho so truc tuyen"),
    ("dich vu cong truc tuyen", "ty le ho so truc tuyen"),
    ("dich vu truc tuyen", "ty le ho so truc tuyen"),
    ("ho so online", "ty le ho so truc tuyen"),
    ("tiep nhan online", "ty le ho so truc tuyen"),
    ("tre hen", "qua han"),
)
COUNT_WORDS = re.compile(
    r"(?:tong so|so luong|so (?:ho so|giao dich|thu tuc|don|thu|phieu|bien lai|truong hop))\b"
)
SAYS_RATE = re.compile(r"^ty le | ty le$")
RATE_WORDS = re.compile(r"\b(?:ty le|ti le|tl|muc do hai long)\b")
