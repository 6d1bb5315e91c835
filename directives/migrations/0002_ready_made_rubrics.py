"""Installs two rubrics to use or to copy: the letter's five indicators, and the 766 set.

Most points and targets of the 766 set's criteria are those that the national dashboard shows; the
decision's own text gives the groups, the whole of 100 and some of them. What is not read in the
decision says so in its note. A criterion is computed only where the product holds its figure.
"""

from decimal import Decimal
from typing import Any

from django.db import migrations

_DIRECTIVE = {"target_from": "directive"}
_OVERDUE_NOTE = (
    "Bảng của tỉnh chỉ có số hồ sơ quá hạn của từng đơn vị, không có tổng số hồ sơ, nên trừ theo từng "
    "hồ sơ thay vì theo tỷ lệ. Mức trừ 1 điểm mỗi hồ sơ do phần mềm đặt sẵn, không phải quy định; sao "
    "bộ tiêu chí để đặt mức của cơ quan."
)
_DASHBOARD = "Điểm tối đa lấy theo bảng điều khiển của Cổng Dịch vụ công quốc gia; đối chiếu văn bản gốc trước khi dùng."
_NO_SOURCE = f"Chưa có nguồn số liệu: chấm bằng tay. {_DASHBOARD}"

# Code, name, most points, formula, parameters, indicator, note; a heading has the lines under it.
LETTER = [
    ("1", "Tỷ lệ hồ sơ trực tuyến", "20", "linear", _DIRECTIVE, "online", ""),
    ("2", "Tỷ lệ số hóa đầy đủ thành phần hồ sơ khi tiếp nhận", "20", "linear", _DIRECTIVE,
     "digitization", ""),
    ("3", "Hồ sơ quá hạn", "20", "incidents", {"each": "1", "floor": "0"}, "overdue",
     _OVERDUE_NOTE),
    ("4", "Tỷ lệ giao dịch thanh toán trực tuyến", "20", "linear", _DIRECTIVE, "payment", ""),
    ("5", "Tỷ lệ hồ sơ có phát hành biên lai điện tử", "20", "linear", _DIRECTIVE, "receipt",
     "Văn bản không giao tỷ lệ cho biên lai điện tử: chấm theo tỷ lệ trên 100."),
]  # fmt: skip

SET_766 = [
    ("1", "Công khai, minh bạch", "18", [
        ("1.1", "Thủ tục hành chính công bố đúng hạn", "6", "manual", {}, None, _NO_SOURCE),
        ("1.2", "Thủ tục hành chính cập nhật, công khai đúng hạn", "4", "manual", {}, None,
         "Chưa có nguồn số liệu: chấm bằng tay."),
        ("1.3", "Thủ tục hành chính công khai đủ nội dung", "2", "manual", {}, None, _NO_SOURCE),
        ("1.4", "Hồ sơ đồng bộ lên Cổng Dịch vụ công quốc gia", "6", "manual", {}, None, _NO_SOURCE),
    ]),
    ("2", "Tiến độ, kết quả giải quyết", "20", [
        ("2.1", "Hồ sơ xử lý đúng hạn", "20", "linear", {"target_from": "none"}, "ontime",
         "Lấy tỷ lệ giải quyết đúng hạn trên số hồ sơ đã giải quyết; bộ chỉ số tính trên số hồ sơ tiếp "
         "nhận, xử lý trong kỳ, kể cả hồ sơ đang xử lý trong hạn."),
    ]),
    ("3", "Dịch vụ công trực tuyến", "12", [
        ("3.1", "Thủ tục có dịch vụ công trực tuyến (3.1) và hồ sơ trực tuyến có kết quả điện tử (3.3)",
         "12", "manual", {}, None,
         f"Chưa rõ cách chia 12 điểm giữa hai tiêu chí. {_NO_SOURCE}"),
    ]),
    ("4", "Thanh toán trực tuyến", "10", [
        ("3.5a", "Thủ tục có nghĩa vụ tài chính đưa lên Cổng Dịch vụ công quốc gia", "2", "manual",
         {}, None, f"Chỉ tiêu 80 %. {_NO_SOURCE}"),
        ("3.5b", "Thủ tục có giao dịch thanh toán trực tuyến", "2", "manual", {}, None,
         f"Chỉ tiêu 80 %. {_NO_SOURCE}"),
        ("3.6", "Hồ sơ thanh toán trực tuyến thành công", "6", "linear", {"target_from": "none"},
         "payment", _DASHBOARD),
    ]),
    ("5", "Số hóa hồ sơ", "22", [
        ("4.1", "Hồ sơ có kết quả điện tử", "6", "linear", {"target_from": "none"}, "results",
         f"Lấy tỷ lệ số hóa kết quả trên số hồ sơ đã giải quyết. {_DASHBOARD}"),
        ("4.2", "Số hóa thành phần hồ sơ", "4", "linear",
         {"target_from": "number", "target": "80"}, "digitization", _DASHBOARD),
        ("4.2b", "Bản sao chứng thực điện tử", "2", "manual", {}, None, _NO_SOURCE),
        ("4.3", "Dùng lại dữ liệu đã số hóa", "2", "manual", {}, None,
         f"Chỉ tiêu 80 %. {_NO_SOURCE}"),
        ("4.4", "Kết nối, chia sẻ kho dữ liệu", "4", "manual", {}, None, _NO_SOURCE),
        ("4.5a", "Thủ tục kết nối Cơ sở dữ liệu quốc gia về dân cư", "2", "manual", {}, None,
         _NO_SOURCE),
        ("4.5b", "Hồ sơ dùng Cơ sở dữ liệu quốc gia về dân cư", "2", "manual", {}, None, _NO_SOURCE),
    ]),
    ("6", "Mức độ hài lòng", "18", [
        ("5.2", "Phản ánh, kiến nghị xử lý đúng hạn", "6", "manual", {}, None, _NO_SOURCE),
        ("5.3", "Hài lòng về xử lý phản ánh, kiến nghị", "6", "manual", {}, None, _NO_SOURCE),
        ("5.4", "Hài lòng trong giải quyết hồ sơ", "6", "linear",
         {"target_from": "number", "target": "90"}, "satisfaction",
         f"Lấy mức độ hài lòng đã báo cáo. Chỉ tiêu 90 %. {_DASHBOARD}"),
    ]),
]  # fmt: skip

RUBRICS = {
    "cong-van-5-chi-so": (
        "Năm chỉ số của công văn, trọng số bằng nhau",
        "Công văn đôn đốc của cơ quan; trọng số do phần mềm đặt sẵn",
        LETTER,
    ),
    "bo-chi-so-766": (
        "Bộ chỉ số 766 (phần đã có số liệu)",
        "Quyết định số 766/QĐ-TTg ngày 23/6/2022; điểm của từng tiêu chí theo bảng điều khiển "
        "của Cổng Dịch vụ công quốc gia, cần đối chiếu",
        SET_766,
    ),
}


def install(apps: Any, schema_editor: Any) -> None:
    rubrics, criteria = (apps.get_model("directives", name) for name in ("Rubric", "Criterion"))
    indicators = dict(apps.get_model("reports", "Indicator").objects.values_list("code", "pk"))
    for code, (name, basis, lines) in RUBRICS.items():
        rubric = rubrics.objects.create(code=code, name=name, legal_basis=basis)
        position = 0
        for line in lines:
            position += 1
            if isinstance(line[3], str):
                criteria.objects.create(**_line(rubric, line, position, indicators))
                continue
            head = criteria.objects.create(
                rubric=rubric, code=f"N{line[0]}", name=line[1], maximum=Decimal(line[2]),
                formula="group", position=position,
            )  # fmt: skip
            for one in line[3]:
                position += 1
                criteria.objects.create(**_line(rubric, one, position, indicators), parent=head)


def _line(rubric: Any, line: Any, position: int, indicators: dict[str, int]) -> dict[str, Any]:
    code, name, maximum, formula, parameters, indicator, note = line
    there = indicators.get(indicator)
    if formula != "manual" and there is None:
        # An office that took the indicator away has no figure to compute from.
        formula, parameters = "manual", {}
    return {
        "rubric": rubric,
        "code": code,
        "name": name,
        "maximum": Decimal(maximum),
        "formula": formula,
        "parameters": parameters,
        "indicator_id": there,
        "note": note,
        "position": position,
    }


def remove(apps: Any, schema_editor: Any) -> None:
    apps.get_model("directives", "Rubric").objects.filter(code__in=RUBRICS).delete()


class Migration(migrations.Migration):
    replaces = [("directives", "0041_ready_made_rubrics")]
    dependencies = [("directives", "0001_tables"), ("reports", "0002_ready_made_indicators")]
    operations = [migrations.RunPython(install, remove)]
