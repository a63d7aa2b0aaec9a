import json
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import delete, select
from typer.testing import CliRunner

from infoledger.commands.bulletin import app
from infoledger.documents.rendering import TEMPLATES
from infoledger.errors import InfoledgerError
from infoledger.ledger.models import Adoption, Frozen, Item
from infoledger.ledger.recording import record_items
from infoledger.ledger.registration import add_units, change_unit
from infoledger.ledger.seals import records, table_of
from infoledger.ledger.shapes import NewItem, NewUnit
from infoledger.office.desk import Desk

CONFIG = """
office: {name: 林双县人民政府办公室, level: 县级}
categories: {工作动态: {}, 问题建议: {}}
year_starts: %(year_starts)s
language: en
forms: [单篇, 综合]
publications:
  政务信息:
    issuer: 林双县人民政府办公室
    numbering: %(numbering)s
    sections: [要闻, 工作动态]
    send: {报: [县委常委], 发: [各乡镇]}
    copies: 120
    secrecy_at_most: 内部
    signatures: [编辑, 签发]
  要情: {issuer: 林双县人民政府办公室}
"""
TODAY = date(2026, 11, 20)


@pytest.fixture
def make_desk(environment):
    """A desk with two units and six items: 2026-0001 to 2026-0006, the fifth 秘密, the sixth 内部."""

    def make(numbering="yearly", year_starts=1):
        config = environment / "config.yaml"
        config.write_text(CONFIG % {"numbering": numbering, "year_starts": year_starts}, encoding="utf-8")
        desk = Desk(config, None, TODAY, "王某")
        secrecy = {5: "秘密", 6: "内部"}
        with desk.recording("test") as pen:
            units = tuple(add_units(pen, [NewUnit("甲乡", "乡镇街道"), NewUnit("县水利局", "县直部门")]))
            items = [
                NewItem(
                    date(2026, 11, 1), units, f"信息{n}", body="今年。", category="工作动态", secrecy=secrecy.get(n)
                )
                for n in range(1, 7)
            ]
            record_items(pen, items, desk.config.calendar)
        return desk

    return make


@pytest.fixture
def desk(make_desk):
    return make_desk()


UNSIGNED = ("issue", "--unsigned", "试刊")


def call(desk, *words):
    """The output of a command; what it refuses is raised."""
    return CliRunner().invoke(app, [str(word) for word in words], obj=desk, catch_exceptions=False)


def issue_one(desk, ref, *more):
    identity = call(desk, "new", "政务信息").stdout.strip()
    call(desk, "add", identity, ref)
    return call(desk, *UNSIGNED, identity, *more).stdout.strip()


def adoptions(desk):
    with desk.reading() as connection:
        return [found for found, _seal in records(connection, Adoption)]


def test_issue_is_put_together_numbered_and_printed(desk):
    assert call(desk, "new", "政务信息", "--title", "防汛专刊", "--note", "请阅。").stdout == "1\n"
    call(desk, "add", "政务信息", "2026-0002", "2026-0001")
    call(desk, "add", "政务信息", "2026-0003", "--section", "要闻", "--title", "甲乡|信息")
    call(desk, "drop", "政务信息", "2026-0001")
    call(desk, "sign", "政务信息", "编辑", "王某")
    assert call(desk, *UNSIGNED, "政务信息").stdout == "政务信息/2026/1\n"
    text = call(desk, "render", "政务信息/2026/1").stdout
    for part in ("No. 1\n", "防汛专刊", "请阅。", "【要闻】", "(contributed by 甲乡, 县水利局)", "王某", "2026-11-20"):
        assert part in text
    assert "信息1" not in text


@pytest.fixture
def unfinished(desk):
    """An issue in preparation that only the editor signed, with an item that has no text."""
    with desk.recording("test") as pen:
        units = tuple(add_units(pen, [NewUnit("乙乡", "乡镇街道")]))
        record_items(pen, [NewItem(date(2026, 11, 2), units, "信息7")], desk.config.calendar)
    call(desk, "new", "政务信息")
    call(desk, "add", "政务信息", "2026-0001", "2026-0007")
    call(desk, "sign", "政务信息", "编辑", "王某")
    return desk


def test_an_issue_that_lacks_something_is_refused_unless_for_a_reason(unfinished):
    for reason in ((), ("--unsigned", " ")):
        with pytest.raises(InfoledgerError, match=r"Nobody has signed as 签发\. Without text: 2026-0007\.") as raised:
            call(unfinished, "issue", "政务信息", *reason)
        assert "--unsigned REASON" in raised.value.hint
    assert adoptions(unfinished) == []
    told = call(unfinished, "issue", "政务信息", "--unsigned", "主任出差，电话同意").stderr
    assert "(Nobody has signed as 签发. Without text: 2026-0007. Reason: 主任出差，电话同意)" in told
    assert len(adoptions(unfinished)) == 2


def test_a_signed_issue_with_all_its_texts_needs_no_reason(unfinished):
    call(unfinished, "new", "政务信息")
    call(unfinished, "add", "政务信息#2", "2026-0003")
    for role in ("编辑", "签发"):
        call(unfinished, "sign", "政务信息#2", role, "王某")
    told = call(unfinished, "issue", "政务信息#2").stderr
    assert "was issued; items adopted: 1." in told


def test_issuing_records_the_adoption_of_every_item(desk):
    call(desk, "new", "政务信息")
    call(desk, "add", "政务信息", "2026-0002", "2026-0001")
    call(desk, *UNSIGNED, "政务信息", "--on", "2026-11-18")
    found = adoptions(desk)
    assert [adoption["items"] for adoption in found] == [[2], [1]]
    expected = {
        "outlet": "政务信息",
        "body": "林双县人民政府办公室",
        "level": "县级",
        "day": "2026-11-18",
        "form": "单篇",
        "section": "工作动态",
        "issue": "1",
        "bulletin": 1,
    }
    assert all(expected.items() <= adoption.items() for adoption in found)


def test_issuing_is_one_journal_entry(desk):
    call(desk, "new", "政务信息")
    call(desk, "add", "政务信息", "2026-0001")
    call(desk, *UNSIGNED, "政务信息")
    with desk.recording("test") as pen:
        assert pen.entry == 5  # the register, new, add, issue, and this one


def test_draft_has_no_number_and_records_nothing(desk):
    call(desk, "new", "政务信息")
    call(desk, "add", "政务信息", "2026-0001")
    assert "(in preparation)" in call(desk, "render", "政务信息").stdout
    assert adoptions(desk) == []


@pytest.mark.parametrize(
    ("numbering", "called", "printed"),
    [
        ("yearly", ["政务信息/2026/1", "政务信息/2026/2", "政务信息/2027/1"], ["No. 1", "No. 2", "No. 1"]),
        ("running", ["政务信息/1", "政务信息/2", "政务信息/3"], ["No. 1", "No. 2", "No. 3"]),
        (
            "both",
            ["政务信息/2026/1", "政务信息/2026/2", "政务信息/2027/1"],
            ["No. 1 (total 1)", "No. 2 (total 2)", "No. 1 (total 3)"],
        ),
    ],
)
def test_issues_are_numbered_as_the_publication_counts(make_desk, numbering, called, printed):
    desk = make_desk(numbering)
    days = ["2026-11-20", "2026-12-31", "2027-01-01"]
    assert [issue_one(desk, f"2026-000{n}", "--on", day) for n, day in enumerate(days, 1)] == called
    texts = [call(desk, "render", word).stdout for word in called]
    assert [next(line.strip() for line in text.splitlines() if "No." in line) for text in texts] == printed


def test_yearly_numbers_restart_with_the_assessment_year(make_desk):
    desk = make_desk(year_starts=12)
    assert issue_one(desk, "2026-0001", "--on", "2026-11-30") == "政务信息/2026/1"
    assert issue_one(desk, "2026-0002", "--on", "2026-12-01") == "政务信息/2027/1"


def test_publications_count_apart(desk):
    issue_one(desk, "2026-0001")
    call(desk, "new", "要情")
    call(desk, "add", "要情", "2026-0001")
    assert call(desk, "issue", "要情").stdout == "要情/2026/1\n"


def test_numbers_have_no_gaps_or_doubles_when_clerks_issue_at_once(desk):
    drafts = [call(desk, "new", "政务信息").stdout.strip() for _draft in range(4)]
    for place, draft in enumerate(drafts, 1):
        call(desk, "add", draft, f"2026-000{place}")

    def issue(draft):
        from infoledger.documents.bulletin import compose  # noqa: F401 - threads share one import lock
        from infoledger.ledger.bulletins import find_issue, number_issue, record_issue

        own = Desk(Path("config.yaml"), None, TODAY, "王某")
        with own.recording("bulletin issue") as pen:
            found = find_issue(pen.connection, draft, own.config.publications)
            numbered, pieces = number_issue(pen, found, own.config, TODAY)
            record_issue(pen, numbered, pieces, {}, own.config, TODAY)
            return numbered.number

    with ThreadPoolExecutor(4) as clerks:
        assert sorted(clerks.map(issue, drafts)) == [1, 2, 3, 4]


def test_refused_issue_takes_no_number(desk):
    call(desk, "new", "政务信息")
    with pytest.raises(InfoledgerError, match="empty"):
        call(desk, *UNSIGNED, "政务信息")
    assert issue_one(desk, "2026-0001") == "政务信息/2026/1"


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx"])
def test_issued_number_is_printed_the_same_whatever_happens_later(desk, form):
    issue_one(desk, "2026-0001")
    call(desk, "render", "政务信息/2026/1", "-o", f"first.{form}")
    with desk.recording("test") as pen:
        change_unit(pen, 1, date(2026, 1, 1), name="新甲乡")
        pen.alter(Item, 1, title="改了", body="改了")
    Path("config.yaml").write_text(
        Path("config.yaml").read_text(encoding="utf-8").replace("copies: 120", "copies: 9")
        + "layout: {lines: 20, styles: {刊名: {size: 48}}}\n",
        encoding="utf-8",
    )
    later = Desk(Path("config.yaml"), None, date(2027, 5, 1), "王某")
    call(later, "render", "政务信息/2026/1", "-o", f"second.{form}")
    assert Path(f"first.{form}").read_bytes() == Path(f"second.{form}").read_bytes()


def test_draft_prints_what_the_ledger_says_now(desk):
    call(desk, "new", "政务信息")
    call(desk, "add", "政务信息", "2026-0001")
    with desk.recording("test") as pen:
        pen.alter(Item, 1, title="改了")
    assert "改了" in call(desk, "render", "政务信息").stdout


def test_issue_bears_the_highest_secrecy_of_its_items(desk):
    call(desk, "new", "政务信息")
    call(desk, "add", "政务信息", "2026-0001")
    assert not call(desk, "render", "政务信息").stdout.startswith("内部")
    call(desk, "add", "政务信息", "2026-0006")
    assert call(desk, "render", "政务信息").stdout.startswith("内部\n")


def test_unit_is_named_as_on_the_day_of_issue(desk):
    with desk.recording("test") as pen:
        change_unit(pen, 1, date(2026, 11, 10), name="新甲乡")
    call(desk, "new", "政务信息", "--on", "2026-11-05")
    call(desk, "add", "政务信息", "2026-0001")
    assert "by 甲乡," in call(desk, "render", "政务信息").stdout
    call(desk, *UNSIGNED, "政务信息", "--on", "2026-11-20")
    assert "by 新甲乡," in call(desk, "render", "政务信息/2026/1").stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["add", "政务信息", "2026-0005"], "2026-0005 is 秘密"),
        (["add", "政务信息", "2026-0002", "--section", "副刊"], "副刊"),
        (["add", "政务信息", "2026-0001"], "2026-0001 is already in 政务信息#1"),
        (["add", "政务信息", "2026-0099"], "2026-0099"),
        (["add", "政务信息", "2026-0002", "2026-0003", "--title", "甲"], "one item"),
        (["drop", "政务信息", "2026-0002"], "2026-0002 is not in 政务信息#1"),
        (["sign", "政务信息", "打字", "王某"], "打字"),
        (["issue", "2"], "2"),
        (["new", "每日快报"], "每日快报"),
        (["render", "政务信息/2025/1"], "政务信息/2025/1"),
    ],
)
def test_what_may_not_be_is_refused_and_changes_nothing(desk, words, message):
    call(desk, "new", "政务信息")
    call(desk, "add", "政务信息", "2026-0001")
    before = call(desk, "show", "政务信息", "--format", "csv").stdout
    with pytest.raises(InfoledgerError, match=message):
        call(desk, *words)
    assert call(desk, "show", "政务信息", "--format", "csv").stdout == before


def test_item_stands_in_one_issue_of_a_publication_only(desk):
    issue_one(desk, "2026-0001")
    call(desk, "new", "政务信息")
    with pytest.raises(InfoledgerError, match="already in 政务信息/2026/1"):
        call(desk, "add", "政务信息", "2026-0001")


def test_item_that_became_too_secret_stops_the_issue(desk):
    call(desk, "new", "政务信息")
    call(desk, "add", "政务信息", "2026-0001")
    with desk.recording("test") as pen:
        pen.alter(Item, 1, secrecy="秘密")
    with pytest.raises(InfoledgerError, match="秘密"):
        call(desk, *UNSIGNED, "政务信息")
    assert adoptions(desk) == []


def test_item_that_was_taken_back_leaves_the_draft(desk):
    call(desk, "new", "政务信息")
    call(desk, "add", "政务信息", "2026-0001", "2026-0002")
    with desk.recording("test") as pen:
        pen.void(Item, 1, "误报")
    call(desk, *UNSIGNED, "政务信息")
    assert [adoption["items"] for adoption in adoptions(desk)] == [[2]]


@pytest.mark.parametrize(
    "words", [["add", "1", "2026-0002"], ["drop", "1", "2026-0001"], ["sign", "1", "编辑", "李某"], [*UNSIGNED, "1"]]
)
def test_issued_number_changes_no_more(desk, words):
    issue_one(desk, "2026-0001")
    with pytest.raises(InfoledgerError, match="changes no more"):
        call(desk, *words)


@pytest.mark.parametrize(
    "word",
    [
        "1",
        "#1",
        "政务信息#1",
        "政务信息/2026/1",
        "政务信息第1期",
        "政务信息 第 1 期",
        "《政务信息》2026年第1期",
        "政务/1",
    ],
)
def test_issue_is_found_by_any_of_its_names(desk, word):
    issue_one(desk, "2026-0001")
    issue_one(desk, "2026-0002")
    assert "政务信息/2026/1," in call(desk, "show", word).stderr


def test_number_of_several_years_means_the_newest(desk):
    issue_one(desk, "2026-0001", "--on", "2025-12-31")
    issue_one(desk, "2026-0002")
    assert "政务信息/2026/1," in call(desk, "show", "政务信息第1期").stderr


def test_bare_name_that_could_mean_two_drafts_is_asked_about(desk):
    call(desk, "new", "政务信息")
    call(desk, "new", "政务信息")
    with pytest.raises(InfoledgerError) as caught:
        call(desk, *UNSIGNED, "政务信息")
    assert "政务信息#1, 政务信息#2" in caught.value.hint


def test_list_shows_drafts_and_issues(desk):
    issue_one(desk, "2026-0001")
    call(desk, "new", "要情", "--on", "2026-12-01")
    rows = json.loads(call(desk, "list", "--format", "json").stdout)
    assert [(row["issue"], row["date"], row["issued"], row["items"]) for row in rows] == [
        ("政务信息/2026/1", "2026-11-20", True, 1),
        ("要情#2", "2026-12-01", False, 0),
    ]


def test_word_file_is_written_by_its_ending(desk):
    issue_one(desk, "2026-0001")
    call(desk, "render", "政务信息/2026/1", "-o", "a.docx")
    document = Document(BytesIO(Path("a.docx").read_bytes()))
    assert "政务信息" in [paragraph.text for paragraph in document.paragraphs]


def test_office_s_own_template_is_asked_for_by_its_file(desk):
    call(desk, "new", "政务信息")
    call(desk, "add", "政务信息", "2026-0001")
    own = Path("own.docx")
    with pytest.raises(InfoledgerError, match="There is no template"):
        call(desk, "render", "1", "-o", "a.docx", "--template", own)
    own.write_bytes((TEMPLATES / "bulletin.docx").read_bytes())
    call(desk, "render", "1", "-o", "a.docx", "--template", own)
    call(desk, "render", "1", "-o", "b.docx")
    assert Path("a.docx").read_bytes() == Path("b.docx").read_bytes()


def test_issue_keeps_the_template_it_was_issued_with(desk):
    own = Path("own.html")
    page = (TEMPLATES / "bulletin.html").read_text(encoding="utf-8")
    own.write_text(page.replace('<p class="masthead">', '<p class="masthead">我县'), encoding="utf-8")
    issue_one(desk, "2026-0001", "--template", own)
    own.write_text(page, encoding="utf-8")
    assert "我县政务信息" in call(desk, "render", "1", "--format", "html").stdout
    with pytest.raises(InfoledgerError, match="printed as it was then"):
        call(desk, "render", "1", "-o", "a.html", "--template", own)


def test_issue_is_refused_with_a_template_that_has_mistakes(desk):
    own = Path("own.html")
    own.write_text("{{ nope }}", encoding="utf-8")
    with pytest.raises(InfoledgerError, match="has mistakes"):
        issue_one(desk, "2026-0001", "--template", own)
    assert adoptions(desk) == []
    assert issue_one(desk, "2026-0002") == "政务信息/2026/1"


def test_issue_of_which_no_files_were_kept_is_printed_from_its_words(desk):
    issue_one(desk, "2026-0001")
    printed = call(desk, "render", "1").stdout
    with desk.recording("test") as pen:
        pen.connection.execute(delete(table_of(Frozen)))
    assert call(desk, "render", "1").stdout == printed


def test_numbers_of_the_ledger_agree_with_its_adoptions(desk):
    for place in (1, 2, 3):
        issue_one(desk, f"2026-000{place}")
    table = table_of(Adoption)
    with desk.reading() as connection:
        assert list(connection.execute(select(table.c.issue).order_by(table.c.id)).scalars()) == ["1", "2", "3"]


def test_errors_found_in_issues_are_recorded_and_counted_by_year(desk):
    issue_one(desk, "2026-0001")
    issue_one(desk, "2026-0002")
    assert call(desk, "remark", "1", "“部暑”应为“部署”", "--kind", "错别字", "--ref", "2026-0001").stdout == "1\n"
    call(desk, "remark", "2", "日期有误", "--on", "2026-11-21")
    call(desk, "remark", "2", "漏字", "--kind", "错别字")
    listed = json.loads(call(desk, "remarks", "2026-11", "--format", "json").stdout)
    assert [(row["issue"], row["kind"], row["ref"], row["note"]) for row in listed] == [
        ("政务信息/2026/1", "错别字", "2026-0001", "“部暑”应为“部署”"),
        ("政务信息/2026/2", "差错", None, "日期有误"),
        ("政务信息/2026/2", "错别字", None, "漏字"),
    ]
    counted = json.loads(call(desk, "remarks", "--count", "--format", "json").stdout)
    assert [tuple(row.values()) for row in counted] == [
        ("2026", "政务信息", "错别字", 2, 2),
        ("2026", "政务信息", "差错", 1, 2),
    ]


def test_an_issue_in_preparation_is_mended_and_not_remarked_upon(desk):
    call(desk, "new", "政务信息")
    with pytest.raises(InfoledgerError, match="in preparation"):
        call(desk, "remark", "1", "漏字")


def test_no_error_is_found_before_the_issue_went_out(desk):
    issue_one(desk, "2026-0001")
    with pytest.raises(InfoledgerError, match="was issued on 2026-11-20"):
        call(desk, "remark", "1", "漏字", "--on", "2026-11-19")


DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")


def a_draft_with_photos(path, *photos):
    """A draft in Word with pictures between its paragraphs."""
    document = Document()
    for number, photo in enumerate(photos):
        document.add_paragraph(f"第{number}段。")
        document.add_picture(BytesIO(photo))
    document.save(path)


def with_photo(run, environment, *photos):
    (environment / "config.yaml").write_text(CONFIG % {"numbering": "yearly", "year_starts": 1}, "utf-8")
    (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n", "utf-8")
    assert run("import", "units.csv").exit_code == 0
    a_draft_with_photos(environment / "春耕.docx", *photos)
    submitted = run("submit", "--file", "春耕.docx", "--unit", "甲乡", "--on", "2026-11-01", "--ref", "A")
    assert submitted.exit_code == 0, submitted.stderr
    run("bulletin", "new", "政务信息")
    assert run("bulletin", "add", "政务信息", "A").exit_code == 0


def test_photos_of_a_draft_are_printed_with_it(run, environment):
    with_photo(run, environment, DOT, DOT + b"more")
    for stage in ("drawn up", "issued"):
        assert run("bulletin", "render", "1", "-o", "issue.docx").exit_code == 0, stage
        assert len(Document("issue.docx").inline_shapes) == 2, stage
        page = run("bulletin", "render", "1", "--format", "html").stdout
        assert page.count('<img src="data:image/png;base64,iVBOR') == 2, stage
        assert run("bulletin", "render", "1").stdout.count("(picture)") == 2, stage
        assert run("bulletin", "issue", "--unsigned", "试刊", "1").exit_code == 0 or stage == "issued"


def test_a_photo_that_cannot_be_read_is_told_in_its_place(run, environment, monkeypatch):
    with_photo(run, environment, DOT)
    monkeypatch.setattr("infoledger.intake.pictures.pictures", lambda _content: [("png", b"\x89PNG\r\n\x1a\nbroken")])
    assert run("bulletin", "render", "1", "-o", "issue.docx").exit_code == 0
    assert "(picture)" in [paragraph.text for paragraph in Document("issue.docx").paragraphs]


def test_an_edition_for_a_leader_leaves_room_to_write_and_then_holds_what_was_written(run, environment):
    with_photo(run, environment, DOT)
    leaders = "leaders: {张某某: {level: 县级, title: 县长}}\n"
    (environment / "config.yaml").write_text(CONFIG % {"numbering": "yearly", "year_starts": 1} + leaders, "utf-8")
    issued = run("bulletin", "issue", "--unsigned", "试刊", "1", "--on", "2026-11-02")
    assert issued.exit_code == 0, issued.stderr
    before = run("bulletin", "render", "1").stdout
    assert run("bulletin", "render", "1", "--for", "张某某", "-o", "for.docx").exit_code == 0
    document = Document("for.docx")
    room = document.tables[0].rows[1]
    assert document.tables[0].rows[0].cells[0].text == "For the reading of 县长 张某某"
    assert room.height.mm > 40
    assert room.cells[0].text == "Instruction: "
    run("instruct", "A", "--leader", "张某某", "--text", "请农业农村局阅研。", "--on", "2026-11-03")
    text = run("bulletin", "render", "1", "--for", "张").stdout
    assert "请农业农村局阅研。 (张某某, 2026-11-03)" in text
    assert run("bulletin", "render", "1").stdout == before


def test_an_item_is_printed_for_a_leader_by_itself(run, environment):
    with_photo(run, environment, DOT)
    result = run("item", "print", "A", "--for", "李某", "-o", "呈阅件.docx")
    assert result.exit_code == 0, result.stderr
    document = Document("呈阅件.docx")
    assert "For reading" in [paragraph.text for paragraph in document.paragraphs]
    assert "No." not in "".join(paragraph.text for paragraph in document.paragraphs)
    assert "李某" in document.tables[0].rows[0].cells[0].text


def test_an_own_template_without_a_place_for_the_leader_is_told(run, environment):
    with_photo(run, environment, DOT)
    run("template", "export", "own")
    own = environment / "own" / "bulletin.html"
    assert run("bulletin", "render", "1", "--for", "李某", "--template", own, "-o", "for.html").exit_code == 0
    own.write_text("<p>{{ masthead }}</p>", "utf-8")
    result = run("bulletin", "render", "1", "--for", "李某", "--template", own, "-o", "for.html")
    assert result.exit_code == 2
    assert "no place for the leader" in result.stderr
