"""The menu has what each role works with, and the pages around the desk lead to one another."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from reports.rounds.services import round_plan
from tests.cast import Cast
from tests.directives.letters.letter_case import PERIOD
from tests.reports.rounds.round_cast import open_round
from units.models import User

STAFF = [
    "Tổng quan",
    "Xếp hạng",
    "Chỉ tiêu",
    "Báo cáo tỉnh",
    "Đôn đốc",
    "Sổ theo dõi",
    "Văn bản",
    "Người dùng",
]


def links(page: str, start: str) -> list[tuple[str, str]]:
    """Address and words of the links in the `nav` that begins so."""
    nav = page.split(start)[1].split("</nav>")[0]
    found = re.findall(r'<a href="([^"?]*)[^"]*"[^>]*>(.*?)</a>', nav, re.DOTALL)
    plain = [(address, re.sub(r"<.*?>", "", words, flags=re.DOTALL)) for address, words in found]
    return [(address, words.strip()) for address, words in plain]


def menu(cast: Cast, user: User) -> list[str]:
    page = cast.client(user).get(reverse("ranking")).content.decode()
    return [words for _address, words in links(page, '<nav class="menu"')]


def test_each_role_finds_its_own_work(district: Cast) -> None:
    assert menu(district, district.staff) == STAFF
    assert menu(district, district.leader) == [
        *STAFF[:3], "Đôn đốc", "Sổ theo dõi", "Văn bản",
    ]  # fmt: skip
    assert menu(district, district.officer) == [
        *("Nhập số liệu", "Đơn vị của tôi", "Xếp hạng", "Sổ theo dõi", "Phản ánh")
    ]
    district.admin.is_staff = True
    district.admin.save()
    assert menu(district, district.admin) == [*STAFF, "Quản trị"]


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.client(cast.staff)


@pytest.mark.parametrize("name", ["desk", "difference_list", "reminder_list", "round_list"])
def test_the_desk_leads_to_all_that_belongs_to_it(cast: Cast, staff: Client, name: str) -> None:
    open_round(cast)
    page = staff.get(reverse(name)).content.decode()
    tabs = links(page, '<nav class="tabs"')
    assert [address for address, _words in tabs] == [
        "/desk/", "/differences/", "/desk/reminders/", "/rounds/", "/entry/",
    ]  # fmt: skip
    assert 'aria-current="page"' in page.split('<nav class="tabs"')[1].split("</nav>")[0]
    current = [words for address, words in links(page, '<nav class="menu"') if address == "/desk/"]
    assert current == ["Đôn đốc"]


def test_every_tab_opens_from_a_round_that_is_only_planned(cast: Cast, staff: Client) -> None:
    one = round_plan(office=cast.office, span=PERIOD)
    page = staff.get(reverse("desk"), {"period": one.period.code})
    nav = page.content.decode().split('<nav class="tabs"')[1].split("</nav>")[0]
    for address in re.findall(r'href="([^"]*)"', nav):
        assert staff.get(address).status_code == 200, address


def test_leaders_read_and_officers_have_no_desk(cast: Cast) -> None:
    open_round(cast)
    page = cast.client(cast.leader).get(reverse("desk")).content.decode()
    assert "/entry/" not in [address for address, _words in links(page, '<nav class="tabs"')]
    officer = cast.client(cast.officer).get(reverse("difference_list")).content.decode()
    assert '<nav class="tabs"' not in officer
