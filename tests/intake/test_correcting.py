"""Corrections through a sheet: written by a list, mended in Excel, imported again."""

import openpyxl
import pytest

from infoledger.kinds import KINDS
from infoledger.ledger.models import Informant, Item
from infoledger.office.records import records
from tests.intake.conftest import Office

OPTIONS = ("--correct", "--reason", "类别报错")


@pytest.fixture
def desk(settled, run, tmp_path):
    """The settled office, what writes a list of it as a sheet, and what mends cells of that."""

    class Sheets:
        office: Office = settled

        def write(self, *words):
            path = tmp_path / "改.xlsx"
            result = run("--config", tmp_path / "config.yaml", *words, "-o", path)
            assert result.exception is None, result.output
            return path

        def mend(self, path, **cells):
            book = openpyxl.load_workbook(path)
            heads = [cell.value for cell in book.active[1]]
            for place, value in cells.items():
                head, row = place.rsplit("_", 1)
                book.active.cell(int(row), heads.index(head) + 1).value = value
            book.save(path)
            return path

        def item(self, ref):
            return next(row for row in settled.rows(Item) if row.ref == ref)

    return Sheets()


def test_a_list_comes_back_as_it_was_and_changes_nothing(desk):
    path = desk.write("item", "list", "2025")
    before = desk.office.counts()
    result = desk.office.bring_file(path, *OPTIONS)
    assert result.exception is None, result.exception.findings
    assert desk.office.counts() == before


def test_a_list_in_chinese_comes_back_too(desk, monkeypatch):
    for module in ("kinds", "office.records"):
        monkeypatch.setattr(f"infoledger.{module}.screen_language", lambda: "zh")
    path = desk.write("item", "list", "2025")
    assert openpyxl.load_workbook(path).active["A1"].value == "编号"
    before = desk.office.counts()
    assert desk.office.bring_file(path, *OPTIONS).exception is None
    assert desk.office.counts() == before


def test_a_cell_that_says_otherwise_corrects_its_item_and_an_empty_one_changes_nothing(desk):
    path = desk.mend(desk.write("item", "list", "2025"), title_2="甲一改", category_2=None, category_3="紧急信息")
    before = desk.office.counts()
    result = desk.office.bring_file(path, *OPTIONS)
    assert result.exception is None, result.output
    assert (desk.item("A").title, desk.item("A").category) == ("甲一改", "工作动态")
    assert desk.item("B").category == "紧急信息"
    assert desk.office.counts() - before == {"Entry": 1}
    assert "类别报错" in result.stderr


@pytest.mark.parametrize("rows", ["编号,报送日期,单位,标题,类别\nA,,,甲一改,\n", "编号,标题\nA,甲一改\n"])
def test_what_a_new_item_must_have_may_be_left_out_of_a_correction(desk, rows):
    before = desk.item("A")._asdict()
    assert desk.office.accept("items.csv", rows, *OPTIONS) == {"items": (0, 1, 0)}
    changed = {name for name, value in desk.item("A")._asdict().items() if value != before[name]}
    assert changed - {"entry", "id", "seal", "reason"} == {"title"}


def test_a_correction_that_names_nothing_there_must_say_all_of_it(desk):
    findings = desk.office.refuse("items.csv", "编号,标题\nA,甲一改\nZ,新\n", *OPTIONS)
    assert [finding.where for finding in findings] == ["items, row 3"] * 2
    (finding,) = desk.office.refuse("items.csv", "编号,报送日期,单位,标题\nA,三月,,\n", *OPTIONS)
    assert finding.where == "items, row 2, column 报送日期"


def test_a_correction_of_a_unit_need_not_repeat_its_group(desk):
    assert desk.office.accept("units.csv", "单位,组别,人数\n甲乡,,7\n", *OPTIONS) == {"units": (0, 1, 0)}
    assert desk.office.accept("units.csv", "单位,负责人\n甲乡,李\n", *OPTIONS) == {"units": (0, 1, 0)}
    (finding,) = desk.office.refuse("units.csv", "单位,组别\n戊乡,\n", *OPTIONS)
    assert finding.where == "units, row 2, column 组别"


def test_units_and_informants_of_an_item_are_corrected_together_only(desk):
    path = desk.mend(desk.write("item", "list", "2025"), units_2="乙乡", informants_2=None)
    (finding,) = desk.office.bring_file(path, *OPTIONS).exception.findings
    assert "张三" in finding.what
    path = desk.mend(path, informants_2="张三(乙乡)")
    assert desk.office.bring_file(path, *OPTIONS).exception is None


def test_a_dry_run_shows_old_and_new_by_cell_and_records_nothing(desk):
    path = desk.mend(desk.write("item", "list", "2025"), title_2="甲一改", submitted_3="2025-01-07")
    before = desk.office.counts(), desk.item("A")
    result = desk.office.bring_file(path, *OPTIONS, "--dry-run")
    assert [line.split() for line in result.stdout.splitlines()[2:4]] == [
        ["2", "A", "title", "甲一", "甲一改"],
        ["3", "B", "submitted", "2025-01-06", "2025-01-07"],
    ]
    assert (desk.office.counts(), desk.item("A")) == before


def test_without_correct_such_a_row_is_wrong_and_says_how(desk):
    path = desk.mend(desk.write("item", "list", "2025"), title_2="甲一改")
    (finding,) = desk.office.bring_file(path).exception.findings
    assert "--correct" in finding.hint


def test_what_was_corrected_may_be_set_back_by_the_sheet_from_before(desk):
    first = desk.write("item", "list", "2025").read_bytes()
    path = desk.office.folder / "改.xlsx"
    desk.office.bring_file(desk.mend(path, title_2="甲一改"), *OPTIONS)
    path.write_bytes(first)
    assert desk.office.bring_file(path, *OPTIONS).exception is None
    assert desk.item("A").title == "甲一"


def test_a_status_is_not_corrected_by_a_sheet(desk):
    path = desk.mend(desk.write("item", "list", "2025"), status_2="approved")
    (finding,) = desk.office.bring_file(path, *OPTIONS).exception.findings
    assert "review" in finding.hint


def test_two_rows_of_one_reference_that_differ_are_refused(desk):
    rows = "编号,报送日期,单位,标题\nA,2025-01-05 09:30,甲乡,一\nA,2025-01-05 09:30,甲乡,二\n"
    (finding,) = desk.office.refuse("items.csv", rows, *OPTIONS)
    assert "Row 2 says otherwise" in finding.what


def test_a_reason_is_wanted_and_only_for_corrections(desk):
    for options in (("--correct",), ("--reason", "错")):
        result = desk.office.bring("items.csv", "编号\n", *options)
        assert result.exception.exit_code == 2


def test_a_row_near_to_an_item_is_pointed_out_by_a_dry_run(desk):
    rows = "报送日期,单位,标题\n2025-01-07,甲乡,全县秋粮收购工作扎实推进\n"
    desk.office.accept("items.csv", rows)
    again = desk.office.bring("items.csv", rows.replace("扎实推进", "扎实推进情况"), "--dry-run")
    assert "2025-0001" in again.stderr


def test_units_and_informants_keep_what_an_empty_cell_leaves(desk):
    path = desk.mend(desk.write("unit", "list"), aliases_2=None, group_3="部门")
    result = desk.office.bring_file(path, *OPTIONS)
    assert result.exception is None, result.output
    first, second = records(desk.office.desk, KINDS["units"])[1][:2]
    assert "甲" in first
    assert "部门" in second
    path = desk.mend(desk.write("informant", "list"), phone_2="0123", role_3=None)
    shown = desk.office.bring_file(path, *OPTIONS, "--dry-run").stdout
    assert "0123" in shown
    assert "兼职" not in shown
    assert len(desk.office.rows(Informant)) == 3
