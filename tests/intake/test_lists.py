"""Lists of printed titles are read as outlets send them, and what they name is recorded."""

from datetime import date

import openpyxl
import pytest
from docx import Document

from infoledger.errors import InfoledgerError, UsageError
from infoledger.intake.lists import read_list
from infoledger.ledger.models import Adoption
from tests.intake.documents import paragraph, table, write_docx

DAY = date(2025, 2, 10)
ROWS = (
    ("序号", "标题", "刊发日期", "报送单位", "期号"),
    ("1", "甲一", "2月3日", "甲乡", "5"),
    ("2", "乙一", "", "", ""),
)


def said(lines):
    return [(line.title, line.day, line.unit, line.more.get("issue")) for line in lines]


def test_a_table_is_read_alike_from_every_kind_of_file(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["采用情况一览"])
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    (tmp_path / "list.csv").write_text("\n".join(",".join(row) for row in ROWS), "gb18030")
    (tmp_path / "list.txt").write_text("\n".join("\t".join(row) for row in ROWS), "utf-8")
    write_docx(tmp_path / "list.docx", paragraph("采用情况") + table(*ROWS))
    wanted = [("甲一", date(2025, 2, 3), "甲乡", "5"), ("乙一", DAY, "", None)]
    for ending in ("xlsx", "csv", "txt", "docx"):
        assert said(read_list(tmp_path / f"list.{ending}", DAY).lines) == wanted


@pytest.mark.parametrize("number", ["1. ", "1．", "（1）", "(12)", "一、", "十二、", "① ", "- ", "3\t", ""])
def test_a_title_to_a_line_loses_its_number(tmp_path, number):
    (tmp_path / "list.txt").write_text(f"\n{number.replace('3', '3、')}甲乡1.5万亩 早稻\n", "utf-8")
    assert [line.title for line in read_list(tmp_path / "list.txt", DAY).lines] == ["甲乡1.5万亩 早稻"]


def test_a_year_that_is_not_said_is_the_one_before_the_day_of_the_list(tmp_path):
    (tmp_path / "list.csv").write_text("标题,日期\n甲,12月31日\n乙,2.10\n", "utf-8")
    assert [line.day for line in read_list(tmp_path / "list.csv", DAY).lines] == [date(2024, 12, 31), DAY]


def test_a_column_without_heading_is_all_titles(tmp_path):
    (tmp_path / "list.csv").write_text("甲一\n乙一\n", "utf-8")
    assert [line.title for line in read_list(tmp_path / "list.csv", DAY).lines] == ["甲一", "乙一"]


def test_wrong_dates_are_told_each_with_its_place(tmp_path):
    (tmp_path / "list.csv").write_text("标题,日期\n甲,2月31日\n乙,10.1\n丙,10月5日\n", "utf-8")
    with pytest.raises(InfoledgerError, match="Nothing of the list") as caught:
        read_list(tmp_path / "list.csv", DAY)
    assert [finding.where for finding in caught.value.findings] == [f"list, row {row}, column 日期" for row in (2, 3)]


def test_a_table_without_titles_and_an_empty_list_are_told(tmp_path):
    (tmp_path / "list.csv").write_text("名次,名\n1,甲\n", "utf-8")
    with pytest.raises(UsageError, match="no column of titles"):
        read_list(tmp_path / "list.csv", DAY)
    for content, words in (("\n", "no titles"), ("甲一\n" * 5001, "more than 5000")):
        (tmp_path / "list.txt").write_text(content, "utf-8")
        with pytest.raises(UsageError, match=words):
            read_list(tmp_path / "list.txt", DAY)


@pytest.fixture
def sent(settled):
    """The office, whose items have longer titles and went to the city."""
    settled.accept(
        "items.csv", "编号,报送日期,单位,标题\nP,2025-02-01,甲乡,甲乡早稻育秧忙\nQ,2025-02-02,乙乡,乙乡办好校园食堂\n"
    )
    settled.accept("forwards.csv", "编号,上级,日期\nP,市政府办公室,2025-02-02\nQ,市政府办公室,2025-02-02\n")
    return settled


def adopted(office):
    return [(row.published_title, row.day, row.issue) for row in office.rows(Adoption) if row.voided is None]


def test_sure_titles_are_recorded_when_told_so_and_once_only(sent, run):
    (sent.folder / "list.txt").write_text("林双县甲乡：早稻育秧忙\n北山县防汛\n", "utf-8")
    adopt = ("adopt", "--from", "list.txt", "--in", "市府信息", "--on", "2025-02-10", "--issue", "7")
    asked = run(*adopt)
    assert (asked.exit_code, asked.stdout, adopted(sent)) == (1, "", [])
    assert "甲乡：早稻育秧忙 → P" in asked.stderr
    done = run(*adopt, "--yes")
    assert (done.exit_code, done.stdout) == (1, "1\n")
    assert "北山县防汛" in done.stderr
    assert run(*adopt, "--yes").stdout == ""
    assert adopted(sent) == [("林双县甲乡：早稻育秧忙", DAY, "7")]


def test_columns_that_are_not_used_are_named(sent, run):
    (sent.folder / "list.csv").write_text("序号,标题,形式,备注,篇幅\n1,甲乡早稻育秧忙,简讯,,\n", "utf-8")
    adopt = ("adopt", "--from", "list.csv", "--in", "市府信息", "--on", "2025-02-10", "--yes")
    told = run(*adopt)
    assert "Not used: the columns 形式, 篇幅." in told.stderr
    (sent.folder / "list.csv").write_text("序号,标题,方式\n1,甲乡早稻育秧忙,\n", "utf-8")
    assert "Not used" not in run(*adopt).stderr


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_doubtful_titles_go_to_a_sheet_and_come_back_answered(sent, run, ending):
    (sent.folder / "list.txt").write_text("两乡农忙与校园食堂\n甲乡早稻育苗忙\n北山县防汛\n", "utf-8")
    sheet = sent.folder / f"answers.{ending}"
    adopt = ("adopt", "--from", "list.txt", "--in", "市府信息", "--on", "2025-02-10", "--answers", sheet.name)
    assert run(*adopt).exit_code == 1
    answers = {"两乡农忙与校园食堂": "P;Q", "甲乡早稻育苗忙": "P", "北山县防汛": "无"}
    if ending == "xlsx":
        book = openpyxl.load_workbook(sheet)
        for row in book.active.iter_rows(min_row=2):
            row[5].value = answers[row[1].value]
        book.save(sheet)
    else:
        head, *rows = sheet.read_text("utf-8-sig").splitlines()
        cells = [row.split(",") for row in rows]
        lines = [",".join([*row[:5], answers[row[1]], *row[6:]]) for row in cells]
        sheet.write_text("\n".join([head, *lines]), "utf-8")
    done = run(*adopt)
    assert (done.exit_code, done.stdout) == (0, "1\n2\n")
    assert [title for title, *_rest in adopted(sent)] == ["两乡农忙与校园食堂", "甲乡早稻育苗忙"]
    # Asked once, known for ever: the sheet is not needed for what was answered with a reference.
    sheet.unlink()
    again = run(*adopt[:-2])
    assert "2 titles are recorded already" in again.stderr


def test_a_wrong_answer_is_told_with_its_row_and_nothing_is_recorded(sent, run):
    (sent.folder / "list.txt").write_text("甲乡早稻育苗忙\n", "utf-8")
    (sent.folder / "answers.csv").write_text("刊发标题,日期,编号\n甲乡早稻育苗忙,2025-02-10,Z9\n", "utf-8")
    wrong = run("adopt", "--from", "list.txt", "--in", "市府信息", "--on", "2025-02-10", "--answers", "answers.csv")
    assert wrong.exit_code == 1
    assert "Z9" in wrong.stderr
    assert "Row 1" in wrong.stderr
    assert adopted(sent) == []


def test_references_and_a_list_are_not_given_together(sent, run):
    (sent.folder / "list.txt").write_text("甲乡\n", "utf-8")
    assert run("adopt", "P", "--from", "list.txt", "--in", "市府信息").exit_code == 2
    assert run("adopt", "--in", "市府信息").exit_code == 2


def test_merged_cells_of_a_table_in_word_stand_for_what_they_cover(tmp_path):
    document = Document()
    table = document.add_table(4, 4)
    rows = [
        ("序号", "标题", "日期", "方式"),
        ("1", "甲", "2025-02-01", "简讯"),
        ("2", "乙", "", ""),
        ("3", "丙", "2025-02-03", "单篇"),
    ]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(1, 3).merge(table.cell(2, 3))
    document.save(tmp_path / "list.docx")
    lines = read_list(tmp_path / "list.docx", DAY).lines
    assert [(line.title, line.day.day, line.more["form"]) for line in lines] == [
        ("甲", 1, "简讯"),
        ("乙", 1, "简讯"),
        ("丙", 3, "单篇"),
    ]


def test_a_cell_of_a_list_without_a_value_is_told_with_its_address(tmp_path):
    book = openpyxl.Workbook()
    for row in (["标题", "日期", "方式"], ["甲", "=DATE(2025,2,1)", "#N/A"], ["乙", 10.1, "简讯"]):
        book.active.append(row)
    book.active.title = "目录"
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(InfoledgerError) as caught:
        read_list(tmp_path / "list.xlsx", DAY)
    places = [finding.where.rpartition(" ")[2] for finding in caught.value.findings]
    assert places == ["(B2)", "(C2)", "(B3)"]


def test_what_a_list_hides_lacks_or_dates_after_today_is_said(sent, run):
    book = openpyxl.Workbook()
    for row in (["标题", "日期"], ["甲乡早稻育秧忙", "2025-02-03"], ["乙乡办好校园食堂", "2099-02-03"], ["合计", 2]):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    book.save(sent.folder / "list.xlsx")
    adopt = ("adopt", "--in", "市府信息", "--on", "2025-02-10", "--from", "list.xlsx")
    told = run(*adopt).stderr
    assert "1 hidden rows were read too (2); --visible" in told
    assert "rows 4 (合计)" in told
    assert "1 titles have a day after today, the first in row 3: 2099-02-03." in told
    assert "甲乡" not in run(*adopt, "--visible").stderr
    (sent.folder / "list.csv").write_text("标题,日期\n甲乡早稻育秧忙\n乙乡办好校园食堂,2025-02-03,多\n", "utf-8")
    told = run(*adopt[:-1], "list.csv").stderr
    assert "2 rows have fewer or more cells than the header: 2, 3." in told.replace("、", ", ")


@pytest.fixture
def terminal(sent, run, monkeypatch):
    """The office at a terminal, with what the person types."""
    for module in ("questions", "done", "matching"):
        monkeypatch.setattr(f"infoledger.commands.{module}.at_terminal", lambda: True)
    return lambda *words, typed="": run(*words, stdin=typed)


def outlets(office):
    return [(row.published_title, row.body, row.outlet) for row in office.rows(Adoption) if row.voided is None]


def test_one_list_names_several_outlets_in_a_column_and_under_headings(sent, run):
    rows = (("标题", "刊物"), ("甲乡早稻育秧忙", "《市府 信息》"), ("乙乡办好校园食堂", "市政府办公室/快报"))
    write_docx(sent.folder / "list.docx", table(*rows))
    assert run("adopt", "--from", "list.docx", "--on", "2025-02-10", "--yes").exit_code == 0
    assert [outlet for _title, _body, outlet in outlets(sent)] == ["市府信息", "快报"]
    run("undo", "--yes")
    text = "一、《市府信息》（1条）\n1.甲乡早稻育秧忙（林双县）\n二、《市信》\n1.乙乡办好校园食堂（本县）………3分\n"
    (sent.folder / "list.txt").write_text(text, "gb18030")
    assert run("adopt", "--from", "list.txt", "--on", "2025-02-10", "--yes").exit_code == 0
    assert [outlet for _title, _body, outlet in outlets(sent)] == ["市府信息", "市府信息"]


def test_what_another_outlet_printed_is_never_recorded_under_the_one_that_was_said(sent, run):
    (sent.folder / "list.csv").write_text("标题,刊物\n甲乡早稻育秧忙,外省要情\n乙乡办好校园食堂,\n", "utf-8")
    done = run("adopt", "--from", "list.csv", "--in", "市府信息", "--on", "2025-02-10", "--yes")
    assert done.exit_code == 1
    assert "“外省要情” is not known" in done.stderr
    assert outlets(sent) == [("乙乡办好校园食堂", "市政府办公室", "市府信息")]


def test_an_outlet_that_two_bodies_have_is_the_one_that_was_said(sent, run):
    (sent.folder / "list.csv").write_text("标题,刊物\n甲乡早稻育秧忙,快报\n", "utf-8")
    assert run("adopt", "--from", "list.csv", "--on", "2025-02-10", "--yes").exit_code == 1
    assert outlets(sent) == []
    run("adopt", "--from", "list.csv", "--in", "市政府办公室/快报", "--on", "2025-02-10", "--yes")
    assert outlets(sent) == [("甲乡早稻育秧忙", "市政府办公室", "快报")]


def test_headings_without_brackets_part_the_outlets_of_a_text_and_of_a_table(sent, run):
    text = "市府信息采用情况\n1.甲乡早稻育秧忙（2月3日）\n云省快报采用情况\n1.乙乡办好校园食堂\n"
    (sent.folder / "list.txt").write_text(text, "utf-8")
    rows = "2025年2月市府信息采用目录,\n标题,日期\n甲乡早稻育秧忙,2月3日\n二、云省快报采用情况,\n乙乡办好校园食堂,\n"
    (sent.folder / "list.csv").write_text(rows, "utf-8")
    for name in ("list.txt", "list.csv"):
        done = run("adopt", "--from", name, "--in", "市政府办公室/快报", "--on", "2025-02-10", "--yes")
        assert done.exit_code == 1
        assert "“云省快报” is not known" in done.stderr
        assert outlets(sent) == [("甲乡早稻育秧忙", "市政府办公室", "市府信息")]
        assert [day for _title, day, _issue in adopted(sent)] == [date(2025, 2, 3)]
        run("undo", "--yes")


@pytest.mark.parametrize("title", ["2025年2月份政务信息采用目录", "政务信息采用情况"])
def test_what_any_list_is_called_names_no_publication_of_that_name(sent, run, title):
    (sent.folder / "list.txt").write_text(f"{title}\n1.甲乡早稻育秧忙\n", "utf-8")
    done = run("adopt", "--from", "list.txt", "--in", "市府信息", "--on", "2025-02-10", "--yes")
    assert "looks like a heading" in done.stderr
    (sent.folder / "list.csv").write_text(f"{title},\n标题,日期\n乙乡办好校园食堂,2月3日\n", "utf-8")
    run("adopt", "--from", "list.csv", "--in", "市府信息", "--on", "2025-02-10", "--yes")
    assert [outlet for _title, _body, outlet in outlets(sent)] == ["市府信息", "市府信息"]


def test_a_heading_of_a_body_means_its_only_outlet_or_the_one_that_was_said_and_no_other(sent, run):
    text = "一、市政府办公室采用情况\n1.甲乡早稻育秧忙\n二、省政府办公厅采用情况\n1.乙乡办好校园食堂\n"
    (sent.folder / "list.txt").write_text(text, "utf-8")
    adopt = ("adopt", "--from", "list.txt", "--on", "2025-02-10", "--yes", "--in")
    assert "has several outlets" in run(*adopt, "省政府办公厅/快报").stderr
    assert [(body, outlet) for _title, body, outlet in outlets(sent)] == [("省政府办公厅", "快报")]
    run("undo", "--yes")
    run(*adopt, "市府信息")
    assert ("甲乡早稻育秧忙", "市政府办公室", "市府信息") in outlets(sent)


def test_a_list_without_outlets_needs_one(sent, run):
    (sent.folder / "list.csv").write_text("标题,刊物\n甲乡早稻育秧忙,市府信息\n乙乡办好校园食堂,\n", "utf-8")
    assert run("adopt", "--from", "list.csv", "--on", "2025-02-10", "--yes").exit_code == 2


def test_answers_are_checked_at_their_prompt_and_full_width_digits_are_numbers(sent, terminal):
    (sent.folder / "list.txt").write_text("甲乡早稻育苗忙\n", "utf-8")
    adopt = ("adopt", "--from", "list.txt", "--in", "市府信息", "--on", "2025-02-10")
    done = terminal(*adopt, typed="９\nZ9\n１\n")
    assert "-0009." in done.stderr  # 9 of this year
    assert "There is no item Z9." in done.stderr
    assert "P 甲乡早稻育秧忙 (甲乡, 2025-02-01, " in done.stderr
    assert [title for title, *_rest in adopted(sent)] == ["甲乡早稻育苗忙"]


def test_ctrl_c_keeps_what_was_answered(sent, terminal, monkeypatch):
    (sent.folder / "list.txt").write_text("甲乡早稻育苗忙\n乙乡办好学校食堂\n", "utf-8")
    typed = iter(["1"])

    def answer(_question):
        try:
            return next(typed)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("infoledger.commands.matching.ask", answer)
    done = terminal("adopt", "--from", "list.txt", "--in", "市府信息", "--on", "2025-02-10")
    assert done.exit_code == 1
    assert [title for title, *_rest in adopted(sent)] == ["甲乡早稻育苗忙"]
