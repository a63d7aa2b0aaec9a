"""Two counties and their prefecture exchange packets: each record once, whatever happens on the way."""

import csv
import io
import json
import re
import zipfile
from hashlib import sha256

import pytest

PREFECTURE, COUNTY, OTHER = "泽安市人民政府办公室", "甲县人民政府办公室", "乙县人民政府办公室"
RULES = """
regulations:
  - title: 考核办法
    effective: 2026-01-01
    scoring:
      - {name: 报送, fact: submission, points: 1}
      - {name: 采用, fact: adoption, points: 10}
      - {name: 批示, fact: instruction, points: 20}
"""
CONFIGS = {
    "city": f"""
office: {{name: {PREFECTURE}, level: 市级}}
unit_groups: [县区]
bodies: {{省政府办公厅: {{level: 省级, outlets: {{昨日要情: {{}}}}}}}}
publications: {{泽安信息: {{}}}}
leaders: {{王某: {{level: 市级, chief: true, title: 市长}}}}
exchange: {{{COUNTY}: {{key: keys/a.key}}, 乙县: {{name: {OTHER}}}}}
""",
    "a": f"""
office: {{name: {COUNTY}, level: 县级}}
bodies:
  市政府办公室: {{level: 市级, secrecy_at_most: 内部, outlets: {{泽安信息: {{}}}}}}
  省政府办公厅: {{level: 省级, outlets: {{昨日要情: {{}}}}}}
exchange: {{市政府办公室: {{name: {PREFECTURE}, key: keys/shi.key}}}}
""",
    "b": f"""
office: {{name: {OTHER}, level: 县级}}
bodies: {{{PREFECTURE}: {{level: 市级, outlets: {{泽安信息: {{}}}}}}}}
exchange: {{{PREFECTURE}: {{}}}}
""",
}


@pytest.fixture
def office(environment, run):
    """Call the program as one of the three offices: ``office("a", "packet", "list")``."""
    for name, config in CONFIGS.items():
        (environment / name / "keys").mkdir(parents=True)
        (environment / name / "config.yaml").write_text(config + RULES, "utf-8")
    (environment / "city" / "keys" / "a.key").write_text("一个长的口令\n", "utf-8")
    (environment / "a" / "keys" / "shi.key").write_text("一个长的口令\r\n", "utf-8")

    def call(name, *words, code=0, today="2026-10-20"):
        done = run("--config", f"{name}/config.yaml", "--today", today, "--clerk", "王某", *words)
        assert done.exit_code == code, (words, done.stderr)
        return done

    call("city", "unit", "add", "甲县", "--group", "县区", "--alias", COUNTY)
    call("city", "unit", "add", "乙县", "--group", "县区")
    for county in ("a", "b"):
        call(county, "unit", "add", "青泉镇", "--group", "乡镇")
    return call


def rows(done):
    return list(csv.DictReader(io.StringIO(done.stdout)))


def records(office, name, kind):
    return json.loads(office(name, "records", kind, "--format", "json").stdout)


def submitted(office, name, to, *titles, **more):
    """Items submitted to an office, and sent up; their references."""
    options = [word for key, value in more.items() for word in (f"--{key}", value)]
    refs = [
        office(name, "submit", "--title", each, "--unit", "青泉镇", "--on", "2026-10-08", *options).stdout.strip()
        for each in titles
    ]
    office(name, "forward", *refs, "--to", to, "--on", "2026-10-10")
    return refs


@pytest.fixture
def sent_up(office):
    """A packet of two items of the first county, which the prefecture has received."""
    submitted(office, "a", "市政府办公室", "=秋收完成", "防汛", body="第一段\n- 第二段", secrecy="内部")
    office("a", "packet", "send", "市政府", "-o", "up.zip")
    office("city", "packet", "receive", "up.zip")
    return "up.zip"


def changed(source, target, edit):
    """A copy of a packet whose files ``edit`` may change, add or take away."""
    with zipfile.ZipFile(source) as packet:
        files = {name: packet.read(name) for name in packet.namelist()}
    edit(files)
    with zipfile.ZipFile(target, "w") as packet:
        for name, content in files.items():
            packet.writestr(name, content)
    return target


def test_items_go_up_whole_and_belong_to_the_unit_that_sent_them(office, sent_up):
    found = records(office, "city", "items")
    assert [(row["ref"], row["title"], row["units"], row["secrecy"], row["submitted"]) for row in found] == [
        ("2026-0001", "=秋收完成", "甲县", "内部", "2026-10-10"),
        ("2026-0002", "防汛", "甲县", "内部", "2026-10-10"),
    ]
    shown = office("city", "item", "show", "2026-0002").stdout
    assert "第一段" in shown
    assert f"{COUNTY} 2026-0002" in shown  # where it comes from, and what it is called there


def test_a_packet_opened_by_hand_is_a_letter_and_tables(office, sent_up):
    with zipfile.ZipFile(sent_up) as packet:
        said = json.loads(packet.read("packet.json"))
        assert packet.namelist() == ["来函.docx", "信息.csv", "packet.json"]
        assert (said["from"], said["to"], said["number"], said["previous"]) == (COUNTY, PREFECTURE, 1, "")
        assert said["files"] == {name: sha256(packet.read(name)).hexdigest() for name in packet.namelist()[:-1]}
        table = packet.read("信息.csv").decode("utf-8-sig")
        letter = zipfile.ZipFile(io.BytesIO(packet.read("来函.docx"))).read("word/document.xml").decode()
    assert table.splitlines()[0].startswith("编号,报送日期,单位,标题")
    assert "现随第1号交换包报送信息" in letter


def test_received_twice_it_changes_nothing(office, sent_up):
    before = office("city", "log").stdout
    again = office("city", "packet", "receive", sent_up)
    assert "already" in again.stderr
    assert office("city", "log").stdout == before
    assert office("a", "packet", "send", "市政府", "-o", "next.zip").stderr.startswith("Nothing is new")


def test_undo_takes_back_all_of_it_and_it_can_come_again(office, sent_up):
    office("city", "undo", "--yes")
    assert records(office, "city", "items") == []
    assert rows(office("city", "packet", "list", "--format", "csv")) == []
    office("city", "packet", "receive", sent_up)
    assert [row["ref"] for row in records(office, "city", "items")] == ["2026-0001", "2026-0002"]
    assert "cannot be taken back" in office("a", "undo", "--yes", code=1).stderr


def test_what_became_of_items_comes_down_onto_them_without_matching_titles(office, sent_up):
    for words in (
        ("item", "edit", "2026-0001", "--title", "全市秋收完成", "--reason", "改题"),
        ("adopt", "2026-0001", "--in", "泽安信息", "--issue", "12", "--on", "2026-10-12"),
        ("adopt", "2026-0001", "2026-0002", "--in", "昨日要情", "--fee", "50", "--on", "2026-10-15"),
        (
            "instruct",
            "2026-0001",
            "--leader",
            "王某",
            "--text",
            "请推广。",
            "--due",
            "2026-11-01",
            "--on",
            "2026-10-13",
        ),
        ("review", "2026-0002", "reject", "--note", "内容一般"),
        ("solicit", "冬季防火", "--to", "甲县;乙县", "--due", "2026-11-10", "--on", "2026-10-14"),
        ("notice", "2026-10", "--issue"),
    ):
        office("city", *words, today="2026-11-02" if words[0] == "notice" else "2026-10-20")
    office("city", "packet", "send", "甲县", "-o", "down.zip", today="2026-11-02")
    office("a", "packet", "receive", "down.zip", today="2026-11-02")
    adopted = records(office, "a", "adoptions")
    assert [(row["refs"], row["outlet"], row["issue"], row["form"], row["fee"]) for row in adopted] == [
        ("2026-0001", "泽安信息", "12", "单篇", None),
        ("2026-0001;2026-0002", "昨日要情", None, "综合", 50),
    ]
    (instruction,) = records(office, "a", "instructions")
    assert (instruction["leader"], instruction["level"], instruction["chief"]) == ("王某", "市级", True)
    assert (instruction["text"], instruction["due"]) == ("请推广。", "2026-11-01")
    (asked,) = records(office, "a", "solicitations")
    assert (asked["title"], asked["body"], asked["units"]) == ("冬季防火", "市政府办公室", "")
    (placing,) = records(office, "a", "placings")
    # 2 items, 2 pieces and an instruction above: 2 × 1 + 2 × 10 + 20; the other county has none.
    assert (placing["body"], placing["period"], placing["rank"], placing["of"]) == ("市政府办公室", "2026-10", 1, 2)
    assert placing["points"] == 42
    assert "内容一般" in office("a", "item", "show", "2026-0002").stdout
    (item,) = [row for row in records(office, "a", "items") if row["ref"] == "2026-0001"]
    assert item["title"] == "=秋收完成"
    office("a", "packet", "receive", "down.zip")
    assert len(records(office, "a", "adoptions")) == 2


def test_a_later_version_goes_again_and_a_withdrawn_fact_is_taken_back(office, sent_up):
    office("city", "adopt", "2026-0001", "--in", "泽安信息", "--on", "2026-10-12")
    office("city", "packet", "send", "甲县", "-o", "down.zip")
    office("a", "packet", "receive", "down.zip")
    office("a", "item", "edit", "2026-0002", "--body", "第三稿", "--reason", "补充")
    office("a", "packet", "send", "市政府", "-o", "up2.zip")
    assert "new version" in office("city", "packet", "receive", "up2.zip").stderr
    assert "第三稿" in office("city", "item", "show", "2026-0002").stdout
    assert len(records(office, "city", "items")) == 2
    office("city", "void", "adoption", "2026-0001", "--reason", "撤稿")
    office("city", "packet", "send", "甲县", "-o", "down2.zip")
    office("a", "packet", "receive", "down2.zip")
    assert records(office, "a", "adoptions") == []


def test_what_this_office_wrote_itself_stays_while_the_sender_changes_something_else(office, sent_up):
    office("city", "item", "edit", "2026-0001", "--title", "全市秋收", "--secrecy", "秘密", "--reason", "改题")
    office("a", "item", "edit", "2026-0001", "--source", "网络", "--reason", "补来源")
    office("a", "packet", "send", "市政府", "-o", "up2.zip")
    office("city", "packet", "receive", "up2.zip")
    (item, _other) = records(office, "city", "items")
    assert (item["title"], item["secrecy"], item["source"]) == ("全市秋收", "秘密", "网络")


def test_what_is_too_secret_stays_and_a_raised_secrecy_does_not_pass_later(office, environment):
    (environment / "forwards.csv").write_text("编号,上级,日期\n2026-0001,市政府办公室,2026-10-10\n", "utf-8")
    office("a", "submit", "--title", "机密事项", "--unit", "青泉镇", "--secrecy", "秘密")
    office("a", "import", "forwards.csv")  # which asks nobody
    submitted(office, "a", "市政府办公室", "公开事项")
    made = office("a", "packet", "send", "市政府", "-o", "up.zip")
    assert "2026-0001" in made.stderr
    with zipfile.ZipFile("up.zip") as packet:
        assert "机密事项" not in packet.read("信息.csv").decode()
    office("a", "item", "edit", "2026-0002", "--secrecy", "秘密", "--title", "不再公开", "--reason", "定密")
    assert office("a", "packet", "send", "市政府", "-o", "up2.zip").stderr.startswith("Nothing is new")


def test_drafts_go_along(office, environment):
    (environment / "来稿.txt").write_text("标题在此\n正文", "utf-8")
    office("a", "submit", "--file", "来稿.txt", "--unit", "青泉镇")
    office("a", "forward", "2026-0001", "--to", "市政府办公室")
    office("a", "packet", "send", "市政府", "-o", "up.zip")
    with zipfile.ZipFile("up.zip") as packet:
        assert packet.read("稿件/2026-0001/来稿.txt").decode() == "标题在此\n正文"
    office("city", "packet", "receive", "up.zip")
    office("city", "item", "draft", "2026-0001", "-o", "又来.txt")
    assert (environment / "又来.txt").read_text("utf-8") == "标题在此\n正文"


def test_a_gap_is_named_by_whoever_receives_and_what_was_lost_is_sent_again(office, sent_up):
    for number in (2, 3):
        submitted(office, "a", "市政府办公室", f"第{number}批")
        office("a", "packet", "send", "市政府", "-o", f"up{number}.zip")
    assert "2" in office("city", "packet", "receive", "up3.zip").stderr.split("have not come")[1]
    listed = rows(office("city", "packet", "list", "--format", "csv"))
    assert [(row["number"], row["state"]) for row in listed] == [("1", ""), ("3", ""), ("2", "missing")]
    assert any(row["check"] == "exchange" for row in rows(office("city", "check", "--format", "csv", code=1)))
    office("a", "packet", "send", "市政府", "--again", "2", "-o", "again.zip")
    office("city", "packet", "receive", "again.zip")
    assert sorted(row["title"] for row in records(office, "city", "items"))[-2:] == ["第3批", "防汛"]
    assert len(records(office, "city", "items")) == 4


def test_a_packet_that_comes_late_does_not_bring_back_an_older_version(office, sent_up):
    for number, body in ((2, "第二稿"), (3, "第三稿")):
        office("a", "item", "edit", "2026-0001", "--body", body, "--reason", "补充")
        office("a", "packet", "send", "市政府", "-o", f"up{number}.zip")
    office("city", "packet", "receive", "up3.zip")
    office("city", "packet", "receive", "up2.zip")
    assert "第三稿" in office("city", "item", "show", "2026-0001").stdout


@pytest.mark.parametrize("receiver", ["b", "a"])
def test_a_packet_for_another_office_is_refused(office, sent_up, receiver):
    before = office(receiver, "log").stdout
    office(receiver, "packet", "receive", sent_up, code=1)
    assert office(receiver, "log").stdout == before


def test_for_whom_a_packet_is_comes_before_where_its_sender_stands(office, sent_up, environment):
    (environment / "b" / "config.yaml").write_text(
        re.sub(r"exchange:.*\n", f"exchange: {{{COUNTY}: {{}}}}\n", CONFIGS["b"]) + RULES, "utf-8"
    )
    assert "is meant for" in office("b", "packet", "receive", sent_up, code=1).stderr


def test_a_packet_of_its_own_is_not_taken_for_one_from_elsewhere(office, sent_up):
    assert "made the packet itself" in office("a", "packet", "receive", sent_up, code=1).stderr


def test_a_packet_from_who_is_not_known_or_has_another_key_is_refused(office, sent_up, environment):
    office("city", "undo", "--yes")
    (environment / "a" / "keys" / "shi.key").write_text("别的口令", "utf-8")
    submitted(office, "a", "市政府办公室", "再报")
    office("a", "packet", "send", "市政府", "-o", "wrong.zip")
    assert "not signed" in office("city", "packet", "receive", "wrong.zip", code=1).stderr
    unsigned = changed(sent_up, "unsigned.zip", _without_signature)
    assert "not signed" in office("city", "packet", "receive", unsigned, code=1).stderr
    (environment / "city" / "config.yaml").write_text(
        re.sub(r"exchange:.*\n", "exchange: {乙县: {}}\n", CONFIGS["city"]) + RULES, "utf-8"
    )
    assert "does not know" in office("city", "packet", "receive", sent_up, code=1).stderr
    assert records(office, "city", "items") == []


def _without_signature(files):
    said = json.loads(files["packet.json"])
    del said["hmac"]
    files["packet.json"] = json.dumps(said).encode()


def test_a_fact_that_was_typed_in_by_hand_before_is_not_doubled(office, sent_up):
    office("a", "adopt", "2026-0001", "--in", "泽安信息", "--on", "2026-10-12")
    office("city", "adopt", "2026-0001", "--in", "泽安信息", "--on", "2026-10-12")
    office("city", "adopt", "2026-0001", "--in", "泽安信息", "--on", "2026-10-12")  # and once more, above
    office("city", "packet", "send", "甲县", "-o", "down.zip")
    office("a", "packet", "receive", "down.zip")
    assert len(records(office, "a", "adoptions")) == 2


def test_an_outlet_that_is_declared_nowhere_refuses_the_packet_whole_and_is_named(office, sent_up, environment):
    office("city", "adopt", "2026-0001", "--in", "昨日要情", "--on", "2026-10-12")
    office("city", "adopt", "2026-0002", "--in", "泽安信息", "--on", "2026-10-12")
    office("city", "packet", "send", "甲县", "-o", "down.zip")
    (environment / "a" / "config.yaml").write_text(CONFIGS["a"].replace("昨日要情", "别的刊物") + RULES, "utf-8")
    assert "昨日要情" in office("a", "packet", "receive", "down.zip", code=1).stderr
    assert records(office, "a", "adoptions") == []


def test_a_withdrawn_item_goes_unless_something_became_of_it(office, sent_up):
    office("city", "adopt", "2026-0001", "--in", "泽安信息", "--on", "2026-10-12")
    for ref in ("2026-0001", "2026-0002"):
        office("a", "void", "item", ref, "--reason", "失实")
    office("a", "packet", "send", "市政府", "-o", "up2.zip")
    assert "2026-0001" in office("city", "packet", "receive", "up2.zip").stderr
    assert [row["title"] for row in records(office, "city", "items")] == ["=秋收完成"]


def test_every_office_gets_its_packet_and_what_is_new_for_none_makes_none(office, sent_up, environment):
    office("city", "solicit", "冬季防火", "--to", "全部", "--due", "2026-11-10")
    office("city", "packet", "send", "--all", "out")
    assert len(list((environment / "out").iterdir())) == 2
    office("city", "packet", "send", "--all", "again")
    assert list((environment / "again").iterdir()) == []


def test_a_packet_that_only_confirms_is_not_confirmed_in_turn(office, sent_up):
    assert "not confirmed" in office("a", "packet", "list", "--format", "csv").stdout
    office("city", "packet", "send", "甲县", "-o", "down.zip")
    office("a", "packet", "receive", "down.zip")
    assert rows(office("a", "packet", "list", "--format", "csv"))[0]["state"] == "confirmed"
    assert office("a", "packet", "send", "市政府", "-o", "up2.zip").stderr.startswith("Nothing is new")


def test_check_names_a_packet_that_the_other_office_never_got(office, sent_up):
    submitted(office, "a", "市政府办公室", "丢了")
    office("a", "packet", "send", "市政府", "-o", "lost.zip")
    submitted(office, "a", "市政府办公室", "到了")
    office("a", "packet", "send", "市政府", "-o", "up3.zip")
    office("city", "packet", "receive", "up3.zip")
    office("city", "packet", "send", "甲县", "-o", "down.zip")
    office("a", "packet", "receive", "down.zip")
    found = [row for row in rows(office("a", "check", "--format", "csv", code=1)) if row["check"] == "exchange"]
    assert ["2" in row["where"] for row in found] == [True]


def test_check_names_an_adoption_that_the_body_does_not_confirm(office, sent_up):
    office("a", "adopt", "2026-0001", "--in", "泽安信息", "--on", "2026-10-12")
    office("city", "adopt", "2026-0002", "--in", "泽安信息", "--on", "2026-10-12")
    office("city", "packet", "send", "甲县", "-o", "down.zip")
    office("a", "packet", "receive", "down.zip")
    found = [row for row in rows(office("a", "check", "--format", "csv", code=1)) if row["check"] == "exchange"]
    assert ["adoption 1" in row["where"] for row in found] == [True]


def test_an_export_keeps_the_packets_that_were_sent(office, sent_up, environment):
    office("a", "export", "out")
    office("a", "--ledger", "new.db", "import", "out")
    office("a", "--ledger", "new.db", "packet", "send", "市政府", "--again", "1", "-o", "again.zip")
    assert (environment / "again.zip").read_bytes() == (environment / sent_up).read_bytes()


def test_a_packet_that_cannot_be_written_is_not_recorded_as_sent(office, environment):
    submitted(office, "a", "市政府办公室", "秋收")
    for place in ("nowhere/up.zip", "a"):
        office("a", "packet", "send", "市政府", "-o", place, code=2)
    office("a", "packet", "send", "市政府", code=2)
    office("a", "packet", "send", "市政府", "-o", "up.zip", "--all", "out", code=2)
    assert rows(office("a", "packet", "list", "--format", "csv")) == []


def test_what_is_dated_in_a_period_goes_alone(office):
    submitted(office, "a", "市政府办公室", "十月的")
    (later,) = submitted(office, "a", "市政府办公室", "也是十月的")
    office("a", "forward", later, "--to", "市政府办公室", "--on", "2026-10-19")
    assert office("a", "packet", "send", "市政府", "2026-09", "-o", "up.zip").stderr.startswith("Nothing is new")
    office("a", "packet", "send", "市政府", "2026-10-10", "-o", "up.zip")
    with zipfile.ZipFile("up.zip") as packet:
        assert packet.read("信息.csv").decode().count("2026-10-10") == 2


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("{市政府办: {}}", "neither a body nor a unit"),
        ("{市政府办公室: {key: none.key}}", "cannot be read"),
        ("{}", "names no"),
    ],
)
def test_what_is_wrong_with_an_office_in_the_config_is_told_when_it_is_written_to(office, environment, config, told):
    submitted(office, "a", "市政府办公室", "秋收")
    (environment / "a" / "config.yaml").write_text(
        re.sub(r"exchange:.*", f"exchange: {config}", CONFIGS["a"]) + RULES, "utf-8"
    )
    assert told in office("a", "packet", "send", "市政府", "-o", "up.zip", code=2).stderr


def test_the_solicitation_of_a_body_waits_on_the_board_until_an_item_names_it(office):
    office("city", "solicit", "冬季防火", "--to", "甲县", "--due", "2026-10-24")
    office("city", "packet", "send", "甲县", "-o", "down.zip")
    office("a", "packet", "receive", "down.zip")
    (due,) = json.loads(office("a", "--format", "json").stdout)["due"]
    assert (due["what"], due["from"]) == ("冬季防火", [COUNTY])
    office("a", "submit", "--title", "防火部署", "--unit", "青泉镇", "--solicitation", "冬季防火")
    assert json.loads(office("a", "--format", "json").stdout)["due"] == []
    office("a", "forward", "2026-0001", "--to", "市政府办公室")
    office("a", "packet", "send", "市政府", "-o", "up.zip")
    office("city", "packet", "receive", "up.zip")
    (answer,) = records(office, "city", "items")
    assert answer["solicitation"] == "冬季防火"


def test_a_ledger_that_was_put_back_goes_on_once_it_has_heard_what_it_forgot(office, sent_up, environment):
    office("a", "backup", "old.backup")
    submitted(office, "a", "市政府办公室", "忘了的")
    office("a", "packet", "send", "市政府", "-o", "up2.zip")
    office("city", "packet", "receive", "up2.zip")
    office("a", "restore", "old.backup", "--yes")
    submitted(office, "a", "市政府办公室", "新的", ref="新1")
    office("a", "packet", "send", "市政府", "-o", "wrong.zip")
    assert "does not go with" in office("city", "packet", "receive", "wrong.zip", code=1).stderr
    office("city", "packet", "send", "甲县", "-o", "down.zip")
    office("a", "packet", "receive", "down.zip")
    submitted(office, "a", "市政府办公室", "再来", ref="新2")
    office("a", "packet", "send", "市政府", "-o", "up3.zip")
    office("city", "packet", "receive", "up3.zip")
    assert {row["title"] for row in records(office, "city", "items")} >= {"忘了的", "新的", "再来"}
    assert {row["check"] for row in rows(office("a", "check", "--format", "csv", code=1))} >= {"exchange"}


def test_only_what_was_edited_is_looked_at_again_and_a_new_draft_is_an_edit(office, sent_up, environment):
    office("a", "item", "edit", "2026-0001", "--tag", "秋收", "--reason", "加标签")
    office("a", "packet", "send", "市政府", "-o", "up2.zip")
    with zipfile.ZipFile("up2.zip") as packet:
        assert packet.read("信息.csv").decode().count("2026-000") == 1
    (environment / "定稿.txt").write_text("防汛\n第四稿", "utf-8")
    office("a", "item", "edit", "2026-0002", "--file", "定稿.txt", "--reason", "定稿")
    office("a", "packet", "send", "市政府", "-o", "up3.zip")
    office("city", "packet", "receive", "up2.zip")
    office("city", "packet", "receive", "up3.zip")
    assert office("city", "item", "draft", "2026-0002").stdout == "防汛\n第四稿"
