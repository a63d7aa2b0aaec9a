"""A month of a prefecture and two counties, one of them on PostgreSQL: nothing lost, nothing doubled, whatever happens.

The figures are worked out by hand from the rules below.
"""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgresql import server  # noqa: F401 - a fixture

PREFECTURE, FIRST, SECOND = "泽安市人民政府办公室", "甲县人民政府办公室", "乙县人民政府办公室"
COUNTY_RULES = """
regulations:
  - title: 县考核办法
    effective: 2026-01-01
    scoring:
      - {name: 采用, fact: adoption, cases: [{when: {level: 省级}, points: 15}, {when: {level: 市级}, points: 5}]}
      - {name: 批示, fact: instruction, points: 8}
"""
CONFIGS = {
    "city": f"""
office: {{name: {PREFECTURE}, level: 市级}}
bodies: {{省政府办公厅: {{level: 省级, outlets: {{昨日要情: {{}}}}}}}}
publications: {{泽安信息: {{}}}}
leaders: {{王某: {{level: 市级, chief: true}}}}
exchange: {{{FIRST}: {{key: a.key}}, {SECOND}: {{}}}}
regulations:
  - title: 市考核办法
    effective: 2026-01-01
    scoring:
      - {{name: 报送, fact: submission, points: 1}}
      - {{name: 采用, fact: adoption, points: 10}}
      - {{name: 批示, fact: instruction, points: 20}}
      - {{name: 约稿, fact: solicitation, cases: [{{when: {{answered: on_time}}, points: 2}}]}}
""",
    "a": f"""
office: {{name: {FIRST}, level: 县级}}
ledger: LEDGER
bodies:
  {PREFECTURE}: {{level: 市级, secrecy_at_most: 内部, outlets: {{泽安信息: {{}}}}}}
  省政府办公厅: {{level: 省级, outlets: {{昨日要情: {{}}}}}}
exchange: {{{PREFECTURE}: {{key: a.key}}}}
{COUNTY_RULES}""",
    "b": f"""
office: {{name: {SECOND}, level: 县级}}
bodies:
  {PREFECTURE}: {{level: 市级, outlets: {{泽安信息: {{}}}}}}
  省政府办公厅: {{level: 省级, outlets: {{昨日要情: {{}}}}}}
exchange: {{{PREFECTURE}: {{}}}}
{COUNTY_RULES}""",
}
UNITS = {
    "city": (("甲县", FIRST), ("乙县", SECOND)),
    "a": (("青泉镇", "青泉"), ("石桥镇", "石桥")),
    "b": (("河口乡", "河口"),),
}
PARTNERS = {"a": FIRST, "b": SECOND}
#: A process that dies, as when the power goes, when all of a packet is written and nothing is kept yet.
DIES = """
import os
from infoledger import cli
from infoledger.ledger import journal, models
insert = journal.Pen.insert
def dying(pen, model, rows):
    ids = insert(pen, model, rows)
    if model is models.Packet:
        os._exit(9)
    return ids
journal.Pen.insert = dying
cli.main()
"""


@pytest.fixture
def call(environment, run, server):  # noqa: F811 - the fixture
    """Call the program as an office on a day of October: ``call("a", 8, "packet", "list")``."""
    for name, config in CONFIGS.items():
        (environment / name).mkdir()
        (environment / name / "config.yaml").write_text(
            config.replace("LEDGER", server() if name == "a" else ""), "utf-8"
        )
        (environment / name / "a.key").write_text("两家共有的口令", "utf-8")

    def call(name, day, *words, code=0):
        today = f"2026-10-{day:02}" if day <= 31 else f"2026-11-{day - 31:02}"
        done = run("--config", f"{name}/config.yaml", "--today", today, "--clerk", "王某", *words)
        assert code is None or done.exit_code == code, (name, words, done.stderr)
        return done

    for name, units in UNITS.items():
        for unit, alias in units:
            call(name, 1, "unit", "add", unit, "--group", "县区" if name == "city" else "乡镇", "--alias", alias)
    return call


class Post:
    """Carries packets, and lets happen to each of them what ``fault`` says."""

    def __init__(self, call, fault):
        self._call, self._fault, self._held = call, fault, []
        self._made = 0

    def send(self, sender, receiver, day, *, may_be_late=False):
        """Let the ``sender`` make a packet, and bring it."""
        partner = PREFECTURE if sender != "city" else PARTNERS[receiver]
        self._made += 1
        file = f"{self._made}.zip"
        self._call(sender, day, "packet", "send", partner, "-o", file)
        if self._fault == "late" and may_be_late:
            self._held.append((sender, receiver, file))
        else:
            self._deliver(sender, receiver, day, partner, file)

    def bring_what_is_late(self, day):
        """Bring what was held back until now."""
        for _sender, receiver, file in self._held:
            gaps = self._call(receiver, day, "packet", "list").stderr
            assert "2" in gaps.split("have not come")[1]
            self._call(receiver, day, "packet", "receive", file)
            assert "have not come" not in self._call(receiver, day, "packet", "list").stderr

    def _deliver(self, sender, receiver, day, partner, file):
        if self._fault == "lost":
            number = max(int(row["number"]) for row in listed(self._call, sender, day) if row["partner"] == partner)
            file = f"again-{file}"
            self._call(sender, day, "packet", "send", partner, "--again", str(number), "-o", file)
        if self._fault == "changed":
            self._refused(receiver, day, spoilt(file))
        if self._fault == "astray":
            for other in {"city", "a", "b"} - {receiver}:
                self._refused(other, day, file)
        if self._fault == "power cut":
            self._dies(receiver, day, file)
        for _time in range(2 if self._fault == "doubled" else 1):
            self._call(receiver, day, "packet", "receive", file)

    def _refused(self, office, day, file):
        before = self._call(office, day, "log").stdout
        self._call(office, day, "packet", "receive", file, code=1)
        assert self._call(office, day, "log").stdout == before

    def _dies(self, office, day, file):
        before = self._call(office, day, "log").stdout
        words = [sys.executable, "-c", DIES, "--config", f"{office}/config.yaml", "packet", "receive", file]
        died = subprocess.run(words, capture_output=True, check=False)
        assert died.returncode == 9, died.stderr
        assert self._call(office, day, "log").stdout == before


def spoilt(file):
    """A copy of a packet in which one byte within the first of its files is another."""
    content = bytearray(Path(file).read_bytes())
    content[300] ^= 1
    Path(f"spoilt-{file}").write_bytes(content)
    return f"spoilt-{file}"


def rows(done):
    return list(csv.DictReader(io.StringIO(done.stdout)))


def listed(call, name, day):
    """The packets that an office sent."""
    return [row for row in rows(call(name, day, "packet", "list", "--format", "csv")) if row["way"] == "outgoing"]


def standing(call, name):
    """By unit what the notice of October says: submitted, adopted, pieces, instructions, points."""
    shown = ("submitted", "adopted", "adoptions", "instructions", "points")
    found = rows(call(name, 33, "notice", "2026-10", "--format", "csv"))
    return {row["unit"]: tuple(row[column] for column in shown) for row in found}


@pytest.mark.parametrize("fault", ["none", "lost", "doubled", "changed", "late", "astray", "power cut"])
def test_a_month_of_two_counties_and_their_prefecture(call, fault):
    post = Post(call, fault)

    # The prefecture asks for items; one county answers, both send what they have.
    call("city", 5, "solicit", "冬季防火", "--to", "甲县;乙县", "--due", "2026-11-10")
    for county in ("a", "b"):
        post.send("city", county, 5)
    for title, unit, *more in (
        ("秋收完成", "青泉镇"),
        ("防汛平稳", "石桥镇"),
        ("招商动态", "青泉镇"),
        ("矛盾纠纷", "石桥镇", "--secrecy", "秘密"),
        ("防火部署", "青泉镇", "--solicitation", "冬季防火"),
    ):
        call("a", 8, "submit", "--title", title, "--unit", unit, *more)
    call("a", 9, "forward", "2026-0001", "2026-0002", "2026-0003", "2026-0005", "--to", PREFECTURE)
    call("a", 9, "forward", "2026-0004", "--to", PREFECTURE, code=1)
    for title in ("茶叶丰收", "路灯损坏"):
        call("b", 8, "submit", "--title", title, "--unit", "河口乡")
    call("b", 9, "forward", "2026-0001", "2026-0002", "--to", PREFECTURE)
    post.send("a", "city", 10)
    post.send("b", "city", 11)

    # Above: one printed, one printed with an item of the other county, an instruction, two turned down.
    refs = {row["title"]: row["ref"] for row in rows(call("city", 12, "records", "items", "--format", "csv"))}
    assert sorted(refs) == ["招商动态", "秋收完成", "茶叶丰收", "路灯损坏", "防汛平稳", "防火部署"]
    call("city", 15, "adopt", refs["秋收完成"], "--in", "泽安信息")
    call("city", 16, "adopt", refs["防汛平稳"], refs["茶叶丰收"], "--in", "昨日要情")
    call("city", 18, "instruct", refs["秋收完成"], "--leader", "王某", "--text", "请总结经验")
    call("city", 17, "review", refs["路灯损坏"], "return", "--note", "缺数据")
    call("city", 17, "review", refs["招商动态"], "reject", "--note", "不是新情况")
    for county in ("a", "b"):
        post.send("city", county, 20, may_be_late=True)

    # What was returned comes again, better, and is printed.
    call("b", 22, "item", "edit", "2026-0002", "--body", "共损坏37盏，已修好30盏。", "--reason", "补充数据")
    post.send("b", "city", 22)
    call("city", 25, "adopt", refs["路灯损坏"], "--in", "泽安信息")
    call("city", 33, "notice", "2026-10", "--issue")
    for county in ("a", "b"):
        post.send("city", county, 33)
    post.bring_what_is_late(33)

    # 甲县: 4 items, 2 pieces, an instruction, an answer in time: 4 + 20 + 20 + 2. 乙县: 2 items, 2 pieces: 2 + 20.
    assert standing(call, "city") == {"甲县": ("4", "2", "2", "1", "46"), "乙县": ("2", "2", "2", "0", "22")}
    # 青泉镇: 市级 5 + 批示 8; 石桥镇: 省级 15. 河口乡: 省级 15 + 市级 5.
    assert standing(call, "a") == {"青泉镇": ("3", "1", "1", "1", "13"), "石桥镇": ("2", "1", "1", "0", "15")}
    assert standing(call, "b") == {"河口乡": ("2", "2", "2", "0", "20")}
    for county, placing in (("a", ("1", "2", "46")), ("b", ("2", "2", "22"))):
        (found,) = rows(call(county, 33, "placing", "list", "--format", "csv"))
        assert (found["rank"], found["of"], found["points"]) == placing
    assert "不是新情况" in call("a", 33, "item", "show", "2026-0003").stdout
    assert "缺数据" in call("b", 33, "item", "show", "2026-0002").stdout
    for name in ("city", "a", "b"):
        assert "exchange" not in {row["check"] for row in rows(call(name, 33, "check", "--format", "csv", code=None))}
        assert "missing" not in call(name, 33, "packet", "list", "--format", "csv").stdout
