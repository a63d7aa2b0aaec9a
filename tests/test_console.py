import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger import console
from infoledger.characters import display_width
from infoledger.console import choose_form, table_text
from infoledger.errors import UsageError
from infoledger.listings import Column
from infoledger.outfiles import csv_text, json_text, write_file

COLUMNS = [Column("unit", "单位"), Column("points", "得分", numeric=True), Column("title", "题目")]
ROWS = [
    ("水利局", Decimal("12.50"), "[bold]防汛[/bold] :smile: “抗旱”——工作…×"),
    ("林双县人民政府办公室", Decimal(-3), "\x1b[31m红\x07"),
    ("", None, "R&D <A> \u202egnp"),
]


def printed(script, **environment):
    """What a program of ours writes to pipes, as bytes."""
    file = Path("script.py")
    file.write_text(f"from infoledger.console import *\nprepare()\n{script}\n", "utf-8")
    return subprocess.run([sys.executable, file], capture_output=True, check=True, env={**os.environ, **environment})


def test_columns_line_up_in_cells_not_characters():
    lines = table_text(COLUMNS, ROWS).splitlines()
    assert lines[0] == "单位                  得分  题目"
    assert set(lines[1]) == {"-"}
    assert lines[2] == "水利局                12.5  [bold]防汛[/bold] :smile: “抗旱”——工作…×"
    assert lines[3].startswith("林双县人民政府办公室    -3  ")


@pytest.mark.parametrize("room", [40, 80, 200])
def test_table_fits_the_terminal_without_cutting_a_figure(room):
    columns = [Column(str(n), "累计得分", numeric=True) for n in range(5)] + [Column("title", "刊发标题")]
    page = io.StringIO()
    console._print(columns, [(*range(12345, 12350), "防汛" * 30)], room, page)
    lines = page.getvalue().splitlines()
    assert all(str(n) in page.getvalue() for n in range(12345, 12350))
    assert page.getvalue().count("防") == page.getvalue().count("汛") == 30
    assert max(display_width(line) for line in lines) <= max(room, 5 * 7 + 8)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.text("防汛ab ", max_size=80)), max_size=4), st.integers(30, 120))
def test_table_is_never_wider_than_the_terminal_if_it_can_be_narrower(rows, room):
    page = io.StringIO()
    console._print([Column("n", "数量", numeric=True), Column("t", "题目")], rows, room, page)
    assert all(display_width(line) <= room for line in page.getvalue().splitlines())


def test_control_characters_of_data_reach_no_table():
    text = table_text(COLUMNS, ROWS)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "\N{REPLACEMENT CHARACTER}[31m红" in text


def test_csv_has_english_names_and_plain_numbers():
    text = csv_text(COLUMNS, [("水利局", Decimal("1E+2"), None), ("a,b", True, date(2026, 10, 5))])
    assert text == 'unit,points,title\n水利局,100,\n"a,b",yes,2026-10-05\n'


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(1)", "|cmd", "%x", "\t=1", " =1", "＝1", "\u200b=1", "-"])
def test_text_is_no_formula_in_a_spreadsheet(text):
    assert list(csv.reader(io.StringIO(csv_text([Column("a", "a")], [(text,)]))))[1] == ["'" + text]


@pytest.mark.parametrize("text", ["-5", "+5", "-0.5", "10%", "2026-10-05", "a=b", "——", "'='"])
def test_numbers_and_other_text_stay_as_they_are(text):
    assert csv_text([Column("a", "a")], [(text,)]) == f"a\n{text}\n"


def test_any_text_survives_csv_but_for_kinds_of_line_break():
    cells = ['a,"b"\r\nc', "a\r\rb", "", "　全角 ", "'"]
    text = csv_text([Column(str(n), "") for n in range(5)], [cells])
    assert list(csv.reader(io.StringIO(text)))[1] == ['a,"b"\nc', "a\n\nb", "", "　全角 ", "'"]


def test_json_has_numbers_as_written_and_days_as_text():
    value = {"a": Decimal("60.51"), "b": Decimal("7.00"), "c": [date(2026, 10, 5), None, "水"]}
    assert json.loads(json_text(value)) == {"a": 60.51, "b": 7, "c": ["2026-10-05", None, "水"]}
    assert "60.51" in json_text(value)
    assert '"b": 7,' in json_text(value)
    assert "水" in json_text(value)


@pytest.mark.parametrize(
    ("form", "output", "chosen"),
    [
        (None, None, "table"),
        ("csv", None, "csv"),
        (None, "x.CSV", "csv"),
        (None, "x.json", "json"),
        ("json", "x.csv", "json"),
    ],
)
def test_format_is_as_asked_or_by_the_ending(form, output, chosen):
    assert choose_form(form, Path(output) if output else None, ("table", "csv", "json")) == chosen


@pytest.mark.parametrize("name", ["x", "x.doc", "x.table"])
def test_unknown_ending_is_refused_with_the_endings_allowed(name):
    with pytest.raises(UsageError) as refused:
        choose_form(None, Path(name), ("table", "csv", "json"))
    assert refused.value.hint == "Allowed: .csv .json"


def test_csv_file_begins_with_a_mark_for_excel(tmp_path):
    console.show(COLUMNS, ROWS[:1], output=tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfunit,points")


def test_table_in_a_file_is_not_wrapped(tmp_path):
    console.show(COLUMNS, [("水利局", 1, "长" * 300)], output=tmp_path / "a.txt")
    assert "长" * 300 in (tmp_path / "a.txt").read_text("utf-8")


def test_file_is_replaced_whole(tmp_path):
    target = tmp_path / "通报.txt"
    target.write_text("old")
    write_file(target, "新")
    assert target.read_bytes() == "新".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_file_written_through_a_link_leaves_the_link(tmp_path):
    (tmp_path / "real.txt").write_text("old")
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "real.txt")
    write_file(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_failed_writing_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    target = tmp_path / "a.txt"
    target.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match="No space left"):
        write_file(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_folder_and_missing_folder_are_refused_in_a_sentence(tmp_path):
    with pytest.raises(UsageError, match="is a folder"):
        write_file(tmp_path, "x")
    with pytest.raises(UsageError, match="cannot be written"):
        write_file(tmp_path / "nowhere" / "a.txt", "x")


def test_csv_and_json_are_utf8_in_a_pipe_whatever_the_locale():
    script = "show([Column('a', '甲')], [('𠀀✓水',)], {form!r})"
    for environment in ({"PYTHONIOENCODING": "gbk"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}):
        assert printed(script.format(form="csv"), **environment).stdout.decode() == "a\n𠀀✓水\n"
        assert json.loads(printed(script.format(form="json"), **environment).stdout) == [{"a": "𠀀✓水"}]


def test_console_that_lacks_a_character_shows_a_substitute():
    script = "show([Column('a', '甲')], [('𠀀✓水',)]); say('✓完成')"
    done = printed(script, PYTHONIOENCODING="gbk:strict")
    assert done.stdout.decode("gbk").split() == ["甲", "-----", "??水"]
    assert done.stderr.decode("gbk").strip() == "?完成"
    assert printed(script, PYTHONIOENCODING="ascii:strict").stdout.split()[-1] == b"???"


def test_talk_goes_to_stderr_and_data_to_stdout(capsys):
    console.say("talk")
    console.show_line("2026-0001")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("2026-0001\n", "talk\n")


def test_meanings_are_wrapped_beside_their_names(monkeypatch):
    monkeypatch.setenv("COLUMNS", "31")
    page = console.two_columns([("add", "登记一个报送单位并写明它的组别"), ("rename", "give it another name")])
    assert page.splitlines() == [
        "  add     登记一个报送单位并写",
        "          明它的组别",
        "  rename  give it another name",
    ]


@given(st.lists(st.tuples(st.text("ab-", min_size=1, max_size=8), st.text("甲乙，ab c…", max_size=60)), min_size=1))
def test_no_line_of_help_is_wider_than_the_terminal(rows):
    assert all(display_width(line) <= 80 for line in console.two_columns(rows).splitlines())


@pytest.mark.parametrize("name", ["a", "水利局", "“引号”"])
def test_width_agrees_with_the_tables(name):
    from rich.cells import cell_len

    assert display_width(name) == cell_len(name)


@pytest.mark.parametrize(("typed", "enter", "agreed"), [("y", False, True), ("是", False, True), ("", True, True)])
def test_consent_is_given_in_either_language_or_by_the_enter_key(monkeypatch, capsys, typed, enter, agreed):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"perhaps\n{typed}\n"))
    assert console.confirm("Record this?", enter=enter) is agreed
    said = capsys.readouterr()
    asked = "Record this? [Y/n]: " if enter else "Record this? [y/N]: "
    assert said.err == f"{asked}Answer y (是) or n (否).\n{asked}"
    assert said.out == ""


@pytest.mark.parametrize(("typed", "enter"), [("否", True), ("No", True), ("", False)])
def test_consent_is_refused_in_either_language_or_by_the_enter_key(monkeypatch, typed, enter):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
    assert not console.confirm("Record this?", enter=enter)


def test_a_column_that_is_the_same_in_all_rows_stands_above_where_room_is_short(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "dumb")
    columns = [Column("a", "规则"), Column("b", "标题"), Column("c", "备注")]
    rows = [("某县政务信息工作考核办法", "甲乡旱情平稳情况通报", None), ("某县政务信息工作考核办法", "乙镇汛情", None)]
    console.show(columns, rows)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "规则: 某县政务信息工作考核办法"
    assert lines[1].split() == ["标题"]
    monkeypatch.setenv("COLUMNS", "80")
    console.show(columns, rows)
    assert capsys.readouterr().out.splitlines()[0].split() == ["规则", "标题", "备注"]


@pytest.mark.parametrize(("form", "name"), [("txt", "通报.docx"), ("docx", "通报.txt")])
def test_no_document_is_written_under_an_ending_that_belies_it(form, name):
    with pytest.raises(UsageError, match="ending"):
        choose_form(form, Path(name), ("table", "csv", "json", "txt", "docx"))


@pytest.mark.parametrize(("form", "name"), [("table", "a.txt"), ("csv", "a.dat"), ("csv", "a"), ("csv", "A.CSV")])
def test_a_format_may_be_asked_for_beside_an_ending_that_says_no_other(form, name):
    assert choose_form(form, Path(name), ("table", "csv", "json", "txt", "docx")) == form
