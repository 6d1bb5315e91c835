"""The province's file for eleven thousand units, as a workbook with one heading row at the top."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from bench.surroundings import UNITS

HEADINGS = (
    "Tỷ lệ % HS online",
    "Tỷ lệ số hóa đầy đủ thành phần HS khi tiếp nhận",
    "Hồ sơ quá hạn",
    "Tỷ lệ giao dịch thanh toán trực tuyến",
    "Tỷ lệ hồ sơ có phát hành biên lai điện tử",
)
COUNT = 2
NAME = "Đơn vị"


def write_file(folder: Path, *, indicators: int) -> Path:
    """A file of all units with the first indicators; the period stands in the name of its sheet.

    A library that takes the first row for headings and numbers for numbers reads it as well.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Quý II năm 2023")
    sheet.append(["STT", NAME, *HEADINGS[:indicators]])
    for number in range(1, UNITS + 1):
        figures = [_figure(number, at) for at in range(indicators)]
        sheet.append([number, f"UBND xã Thử Nghiệm {number}", *figures])
    path = folder / f"bao-cao-{indicators}.xlsx"
    workbook.save(path)
    return path


def _figure(number: int, at: int) -> float | int:
    if at == COUNT:
        return number % 7
    return (number * (at + 7) * 37 % 980 + 15) / 10
