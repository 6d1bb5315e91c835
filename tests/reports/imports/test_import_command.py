"""`manage.py import_report`: exit status, JSON, and one clear sentence when it refuses."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from reports.figures.import_models import ImportRun
from reports.figures.record_models import Record
from reports.imports import presentation
from reports.reading.issues import SEVERITIES, Issue, Severity
from tests.cast import Cast, make_cast
from tests.reports.report_files import write_letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_letter(tmp_path / "letter.xlsx")


def run(*args: Any) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    options = ("--office", "vinhlinh")
    try:
        call_command("import_report", *map(str, args), *options, stdout=out, stderr=err)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def data(*args: Any) -> tuple[int, dict[str, Any]]:
    code, out, _ = run(*args, "--json")
    return code, json.loads(out)


def test_a_new_file_waits_for_review(file: Path) -> None:
    code, found = data(file)
    assert (code, found["status"]) == (3, "review")
    assert not Record.objects.exists()


def test_apply_writes_and_then_there_is_nothing_to_do(file: Path) -> None:
    code, found = data(file, "--apply")
    assert (code, found["status"]) == (0, "applied")
    assert found["counts"] == {"new": 70, "changed": 0, "same": 0, "blank": 30, "refused": 0}
    assert found["period"] == {"code": "2023-H1", "start": "2022-12-15", "end": "2023-06-14"}
    assert found["units"] == {"matched": 19, "proposed": 0, "unknown": 0}
    for again in ((file,), (file, "--apply")):
        code, found = data(*again)
        assert (code, found["status"]) == (0, "unchanged")
        assert found["counts"] == {"new": 0, "changed": 0, "same": 70, "blank": 30, "refused": 0}


def test_totals_are_numbers_and_rates_are_never_summed(file: Path) -> None:
    totals = {total["indicator"]: total for total in data(file)[1]["totals"]}
    assert totals["overdue"] == {"indicator": "overdue", "sum": 28, "published": 28, "agrees": True}
    assert totals["digitization"] == {
        "indicator": "digitization",
        "sum": None,
        "published": 59.29,
        "agrees": None,
    }


def test_doubts_keep_apply_from_writing(tmp_path: Path) -> None:
    path = write_letter(tmp_path / "letter.xlsx", B10="Vĩnh Giang", E8="6")
    code, found = data(path, "--apply")
    assert (code, found["status"]) == (3, "review")
    issues = {issue["code"]: issue for issue in found["issues"]}
    assert set(issues["unit-proposed"]) == {"code", "severity", "sheet", "cell", "value", "message"}
    assert issues["total-mismatch"]["severity"] == "confirm"
    assert (issues["unit-proposed"]["cell"], issues["unit-proposed"]["value"]) == (
        "B10",
        "Vĩnh Giang",
    )
    assert not Record.objects.exists()


def test_another_period_waits_for_review(file: Path) -> None:
    code, found = data(file, "--period", "2023-Q2", "--apply")
    assert code == 3
    assert "period-differs" in {one["code"] for one in found["issues"]}


@pytest.mark.parametrize("name", ["missing.xlsx", "text.xlsx"])
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "text.xlsx").write_text("không phải bảng tính")
    code, out, err = run(tmp_path / name)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    code, found = data(tmp_path / name)
    assert (code, found["status"], found["period"]) == (2, "refused", None)
    assert len(found["issues"]) == 1


def test_an_unknown_period_is_refused(file: Path) -> None:
    code, found = data(file, "--period", "2023-H7")
    assert (code, found["status"]) == (2, "refused")
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    "options", [("--office", "nowhere"), ("--office", "vinhlinh", "--user", "nobody-knows")]
)
def test_unknown_offices_and_users_stop_the_command(file: Path, options: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as stopped:
        call_command("import_report", str(file), *options)
    assert stopped.value.returncode == 2


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--office", "nowhere"), "office-unknown"),
        (("--office", "vinhlinh", "--user", "nobody-knows"), "user-unknown"),
    ],
)
def test_unknown_offices_and_users_come_as_json_too(
    file: Path, options: tuple[str, ...], code: str
) -> None:
    out = io.StringIO()
    with pytest.raises(CommandError) as stopped:
        call_command("import_report", str(file), *options, "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert (stopped.value.returncode, found["status"]) == (2, "refused")
    assert [(one["code"], one["message"]) for one in found["issues"]] == [
        (code, str(stopped.value))
    ]


def test_the_only_district_with_units_is_the_office(file: Path, cast: Cast) -> None:
    with pytest.raises(SystemExit):
        call_command("import_report", str(file), stdout=io.StringIO())
    assert ImportRun.objects.get().office == cast.office


def test_the_outcome_in_words_names_each_issue(tmp_path: Path) -> None:
    code, out, _ = run(write_letter(tmp_path / "letter.xlsx", C9="abc"))
    assert code == 3
    assert "[lỗi] Vĩnh Linh!C9" in out
    head, period, *issues = out.splitlines()
    assert head.endswith("(mới 69, thay đổi 0, giữ nguyên 0, trống 30, từ chối 1)")
    assert period == "  Kỳ: 6 tháng đầu năm 2023 (15/12/2022 – 14/6/2023)"
    words = {line.split("[")[1].split("]")[0] for line in issues}
    assert words <= {"lỗi", "cần xác nhận", "cảnh báo", "lưu ý"}


def test_the_good_cells_alone_are_applied_on_request(tmp_path: Path) -> None:
    path = write_letter(tmp_path / "letter.xlsx", C9="abc")
    code, found = data(path, "--apply", "--partial")
    assert (code, found["status"]) == (0, "applied")
    assert found["counts"] == {"new": 69, "changed": 0, "same": 0, "blank": 30, "refused": 1}
    assert "not-a-number" in {one["code"] for one in found["issues"]}
    assert Record.objects.count() == 99


def test_what_was_recognised_is_explained(tmp_path: Path) -> None:
    cells = {"B10": "Vĩnh Giang", "F5": "Tỷ lệ thanh toán", "H5": "Ghi chú", "C9": "abc"}
    code, out, _ = run(write_letter(tmp_path / "letter.xlsx", **cells), "--explain")
    assert code == 3
    for line in (
        "Trang tính: Vĩnh Linh",
        "Vùng bảng: A5:G26",
        "Dòng tiêu đề: 5–6",
        "  C: “Tỷ lệ % HS online” → ",
        "đúng tiêu đề đã biết",
        "đề xuất vì gần giống",
        "  H: “Ghi chú” → bỏ qua",
        "15/12/2022 – 14/6/2023 (đọc từ tiêu đề)",
        "Báo cáo: 85/BC-HCC, ngày 21/6/2023",
        "  7: “Toàn huyện” → dòng tổng",
        "  9: “UBND xã Vĩnh Chấp” → UBND xã Vĩnh Chấp (đúng tên)",
        "  10: “Vĩnh Giang” → chờ xác nhận: UBND xã Vĩnh Giang",
        "[lỗi] Vĩnh Linh!C9",
    ):
        assert line in out, line


@pytest.mark.parametrize(
    ("cells", "name", "place"),
    [({}, "letter.xlsx", "tiêu đề"), ({"A2": ""}, "Quý II năm 2023.xlsx", "tên tệp")],
)
def test_where_the_period_was_read_is_explained(
    tmp_path: Path, cells: dict[str, Any], name: str, place: str
) -> None:
    _, out, _ = run(write_letter(tmp_path / name, **cells), "--explain")
    assert f"(đọc từ {place})" in out


def test_json_is_not_mixed_with_the_explanation(file: Path) -> None:
    code, out, _ = run(file, "--json", "--explain")
    assert (code, json.loads(out)["status"]) == (3, "review")


@pytest.mark.parametrize("code", sorted(SEVERITIES))
def test_every_code_has_its_sentence(code: str) -> None:
    assert code in presentation.MESSAGES


def test_no_sentence_without_a_code() -> None:
    assert set(presentation.MESSAGES) == set(SEVERITIES)


@pytest.mark.parametrize("code", sorted(SEVERITIES))
def test_every_sentence_can_be_filled(code: str) -> None:
    with translation.override("en"):
        needed = set(re.findall(r"%\((\w+)\)s", str(presentation.MESSAGES[code])))
        args = tuple((name, name.upper()) for name in needed - {"cell", "value"})
        issue = Issue(code, Severity.ERROR, "S", "C9", "81,6", args)
        assert "%(" not in presentation.message(issue)


def test_an_indicator_is_named_and_not_coded() -> None:
    issue = Issue(
        "column-proposed", Severity.CONFIRM, "S", "F", "TTTT", (("indicator", "payment"),)
    )
    assert "Online payment" in presentation.message(issue, {"payment": "Online payment"})
