"""The units' names in the ways that offices spell them: some are taken, some must be asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

from tests.reports.imports.corpus.cases import Case, Rows, codes, counts, renamed, table
from tests.reports.report_files import TOTAL, UNIT_ROWS, write
from units.names.collation import strip_marks
from units.names.legacy import TCVN3, VNI

_NEW_TONES = {"UBND xã Vĩnh Hòa": "UBND xã Vĩnh Hoà", "UBND xã Vĩnh Thủy": "UBND xã Vĩnh Thuỷ"}
_LONG = {
    "UBND xã Vĩnh Hòa": "Ủy ban nhân dân xã Vĩnh Hòa",
    "UBND xã Vĩnh Ô": "UỶ BAN NHÂN DÂN XÃ VĨNH Ô",
}
_SHORT = {
    "UBND xã Vĩnh Hòa": "X. Vĩnh Hòa",
    "UBND thị trấn Hồ Xá": "TT. Hồ Xá",
    "UBND thị trấn Bến Quan": "UBND T.T Bến Quan",
    "UBND thị trấn Cửa Tùng": "U.B.N.D TT.Cửa Tùng",
    "VP UBND huyện Vĩnh Linh": "Văn phòng UBND H. Vĩnh Linh",
}


def _spelled(change: Callable[[str], str]) -> Rows:
    names = {row[1]: change(row[1]) for row in UNIT_ROWS}
    return table(rows=renamed(names))


def _everywhere(change: Callable[[str], str]) -> Rows:
    return [[change(v) if isinstance(v, str) else v for v in row] for row in table()]


def decomposed(folder: Path) -> Path:
    """All text as a Mac writes it, headings and titles too."""
    rows = _everywhere(lambda text: unicodedata.normalize("NFD", text))
    return write(folder / "nfd.xlsx", rows, merged=())


def capitals(folder: Path) -> Path:
    return write(folder / "capitals.xlsx", _everywhere(str.upper), merged=())


def spaces(folder: Path) -> Path:
    rows = _spelled(lambda text: "  " + text.replace(" ", "\u00a0 ") + "\n")
    return write(folder / "spaces.xlsx", rows, merged=())


def new_tones(folder: Path) -> Path:
    return write(folder / "new-tones.xlsx", table(rows=renamed(_NEW_TONES)), merged=())


def written_out(folder: Path) -> Path:
    return write(folder / "written-out.xlsx", table(rows=renamed(_LONG)), merged=())


def abbreviations(folder: Path) -> Path:
    return write(folder / "abbreviations.xlsx", table(rows=renamed(_SHORT)), merged=())


def without_marks(folder: Path) -> Path:
    return write(folder / "no-marks.xlsx", _spelled(strip_marks), merged=())


def bare_names(folder: Path) -> Path:
    rows = _spelled(lambda text: text.removeprefix("UBND xã ").removeprefix("UBND thị trấn "))
    return write(folder / "bare.xlsx", rows, merged=())


def a_slip(folder: Path) -> Path:
    rows = table(rows=renamed({"UBND xã Hiền Thành": "UBND xã Hiền Thanh"}))
    return write(folder / "slip.xlsx", rows, merged=())


def another_tone(folder: Path) -> Path:
    """Vĩnh Hóa is no other way to write Vĩnh Hòa."""
    rows = table(rows=renamed({"UBND xã Vĩnh Hòa": "UBND xã Vĩnh Hóa"}))
    return write(folder / "tone.xlsx", rows, merged=())


def unknown(folder: Path) -> Path:
    rows = table(rows=renamed({"UBND xã Vĩnh Hòa": "UBND xã Gio Mỹ"}))
    return write(folder / "unknown.xlsx", rows, merged=())


def twice(folder: Path) -> Path:
    rows = table(rows=(*UNIT_ROWS, (20, "UBND xã Vĩnh Chấp", "81,6", "10,2", "0", "", "")))
    return write(folder / "twice.xlsx", rows, merged=())


def missing(folder: Path) -> Path:
    total = ("", "Toàn huyện", "76,9", "59,29", "25", "7,5", "54,9")
    return write(
        folder / "missing.xlsx", table(total=total, rows=UNIT_ROWS[:1] + UNIT_ROWS[2:]), merged=()
    )


def in_tcvn3(folder: Path) -> Path:
    """The whole sheet as a font of its own (.VnTime) shows it."""
    letters = {letter: code for code, letter in TCVN3.items()}
    rows = _everywhere(lambda text: "".join(letters.get(letter, letter) for letter in text))
    return write(folder / "tcvn3.xlsx", rows, merged=())


def in_vni(folder: Path) -> Path:
    """The whole sheet as VNI-Times shows it."""
    letters: dict[str, str] = {}
    for code, letter in VNI.items():
        letters.setdefault(letter, code)
    rows = _everywhere(lambda text: "".join(letters.get(letter, letter) for letter in text))
    return write(folder / "vni.xlsx", rows, merged=())


def district_behind_names(folder: Path) -> Path:
    """As portals write names; the office itself without its place."""
    rows = _spelled(lambda text: text.removeprefix("UBND ") + ", huyện Vĩnh Linh")
    rows[6][1] = "VP UBND huyện"
    return write(folder / "portal.xlsx", rows, merged=())


def joint_office(folder: Path) -> Path:
    rows = table(rows=renamed({"VP UBND huyện Vĩnh Linh": "Văn phòng HĐND&UBND huyện"}))
    return write(folder / "joint.xlsx", rows, merged=())


def names_in_two_columns(folder: Path) -> Path:
    """The kind of office stands beside the place, written once where several have it."""
    rows = table()
    rows[4][1:2] = ["Loại", "Tên đơn vị"]
    rows[5].insert(1, "")
    for row in rows[6:]:
        kind = next(known for known in _KINDS if row[1].startswith(known))
        row[1:2] = [kind, row[1].removeprefix(kind).strip()]
    rows[8][1] = rows[9][1] = ""
    return write(folder / "two-columns.xlsx", rows, merged=("B8:B10",))


def side_by_side(folder: Path) -> Path:
    """The list is long, so that its second half stands beside the first."""
    rows = table(rows=UNIT_ROWS[:10])
    rows[4] += ["", *rows[4]]
    for at, row in enumerate(UNIT_ROWS[10:]):
        rows[6 + at] += ["", *row]
    return write(folder / "side.xlsx", rows, merged=())


_KINDS = ("VP UBND huyện", "UBND xã", "UBND thị trấn")
_ASKED = codes("unit-proposed")
_NOT_ASKED = {"vinhlinh.online": "76.9"}

CASES = (
    Case("decomposed", decomposed),
    Case("capitals", capitals),
    Case("spaces", spaces),
    Case("new-tones", new_tones),
    Case("written-out", written_out),
    Case("abbreviations", abbreviations),
    Case("district-behind-names", district_behind_names),
    Case(
        "joint-office",
        joint_office,
        counts=counts(new=67, blank=28, refused=5),
        figures=_NOT_ASKED,
        blocking=_ASKED,
    ),
    Case("names-in-two-columns", names_in_two_columns),
    Case(
        "side-by-side",
        side_by_side,
        counts=counts(new=40, blank=15),
        figures={"vinhgiang.overdue": "11", "hoxa.payment": "36.1"},
        blocking=codes("tables-side-by-side", "total-mismatch"),
        told=codes("units-missing"),
    ),
    Case(
        "without-marks",
        without_marks,
        counts=counts(new=5, refused=95),
        figures=_NOT_ASKED,
        blocking=_ASKED,
    ),
    Case(
        "bare-names",
        bare_names,
        counts=counts(new=8, blank=2, refused=90),
        figures=_NOT_ASKED,
        blocking=_ASKED,
    ),
    Case("a-slip", a_slip, counts=counts(new=67, blank=28, refused=5), blocking=_ASKED),
    Case("another-tone", another_tone, counts=counts(new=65, blank=30, refused=5), blocking=_ASKED),
    Case(
        "unknown",
        unknown,
        counts=counts(new=65, blank=30, refused=5),
        blocking=codes("unit-unknown"),
    ),
    Case(
        "twice", twice, counts=counts(new=70, blank=30, refused=5), blocking=codes("unit-duplicate")
    ),
    Case(
        "missing",
        missing,
        counts=counts(new=67, blank=28),
        told=codes("units-missing"),
        figures={"vinhlinh.overdue": "25", "vinhlam.overdue": "0"},
    ),
    Case("tcvn3", in_tcvn3),
    Case("vni", in_vni),
)
assert TOTAL[1] == "Toàn huyện"
