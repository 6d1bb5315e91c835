"""The overdue register of the demonstration case: 28 late files, in a quarter of their own.

The letter gives only numbers, and its period holds its figures alone: what the register says
would be figures of that period too. Codes, procedures, days and people are made up, and say so.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from cchc.demo import people, workbook
from directives.overdue.models import ApologyLetter, OverdueFile
from reports.figures.period_services import period_ensure
from units.models import Unit

# Vĩnh Giang's fourth, seventh and eleventh file have no letter; all others have one.
WITHOUT_LETTER: Final = {("vinhgiang", 4), ("vinhgiang", 7), ("vinhgiang", 11)}
# Resolved only after the quarter.
PENDING: Final = {("vinhgiang", number) for number in (2, 4, 9, 11)} | {("vp", 5), ("vinhthuy", 3)}
PERIOD: Final = "2023-Q3"
_RESOLVED_LATER: Final = date(2023, 9, 28)
_DUE: Final = {
    ("vinhgiang", 4): date(2023, 8, 21),
    ("vinhgiang", 7): date(2023, 9, 5),
    ("vinhgiang", 11): date(2023, 9, 8),
}
_FIRST_DUE: Final = date(2023, 6, 19)
_KEEP_UNTIL: Final = date(2099, 12, 31)  # nobody's data, so nothing is erased in the night
_PROCEDURES: Final = (
    "Đăng ký biến động quyền sử dụng đất",
    "Cấp giấy phép xây dựng nhà ở riêng lẻ",
    "Đăng ký khai tử",
    "Hưởng trợ cấp xã hội hằng tháng",
)
_REASONS: Final = ("coordination", "workload", "system", "complex")


@dataclass(frozen=True, slots=True)
class MadeFile:
    unit: str
    number: int
    due: date
    resolved: date

    @property
    def code(self) -> str:
        return f"GIADINH-{self.unit.upper()}-{self.number:02}"


def install_overdue() -> None:
    """Make the files and letters that are missing; what is there stays as it is."""
    period_ensure(code=PERIOD)
    units = {unit.code: unit for unit in Unit.objects.filter(parent__code=people.OFFICE)}
    there = set(OverdueFile.objects.values_list("unit__code", "code"))
    for file in made_files():
        if (file.unit, file.code) not in there:
            _install(file, units[file.unit])


def made_files() -> tuple[MadeFile, ...]:
    """The files of every unit with a figure in the column of late files, in the report's order."""
    counts = ((unit[0], row[2]) for unit, row in zip(people.UNITS, workbook.FIGURES, strict=False))
    return tuple(
        _made_file(unit, number)
        for unit, count in counts
        if isinstance(count, int)
        for number in range(1, count + 1)
    )


def _made_file(unit: str, number: int) -> MadeFile:
    due = _DUE.get((unit, number), _FIRST_DUE + timedelta(days=7 * number))
    late = timedelta(days=6 if (unit, number) == ("vinhgiang", 7) else 2 + number % 4)
    resolved = _RESOLVED_LATER if (unit, number) in PENDING else due + late
    return MadeFile(unit, number, due, resolved)


def _install(made: MadeFile, unit: Unit) -> None:
    file = OverdueFile.objects.create(
        unit=unit,
        code=made.code,
        procedure=_PROCEDURES[made.number % len(_PROCEDURES)],
        applicant=f"Người Nộp Giả Định {made.number:02}",
        address="thôn Giả Định",
        phone=f"0900 000 {made.number:03}",
        handler="Công chức giả định",
        received_on=made.due - timedelta(days=20),
        due_on=made.due,
        resolved_on=made.resolved,
        reason=_REASONS[made.number % len(_REASONS)],
        keep_until=_KEEP_UNTIL,
    )
    if (made.unit, made.number) not in WITHOUT_LETTER:
        signed = made.due - timedelta(days=1)
        ApologyLetter.objects.create(
            file=file,
            number=f"{made.number:02}",
            signed_on=signed,
            signer_title="CHỦ TỊCH",
            signer_name="Người Ký Giả Định",
            new_due_on=max(made.resolved, made.due + timedelta(days=10)),
            attached_at=datetime.combine(signed, datetime.min.time(), UTC),
        )
