"""The words of the appendix to a letter: Vietnamese, as letters are."""

from typing import Final

from directives.clauses.targets import Rule

SHEET: Final = "Phụ lục"
TARGETS: Final = "Chỉ tiêu"
COUNTS: Final = "Số hồ sơ"
TITLE: Final = "PHỤ LỤC: KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU CẢI CÁCH HÀNH CHÍNH"
TARGETS_TITLE: Final = "CHỈ TIÊU DÙNG ĐỂ XÉT"
COUNTS_TITLE: Final = "SỐ HỒ SƠ TÍNH TỶ LỆ"
COUNTS_NOTE: Final = "Nơi có đủ hai số thì đánh giá theo tỷ lệ chưa làm tròn."
NUMBER, UNIT, POOL = "TT", "Đơn vị", "Nhóm xếp hạng"
VALUE, VERDICT, PLACE = "Kết quả", "Đánh giá", "Hạng"
MET, JUDGED, OVERALL = "Đạt", "Được xét", "Hạng chung"
PART, WHOLE = "Tử số", "Mẫu số"
TARGET_HEADS: Final = ("Đối tượng", "Chỉ số", "Cách xét", "Mức giao", "Mức phấn đấu", "Khoản")
AS_PUBLISHED: Final = "theo báo cáo"
ADDED_UP: Final = "tính từ số hồ sơ"
AGREES: Final = "khớp báo cáo"
UNITS_ADD_UP_TO: Final = "các đơn vị cộng lại"
NO_PLACE: Final = "–"

RULES: Final = {
    Rule.FLOOR: "từ mức giao trở lên",
    Rule.CEILING: "không quá mức giao",
    Rule.BAND: "từ mức giao đến mức phấn đấu",
    Rule.LOWEST: "thấp nhất",
    Rule.ONCE_CASES: "khi phát sinh hồ sơ",
}
NOTES: Final = (
    "Tỷ lệ toàn cơ quan là số theo báo cáo hoặc tính từ tổng số hồ sơ, không lấy trung bình các "
    "đơn vị. Số đếm là số theo báo cáo, hoặc tổng các đơn vị nếu báo cáo không ghi.",
    "Hạng tính trong từng nhóm; bằng nhau thì chung hạng, đơn vị không có số thì không xếp hạng.",
    "Các ô tổng số đếm là công thức; tệp không lấy số từ tệp nào khác.",
)
