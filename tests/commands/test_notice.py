"""Issued notices: frozen, reprinted, corrected by the next, withdrawn."""

import csv
import io
import re
from zipfile import ZipFile

import openpyxl
import pytest

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
language: en
levels: [县级, 市级]
unit_groups: [乡镇]
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
regulations:
  - title: 办法
    reference: 政办发〔2025〕1号
    effective: 2025-01-01
    scoring: [{name: 采用, fact: adoption, cite: 第三条, points: 5}]
"""
TABLES = {
    "units": "单位,组别\n甲乡,乡镇\n乙乡,乡镇\n",
    "items": "编号,报送日期,单位,标题\nA,2025-01-05,甲乡,甲一\nB,2025-01-06,乙乡,乙一\nC,2025-02-06,乙乡,乙二\n",
    "adoptions": "编号,刊物,日期\nA,市府信息,2025-01-10\nC,市府信息,2025-02-10\n",
}


@pytest.fixture
def office(environment, run):
    """A ledger with a winter's facts; ``office(adoptions)`` imports further ones."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")

    def take(kind, text):
        path = environment / f"{kind}.csv"
        path.write_text(text, "utf-8")
        result = run("import", path)
        assert result.exit_code == 0, result.stderr

    for kind, text in TABLES.items():
        take(kind, text)
    return lambda rows: take("adoptions", "编号,刊物,日期\n" + rows)


def points(result):
    assert result.exit_code == 0, result.stderr
    return {row["unit"]: row["points"] for row in csv.DictReader(io.StringIO(result.stdout))}


def test_later_facts_do_not_move_an_issued_notice(run, office):
    issued = run("notice", "2025-01", "--issue", "--format", "csv")
    office("B,市府信息,2025-01-20\n")
    assert run("notice", "2025-01", "--format", "csv").stdout == issued.stdout
    assert points(run("notice", "2025-01", "--format", "csv")) == {"甲乡": "5", "乙乡": "0"}
    recomputed = run("notice", "2025-01", "--recompute", "--format", "csv")
    (row,) = [row for row in csv.DictReader(io.StringIO(recomputed.stdout)) if row["unit"] == "乙乡"]
    assert (row["points"], row["points_issued"], row["rank"], row["rank_issued"]) == ("5", "0", "1", "2")


@pytest.mark.parametrize("form", ["md", "txt", "html", "docx", "xlsx"])
def test_an_issued_notice_is_printed_again_to_the_byte(run, office, environment, form):
    run("notice", "2025-01", "--issue")
    run("notice", "2025-01", "-o", environment / f"once.{form}")
    office("B,市府信息,2025-01-20\n")
    run("--today", "2030-01-01", "notice", "2025-01", "-o", environment / f"again.{form}")
    assert (environment / f"once.{form}").read_bytes() == (environment / f"again.{form}").read_bytes()


def test_the_next_notice_lists_what_changed_and_leaves_it_out_of_its_points(run, office):
    run("notice", "2025-01", "--issue")
    office("B,市府信息,2025-01-20\n")
    result = run("notice", "2025-02", "--format", "csv")
    rows = {row["unit"]: (row["points"], row["points_to_date"]) for row in csv.DictReader(io.StringIO(result.stdout))}
    assert rows == {"乙乡": ("5", "10"), "甲乡": ("0", "5")}
    assert "Changed since 2025-01 was issued: 乙乡 0 → 5." in result.stderr
    assert "Registered late and corrected" in run("notice", "2025-02", "--format", "txt").stdout


def test_a_change_is_told_with_its_period_in_words(run, office, monkeypatch):
    run("notice", "2025-01", "--issue")
    office("B,市府信息,2025-01-20\n")
    monkeypatch.setattr("infoledger.periods.screen_language", lambda: "zh")
    assert "Changed since 2025年1月 was issued: 乙乡 0 → 5." in run("notice", "2025-02").stderr


def test_a_change_is_listed_until_a_notice_that_lists_it_is_issued(run, office):
    run("notice", "2025-01", "--issue")
    office("B,市府信息,2025-01-20\n")
    assert "乙乡 0 → 5" in run("notice", "2025-02").stderr
    assert "乙乡 0 → 5" in run("notice", "2025-03").stderr
    run("notice", "2025-02", "--issue")
    assert "Changed" not in run("notice", "2025-03").stderr
    office("B,市府信息,2025-01-21\n")
    assert "乙乡 5 → 10" in run("notice", "2025-03").stderr


def test_notices_of_other_lengths_take_todays_facts(run, office):
    run("notice", "2025-01", "--issue")
    office("B,市府信息,2025-01-20\n")
    result = run("notice", "2025Q1", "--format", "csv")
    assert points(result) == {"乙乡": "10", "甲乡": "5"}
    assert "Changed" not in result.stderr


def test_explain_sums_to_today_and_states_what_was_printed(run, office):
    run("notice", "2025-01", "--issue")
    office("B,市府信息,2025-01-20\n")
    result = run("explain", "乙乡", "2025-01", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["points"], row["cite"], row["regulation"]) == ("5", "第三条", "政办发〔2025〕1号")
    assert "The issued notice 2025-01 unit printed 0." in result.stderr


def test_a_notice_is_issued_once_and_only_when_its_period_is_over(run, office):
    assert run("notice", "2025-01", "--issue").exit_code == 0
    twice = run("notice", "2025-01", "--issue")
    assert twice.exit_code == 1
    assert "was issued already" in twice.stderr
    early = run("--today", "2025-02-28", "notice", "2025-02", "--issue")
    assert early.exit_code == 1
    assert "not over" in early.stderr
    assert run("--today", "2025-03-01", "notice", "2025-02", "--issue").exit_code == 0


def test_a_withdrawn_notice_is_kept_and_marked_and_can_be_issued_again(run, office):
    run("notice", "2025-01", "--issue")
    office("B,市府信息,2025-01-20\n")
    assert run("notice", "2025-01", "--withdraw").exit_code == 2
    assert run("notice", "2025-01", "--withdraw", "--reason", "数字有误").exit_code == 0
    assert "数字有误" in run("notice", "--list", "--format", "csv").stdout
    assert points(run("notice", "2025-01", "--format", "csv")) == {"甲乡": "5", "乙乡": "5"}
    assert run("notice", "2025-01", "--issue").exit_code == 0
    assert run("notice", "2025-02", "--withdraw", "--reason", "x").exit_code == 1


def test_each_party_and_group_is_issued_by_itself(run, office):
    run("notice", "2025-01", "--issue")
    assert run("notice", "2025-01", "--group", "乡镇", "--issue").exit_code == 0
    assert run("notice", "2025-01", "--by", "informant", "--issue").exit_code == 0
    listed = csv.DictReader(io.StringIO(run("notice", "--list", "--format", "csv").stdout))
    keys = [" ".join(filter(None, (row["period"], row["by"], row["group"]))) for row in listed]
    assert keys == ["2025-01 unit", "2025-01 unit 乡镇", "2025-01 informant"]


def test_an_issued_notice_cannot_be_undone(run, office):
    run("notice", "2025-01", "--issue")
    result = run("undo", "--yes")
    assert result.exit_code == 1


def test_documents_compare_with_earlier_periods_where_anything_is_recorded(run, office):
    text = run("notice", "2025-02", "--format", "txt").stdout
    assert "Compared with the month before (2025-01): items submitted 1 fewer, down 50%" in text
    assert "the year before" not in text
    assert "Compared" not in run("notice", "2025-01", "--format", "txt").stdout


def test_a_period_that_is_not_over_is_not_compared(run, office):
    assert "Compared" not in run("--today", "2025-02-20", "notice", "2025-02", "--format", "txt").stdout


def test_documents_name_who_was_late_and_who_missed_a_solicitation(run, office):
    run("violation", "甲乡", "迟报", "--on", "2025-01-08")
    run("solicit", "春耕", "--to", "甲乡;乙乡", "--due", "2025-01-20", "--on", "2025-01-10")
    text = run("notice", "2025-01", "--format", "txt").stdout
    assert "迟报: 甲乡." in text
    assert "Solicitations missed: 甲乡, 乙乡." in text


def test_documents_list_adopted_titles_with_outlet_day_and_leader(run, office):
    run("instruct", "A", "--leader", "某县长", "--level", "县级", "--on", "2025-01-12")
    text = run("notice", "2025-01", "--format", "txt").stdout
    assert "1  甲乡  甲一   市府信息  2025-01-10  某县长" in text


def test_titles_above_the_limit_are_withheld(run, office, environment):
    run("item", "edit", "A", "--secrecy", "内部", "--reason", "定密")
    withheld = run("notice", "2025-01", "--format", "txt").stdout
    assert "甲一" not in withheld
    assert "1 more may not be named here." in withheld
    assert "甲一" in run("notice", "2025-01", "--up-to", "内部", "--format", "txt").stdout
    assert run("notice", "2025-01", "--up-to", "绝密", "--format", "txt").exit_code == 1


def test_number_comment_and_focus_are_printed_and_frozen(run, office, environment):
    (environment / "comment.md").write_text("# 存在问题\n- **质量**不高 R&D <5%> 𠮷。\n", "utf-8")
    (environment / "focus.txt").write_bytes("紧盯防汛。".encode("gbk"))
    words = ("--number", "政办信〔2025〕1号", "--comment", "comment.md", "--focus", "focus.txt")
    assert run("notice", "2025-01", *words, "--issue").exit_code == 0
    text = run("notice", "2025-01", "--format", "txt").stdout
    for part in ("政办信〔2025〕1号", "质量不高 R&D <5%> 𠮷。", "紧盯防汛。"):
        assert part in text
    refused = run("notice", "2025-01", "--comment", "comment.md", "--format", "txt")
    assert refused.exit_code == 1
    assert "its words stay as they are" in refused.stderr


def test_missing_comment_is_told(run, office):
    result = run("notice", "2025-01", "--comment", "nowhere.md", "--format", "txt")
    assert result.exit_code == 2
    assert "nowhere.md" in result.stderr


def test_points_are_drawn_as_bars(run, office):
    assert (
        run("notice", "2025-01", "--chart").stdout
        == "乡镇 Points\n甲乡  ######################################## 5\n乙乡  0\n"
        "\n乡镇 Rate %\n甲乡  ######################################## 100\n乙乡  0\n"
    )


@pytest.mark.parametrize("form", ["docx", "txt", "html"])
def test_figures_side_by_side_are_no_document(run, office, form):
    run("notice", "2025-01", "--issue")
    result = run("notice", "2025-01", "--recompute", "-o", f"both.{form}")
    assert result.exit_code == 2
    assert "Allowed: table csv json" in result.stderr


def changes(result):
    """The sentences on what has changed in issued notices."""
    assert result.exit_code == 0, result.stderr
    return [line for line in result.stderr.splitlines() if line.startswith("Changed")]


def test_an_adoption_taken_back_stays_printed_and_is_corrected_in_the_next(run, office):
    issued = run("notice", "2025-01", "--issue", "--format", "csv").stdout
    assert run("void", "adoption", "A", "--in", "市府信息", "--reason", "误录").exit_code == 0
    assert run("notice", "2025-01", "--format", "csv").stdout == issued
    assert changes(run("notice", "2025-02")) == ["Changed since 2025-01 was issued: 甲乡 5 → 0."]


def test_what_is_put_right_again_is_not_listed(run, office):
    run("notice", "2025-01", "--issue")
    assert run("void", "adoption", "A", "--in", "市府信息", "--reason", "误录").exit_code == 0
    assert run("adopt", "A", "--in", "市府信息", "--on", "2025-01-10").exit_code == 0
    assert changes(run("notice", "2025-02")) == []


def test_a_unit_renamed_later_keeps_its_name_in_the_issued_notice(run, office):
    issued = run("notice", "2025-01", "--issue", "--format", "csv").stdout
    assert run("unit", "rename", "乙乡", "乙镇", "--on", "2025-02-01").exit_code == 0
    assert run("notice", "2025-01", "--format", "csv").stdout == issued
    assert points(run("notice", "2025-02", "--format", "csv")) == {"乙镇": "5", "甲乡": "0"}
    office("B,市府信息,2025-01-20\n")
    assert changes(run("notice", "2025-02")) == ["Changed since 2025-01 was issued: 乙乡 0 → 5."]


def test_rules_changed_after_the_issue_do_not_move_it_and_bear_another_fingerprint(run, office, environment):
    issued = run("notice", "2025-01", "--issue", "--format", "csv").stdout
    (environment / "config.yaml").write_text(CONFIG.replace("points: 5", "points: 8"), "utf-8")
    assert run("notice", "2025-01", "--format", "csv").stdout == issued
    assert points(run("notice", "2025-01", "--recompute", "--format", "csv"))["甲乡"] == "8"
    assert changes(run("notice", "2025-02")) == ["Changed since 2025-01 was issued: 甲乡 5 → 8."]
    run("notice", "2025-02", "--issue")
    listed = csv.DictReader(io.StringIO(run("notice", "--list", "--format", "csv").stdout))
    assert len({row["rules"] for row in listed}) == 2


def test_a_withdrawn_notice_is_not_corrected_by_the_next(run, office):
    run("notice", "2025-01", "--issue")
    office("B,市府信息,2025-01-20\n")
    run("notice", "2025-01", "--withdraw", "--reason", "数字有误")
    assert changes(run("notice", "2025-02")) == []
    (row,) = csv.DictReader(io.StringIO(run("notice", "--list", "--format", "csv").stdout))
    assert (row["period"], row["by"], row["withdrawn"]) == ("2025-01", "unit", "数字有误")


def test_notices_of_one_group_and_of_all_are_issued_apart(run, office):
    run("notice", "2025-01", "--group", "乡镇", "--issue")
    office("B,市府信息,2025-01-20\n")
    assert points(run("notice", "2025-01", "--format", "csv")) == {"甲乡": "5", "乙乡": "5"}
    assert points(run("notice", "2025-01", "--group", "乡镇", "--format", "csv")) == {"甲乡": "5", "乙乡": "0"}
    assert changes(run("notice", "2025-02")) == []
    assert len(changes(run("notice", "2025-02", "--group", "乡镇"))) == 1


def test_words_in_a_document_are_in_its_language_whatever_the_screen_speaks(run, office, environment):
    (environment / "config.yaml").write_text(CONFIG.replace("language: en", "language: zh"), "utf-8")
    run("notice", "2025-01", "-o", "notice.xlsx")
    sheet = openpyxl.load_workbook("notice.xlsx")["积分明细"]
    assert [cell.value for cell in sheet[2]][:2] == ["日期", "对象"]
    assert "采用" in [cell.value for cell in sheet[3]]
    assert "adoption" not in [cell.value for cell in sheet[3]]


def test_other_rules_have_another_fingerprint_and_the_same_the_same():
    from dataclasses import replace
    from datetime import date
    from decimal import Decimal

    from infoledger.ledger.frozen import fingerprint
    from infoledger.rules.actions import Give
    from infoledger.rules.regulation import Case, Clause, Regulation

    def rules(points):
        return Regulation("办法", date(2025, 1, 1), scoring=(Clause("采用", "adoption", (Case(Give(points)),)),))

    assert fingerprint([rules(Decimal(5))]) == fingerprint([rules(Decimal(5))])
    assert fingerprint([rules(Decimal(5))]) != fingerprint([rules(Decimal(6))])
    assert fingerprint([replace(rules(Decimal(5)), source="elsewhere")]) == fingerprint([rules(Decimal(5))])


def test_a_title_above_the_limit_is_on_no_sheet_and_in_no_reason(run, office, environment):
    run("item", "edit", "A", "--secrecy", "内部", "--title", "某镇征地纠纷", "--reason", "定密")
    run("adjust", "甲乡", "-1", "--reason", "因某镇征地纠纷一稿失实", "--on", "2025-01-15")
    run("violation", "甲乡", "误报", "--note", "某镇征地纠纷", "--on", "2025-01-15")
    run("notice", "2025-01", "-o", "out.xlsx")
    with ZipFile("out.xlsx") as book:
        whole = "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    assert "(title withheld)一稿失实" in whole
    assert "征地" not in whole


def test_titles_that_a_secret_item_bore_before_are_withheld_unless_another_bears_one(run, office, environment):
    run("adopt", "A", "--in", "市府信息", "--on", "2025-01-11", "--published-title", "某镇征地一事")
    run("item", "edit", "A", "--title", "某镇征地纠纷", "--reason", "错字")
    run("item", "edit", "A", "--title", "有关情况一则", "--secrecy", "内部", "--reason", "定密")
    run("submit", "--title", "甲一", "--unit", "甲乡", "--on", "2025-01-15")
    run("adjust", "甲乡", "-1", "--reason", "因某镇征地纠纷一稿、某镇征地一事、甲一一稿失实", "--on", "2025-01-15")
    run("notice", "2025-01", "-o", "out.xlsx")
    with ZipFile("out.xlsx") as book:
        whole = "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    assert "因(title withheld)一稿、(title withheld)、甲一一稿失实" in whole
    assert "征地" not in whole


def test_an_issued_notice_keeps_the_head_of_the_journal_then(run, office, environment):
    said = run("notice", "2025-01", "--issue").stderr
    number, digest = re.search(r"up to here: entry (\d+), hash ([0-9a-f]{64})", said).groups()
    run("adjust", "甲乡", "1", "--reason", "补记", "--on", "2025-02-15")
    run("notice", "2025-01", "-o", "out.xlsx")
    kept = openpyxl.load_workbook("out.xlsx").custom_doc_props["infoledger-journal"].value
    assert kept == f"{number} {digest}"
    assert f'content="{kept}"' in run("notice", "2025-01", "--format", "html").stdout
    assert run("check", "--against", kept).exit_code == 0
    assert run("check", "--against", f"{number} {'0' * 64}").exit_code == 1


def test_who_retired_before_an_issued_month_is_corrected_out_of_it(run, office):
    assert run("notice", "2025-01", "--issue").exit_code == 0
    assert run("unit", "retire", "甲乡", "--on", "2024-12-31").exit_code == 0
    assert points(run("notice", "2025-01", "--recompute", "--format", "csv")) == {"乙乡": "0"}
    result = run("notice", "2025-02")
    assert "Changed since 2025-01 was issued: 甲乡 5 → 0." in result.stderr
    assert "甲乡" in run("notice", "2025-02", "--format", "txt").stdout.partition("Registered late and corrected")[2]
    told = run("explain", "甲乡", "2025-01").stderr
    assert "The issued notice 2025-01 unit printed 5." in told
    assert "甲乡 was no member in 2025-01: its points there count in no notice." in told
    run("notice", "2025-02", "--issue")
    assert "Changed" not in run("notice", "2025-03").stderr


@pytest.fixture
def two_groups(office, run, environment):
    text = (environment / "config.yaml").read_text("utf-8").replace("[乡镇]", "[乡镇, 部门]")
    (environment / "config.yaml").write_text(text, "utf-8")
    run("unit", "add", "丙局", "--group", "部门")
    run("informant", "add", "赵一", "--unit", "甲乡")
    run("submit", "--title", "丙一", "--unit", "丙局;甲乡", "--by", "赵一", "--on", "2025-01-07")


@pytest.mark.parametrize("words", ["", "--by informant", "--group 部门", "--by informant --group 乡镇"])
def test_the_totals_are_those_of_the_office_whoever_is_ranked(run, two_groups, words):
    text = run("notice", "2025-01", *words.split(), "--format", "txt").stdout
    assert "In 2025-01, 3 items were submitted" in text
