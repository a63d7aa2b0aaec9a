"""What is asked at a terminal of the office's own tables, and the answers kept in config.yaml."""

import openpyxl
import pytest

from infoledger.config.keeping import keep
from infoledger.config.model import Mark, Profile
from infoledger.config.reading import load
from infoledger.errors import UsageError
from tests.intake.conftest import CONFIG, Office
from tests.intake.offices_own import ROWS, write_register, write_units

PASS, ADOPTED = "1", "2"


@pytest.fixture
def clerk(tmp_path, monkeypatch, run):
    """The office without profiles, and a clerk who answers what is asked and counts the questions."""
    office = Office(tmp_path)
    config = tmp_path / "config.yaml"
    config.write_text("# 本县\n" + CONFIG, "utf-8")
    monkeypatch.setattr("infoledger.commands.own_tables.at_terminal", lambda: True)

    def bring(file, *answers):
        result = run("--config", config, "import", file, stdin="".join(f"{answer}\n" for answer in answers))
        assert result.exception is None, result.output
        return result

    bring.office, bring.config = office, config
    return bring


def test_the_register_comes_in_with_ten_answers_and_none_the_next_month(clerk, tmp_path):
    clerk(write_units(tmp_path / "单位名册.xlsx"), "组别", "y")
    file = tmp_path / "登记表2025.xlsx"
    answers = [ADOPTED, "市府信息", ADOPTED, "省政府办公厅/快报", "y"]
    clerk(write_register(file), *answers)
    assert len(answers) + 2 <= 10
    assert clerk.office.counts()["Item"] == 5
    assert clerk.office.counts()["Adoption"] == 5
    again = clerk(write_register(file, {**ROWS, "4月": [("4.8", "甲", "新", "√", None)]}))
    assert "is not known" not in again.stderr
    assert clerk.office.counts()["Item"] == 6
    assert clerk.office.counts()["Adoption"] == 6


def test_cells_that_may_have_lost_a_zero_are_asked_together(clerk, tmp_path):
    clerk(write_units(tmp_path / "单位名册.xlsx"), "组别", "y")
    rows = {"10月": [(10.1, "甲", "一", None, None), (10.2, "乙", "二", None, None), (10.5, "乙", "三", "√", None)]}
    file = write_register(tmp_path / "登记表2024.xlsx", rows, year=2024)
    result = clerk(file, ADOPTED, "市府信息", PASS, "2", "n")
    days = [str(fact.day) for fact in clerk.office.facts("submission")]
    assert days == ["2024-10-01", "2024-10-05", "2024-10-20"]
    assert result.stderr.count("Which are the 10th") == 1
    assert "imports:\n  单位名册" in clerk.config.read_text("utf-8")
    assert "登记表2024" not in clerk.config.read_text("utf-8")


def test_what_a_sheet_holds_is_asked_where_its_name_does_not_say(clerk, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["单位", "组别"])
    book.active.append(["甲乡", "乡镇"])
    book.create_sheet("说明").append(["联系人"])
    book.save(tmp_path / "台账.xlsx")
    clerk(tmp_path / "台账.xlsx", "units", PASS)
    assert +clerk.office.counts() == {"Unit": 1, "Entry": 1}


def test_the_day_of_a_mark_is_asked_after_the_marks(clerk, tmp_path):
    clerk.office.accept("units.csv", "单位,组别\n甲乡,乡镇\n")
    file = tmp_path / "items.csv"
    file.write_text("报送日期,单位,标题,登报日期,登报\n2025-01-05,甲乡,一,2025-01-09,√\n", "utf-8")
    clerk(file, ADOPTED, "市府信息", "day", "y")
    assert [str(fact.day) for fact in clerk.office.facts("adoption")] == ["2025-01-09"]
    assert "登报: {adoption: 市府信息, date: 登报日期}" in clerk.config.read_text("utf-8")


def test_of_a_table_that_gained_a_column_only_that_is_asked(clerk, tmp_path):
    clerk.office.accept("units.csv", "单位,组别\n甲乡,乡镇\n")
    file = tmp_path / "items.csv"
    file.write_text("报送日期,单位,标题,登报\n2025-01-05,甲乡,一,√\n", "utf-8")
    clerk(file, ADOPTED, "市府信息", "y")
    file.write_text("报送日期,单位,标题,登报,份数\n2025-01-05,甲乡,一,√,3\n2025-01-06,甲乡,二,√,3\n", "utf-8")
    asked = clerk(file, PASS, "y").stderr
    assert asked.count("is not known") == 1
    for head, mark in (("登报", "√"), ("登报,份数", "√,3")):
        file.write_text(f"报送日期,单位,标题,{head}\n2025-01-07,甲乡,三{len(head)},{mark}\n", "utf-8")
        assert "is not known" not in clerk(file).stderr
    assert clerk.office.counts()["Adoption"] == 4


def test_answers_that_cannot_be_kept_count_all_the_same(clerk, tmp_path):
    written = "{office: {name: 甲县, level: 县级}}"
    clerk.config.write_text(written, "utf-8")
    file = tmp_path / "units.csv"
    file.write_text("单位,类别\n甲乡,乡镇\n", "utf-8")
    told = clerk(file, "group", "y").stderr
    assert "类别: 组别" in told
    assert clerk.config.read_text("utf-8") == written
    assert clerk.office.counts()["Unit"] == 1


KEPT = Profile(
    "登记表",
    "items",
    "*月",
    2025,
    columns={"登记: 日期": "submitted", "12": "category"},
    pass_over=("是", "no"),
    constants={"source": "内网"},
    marks={"采用/市级": Mark("adoption", "市府信息", "采用日"), "送市": Mark("forward", "市政府办公室")},
)
HEAD = CONFIG.lstrip()


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        HEAD.rstrip("\n") + "  # 到此为止",
        HEAD
        + "imports:\n# 各表\n    旧表:   # 旧\n        kind: items\n        columns: {日: 报送日期}   # 日\n\n# 尾\n"
        + "language: zh\n",
        HEAD + "imports: {旧表: {kind: items}}   # 一行\nlanguage: zh\n",
        HEAD + "imports: {}\nlanguage: zh\n",
        "# 头\nimports:\n  旧表: {kind: units}\n" + HEAD,
    ],
)
@pytest.mark.parametrize("form", [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("gb18030", "\n")])
def test_what_is_kept_reads_as_it_was_meant_and_everything_else_stays(tmp_path, text, form):
    encoding, line_break = form
    path = tmp_path / "config.yaml"
    path.write_bytes(text.replace("\n", line_break).encode(encoding))
    before = load(path)
    keep(before, KEPT)
    after = load(path)
    assert dict(after.imports) == {**before.imports, "登记表": KEPT}
    written = path.read_bytes().decode(encoding).replace(line_break, "\n")
    lines = written.splitlines()
    kept = [line for line in text.splitlines() if "imports: {" not in line]
    assert [line for line in lines if line in kept] == kept
    assert [*path.parent.iterdir()] == [path]


def test_a_config_that_cannot_be_edited_is_left_alone_and_says_what_to_write(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text("{office: {name: 甲县, level: 县级}}", "utf-8")
    with pytest.raises(UsageError) as told:
        keep(load(path), Profile("登记表", "units", columns={"类别": "group"}))
    assert "类别: 组别" in told.value.hint
    assert path.read_text("utf-8") == "{office: {name: 甲县, level: 县级}}"


def test_a_config_in_chinese_words_is_kept_in_them(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text("本单位: {名称: 甲县, 级别: 县级}\n上级单位: {市: {级别: 市级, 刊物: {市府信息: {}}}}\n", "utf-8")
    kept = Profile("登记表", "items", marks={"市级": Mark("adoption", "市府信息", "采用日")})
    keep(load(path), kept)
    assert "导入表:\n  登记表:\n    种类: 信息\n    标记列:\n" in path.read_text("utf-8")
    assert load(path).imports == {"登记表": kept}


@pytest.mark.parametrize("answers", [[""], [ADOPTED, ""], [ADOPTED, "市府信息", PASS, ""]])
def test_the_enter_key_alone_leaves_an_import_with_nothing_changed(clerk, tmp_path, run, answers):
    clerk(write_units(tmp_path / "单位名册.xlsx"), "组别", "n")
    before = clerk.config.read_text("utf-8"), clerk.office.counts()
    rows = {"10月": [(10.1, "甲", "一", None, None), (10.2, "乙", "二", None, "√")]}
    file = write_register(tmp_path / "登记表2024.xlsx", rows, year=2024)
    left = run("--config", clerk.config, "import", file, stdin="".join(f"{answer}\n" for answer in answers))
    assert (left.exit_code, left.stderr.endswith("Nothing was changed.\n")) == (1, True)
    assert (clerk.config.read_text("utf-8"), clerk.office.counts()) == before


def test_where_nobody_is_asked_an_unknown_column_leads_to_the_profiles(clerk, tmp_path, run, monkeypatch):
    monkeypatch.setattr("infoledger.commands.own_tables.at_terminal", lambda: False)
    file = write_units(tmp_path / "单位名册.xlsx")
    refused = run("--config", clerk.config, "import", file)
    assert refused.exit_code == 1
    assert "“imports” (导入表)" in refused.stderr


WIDE = """
imports:
  宽表:
    kind: items
    columns: {日: 报送日期, 部: 单位, 题: 标题}
    marks: {市级/采用: {adoption: 市府信息, date: 市级/日期}}
"""


def test_the_day_of_a_mark_is_no_column_beside_one_that_the_profile_names(tmp_path):
    office = Office(tmp_path)
    (tmp_path / "config.yaml").write_text(CONFIG + WIDE, "utf-8")
    office.accept("units.csv", "单位,组别\n甲乡,乡镇\n")
    book = openpyxl.Workbook()
    rows = [
        ["日", "部", "题", "市级"],
        [None, None, None, "采用", "日期"],
        ["2025-01-05", "甲乡", "丙", "√", "2025-01-09"],
    ]
    for row in rows:
        book.active.append(row)
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
        book.active.merge_cells(area)
    book.save(tmp_path / "总表.xlsx")
    assert office.bring_file(tmp_path / "总表.xlsx").exception is None
    (adopted,) = office.facts("adoption")
    assert str(adopted.day) == "2025-01-09"
