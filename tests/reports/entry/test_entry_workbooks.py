"""The entry workbook: what it holds, and that it comes back as it went."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.entry.book_selectors import entry_book
from reports.entry.domain import stored
from reports.entry.draft_services import Typed, draft_write
from reports.entry.workbook import entry_workbook_bytes
from reports.figures.figures import Figure, State
from reports.figures.import_models import ImportProfile, ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.presentation import figure_text
from reports.figures.record_models import Record
from reports.figures.report_models import Report
from reports.imports.applying import ApplyOutcome, import_run_apply
from reports.imports.reading import import_run_read
from reports.imports.uploads import import_run_create
from reports.rounds.models import Round
from reports.rounds.services import round_step
from reports.rounds.submission_models import DraftFigure, Submission
from reports.rounds.submission_services import submission_submit
from tests.cast import Cast, make_cast
from tests.reports.report_files import write_letter
from tests.reports.rounds.round_cast import all_figures, open_round, rate, type_all
from tests.services.office import converted_bytes
from units.access import scope_of
from units.models import Unit, UnitAlias, User

pytestmark = pytest.mark.django_db
Status = ImportRun.Status


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def one(cast: Cast) -> Round:
    return open_round(cast)


@pytest.fixture
def unit(cast: Cast) -> Unit:
    return Unit.objects.get(code="vinhgiang")


class Book:
    """A workbook as somebody fills it in: cells by unit code and "indicator:field"."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(io.BytesIO(data))
        self.sheet: Any = self.book.worksheets[0]
        rows = self.sheet.iter_rows(max_col=1)
        self.keys = next(cell.row for (cell,) in rows if cell.value == "cchc-columns")
        self.columns = {cell.value: cell.column for cell in self.sheet[self.keys] if cell.value}
        self.rows: dict[str, int] = {
            str(self.sheet.cell(row, 1).value): row
            for row in range(self.keys + 1, self.sheet.max_row + 1)
        }

    def cell(self, unit: str, key: str) -> Any:
        return self.sheet.cell(self.rows[unit], self.columns[key])

    def put(self, unit: str, **values: Any) -> Book:
        """Fill in: online_numerator=567 is the field "online:numerator"."""
        for name, value in values.items():
            self.cell(unit, name.replace("_", ":")).value = value
        return self

    @property
    def bytes(self) -> bytes:
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def download(one: Round, user: User, units: list[Unit] | None = None) -> Book:
    scope = scope_of(User.objects.get(pk=user.pk))
    listed = one.units.filter(pk__in=scope.enterable_ids) if units is None else units
    return Book(entry_workbook_bytes(entry_book(one, listed, scope)))


def send(
    data: bytes,
    one: Round,
    user: User,
    unit: Unit | None = None,
    name: str = "mau.xlsx",
) -> ImportRun:
    run = import_run_create(
        file=ContentFile(data),
        filename=name,
        office=one.office,
        user=User.objects.get(pk=user.pk),
        period_code=one.period.code,
        purpose=ImportRun.Purpose.ENTRY,
        unit=unit,
    )
    return import_run_read(run=run)


def codes(run: ImportRun) -> set[str]:
    return {item["code"] for item in run.issues if item["severity"] in ("error", "confirm")}


def apply(run: ImportRun, user: User, **more: Any) -> ApplyOutcome:
    return import_run_apply(run=run, user=user, **more).outcome


def drafts(unit: Unit) -> dict[str, Figure]:
    rows = DraftFigure.objects.filter(submission__unit=unit).select_related("indicator")
    return {row.indicator.code: row.figure for row in rows}


def as_stored(figures: dict[str, Figure]) -> dict[str, Figure]:
    return {
        code: replace(figure, value=None if figure.value is None else stored(figure.value))
        for code, figure in figures.items()
    }


def write(one: Round, unit: Unit, user: User, code: str, figure: Figure) -> DraftFigure:
    indicator = Indicator.objects.get(code=code)
    row = DraftFigure.objects.filter(submission__unit=unit, indicator=indicator).first()
    typed = Typed(indicator.pk, figure, row.version if row else 0)
    draft_write(round_=one, unit=unit, typed=[typed], user=user)
    return DraftFigure.objects.get(submission__unit=unit, indicator=indicator)


def filled(book: Book, code: str = "vinhgiang") -> Book:
    """The figures of `round_cast` typed into a row."""
    for indicator, figure in all_figures().items():
        if figure.numerator is None:
            book.put(code, **{f"{indicator}_value": int(figure.value or 0)})
        else:
            counts = {"numerator": figure.numerator, "denominator": figure.denominator}
            book.put(code, **{f"{indicator}_{name}": one for name, one in counts.items()})
    return book


def test_typed_cells_arrive_exactly(cast: Cast, one: Round, unit: Unit) -> None:
    book = filled(download(one, cast.officer, [unit]))
    run = send(book.bytes, one, cast.officer, unit)
    assert (run.status, run.issues) == (Status.REVIEW, [])
    assert apply(run, cast.officer) is ApplyOutcome.APPLIED
    assert drafts(unit) == as_stored(all_figures())
    row = DraftFigure.objects.get(indicator__code="online")
    assert (row.import_run, row.sheet) == (run, book.sheet.title)
    assert row.cell == book.cell("vinhgiang", "online:numerator").coordinate
    assert row.updated_by == cast.officer


def test_an_entry_run_makes_nothing_but_drafts(cast: Cast, one: Round, unit: Unit) -> None:
    run = send(filled(download(one, cast.officer, [unit])).bytes, one, cast.officer, unit)
    apply(run, cast.officer)
    assert not Record.objects.exists()
    assert not Report.objects.exists()
    assert not UnitAlias.objects.exists()
    assert not ImportProfile.objects.exists()


def test_sent_back_unchanged_there_is_nothing_to_do(cast: Cast, one: Round, unit: Unit) -> None:
    type_all(one, unit, cast.officer)
    write(one, unit, cast.officer, "payment", Figure.blank(State.NO_CASES))
    run = send(download(one, cast.officer, [unit]).bytes, one, cast.officer, unit)
    assert (run.status, run.issues) == (Status.UNCHANGED, [])


def test_a_rate_without_counts_goes_round(cast: Cast, one: Round, unit: Unit) -> None:
    write(one, unit, cast.officer, "online", Figure.of(Decimal("93.27731092"), places=1))
    book = download(one, cast.officer, [unit])
    run = send(book.bytes, one, cast.officer, unit)
    assert run.status == Status.UNCHANGED
    book.put("vinhgiang", online_rate=90.5)
    apply(send(book.bytes, one, cast.officer, unit), cast.officer)
    assert drafts(unit)["online"] == Figure.of(Decimal("90.5"))


def test_words_for_states_are_read_as_in_reports(cast: Cast, one: Round, unit: Unit) -> None:
    book = download(one, cast.officer, [unit])
    book.put("vinhgiang", online_state="CHƯA THỰC HIỆN", overdue_value="KPS")
    book.put("vinhgiang", payment_numerator="kps", receipt_state="không  phát sinh")
    apply(send(book.bytes, one, cast.officer, unit), cast.officer)
    states = {code: figure.state for code, figure in drafts(unit).items()}
    no_cases = dict.fromkeys(("overdue", "payment", "receipt"), State.NO_CASES)
    assert states == {"online": State.NOT_STARTED, **no_cases}


def test_a_cleared_figure_is_to_come(cast: Cast, one: Round, unit: Unit) -> None:
    type_all(one, unit, cast.officer)
    cleared = {"online_state": None, "online_numerator": None, "online_denominator": None}
    book = download(one, cast.officer, [unit]).put("vinhgiang", **cleared)
    run = send(book.bytes, one, cast.officer, unit)
    assert codes(run) == {"value-disappears"}
    assert apply(run, cast.officer) is ApplyOutcome.BLOCKED


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"online_numerator": 5}, "counts-incomplete"),
        ({"online_denominator": 5}, "counts-incomplete"),
        ({"online_numerator": 6, "online_denominator": 5}, "numerator-above"),
        ({"online_numerator": 1.5, "online_denominator": 5}, "not-whole"),
        ({"online_numerator": -1, "online_denominator": 5}, "out-of-range"),
        ({"online_numerator": "năm", "online_denominator": 5}, "not-a-number"),
        ({"online_state": "Bận"}, "unknown-state"),
        ({"online_state": "KPS", "online_numerator": 1}, "state-and-number"),
        ({"online_state": "VALUE"}, "value-missing"),
        ({"overdue_value": "=1+1"}, "not-calculated"),
        ({"online_state": "không đánh giá"}, "entry-exempt"),
    ],
)
def test_what_cannot_be_taken_is_named_at_its_cell(
    cast: Cast, one: Round, unit: Unit, typed: dict[str, Any], code: str
) -> None:
    book = download(one, cast.officer, [unit])
    if typed.get("online_state") == "VALUE":
        codes_sheet: Any = book.book.worksheets[1]
        word = next(row[2].value for row in codes_sheet if row[1].value == "value")
        typed = {"online_state": word}
    run = send(book.put("vinhgiang", **typed).bytes, one, cast.officer, unit)
    assert codes(run) == {code}
    place = "overdue:value" if "overdue_value" in typed else "online:numerator"
    assert run.issues[0]["cell"] == book.cell("vinhgiang", place).coordinate
    assert apply(run, cast.officer) is ApplyOutcome.BLOCKED
    assert not DraftFigure.objects.exists()


def test_the_good_cells_can_be_written_alone(cast: Cast, one: Round, unit: Unit) -> None:
    book = filled(download(one, cast.officer, [unit])).put("vinhgiang", online_numerator="?")
    run = send(book.bytes, one, cast.officer, unit)
    assert apply(run, cast.officer, partial=True) is ApplyOutcome.APPLIED
    assert set(drafts(unit)) == {"digitization", "overdue", "payment", "receipt"}


def test_a_figure_changed_since_the_download_is_told(cast: Cast, one: Round, unit: Unit) -> None:
    write(one, unit, cast.officer, "online", rate(1, 9))
    book = download(one, cast.officer, [unit])
    write(one, unit, cast.staff, "online", rate(2, 9))
    book.put("vinhgiang", online_numerator=3, overdue_value=4)
    run = send(book.bytes, one, cast.officer, unit)
    assert codes(run) == {"entry-changed-since"}
    apply(run, cast.officer, partial=True)
    assert (drafts(unit)["online"].numerator, drafts(unit)["overdue"].value) == (2, Decimal(4))


def test_an_old_workbook_without_own_changes_takes_nothing_back(
    cast: Cast, one: Round, unit: Unit
) -> None:
    write(one, unit, cast.officer, "online", rate(1, 9))
    book = download(one, cast.officer, [unit])
    write(one, unit, cast.staff, "online", rate(2, 9))
    run = send(book.bytes, one, cast.officer, unit)
    assert (run.status, codes(run)) == (Status.UNCHANGED, set())


def test_who_typed_between_review_and_writing_is_not_overwritten(
    cast: Cast, one: Round, unit: Unit
) -> None:
    from reports.imports.applying import seen_token
    from reports.imports.selectors import import_review

    book = download(one, cast.officer, [unit]).put("vinhgiang", overdue_value=4)
    run = send(book.bytes, one, cast.officer, unit)
    seen = seen_token(import_review(run).review)
    write(one, unit, cast.staff, "overdue", Figure.of(Decimal(7)))
    result = import_run_apply(run=run, user=cast.officer, seen=seen)
    assert result.outcome is ApplyOutcome.BLOCKED
    assert drafts(unit)["overdue"].value == 7


def test_the_workbook_of_another_unit_is_told(cast: Cast, one: Round, unit: Unit) -> None:
    hoxa = Unit.objects.get(code="hoxa")
    book = download(one, cast.other_officer, [hoxa]).put("hoxa", overdue_value=4)
    run = send(book.bytes, one, cast.officer, unit)
    assert codes(run) == {"entry-unit-other"}
    assert apply(run, cast.officer, partial=True) is not ApplyOutcome.APPLIED
    assert not DraftFigure.objects.exists()


def test_units_outside_the_senders_scope_are_refused(cast: Cast, one: Round, unit: Unit) -> None:
    book = download(one, cast.staff).put("vinhgiang", overdue_value=4).put("hoxa", overdue_value=5)
    run = send(book.bytes, one, cast.officer)
    assert codes(run) == {"entry-unit-outside"}
    assert apply(run, cast.officer, partial=True) is ApplyOutcome.APPLIED
    assert set(DraftFigure.objects.values_list("submission__unit__code", flat=True)) == {
        "vinhgiang"
    }


def test_the_workbook_of_another_period_is_told(cast: Cast, one: Round, unit: Unit) -> None:
    other = open_round(cast, "2023-Q3")
    book = download(other, cast.officer, [unit]).put("vinhgiang", overdue_value=4)
    run = send(book.bytes, one, cast.officer, unit)
    assert codes(run) == {"entry-period"}
    assert apply(run, cast.officer, partial=True) is ApplyOutcome.BLOCKED


def test_a_closed_round_takes_nothing(cast: Cast, one: Round, unit: Unit) -> None:
    book = download(one, cast.officer, [unit]).put("vinhgiang", overdue_value=4)
    run = send(book.bytes, one, cast.officer, unit)
    round_step(round_=one, to=Round.State.LOCKED, user=cast.staff, reason="Hết hạn")
    assert apply(run, cast.officer, partial=True) is ApplyOutcome.BLOCKED
    run.refresh_from_db()
    assert codes(run) == {"entry-round-closed"}


def test_figures_that_were_sent_stay(cast: Cast, one: Round, unit: Unit) -> None:
    type_all(one, unit, cast.officer)
    book = download(one, cast.officer, [unit])
    submission_submit(round_=one, unit=unit, user=cast.officer)
    assert send(book.bytes, one, cast.officer, unit).status == Status.UNCHANGED
    run = send(book.put("vinhgiang", overdue_value=99).bytes, one, cast.officer, unit)
    assert codes(run) == {"entry-unit-sent"}


def test_a_workbook_of_another_office_is_told(cast: Cast, one: Round, unit: Unit) -> None:
    book = download(one, cast.officer, [unit])
    sheet: Any = book.book.worksheets[1]
    next(row for row in sheet if row[0].value == "office")[1].value = "giolinh"
    assert codes(send(book.bytes, one, cast.officer, unit)) == {"entry-office"}


@pytest.mark.parametrize(
    ("address", "value", "code"),
    [
        ("B1", "2", "entry-format"),
        ("A3", "khác", "entry-codes-damaged"),
        ("B2", "no-state", "entry-codes-damaged"),
    ],
)
def test_changed_codes_are_told(
    cast: Cast, one: Round, unit: Unit, address: str, value: str, code: str
) -> None:
    book = download(one, cast.officer, [unit])
    book.book.worksheets[1][address] = value
    run = send(book.bytes, one, cast.officer, unit)
    assert (run.status, codes(run)) == (Status.REFUSED, {code})


def test_a_workbook_for_entry_is_no_report(cast: Cast, one: Round, unit: Unit) -> None:
    data = filled(download(one, cast.staff)).bytes
    run = import_run_create(
        file=ContentFile(data), filename="mau.xlsx", office=cast.office, user=cast.staff
    )
    import_run_read(run=run)
    assert (run.status, codes(run)) == (Status.REFUSED, {"entry-workbook"})


def test_a_report_can_fill_drafts_too(cast: Cast, one: Round, tmp_path: Path) -> None:
    data = write_letter(tmp_path / "letter.xlsx").read_bytes()
    run = send(data, one, cast.staff, name="letter.xlsx")
    assert (run.status, codes(run)) == (Status.REVIEW, set())
    assert apply(run, cast.staff) is ApplyOutcome.APPLIED
    row = DraftFigure.objects.get(submission__unit__code="hoxa", indicator__code="online")
    assert (row.value, row.cell) == (Decimal("90.4"), "C17")
    # An empty cell says nothing, and the total row is no unit's.
    assert DraftFigure.objects.count() == 70 - 5
    assert not Record.objects.exists()
    assert not Report.objects.exists()
    assert not ImportProfile.objects.exists()


def test_the_reason_beside_a_figure_stays(cast: Cast, one: Round, unit: Unit) -> None:
    overdue = Indicator.objects.get(code="overdue")
    typed = Typed(overdue.pk, Figure.of(Decimal(3)), 0, note="đếm lại")
    draft_write(round_=one, unit=unit, typed=[typed], user=cast.officer)
    book = download(one, cast.officer, [unit]).put("vinhgiang", overdue_value=4)
    apply(send(book.bytes, one, cast.officer, unit), cast.officer)
    row = DraftFigure.objects.get()
    assert (row.value, row.note, row.version) == (Decimal(4), "đếm lại", 2)


def test_an_applied_run_shows_what_it_wrote(cast: Cast, one: Round, unit: Unit) -> None:
    from reports.imports.preview import import_preview

    write(one, unit, cast.officer, "overdue", Figure.of(Decimal(3)))
    book = download(one, cast.officer, [unit]).put("vinhgiang", overdue_value=4)
    book.put("vinhgiang", online_numerator=1, online_denominator=2)
    run = send(book.bytes, one, cast.officer, unit)
    apply(run, cast.officer)
    write(one, unit, cast.officer, "overdue", Figure.of(Decimal(8)))
    preview = import_preview(ImportRun.objects.get(pk=run.pk))
    shown = {cell.status.value: cell for row in preview.rows for cell in row.reviewed.cells}
    changed, new = shown["changed"], shown["new"]
    assert (figure_text(changed.old), figure_text(changed.figure)) == ("3", "4")
    assert (new.old, figure_text(new.figure)) == (None, "50,00")


def test_queries_do_not_grow_with_units(cast: Cast, one: Round, unit: Unit) -> None:
    scope = scope_of(User.objects.get(pk=cast.staff.pk))
    units = one.units.filter(pk__in=scope.enterable_ids)
    for other in units:
        type_all(one, other, cast.staff)
    needed, _warm = [], scope.judged_ids
    for some in (units[:2], units):
        with CaptureQueriesContext(connection) as queries:
            entry_book(one, some, scope)
        needed.append(len(queries))
    assert needed[0] == needed[1] <= 8


def test_no_text_of_anybodys_runs(cast: Cast, one: Round, unit: Unit) -> None:
    Unit.objects.filter(pk=unit.pk).update(name="=cmd|' /C calc'!A0")
    unit.refresh_from_db()
    book = download(one, cast.officer, [unit])
    for sheet in book.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                runs = cell.data_type == "f"
                assert not runs or str(cell.value).startswith("=IF(AND(ISNUMBER(")
    run = send(book.put("vinhgiang", overdue_value=4).bytes, one, cast.officer, unit)
    assert (run.status, codes(run)) == (Status.REVIEW, set())


def test_only_what_may_be_typed_is_open(cast: Cast, one: Round, unit: Unit) -> None:
    book = download(one, cast.officer, [unit])
    assert all(sheet.protection.sheet for sheet in book.book.worksheets)
    assert [sheet.sheet_state for sheet in book.book.worksheets] == ["visible", "hidden"]
    opened = {
        key
        for key, column in book.columns.items()
        if not book.sheet.cell(book.rows["vinhgiang"], column).protection.locked
    }
    fields = ("state", "numerator", "denominator")
    rates = ("online", "digitization", "payment", "receipt")
    wanted = {f"{code}:{field}" for code in rates for field in fields}
    assert opened == wanted | {"overdue:state", "overdue:value"}
    checked = {str(one.sqref) for one in book.sheet.data_validations.dataValidation}
    assert len(checked) == len(opened)


def test_what_was_sent_is_locked_in_a_new_workbook(cast: Cast, one: Round, unit: Unit) -> None:
    type_all(one, unit, cast.officer)
    submission_submit(round_=one, unit=unit, user=cast.officer)
    book = download(one, cast.officer, [unit])
    assert book.cell("vinhgiang", "online:numerator").protection.locked
    assert book.cell("vinhgiang", "online:numerator").value == 567


def test_the_order_of_rows_means_nothing(cast: Cast, one: Round) -> None:
    book = download(one, cast.staff)
    for at, code in enumerate(sorted(book.rows)):
        book.put(code, overdue_value=at, online_numerator=at, online_denominator=40 + at)
    wanted = {code: at for at, code in enumerate(sorted(book.rows))}
    rows = list(book.rows.values())
    contents = [[cell.value for cell in book.sheet[row]] for row in rows]
    random.Random(4).shuffle(contents)
    for row, line in zip(rows, contents, strict=True):
        for column, value in enumerate(line, start=1):
            book.sheet.cell(row, column).value = value
    run = send(book.bytes, one, cast.staff)
    assert apply(run, cast.staff) is ApplyOutcome.APPLIED
    found = DraftFigure.objects.filter(indicator__code="overdue")
    assert dict(found.values_list("submission__unit__code", "value")) == wanted


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_libreoffice_changes_nothing(
    cast: Cast, one: Round, unit: Unit, tmp_path: Path, kind: str
) -> None:
    type_all(one, unit, cast.officer)
    book = download(one, cast.officer, [unit])
    same = converted_bytes(book.bytes, tmp_path, "xlsx", kind)
    assert send(same, one, cast.officer).status == Status.UNCHANGED
    book.put("vinhgiang", online_numerator=3, overdue_value=12)
    run = send(converted_bytes(book.bytes, tmp_path, "xlsx", kind), one, cast.officer, unit)
    assert (run.status, codes(run)) == (Status.REVIEW, set())
    apply(run, cast.officer)
    assert (drafts(unit)["online"].numerator, drafts(unit)["overdue"].value) == (3, Decimal(12))


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """What somebody types for the five indicators; nothing for some of them."""
    typed: dict[str, Any] = {}
    for code in ("online", "digitization", "payment", "receipt"):
        way = draw(st.sampled_from(["none", "counts", "state"]))
        if way == "counts":
            below = draw(st.integers(1, 10**6))
            typed[f"{code}_denominator"] = below
            typed[f"{code}_numerator"] = draw(st.integers(0, below))
        elif way == "state":
            words = ["Không phát sinh", "Chưa thực hiện", "Chưa có số liệu"]
            typed[f"{code}_state"] = draw(st.sampled_from(words))
    if draw(st.booleans()):
        typed["overdue_value"] = draw(st.integers(0, 10**9))
    return typed


_WORDS = {
    "Không phát sinh": State.NO_CASES,
    "Chưa thực hiện": State.NOT_STARTED,
    "Chưa có số liệu": State.NOT_REPORTED,
}


def meant(typed: dict[str, Any]) -> dict[str, Figure]:
    """The figures that a row of typed fields stands for."""
    found = {}
    for key, value in typed.items():
        code, field = key.rsplit("_", 1)
        if field == "denominator":
            found[code] = rate(typed[f"{code}_numerator"], value)
        elif field == "state":
            found[code] = Figure.blank(_WORDS[value])
        elif field == "value":
            found[code] = Figure.of(Decimal(value))
    return as_stored(found)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(typed=rows())
def test_whatever_is_typed_comes_back_the_same(
    cast: Cast, one: Round, unit: Unit, typed: dict[str, Any]
) -> None:
    """Out, filled in, in: the draft says what was typed; out and in again: nothing to do."""
    Submission.objects.filter(unit=unit).delete()
    book = download(one, cast.officer, [unit]).put("vinhgiang", **typed)
    run = send(book.bytes, one, cast.officer, unit)
    assert codes(run) == set()
    apply(run, cast.officer)
    assert drafts(unit) == meant(typed)
    again = send(download(one, cast.officer, [unit]).bytes, one, cast.officer, unit)
    assert (again.status, again.issues) == (Status.UNCHANGED, [])
