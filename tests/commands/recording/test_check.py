"""``check``: what is odd in ledger, journal and config."""

import csv
import io
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import text, update

from infoledger.errors import Finding
from infoledger.ledger import checks
from infoledger.ledger.database import open_ledger
from infoledger.ledger.journal import BEGINNING, chained
from infoledger.ledger.models import Change, Entry, Item
from infoledger.ledger.seals import plain_rows, records, seal, table_of

ENTRIES = table_of(Entry)
CHANGES = table_of(Change)


def test_a_ledger_in_order_has_no_findings(office, item):
    office("adopt", item("秋收", "甲乡", "--by", "王五"), "--in", "市府信息")
    result = office("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing odd was found." in result.stderr


def test_a_quiet_edit_of_the_file_shows(office, item, environment, table):
    item()
    ledger = sqlite3.connect(environment / "ledger.db")
    with ledger:
        ledger.execute("UPDATE items SET title = '别的'")
    ledger.close()
    result = office("check", "--format", "csv")
    assert result.exit_code == 1
    assert "\njournal,items 1" in result.stdout


def findings(result):
    assert result.exit_code == 1, result.stderr
    return [tuple(line.split(",")[:2]) for line in result.stdout.splitlines()[1:]]


def test_an_adoption_before_the_submission_is_found(office, item):
    office("adopt", item(), "--in", "市府信息", "--on", "2026-10-01")
    assert findings(office("check", "-f", "csv")) == [("order", "adoption 1 (2026-0001)")]


def test_a_fact_of_a_unit_that_was_no_member_is_found(office, item):
    office("unit", "edit", "乙乡", "--joined", "2026-10-01")
    item("一", "乙乡", "--on", "2026-09-30")
    office("violation", "乙乡", "迟报", "--on", "2026-09-30")
    assert findings(office("check", "-f", "csv")) == [("membership", "2026-0001"), ("membership", "violation 1")]


def test_an_informant_who_was_elsewhere_is_found(office, item):
    item("一", "财政局", "--by", "赵六", "--on", "2026-10-05")
    office("informant", "transfer", "赵六", "--to", "甲乡", "--on", "2026-10-01")
    assert findings(office("check", "-f", "csv")) == [("informants", "2026-0001")]


def test_a_fact_of_tomorrow_is_found(office, item):
    item("一", "甲乡", "--on", "2026-10-21")
    assert findings(office("check", "-f", "csv")) == [("future", "2026-0001")]


def test_words_that_the_config_no_longer_declares_are_found(office, item, environment):
    ref = item("一", "甲乡", "--category", "工作动态")
    office("adopt", ref, "--in", "市府信息", "--form", "简讯")
    office("forward", ref, "--to", "省政府办公厅")
    path = environment / "config.yaml"
    text = path.read_text("utf-8").replace("市府信息: {aliases: [市信息]}", "市政信息: {}")
    text = text.replace("省政府办公厅:", "省政府:").replace("工作动态: {deadline: 3d}, ", "")
    path.write_text(text.replace("unit_groups: [乡镇, 部门]", "unit_groups: [乡镇]"), "utf-8")
    assert findings(office("check", "-f", "csv")) == [
        ("undeclared", "2026-0001"),
        ("undeclared", "forward 1 (2026-0001)"),
        ("undeclared", "adoption 1 (2026-0001)"),
        ("groups", "财政局"),
    ]


def test_a_unit_without_headcount_that_owes_by_head_is_found(office, environment):
    path = environment / "config.yaml"
    quota = "{name: 人均, count: submission, least: 5, per: year, by: head, for: {group: 部门}}"
    path.write_text(path.read_text("utf-8") + f"    quotas: [{quota}]\n", "utf-8")
    assert findings(office("check", "-f", "csv")) == [("headcounts", "财政局")]
    office("unit", "edit", "财政局", "--headcount", "20")
    assert office("check").exit_code == 0


def test_one_item_twice_in_one_outlet_on_one_day_is_found(office, item):
    ref = item()
    office("adopt", ref, "--in", "市府信息", "--issue", "3")
    office("adopt", ref, "--in", "市政府办公室/昨日要情", "--issue", "3")
    office("adopt", ref, "--in", "市府信息", "--on", "2026-10-19", "--issue", "2")
    assert office("check").exit_code == 1  # dated before the item, which is not asked about here
    twice = ("adopt", item("二"), ref, "--in", "市府信息", "--form", "综合")
    office(*twice)
    found = [each for each in findings(office("check", "-f", "csv")) if each[0] == "duplicates"]
    assert found == [("duplicates", "adoption 4 (2026-0002 2026-0001)")]


def test_what_went_out_without_a_step_of_its_review_is_found(office, item, environment):
    office("forward", item(), "--to", "市政府办公室")
    assert office("check").exit_code == 0
    path = environment / "config.yaml"
    path.write_text(path.read_text("utf-8") + "review: {steps: [初审]}\n", "utf-8")
    assert findings(office("check", "-f", "csv")) == [("review", "2026-0001")]


def test_a_notice_whose_rules_were_changed_is_found(office, item, environment):
    item("一", "甲乡", "--on", "2026-09-01")
    office("notice", "2026-09", "--issue")
    path = environment / "config.yaml"
    rules = path.read_text("utf-8")
    path.write_text(f"{rules}  - {{title: 新办法, effective: 2027-01-01}}\n", "utf-8")
    assert office("check").exit_code == 0
    path.write_text(rules.replace("points: 20", "points: 21"), "utf-8")
    assert findings(office("check", "-f", "csv")) == [("frozen", "notice 2026-09 unit")]


def change(environment, statement, *values):
    with closing(sqlite3.connect(environment / "ledger.db")) as ledger, ledger:
        ledger.execute(statement, values)


def test_a_ledger_not_copied_for_a_week_is_found(office, environment):
    office("backup", "copy.db")
    assert office("check").exit_code == 0
    old = datetime.now(UTC) - timedelta(days=8)
    (environment / "ledger.db.last-backup").write_text(str(old - timedelta(days=1)), "utf-8")
    change(environment, "UPDATE entries SET at = ?", old.isoformat(timespec="seconds"))
    assert "backup" in dict(findings(office("check", "-f", "csv")))
    office("backup", "newer.db")
    assert "backup" not in dict(findings(office("check", "-f", "csv")))


def test_a_clock_set_back_is_found(office, environment):
    change(environment, "UPDATE entries SET at = '2030-01-01T00:00:00+00:00' WHERE id = 2")
    assert ("clock", "journal entry 3") in findings(office("check", "-f", "csv"))


def test_a_reference_to_nothing_is_found_by_the_database(office, item, environment):
    item()
    change(environment, "DELETE FROM item_units")
    assert "database" not in dict(findings(office("check", "-f", "csv")))
    change(environment, "UPDATE items SET follows = 99")
    result = office("check", "-f", "csv")
    assert "database" in dict(findings(result))
    assert "items 1 refers to a row of items that is not there" in result.stdout


def test_flipped_bytes_in_an_index_are_found(office, item, environment):
    for number in range(30):
        item(f"第{number}条")
    with closing(sqlite3.connect(environment / "ledger.db")) as ledger:
        ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = ledger.execute("PRAGMA page_size").fetchone()[0]
        page = ledger.execute("SELECT rootpage FROM sqlite_master WHERE name = 'uq_items_ref'").fetchone()[0]
    content = bytearray((environment / "ledger.db").read_bytes())
    at = content.index(b"2026-0020", (page - 1) * size)
    content[at : at + 9] = b"2026-9920"
    (environment / "ledger.db").write_bytes(content)
    assert {name for name, _where in findings(office("check", "-f", "csv"))} == {"database"}


def test_a_ledger_on_a_network_share_is_found(office, environment, monkeypatch):
    monkeypatch.setattr("infoledger.ledger.files.share_of", lambda _file: "nfs4")
    result = office("check", "-f", "csv")
    assert dict(findings(result)).keys() == {"share"}
    assert "PostgreSQL" in result.stdout


def test_all_checks_are_listed(office):
    result = office("check", "--list", "-f", "csv")
    assert result.exit_code == 0
    names = [line.split(",")[0] for line in result.stdout.splitlines()[1:]]
    assert names == [
        "database",
        "structure",
        "cells",
        "journal",
        "clock",
        "undeclared",
        "order",
        "future",
        "membership",
        "informants",
        "groups",
        "headcounts",
        "holidays",
        "fees",
        "names",
        "twins",
        "duplicates",
        "review",
        "frozen",
        "unissued",
        "backup",
        "exchange",
        "share",
    ]


def test_late_items_without_their_violation_are_proposed(office, item, table):
    late = ("--category", "工作动态", "--occurred", "2026-10-10")
    item("准时", "甲乡", *late, "--on", "2026-10-13")
    first = item("迟一", "甲乡", *late, "--on", "2026-10-14")
    second = item("迟二", "乙乡", *late, "--on", "2026-10-15")
    rows = table("check", "--late", "2026-10")
    assert [(row["unit"], row["ref"], row["hours_late"]) for row in rows] == [
        ("甲乡", first, "24"),
        ("乙乡", second, "48"),
    ]
    office("violation", "甲乡", "迟报", "--ref", first)
    assert [row["ref"] for row in table("check", "--late", "2026-10")] == [second]


def test_names_in_rules_that_the_register_lacks_are_named_with_the_nearest(environment, run, monkeypatch):
    (environment / "config.yaml").write_text(
        """\
office: {name: 某县政府办公室}
regulations:
  - title: 办法
    effective: 2026-01-01
    scoring:
      - {name: 报送, fact: submission, points: 1, when: {unit: 甲多, not: {informant: 王方}}}
      - {name: 采用, fact: adoption, cases: [{when: {group: 部们}, points: 5}],
         factor: [{when: {unit: 乙乡}, times: 2}]}
    quotas:
      - {name: 任务, count: submission, least: {甲乡: 2, 丙多: 3}, per: month, by: unit, for: {role: 专职}}
    outcomes:
      - {name: 约谈, of: unit, any: [{measure: adopted, where: {unit: 丁多}, below: 1}]}
""",
        "utf-8",
    )
    (environment / "units.csv").write_text("单位,组别\n甲乡,部门\n丙乡,部门\n", "utf-8")
    (environment / "people.csv").write_text("姓名,单位,岗位\n王芳,甲乡,兼职\n", "utf-8")
    run("import", "units.csv")
    assert run("unit", "rename", "丙乡", "乙乡", "--on", "2026-03-01").exit_code == 0
    assert run("import", "people.csv", "--as", "informants").exit_code == 0
    rows = csv.DictReader(io.StringIO(run("check", "--format", "csv").stdout))
    found = [(row["what"], row["hint"]) for row in rows if row["check"] == "names"]
    told = "The rules name the {} “{}”, which the register does not have."
    assert [what for what, _hint in found] == [
        told.format(*named)
        for named in [
            ("unit", "甲多"),
            ("informant", "王方"),
            ("group", "部们"),
            ("unit", "丙多"),
            ("role", "专职"),
            ("unit", "丁多"),
        ]
    ]
    nearest = [hint.rpartition("Did you mean ")[2] for _what, hint in found]
    assert nearest[:4] == ["“甲乡”?", "“王芳”?", "“部门”?", "“丙乡”?"]
    monkeypatch.setattr("infoledger.config.words.screen_language", lambda: "zh")
    shown = run("check").stdout
    assert told.format("岗位", "专职") in shown
    assert told.format("组别", "部们") in shown


def by_hand(environment, *statements):
    with closing(sqlite3.connect(environment / "ledger.db")) as ledger, ledger:
        ledger.execute("PRAGMA ignore_check_constraints=ON")
        for statement in statements:
            ledger.execute(statement)


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE items SET tags = '{'", ("cells", "items.tags 1")),
        ("UPDATE items SET tags = '[1]'", ("cells", "items.tags 1")),
        ("UPDATE items SET submitted = 'gestern'", ("cells", "items.submitted 1")),
        ("UPDATE items SET submitted = '0026-10-20'", ("cells", "items.submitted 1")),
        ("UPDATE items SET submitted_time = '25:00'", ("cells", "items.submitted_time 1")),
        ("UPDATE items SET quality = 'NaN'", ("cells", "items.quality 1")),
        ("UPDATE items SET title = x'ff00'", ("cells", "items.title 1")),
        ("UPDATE items SET characters = 'viele'", ("cells", "items.characters 1")),
        ("UPDATE changes SET first = 'x' WHERE id = 1", ("cells", "changes.first 1")),
        ("UPDATE entries SET final = 7 WHERE id = 1", ("cells", "entries.final 1")),
        ("UPDATE solicitations SET due = '9999-12-31'", ("cells", "solicitations.due 1")),
    ],
)
def test_a_cell_broken_by_hand_is_found_and_hides_nothing(office, item, environment, statement, where):
    office("solicit", "旱情", "--to", "甲乡", "--due", "2026-10-30")
    item("一", "甲乡", "--on", "2026-10-21")
    by_hand(environment, statement, "UPDATE unit_states SET name = '乙县' WHERE id = 2", "CREATE VIEW v AS SELECT 1")
    found = findings(office("check", "-f", "csv"))
    assert {where, ("structure", "view v")} <= set(found)
    assert any(check == "journal" and place.startswith("unit_states 2") for check, place in found)


def test_a_check_that_cannot_finish_is_told_and_hides_no_other(office, item, monkeypatch):
    def fail(_sight):
        yield Finding("first", "found")
        raise KeyError(7)

    item("一", "甲乡", "--on", "2026-10-21")
    monkeypatch.setattr(checks, "CHECKS", {"broken": ("", fail), **checks.CHECKS})
    result = office("check", "-f", "csv")
    assert findings(result) == [("broken", "first"), ("broken", "the check “broken”"), ("future", "2026-0001")]
    assert "could not be checked to the end: KeyError: 7" in result.stdout


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON items BEGIN UPDATE items SET title = '一'; END", "trigger t"),
        ("CREATE VIEW v AS SELECT * FROM items", "view v"),
        ("CREATE TABLE copy AS SELECT * FROM items", "table copy"),
        ("ALTER TABLE items ADD COLUMN more TEXT", "column items.more"),
        ("INSERT INTO alembic_version VALUES ('0000x')", "alembic_version"),
    ],
)
def test_what_others_put_into_the_database_is_found_and_not_restored(office, item, environment, statement, where):
    item()
    copy = office("backup", "copy.db").stdout.strip()
    by_hand(environment, statement)
    found = office("check", "-f", "csv")
    assert ("structure", where) in findings(found)
    (environment / "ledger.db").rename(environment / "odd.db")
    for ending in ("-wal", "-shm"):
        (environment / f"ledger.db{ending}").unlink(missing_ok=True)
    refused = office("restore", "odd.db")
    assert (refused.exit_code, where in refused.stderr) == (1, True)
    assert office("restore", copy).exit_code == 0


def test_a_forerunner_is_told_from_a_ledger_that_was_recomputed(office, item, environment):
    item("一")
    copy = office("backup", "copy.db")
    kept = copy.stderr.partition("entry ")[2].replace(", hash", "").strip()
    item("二")
    for earlier in ("copy.db", kept, kept[: kept.index(" ") + 9]):
        assert office("check", "--against", earlier).exit_code == 0
    office("restore", "copy.db", "--yes")
    assert office("check", "--against", "copy.db").exit_code == 0
    with open_ledger(str(environment / "ledger.db")) as ledger, ledger.writing() as connection:
        recompute(connection)
    assert office("check").exit_code == 0, "the file alone does not show it"
    for earlier in ("copy.db", kept):
        assert findings(office("check", "--against", earlier, "-f", "csv"))[0][0] == "against"


def test_a_copy_that_holds_more_than_the_ledger_is_no_forerunner(office, item):
    item("一")
    office("backup", "old.db")
    item("二")
    copy = office("backup", "copy.db")
    office("restore", "old.db", "--yes")
    result = office("check", "--against", "copy.db")
    assert (result.exit_code, "no forerunner" in result.stdout) == (1, True)
    assert office("check", "--against", copy.stderr.partition("entry ")[2].replace(", hash", "").strip()).exit_code == 1


def test_what_is_no_copy_is_told(office, item, environment):
    item()
    assert office("check", "--against", "nothing.db").exit_code == 2
    (environment / "text.db").write_text("a text" * 100)
    assert office("check", "--against", "text.db").exit_code == 3


def recompute(connection):
    """Change what was recorded, with every seal and hash over it."""
    connection.execute(text("UPDATE items SET title = '别的'"))
    ((found, _sealed),) = records(connection, Item)
    connection.execute(text(f"UPDATE items SET seal = '{seal(found)}'"))
    digest = sha256(seal(found).encode()).hexdigest()
    connection.execute(text(f"UPDATE changes SET digest = '{digest}' WHERE of = 'items'"))
    previous = BEGINNING
    for (entry,) in [[each] for rows in plain_rows(connection, ENTRIES) for each in rows]:
        changes = [each for rows in plain_rows(connection, CHANGES, CHANGES.c.entry == entry["id"]) for each in rows]
        head = {name: value for name, value in entry.items() if name != "hash"} | {"previous": previous}
        previous = chained(head, changes)
        connection.execute(
            update(ENTRIES).where(ENTRIES.c.id == entry["id"]).values(hash=previous, previous=head["previous"])
        )
