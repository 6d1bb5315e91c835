"""What was decided on columns is remembered by the shape of the file, and can be forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.import_models import ImportProfile, ImportRun
from reports.imports.applying import ApplyOutcome
from reports.imports.deciding import import_run_decide
from reports.imports.parsed import parsed_of
from reports.imports.profiles import profile_remember, profile_rename, profiles_of
from reports.imports.reading import import_run_read
from reports.imports.shapes import decisions_from, fingerprint, mapping_of
from tests.cast import Cast, make_cast
from tests.reports.imports.test_import_services import apply, codes, read, upload
from tests.reports.report_files import letter, write
from units.refusing import Refused

COLUMNS = [("C", "Tỷ lệ online"), ("D", "Số hóa"), ("E", "Cột lạ")]
DECIDED = {
    "columns": {"C": "online", "D": "digitization:numerator", "E": "skip"},
    "scales": {"C": "share"},
    "names": {"B9": 5},
}


@given(st.permutations(["Tỷ lệ % HS online", "Quá hạn", "Biên lai", "Ghi chú"]))
def test_a_shape_is_the_same_in_any_order(headings: list[str]) -> None:
    usual = fingerprint(["Biên lai", "Ghi chú", "Quá hạn", "TỶ LỆ HS ONLINE (%)"])
    assert fingerprint(headings) == usual
    assert fingerprint(headings[1:]) != usual


def test_decisions_follow_their_headings_to_other_letters() -> None:
    mapped = mapping_of(COLUMNS, DECIDED)
    moved = [("F", "CỘT LẠ"), ("G", "Số hóa"), ("C", "Khác"), ("H", "Tỷ lệ online")]
    assert decisions_from(mapped, moved, ["online", "digitization"]) == {
        "columns": {"H": "online", "G": "digitization:numerator", "F": "skip"},
        "scales": {"H": "share"},
    }


def test_an_indicator_that_is_gone_is_passed_over() -> None:
    mapped = mapping_of(COLUMNS, DECIDED)
    assert decisions_from(mapped, COLUMNS, ["online"])["columns"] == {"C": "online", "E": "skip"}


def test_two_columns_with_one_heading_are_not_told_apart() -> None:
    twice = [("C", "Cột lạ"), ("D", "CỘT LẠ")]
    assert mapping_of(twice, DECIDED) == {}
    assert decisions_from({"cot la": {"column": "online"}}, twice, ["online"]) == {}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def unknown(cast: Cast, folder: Path, **cells: Any) -> ImportRun:
    return read(cast, folder, F5="Một cột chưa ai biết", **cells)


def remembered(cast: Cast, folder: Path) -> ImportProfile:
    run = unknown(cast, folder)
    run = import_run_decide(run=run, decisions={"columns": {"F": "payment"}}, user=cast.staff)
    profile = profile_remember(run=run, parsed=parsed_of(run), user=cast.staff)
    assert profile is not None
    return profile


@pytest.mark.django_db
def test_the_next_file_of_the_shape_is_read_with_what_was_decided(
    cast: Cast, tmp_path: Path
) -> None:
    profile = remembered(cast, tmp_path)
    assert (profile.name, profile.created_by, profile.office) == ("letter", cast.staff, cast.office)
    run = unknown(cast, tmp_path)
    assert (run.profile, run.decisions) == (profile, {"columns": {"F": "payment"}})
    assert run.counts["blank"] == 30
    note = next(item for item in run.issues if item["code"] == "profile-used")
    assert (note["value"], note["severity"]) == ("letter", "info")
    assert apply(run, cast) is ApplyOutcome.APPLIED


@pytest.mark.django_db
def test_columns_in_another_order_are_read_the_same(cast: Cast, tmp_path: Path) -> None:
    remembered(cast, tmp_path)
    rows = [[*row[:2], row[5], row[3], row[4], row[2], row[6]] if len(row) > 6 else row
            for row in letter(F5="Một cột chưa ai biết")]  # fmt: skip
    run = import_run_read(run=upload(cast, write(tmp_path / "b.xlsx", rows)))
    assert run.decisions == {"columns": {"C": "payment"}}
    assert run.counts == {"new": 70, "changed": 0, "same": 0, "blank": 30, "refused": 0}


@pytest.mark.django_db
def test_what_the_profile_gave_can_be_taken_back_and_stays_so(cast: Cast, tmp_path: Path) -> None:
    remembered(cast, tmp_path)
    run = import_run_decide(
        run=unknown(cast, tmp_path), decisions={"columns": {"F": None}}, user=cast.staff
    )
    assert run.decisions == {}
    assert import_run_read(run=run).decisions == {}
    assert run.counts["blank"] == 15
    assert profile_remember(run=run, parsed=parsed_of(run), user=cast.staff) is None
    assert not profiles_of(cast.office).exists()


@pytest.mark.django_db
def test_another_decision_brings_the_profile_up_to_date(cast: Cast, tmp_path: Path) -> None:
    profile = remembered(cast, tmp_path)
    run = import_run_decide(
        run=unknown(cast, tmp_path), decisions={"columns": {"F": "skip"}}, user=cast.staff
    )
    assert profile_remember(run=run, parsed=parsed_of(run), user=cast.staff) == profile
    profile.refresh_from_db()
    assert list(profile.columns.values()) == [{"column": "skip"}]
    assert profiles_of(cast.office).get().run_count == 1


@pytest.mark.django_db
def test_a_file_that_left_nothing_to_decide_is_not_remembered(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path)
    assert profile_remember(run=run, parsed=parsed_of(run), user=cast.staff) is None
    assert not ImportProfile.objects.exists()


@pytest.mark.django_db
def test_another_shape_is_read_without_the_profile(cast: Cast, tmp_path: Path) -> None:
    remembered(cast, tmp_path)
    run = unknown(cast, tmp_path, H5="Thêm một cột")
    assert (run.profile, run.decisions) == (None, {})
    assert "profile-used" not in codes(run)


@pytest.mark.django_db
def test_a_profile_is_renamed_and_removed(cast: Cast, tmp_path: Path) -> None:
    profile = remembered(cast, tmp_path)
    run = unknown(cast, tmp_path)
    assert profile_rename(profile=profile, name="  Mẫu của  tỉnh ").name == "Mẫu của tỉnh"
    for name in (" ", "x" * 201, "a\0"):
        with pytest.raises(Refused, match="1 đến 200"):
            profile_rename(profile=profile, name=name)
    profile.delete()
    run.refresh_from_db()
    assert (run.profile, run.decisions) == (None, {"columns": {"F": "payment"}})
