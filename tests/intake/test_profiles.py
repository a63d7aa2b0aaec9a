"""The office's own tables: read by a profile of the config, alone where nobody is there to be asked."""

import pytest

from infoledger.config.model import Mark, Profile
from infoledger.errors import UsageError
from infoledger.intake.profiles import choose, known_headings, profiled
from infoledger.intake.tables import Table
from tests.intake.conftest import CONFIG, Office
from tests.intake.offices_own import PROFILES, ROWS, write_register, write_units


def sheet(*headers, name="1月"):
    return Table(name, 1, headers, ())


def read_by(tables, *profiles, chosen=None, said=None, year_said=False):
    named = {profile.name: profile for profile in profiles}
    found = profiled(tables, named, choose(named, chosen), said, year_said=year_said)
    return [table.profile and table.profile.name for table in found]


HAS = Profile(
    "登记表", "items", columns={"登记日期": "submitted", "部门": "units"}, marks={"市级": Mark("adoption", "市府信息")}
)


def test_a_table_that_has_all_headings_of_a_profile_is_read_by_it():
    assert read_by([sheet("登记日期", "部门", "标题", "市级", "别的")], HAS) == ["登记表"]


def test_a_table_that_lacks_some_is_read_by_it_where_nothing_else_stands_there():
    assert read_by([sheet("登记日期", "部门", "标题")], HAS) == ["登记表"]
    assert read_by([sheet("登记日期", "部门", "标题", "别的")], HAS) == [None]
    assert read_by([sheet("报送日期", "单位", "标题")], HAS) == [None]


def test_a_table_that_leaves_nothing_open_is_read_by_it_though_it_lacks_what_must_be_there():
    assert read_by([sheet("登记日期", "部门", "市级", name="登记")], HAS) == ["登记表"]
    assert read_by([sheet("登记日期", "部门", "市级", name="差错")], HAS) == [None]
    assert read_by([sheet("登记日期", "标题", name="登记")], HAS) == [None]


def test_a_table_of_another_kind_by_its_name_is_not_read_by_a_profile_that_leaves_headings_open():
    roll = Profile("名册", "units", columns={"类别": "group"})
    assert read_by([sheet("日期", "报送单位", "标题", "类别", "区级", name="1月")], roll) == [None]
    assert read_by([sheet("单位名称", "类别", name="Sheet1")], roll) == ["名册"]


def test_of_several_the_one_that_names_most_reads_and_of_equals_none():
    more = Profile("细表", "items", columns={**HAS.columns, "标题": "title"}, marks=HAS.marks)
    table = sheet("登记日期", "部门", "标题", "市级")
    assert read_by([table], HAS, more) == ["细表"]
    with pytest.raises(UsageError, match="several profiles"):
        read_by([table], more, Profile("另表", "items", year=2024, columns=more.columns, marks=more.marks))


def test_two_that_make_the_same_of_a_table_are_no_question():
    wider = Profile("宽表", "items", columns=HAS.columns, marks={**HAS.marks, "省级": Mark("adoption", "快报")})
    assert read_by([sheet("登记日期", "部门", "标题", "市级")], HAS, wider) == ["登记表"]
    assert read_by([sheet("登记日期", "部门", "标题", "市级", "省级")], HAS, wider) == ["宽表"]


def test_sheets_that_a_profile_does_not_name_are_left_out_with_a_word():
    monthly = Profile("登记表", "items", "*月", columns=HAS.columns)
    tables = [sheet("登记日期", "部门", "标题", name=name) for name in ("1月", "2月", "汇总")]
    kept = profiled(tables, {"登记表": monthly}, None, None, year_said=False)
    assert [table.name for table in kept] == ["1月", "2月"]
    assert "汇总" in kept[0].notes[0]
    with pytest.raises(UsageError, match=r"\*月"):
        read_by([sheet("登记日期", name="汇总")], monthly, chosen="登记表")


def test_the_year_is_that_which_is_said_then_of_the_profile_then_of_the_sheet():
    table = sheet("登记日期", "部门", "标题")
    table = Table(
        **{**{name: getattr(table, name) for name in table.__slots__}, "days": table.days._replace(year=2024)}
    )
    of_2025 = Profile("登记表", "items", year=2025, columns=HAS.columns)

    def year(profile, said):
        (found,) = profiled([table], {profile.name: profile}, None, None, year_said=said)
        return found.days.year

    assert (year(of_2025, False), year(of_2025, True), year(HAS, False)) == (2025, 2024, 2024)


def test_a_profile_that_is_not_there_is_answered_with_the_nearest():
    with pytest.raises(UsageError) as told:
        choose({"登记表": HAS}, "登记薄")
    assert "登记表" in told.value.hint
    assert choose({}, None) is None


def test_headings_of_profiles_tell_the_header_row():
    assert {"登记日期", "市级"} <= known_headings({"登记表": HAS})


@pytest.fixture
def register(tmp_path):
    """The office with profiles for its own tables, and its units."""
    office = Office(tmp_path)
    (tmp_path / "config.yaml").write_text(CONFIG + PROFILES, "utf-8")
    assert office.bring_file(write_units(tmp_path / "单位名册.xlsx")).exit_code == 0
    return office


def test_the_offices_register_comes_in_whole_by_its_profile_and_once(register, tmp_path):
    file = write_register(tmp_path / "登记表2025.xlsx")
    result = register.bring_file(file)
    assert result.exception is None, result.output
    assert "items 5, adoptions 5" in result.stderr.replace("\n", " ")
    pieces = [(fact.items[0].title, fact.details["outlet"], str(fact.day)) for fact in register.facts("adoption")]
    assert sorted(pieces) == sorted(
        [
            ("春耕(1)", "省政府办公厅/快报", "2025-01-05"),
            ("防汛(2)", "市府信息", "2025-01-07"),
            ("减税(4)", "市府信息", "2025-02-06"),
            ("减税(4)", "省政府办公厅/快报", "2025-02-06"),
            ("就业(5)", "市府信息", "2025-03-12"),
        ]
    )
    assert "1月 and 2 more sheets: passed over, for they are no records: 3 rows (合计)." in result.stderr
    before = register.counts()
    assert before["Entry"] == 2
    assert register.bring_file(file).exception is None
    assert register.counts() == before


def test_a_mark_set_later_adds_only_what_it_marks(register, tmp_path):
    register.bring_file(write_register(tmp_path / "登记表2025.xlsx"))
    rows = {**ROWS, "2月": [((*ROWS["2月"][0][:3], "√", None)), *ROWS["2月"][1:]]}
    before = register.counts()
    assert register.bring_file(write_register(tmp_path / "登记表2025.xlsx", rows)).exception is None
    assert register.counts() - before == {"Adoption": 1, "Entry": 1}


def test_equal_rows_have_their_own_marks(register, tmp_path):
    twins = {"1月": [("1.5", "甲", "同题", "√", None)] * 2}
    file = write_register(tmp_path / "登记表2025.xlsx", twins)
    assert register.bring_file(file).exception is None
    assert len({fact.items for fact in register.facts("adoption")}) == 2
    before = register.counts()
    assert register.bring_file(file).exception is None
    assert register.counts() == before


def test_a_mark_that_cannot_be_read_makes_its_row_wrong_and_nothing_is_written(register, tmp_path):
    rows = {"1月": [("1.5", "甲", "一", "?", None), ("1.6", "甲", "二", "10.1", None)]}
    before = register.counts()
    result = register.bring_file(write_register(tmp_path / "登记表2025.xlsx", rows))
    (finding,) = result.exception.findings
    assert "采用情况/区级 (E4)" in finding.where
    assert "√" in finding.hint
    assert register.counts() == before


def test_a_row_without_its_day_is_told_once_whatever_is_marked(register, tmp_path):
    rows = {"10月": [(10.1, "甲", "一", "√", "√")]}
    (finding,) = register.bring_file(write_register(tmp_path / "登记表2024.xlsx", rows, 2024)).exception.findings
    assert "(B4)" in finding.where


def test_constants_stand_where_a_row_says_nothing_and_marks_take_their_day_from_its_column(office, tmp_path):
    (tmp_path / "config.yaml").write_text(
        CONFIG + "imports:\n  台账:\n    kind: items\n    columns: {时间: submitted}\n"
        "    constants: {类别: 工作动态, 单位: 甲乡}\n"
        "    pass_over: [份数]\n    marks:\n      上报市: {forward: 市政府办公室, date: 上报日}\n"
        "      书记批: {instruction: 张书记}\n",
        "utf-8",
    )
    office.accept("units.csv", "单位,组别\n甲乡,乡镇\n乙乡,乡镇\n")
    counts = office.accept(
        "items.csv",
        "时间,标题,单位,份数,上报市,上报日,书记批\n2025-01-05,一,,3,√,2025-01-08,2025-01-09\n2025-01-06,二,乙乡,3,,,\n",
    )
    assert counts == {"items": (2, 0, 0), "forwards": (1, 0, 0), "instructions": (1, 0, 0)}
    assert [str(fact.day) for fact in office.facts("forward")] == ["2025-01-08"]
    assert [str(fact.day) for fact in office.facts("instruction")] == ["2025-01-09"]
    units = [fact.items[0].units for fact in office.facts("submission")]
    assert units[0] != units[1]


def test_a_name_that_the_config_does_not_declare_is_told_with_its_place(office, tmp_path):
    (tmp_path / "config.yaml").write_text(
        CONFIG + "imports:\n  表:\n    kind: items\n    columns: {时间: 报送日}\n"
        "    marks: {市级: {adoption: 市府信}, 省级: {}}\n"
        "  册: {kind: units, marks: {市级: {adoption: 市府信息}}}\n",
        "utf-8",
    )
    with pytest.raises(UsageError) as told:
        _ = office.desk.config
    said = "\n".join(map(str, told.value.findings))
    assert all(
        words in said
        for words in ("imports.表.columns.时间", "报送日期", "市府信息", "imports.表.marks.省级", "imports.册.marks")
    )
