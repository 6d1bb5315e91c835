"""Installs the indicators that offices report on; an office may change and add to them."""

from django.db import migrations

# A heading is any way in which a file may call the indicator; case and marks do not matter.
INDICATORS = [
    {
        "code": "online",
        "name_vi": "Tỷ lệ hồ sơ trực tuyến",
        "name_en": "Online application rate",
        "short_vi": "Hồ sơ trực tuyến",
        "short_en": "Online files",
        "brief_vi": "Trực tuyến",
        "brief_en": "Online",
        "numerator_vi": "hồ sơ tiếp nhận trực tuyến",
        "numerator_en": "files received online",
        "denominator_vi": "hồ sơ trực tuyến và trực tiếp",
        "denominator_en": "files received online and in person",
        "legal_basis": "Quyết định số 766/QĐ-TTg ngày 23/6/2022; Nghị định số 45/2020/NĐ-CP",
        "icon": "globe",
        "headings": [
            "Tỷ lệ % HS online",
            "Tỷ lệ % hồ sơ online",
            "Tỷ lệ hồ sơ trực tuyến",
            "Tỷ lệ HS trực tuyến",
            "Hồ sơ trực tuyến",
            "Tỷ lệ Hồ sơ trực tuyến/hồ sơ (Trực tuyến + Trực tiếp) của TTHC đăng ký trực tuyến",
            "Tỷ lệ tiếp nhận hồ sơ trực tuyến",
            "Tỷ lệ nộp hồ sơ trực tuyến",
        ],
    },
    {
        "code": "digitization",
        "name_vi": "Tỷ lệ số hóa đầy đủ thành phần hồ sơ khi tiếp nhận",
        "name_en": "Full digitization at intake",
        "short_vi": "Số hóa khi tiếp nhận",
        "short_en": "Digitized at intake",
        "brief_vi": "Số hóa",
        "brief_en": "Digitized",
        "numerator_vi": "hồ sơ số hóa đủ thành phần khi tiếp nhận",
        "numerator_en": "files fully digitized at intake",
        "denominator_vi": "hồ sơ tiếp nhận",
        "denominator_en": "files received",
        "legal_basis": "Nghị định số 107/2021/NĐ-CP; Quyết định số 766/QĐ-TTg ngày 23/6/2022",
        "icon": "scan-text",
        "headings": [
            "Tỷ lệ số hóa đầy đủ thành phần HS khi tiếp nhận",
            "Tỷ lệ số hóa đầy đủ thành phần hồ sơ khi tiếp nhận",
            "Tỷ lệ số hóa thành phần hồ sơ",
            "Số hóa thành phần hồ sơ",
            "Số hóa hồ sơ TTHC khi tiếp nhận",
            "Số hóa khi tiếp nhận",
        ],
    },
    {
        "code": "overdue",
        "name_vi": "Hồ sơ quá hạn",
        "name_en": "Overdue files",
        "short_vi": "Hồ sơ quá hạn",
        "short_en": "Overdue files",
        "brief_vi": "Quá hạn",
        "brief_en": "Overdue",
        "kind": "count",
        "direction": "lower",
        "decimals": 0,
        "legal_basis": "Nghị định số 61/2018/NĐ-CP, Điều 19",
        "icon": "clock-alert",
        "headings": [
            "Hồ sơ quá hạn",
            "HS quá hạn",
            "Số hồ sơ quá hạn",
            "Hồ sơ trễ hạn",
            "Số hồ sơ trễ hạn",
            "Quá hạn",
            "Trễ hạn",
        ],
    },
    {
        "code": "payment",
        "name_vi": "Tỷ lệ giao dịch thanh toán trực tuyến",
        "name_en": "Online payment rate",
        "short_vi": "Thanh toán trực tuyến",
        "short_en": "Online payment",
        "brief_vi": "Thanh toán",
        "brief_en": "Payment",
        "blank_means": "not_started",
        "numerator_vi": "hồ sơ thanh toán trực tuyến thành công",
        "numerator_en": "files paid online",
        "denominator_vi": "hồ sơ có nghĩa vụ tài chính",
        "denominator_en": "files with a fee",
        "legal_basis": "Quyết định số 766/QĐ-TTg ngày 23/6/2022",
        "icon": "credit-card",
        "headings": [
            "Tỷ lệ giao dịch thanh toán trực tuyến",
            "Tỷ lệ thanh toán trực tuyến",
            "Thanh toán trực tuyến",
            "Tỷ lệ hồ sơ thanh toán trực tuyến",
        ],
    },
    {
        "code": "receipt",
        "name_vi": "Tỷ lệ hồ sơ có phát hành biên lai điện tử",
        "name_en": "E-receipt rate",
        "short_vi": "Biên lai điện tử",
        "short_en": "E-receipts",
        "brief_vi": "Biên lai",
        "brief_en": "Receipts",
        "blank_means": "not_started",
        "numerator_vi": "hồ sơ có phát hành biên lai điện tử",
        "numerator_en": "files with an e-receipt",
        "denominator_vi": "hồ sơ có thu phí, lệ phí",
        "denominator_en": "files with a fee",
        "icon": "receipt-text",
        "headings": [
            "Tỷ lệ hồ sơ có phát hành biên lai điện tử",
            "Tỷ lệ phát hành biên lai điện tử",
            "Tỷ lệ biên lai điện tử",
            "Biên lai điện tử",
        ],
    },
    {
        "code": "results",
        "entered_by_units": False,
        "name_vi": "Tỷ lệ số hóa kết quả giải quyết TTHC",
        "name_en": "Digitization of results",
        "short_vi": "Số hóa kết quả",
        "short_en": "Results digitized",
        "brief_vi": "Kết quả số hóa",
        "brief_en": "Results",
        "numerator_vi": "hồ sơ có kết quả điện tử",
        "numerator_en": "files with an electronic result",
        "denominator_vi": "hồ sơ đã giải quyết",
        "denominator_en": "files resolved",
        "legal_basis": "Quyết định số 766/QĐ-TTg ngày 23/6/2022",
        "icon": "file-check",
        "headings": [
            "Tỷ lệ số hóa kết quả giải quyết TTHC",
            "Tỷ lệ số hóa kết quả giải quyết",
            "Số hóa kết quả giải quyết TTHC",
            "Số hóa kết quả giải quyết",
            "Số hóa kết quả",
            "Tỷ lệ cấp kết quả điện tử",
        ],
    },
    {
        "code": "resolved",
        "entered_by_units": False,
        "name_vi": "Kết quả giải quyết TTHC",
        "name_en": "Resolution rate",
        "short_vi": "Kết quả giải quyết",
        "short_en": "Resolved",
        "brief_vi": "Giải quyết",
        "brief_en": "Resolved",
        "numerator_vi": "hồ sơ đã giải quyết",
        "numerator_en": "files resolved",
        "denominator_vi": "hồ sơ tiếp nhận",
        "denominator_en": "files received",
        "icon": "circle-check-big",
        "headings": [
            "Kết quả giải quyết TTHC",
            "Tỷ lệ giải quyết TTHC",
            "Tỷ lệ giải quyết hồ sơ",
            "Kết quả giải quyết",
        ],
    },
    {
        "code": "ontime",
        "entered_by_units": False,
        "name_vi": "Tỷ lệ giải quyết đúng hạn",
        "name_en": "On-time resolution",
        "short_vi": "Giải quyết đúng hạn",
        "short_en": "On time",
        "brief_vi": "Đúng hạn",
        "brief_en": "On time",
        "numerator_vi": "hồ sơ giải quyết trước và đúng hạn",
        "numerator_en": "files resolved early and on time",
        "denominator_vi": "hồ sơ đã giải quyết",
        "denominator_en": "files resolved",
        "legal_basis": "Quyết định số 766/QĐ-TTg ngày 23/6/2022",
        "icon": "clock-check",
        "headings": [
            "Tỷ lệ giải quyết đúng hạn",
            "Tỷ lệ đúng hạn",
            "% Đúng hạn",
            "Giải quyết trước, đúng hạn",
            "Tỷ lệ giải quyết trước và đúng hạn",
        ],
    },
    {
        "code": "satisfaction",
        "entered_by_units": False,
        "name_vi": "Mức độ hài lòng",
        "name_en": "Satisfaction",
        "short_vi": "Mức độ hài lòng",
        "short_en": "Satisfaction",
        "brief_vi": "Hài lòng",
        "brief_en": "Satisfaction",
        "legal_basis": "Quyết định số 766/QĐ-TTg ngày 23/6/2022",
        "icon": "smile",
        "headings": [
            "Mức độ hài lòng",
            "Tỷ lệ hài lòng",
            "Tỷ lệ đánh giá mức độ hài lòng",
            "Tỷ lệ hài lòng trong tiếp nhận, giải quyết TTHC",
        ],
    },
    {
        "code": "apology",
        "entered_by_units": False,
        "name_vi": "Tỷ lệ hồ sơ quá hạn có thư xin lỗi",
        "name_en": "Overdue files with an apology letter",
        "short_vi": "Thư xin lỗi",
        "short_en": "Apology letters",
        "brief_vi": "Xin lỗi",
        "brief_en": "Apology",
        "numerator_vi": "hồ sơ quá hạn đã đính kèm thư xin lỗi",
        "numerator_en": "overdue files with an apology letter attached",
        "denominator_vi": "hồ sơ quá hạn",
        "denominator_en": "overdue files",
        "legal_basis": "Nghị định số 61/2018/NĐ-CP, Điều 19",
        "icon": "mail",
        "headings": ["Tỷ lệ hồ sơ quá hạn có thư xin lỗi", "Thư xin lỗi", "Tỷ lệ xin lỗi"],
    },
]


def install(apps, schema_editor):
    from reports.figures.headings import heading_key

    Indicator = apps.get_model("reports", "Indicator")
    IndicatorHeading = apps.get_model("reports", "IndicatorHeading")
    for order, given in enumerate(INDICATORS, start=1):
        fields = {name: value for name, value in given.items() if name != "headings"}
        indicator = Indicator.objects.create(display_order=order, **fields)
        keys = {heading_key(text): text for text in given["headings"]}
        IndicatorHeading.objects.bulk_create(
            IndicatorHeading(indicator=indicator, key=key, text=text)
            for key, text in keys.items()
        )


def remove(apps, schema_editor):
    apps.get_model("reports", "Indicator").objects.filter(
        code__in=[given["code"] for given in INDICATORS]
    ).delete()


class Migration(migrations.Migration):
    replaces = [("reports", "0002_indicators")]
    dependencies = [("reports", "0001_tables")]
    operations = [migrations.RunPython(install, remove)]
