"""``config.yaml`` as it is read when it is right, and what is told of the whole when it is not."""

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest

from infoledger.config.model import Category, Outlet
from infoledger.config.reading import find, ledger_url, load, read_regulation
from infoledger.errors import UsageError
from infoledger.periods import Calendar
from infoledger.rules.actions import Each, FeeTimes, Instead, More, SetTotal
from infoledger.rules.lateness import Deadline
from infoledger.rules.regulation import Cap, Conversion, Joint
from infoledger.rules.whens import FieldTest, Range, When

ROOT = Path(__file__).parents[2]
OFFICE = "office: {name: 林双县人民政府办公室, level: 县级}\n"


@pytest.fixture
def write(tmp_path):
    """Write a file of the given parts of text, ``config.yaml`` if no name is given."""

    def to_file(*parts: str, name: str = "config.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(dedent(part) for part in parts), "utf-8")
        return path

    return to_file


@pytest.fixture
def clause(write):
    """The one clause of a config whose scoring (or rewards) holds it."""

    def read(text: str, key: str = "scoring"):
        regulation = load(write(OFFICE, f"regulations: [{{title: 办法, effective: 2026-01-01, {key}: [{text}]}}]\n"))
        return getattr(regulation.regulations[0], key)[0]

    return read


def told(path: Path) -> list[str]:
    with pytest.raises(UsageError) as raised:
        load(path)
    return [str(finding) for finding in raised.value.findings]


def test_the_example_in_the_repository_is_right():
    config = load(ROOT / "config.example.yaml")
    assert config.regulations[0].called == "林政办发〔2026〕3号"
    assert [case.name for case in config.cases[0][1]] == ["同一信息市级采用两次, 只计最高; 省级另计"]


@pytest.mark.parametrize(
    "path", sorted(ROOT.parent.glob("shared/cases/*/config.yaml")), ids=lambda path: path.parent.name
)
def test_configs_of_real_offices_are_right(path):
    assert load(path).regulations


def test_the_office_alone_is_enough(write):
    config = load(write("office: {name: 某办公室}"))
    assert config.levels == ("县级", "市级", "省级", "国家级", "媒体")
    assert (config.unit_groups, config.categories, config.awards) == (None, None, None)
    assert config.forms == ("单篇", "综合", "简讯")
    assert config.violations == ("迟报", "漏报", "瞒报", "误报")
    assert config.secrecy == ("公开", "内部", "秘密")
    assert config.calendar == Calendar()
    assert config.language == "zh"
    assert (config.regulations, config.outlets, config.cases) == ((), (), ())


def test_a_ledger_file_lies_beside_the_config(write, tmp_path):
    assert load(write(OFFICE)).ledger == str(tmp_path / "ledger.db")
    assert ledger_url("a/b.db", tmp_path) == str(tmp_path / "a" / "b.db")
    assert ledger_url("sqlite:///a/b.db", tmp_path) == str(tmp_path / "a" / "b.db")
    assert ledger_url("sqlite:////srv/b.db", tmp_path) == str(Path("/srv/b.db").absolute())
    assert ledger_url("postgresql+psycopg://office", tmp_path) == "postgresql+psycopg://office"


def test_parts_of_the_office_are_read(write):
    config = load(
        write(
            OFFICE,
            """\
            year_starts: 12
            month_ends: 25
            periods: {三季度通报: 2026-07-01..2026-10-09}
            categories:
              紧急信息: {deadline: 2h, urgent: true}
              问题建议: {expects: [现象, 数据], least_characters: 1000}
              信息: {deadline: 3wd}
            """,
        )
    )
    assert config.calendar == Calendar(12, 25, {"三季度通报": (date(2026, 7, 1), date(2026, 10, 9))})
    assert config.categories == {
        "紧急信息": Category(Deadline(2, "h"), urgent=True),
        "问题建议": Category(expects=("现象", "数据"), least_characters=1000),
        "信息": Category(Deadline(3, "wd")),
    }


def test_a_publication_is_an_outlet_of_the_office_at_its_level(write):
    config = load(
        write(
            OFFICE,
            """\
            bodies: {市政府: {level: 市级, outlets: {市府信息: {aliases: [快报]}}}}
            publications: {政务信息: {sections: [要闻], send: {报: [县委常委]}}}
            """,
        )
    )
    assert config.outlets == (
        Outlet("市府信息", "市政府", "市级", ("快报",)),
        Outlet("政务信息", "林双县人民政府办公室", "县级", own=True),
    )
    publication = config.publications["政务信息"]
    assert (publication.issuer, publication.numbering) == ("林双县人民政府办公室", "yearly")
    assert publication.send == {"报": ("县委常委",)}


def test_regulations_stand_in_files_or_inline_and_come_oldest_first(write):
    write("title: 旧办法\neffective: 2025-01-01\n", name="rules/2025.yaml")
    config = load(write(OFFICE, "regulations:\n  - {title: 新办法, effective: 2026-01-01}\n  - rules/2025.yaml\n"))
    assert [regulation.title for regulation in config.regulations] == ["旧办法", "新办法"]


def test_a_regulation_can_be_read_by_itself(write):
    config = load(write(OFFICE, "bodies: {市政府: {level: 市级, outlets: {市府信息: {}}}}\n"))
    scoring = "scoring: [{name: 采用, fact: adoption, when: {outlet: %s}, points: 5}]\n"
    right = write("title: 拟议办法\neffective: 2027-01-01\n" + scoring % "市府信息", name="draft.yaml")
    assert read_regulation(right, config).title == "拟议办法"
    wrong = write("title: 拟议办法\neffective: 2027-01-01\n" + scoring % "市府快讯", name="wrong.yaml")
    with pytest.raises(UsageError) as raised:
        read_regulation(wrong, config)
    assert "“市府快讯” is declared nowhere." in str(raised.value.findings[0])


def test_numbers_keep_their_digits(clause):
    assert clause("{name: 采用, fact: adoption, points: 0.10}").cases[0].action.given == Decimal("0.10")
    assert clause("{name: 采用, fact: adoption, points: '-.5'}").cases[0].action.given == Decimal("-0.5")


def test_words_that_yaml_takes_for_booleans_are_words(clause):
    read = clause("{name: no, fact: adoption, when: {section: [on, yes, 'true']}, points: 5}")
    assert read.name == "no"
    assert read.cases[0].when.tests[0].values == ("on", "yes", "true")


def test_when_holds_values_ranges_and_exclusions(clause):
    read = clause(
        "{name: 长文, fact: submission, points: 1, "
        "when: {characters: {at_least: 1000, below: 3000}, urgent: true, not: {tag: 转载}}}"
    )
    tests = (
        FieldTest("urgent", (True,)),
        FieldTest("characters", range=Range(at_least=Decimal(1000), below=Decimal(3000))),
    )
    assert read.cases[0].when == When(tests, excluded=(When((FieldTest("tag", ("转载",)),)),))


def test_points_go_to_each_unit_and_yuan_are_split_among_informants(clause):
    points = clause("{name: 采用, fact: adoption, points: 5}")
    yuan = clause("{name: 稿酬, fact: adoption, yuan: 50}", "rewards")
    assert (points.currency, points.to, points.joint) == ("points", "unit", Joint("each"))
    assert (yuan.currency, yuan.to, yuan.joint) == ("yuan", "informant", Joint("split"))


@pytest.mark.parametrize(
    ("action", "read"),
    [
        ("fact: quota, each: -0.5", Each(Decimal("-0.5"), "shortfall")),
        ("fact: quota, each: 1, of: excess", Each(Decimal(1), "excess")),
        ("fact: submission, each: -1", Each(Decimal(-1), "hours_late")),
        ("fact: outcome, set: 0", SetTotal(Decimal(0))),
    ],
)
def test_each_action_is_read(clause, action, read):
    assert clause(f"{{name: 条款, {action}}}").cases[0].action == read


def test_a_clause_may_follow_what_an_earlier_one_gave(write):
    text = """\
        regulations:
          - title: 办法
            effective: 2026-01-01
            scoring:
              - {name: 采用, fact: adoption, points: 5}
              - name: 批示
                fact: instruction
                cases: [{when: {chief: true}, more: {of: 采用, times: 2}}, {instead: {of: 采用, points: 9}}]
            rewards:
              - name: 稿酬
                fact: adoption
                fee_times: 0.125
                joint: {lead: 0.6}
                cap: {yuan: 500, per: month}
                factor: quality
            conversion: {to: 10, full: 200}
        """
    regulation = load(write(OFFICE, text)).regulations[0]
    cases = regulation.scoring[1].cases
    assert [case.action for case in cases] == [
        More(Decimal(2), "采用"),
        Instead(Decimal(9), "采用"),
    ]
    reward = regulation.rewards[0]
    assert reward.cases[0].action == FeeTimes(Decimal("0.125"))
    assert (reward.joint, reward.cap) == (Joint("lead", Decimal("0.6")), Cap(Decimal(500), "month"))
    assert reward.factor[0].quality
    assert regulation.conversion == (Conversion(Decimal(10), Decimal(200)),)


def test_rules_name_outlets_by_alias_and_by_body(write):
    text = """\
        bodies:
          市政府: {level: 市级, outlets: {昨日要情: {}, 市府信息: {aliases: [快报]}}}
          省政府: {level: 省级, outlets: {昨日要情: {}}}
        regulations:
          - title: 办法
            effective: 2026-01-01
            scoring: [{name: 采用, fact: adoption, when: {outlet: [快报, 市政府/市府信息, 省政府/昨日要情]}, points: 5}]
        """
    when = load(write(OFFICE, text)).regulations[0].scoring[0].cases[0].when
    assert when.tests[0].values == ("市府信息", "市府信息", "省政府/昨日要情")


def test_worked_cases_keep_the_words_of_their_facts(write):
    write(
        "- {name: 例, facts: [{submission: A, unit: [甲乡, 乙乡], urgnt: true}], expect: {2026: {甲乡: 0.5}}}\n",
        name="cases.yaml",
    )
    config = load(write(OFFICE, "regulations: [{title: 办法, effective: 2026-01-01, cases: cases.yaml}]\n"))
    ((regulation, (case,)),) = config.cases
    assert regulation is config.regulations[0]
    assert case.facts == ({"submission": "A", "unit": ("甲乡", "乙乡"), "urgnt": "true"},)
    assert case.expect == {"2026": {"甲乡": Decimal("0.5")}}
    assert case.where.endswith("cases.yaml:1 [0]")


def test_all_mistakes_of_all_files_are_told_in_one_pass(write):
    write("title: 甲\neffective: 2025-1-1\nscoring:\n  - {name: 采用, fact: adoption, poinst: 5}\n", name="old.yaml")
    write("title: 乙\neffective: 2026-01-01\nscroing: []\n", name="new.yaml")
    path = write(
        """\
        office: {name: 某办公室, level: 乡级}
        month_ends: 0
        regulations: [old.yaml, new.yaml, none.yaml]
        lunguage: zh
        """
    )
    starts = [
        ("config.yaml:1 office.level", "“乡级” is declared nowhere."),
        ("config.yaml:2 month_ends", "“0” cannot stand here."),
        ("config.yaml:3 regulations[2]", "There is no file"),
        ("config.yaml:4 lunguage", "Did you mean “language”?"),
        ("old.yaml:2 effective", "“2025-1-1” cannot stand here."),
        ("old.yaml:4 scoring[0].poinst", "Did you mean “points”?"),
        ("new.yaml:3 scroing", "Did you mean “scoring”?"),
    ]
    findings = told(path)
    assert len(findings) == len(starts)
    for finding, (where, what) in zip(findings, starts, strict=True):
        assert where in finding
        assert what in finding


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"office: \xff\xff\xff", "line 1, byte 9 cannot be read as utf-8 / gb18030."),
        ("office: 办公".encode("utf-16-le"), "A character stands here that YAML does not allow: U+0000"),
        (b"", "The file is empty."),
        (b"# only a remark\n", "The file is empty."),
    ],
)
def test_a_file_that_is_no_text_or_empty_is_told(tmp_path, content, what):
    path = tmp_path / "config.yaml"
    path.write_bytes(content)
    (finding,) = told(path)
    assert what in finding


def test_a_byte_order_mark_is_let_pass(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + OFFICE.encode())
    assert load(path).office.name == "林双县人民政府办公室"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_config_and_rules_are_read_in_every_encoding_that_clerks_save(tmp_path, encoding):
    rules = "title: 办法\neffective: 2026-01-01\nscoring: [{name: 采用, fact: adoption, points: 5}]\n"
    (tmp_path / "rules.yaml").write_bytes(rules.encode(encoding))
    (tmp_path / "config.yaml").write_bytes(f"{OFFICE}regulations: [rules.yaml]\n".encode(encoding))
    config = load(tmp_path / "config.yaml")
    assert (config.office.name, config.regulations[0].scoring[0].name) == ("林双县人民政府办公室", "采用")
    assert [hint.what for hint in config.hints] == [
        "The file is in GB18030 (ANSI); other programs may want UTF-8." for _ in range(2 * (encoding == "gb18030"))
    ]


def test_a_million_unknown_keys_are_one_mistake_of_the_file(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text(OFFICE + "".join(f"k{n}: 1\n" for n in range(1_000_000)), "utf-8")
    assert "is larger than 4 MB" in "".join(told(path))
    path.write_text(OFFICE + "".join(f"k{n}: 1\n" for n in range(150_000)), "utf-8")
    assert "More than 200000 keys and values" in "".join(told(path))


def test_of_very_many_mistakes_the_first_hundreds_are_told(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text(OFFICE + "".join(f"k{n}: 1\n" for n in range(50_000)), "utf-8")
    with pytest.raises(UsageError) as raised:
        load(path)
    assert len(raised.value.findings) == 300
    assert "Nothing was read after these" in raised.value.hint


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only there are pipes in folders")
def test_a_pipe_and_a_device_are_no_files(write, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    path = write(OFFICE, "regulations: [pipe, /dev/zero]\n")
    findings = told(path)
    assert ["is not a plain file" in finding for finding in findings] == [True, True]
    assert "is not a plain file" in told(tmp_path / "pipe")[0]


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    assert told(tmp_path / "none.yaml")[0].endswith("none.yaml.")
    assert told(tmp_path)[0].endswith("is a directory, not a file.")


def test_the_config_is_sought_in_the_order_of_option_variable_folder_user(tmp_path, monkeypatch):
    user = tmp_path / "user" / "infoledger" / "config.yaml"
    user.parent.mkdir(parents=True)
    monkeypatch.setattr("infoledger.config.reading._user_folder", lambda: tmp_path / "user")
    with pytest.raises(UsageError, match="There is no config"):
        find(None)
    user.write_text(OFFICE, "utf-8")
    assert find(None) == user
    (tmp_path / "config.yaml").write_text(OFFICE, "utf-8")
    assert find(None) == Path("config.yaml")
    monkeypatch.setenv("INFOLEDGER_CONFIG", "named.yaml")
    assert find(None) == Path("named.yaml")
    assert find(Path("option.yaml")) == Path("option.yaml")


def test_reading_needs_no_database():
    code = "import sys, infoledger.config.reading; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
