"""``config show``: what the files say, in either language; read back, the same config."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from infoledger import presets
from infoledger.config.nodes import Mapping, Sequence
from infoledger.config.office import CONFIG
from infoledger.config.reading import load, read_nodes
from infoledger.config.records import ByKey, Record, Tagged
from infoledger.config.regulations import REGULATION
from infoledger.config.shapes import (
    Checked,
    Choice,
    Either,
    Flag,
    Form,
    Later,
    List,
    Made,
    Map,
    Name,
    Prepared,
    Raw,
    Shape,
    WordOr,
)  # fmt: skip
from infoledger.config.showing import as_yaml
from infoledger.config.told import keys_in_both
from infoledger.config.words import VALUES, chinese
from infoledger.errors import UsageError

ROOT = Path(__file__).parents[2]
OFFICES = {preset.name: ROOT / "infoledger" / "presets" / preset.name for preset in presets.offices()}
NAMES = {
    "level": ["县级", "市级"],
    "group": ["乡镇", "部门"],
    "category": ["动态"],
    "body": ["市府办"],
    "outlet": ["市府信息", "本县信息"],
    "form": ["综合"],
    "leader": ["县长"],
    "violation": ["迟报"],
    "award": ["好信息"],
    "secrecy": ["内部"],
    "quota": ["月任务"],
    "outcome": ["约谈"],
    "outcome of unit": ["约谈"],
    "outcome of informant": [],
    "points clause": ["采用分"],
    "yuan clause": [],
    "scoring clause": ["采用分", "floor", "封顶"],
    "figure": ["points", "采用数"],
}
BASE = """
office: {name: 某县政府办, level: 县级}
单位组别: [乡镇, 部门]
categories: {动态: {}}
上级单位: {市府办: {级别: 市级, outlets: {市府信息: {}}}}
leaders: {县长: {级别: 县级}}
本级刊物: {本县信息: {}}
评优: {好信息: {}}
"""
RULES = """
  - 名称: 办法
    施行日期: 2026-01-01
    任务: [{name: 月任务, 计数: 报送, least: 1, 周期: 月, by: unit}]
    考核结果: [{name: 约谈, 对象: 单位, 任一满足: [{指标: 报送数, 小于: 1}]}]
    计分: [{name: 采用分, fact: 采用, 得分: 1}]
"""
CANDIDATES = [
    *("1", "2", "0.5", "20", "2026", "2026-03-01", "2026-03-01..2026-04-01", "2小时", "3wd", "C00000"),
    *("某某", "{period}通报", "第{number}号", "'true'", "'a: b'", '"甲, 乙"', "甲#乙", "'是'"),
]  # fmt: skip
FLAGS = {"是": "true", "否": "false", **{word: english for english, word in VALUES["status"].items()}}
many = settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)


def alike(path):
    """The config at ``path`` without where it stands."""
    config = load(path)
    cases = [
        (case.name, [english(fact) for fact in case.facts], case.expect)
        for _regulation, cases in config.cases
        for case in cases
    ]
    return replace(
        config,
        path=Path(),
        hints=(),
        layout=None,
        cases=(),
        regulations=tuple(replace(each, source="") for each in config.regulations),
    ), cases, config.layout and vars(config.layout)  # fmt: skip


def english(fact):
    """A fact of a case in English words."""
    words = {key: word for key, (word, _chinese) in keys_in_both(fact).items()}
    return {words.get(key, key): FLAGS.get(value, value) for key, value in fact.items()}


def shown(path, language):
    text = as_yaml(read_nodes(path), language)
    there = path.with_name(f"shown-{language}.yaml")
    there.write_text(text, "utf-8")
    return there


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("office", OFFICES)
def test_an_office_shown_and_read_back_is_the_same_office(tmp_path, office, language):
    shutil.copytree(OFFICES[office], tmp_path, dirs_exist_ok=True)
    path = tmp_path / "config.yaml"
    assert alike(shown(path, language)) == alike(path)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_shown_and_read_back_is_the_same(tmp_path, language):
    path = tmp_path / "config.yaml"
    shutil.copy(ROOT / "config.example.yaml", path)
    there = shown(path, language)
    assert alike(there) == alike(path)
    assert there.read_text("utf-8") == shown(there, language).read_text("utf-8")


def ways(place, key):
    return st.sampled_from([key, chinese(place, key)])


@st.composite
def written(draw, shape: Shape, key: str = "") -> str:  # noqa: C901, PLR0911, PLR0912 - one case a shape
    """YAML in flow style, in words of both languages, of which most is right by ``shape``."""
    match shape:
        case Choice():
            words = [word for english, others in shape.words.items() for word in (english, *others)]
            return draw(st.sampled_from(words))
        case Flag():
            return draw(st.sampled_from(["true", "false", "是", "否"]))
        case WordOr():
            return draw(written(draw(st.sampled_from([shape.words, shape.form]))))
        case Form():
            fitting = [word for word in CANDIDATES if fits(shape, word)]
            if key in ("name", "step"):
                return "名" + str(draw(st.integers(0, 10**9)))
            return draw(st.sampled_from(fitting)) if fitting else "某某"
        case Name():
            return draw(st.sampled_from(NAMES[shape.kind] or ["某某"]))
        case Raw():
            return draw(st.sampled_from(["A", "是", "2026-03-01"]))
        case List():
            held = draw(st.lists(written(shape.item), min_size=max(1, shape.least), max_size=2, unique=True))
            return f"[{', '.join(held)}]"
        case Map():
            return f"{{某乡: {draw(written(shape.value))}}}"
        case Either():
            return draw(written(draw(st.sampled_from(shape.known)), key))
        case Made() | Checked() | Prepared() | Later():
            return draw(written(shape.shape, key))
        case Tagged():
            tag = draw(st.sampled_from(list(shape.choice.words)))
            return draw(mapping(shape.record(tag), {shape.tag: tag}))
        case ByKey():
            kinds = [*shape.shapes.values(), *([shape.otherwise] if shape.otherwise else [])]
            return draw(written(draw(st.sampled_from(kinds))))
        case Record():
            return draw(mapping(shape, {}))
    raise AssertionError(shape)


def fits(form: Form, word: str) -> bool:
    try:
        form.parse(word.strip("'\""))
    except (KeyError, ValueError):
        return False
    return True


@st.composite
def mapping(draw, record: Record, tag: dict[str, str]) -> str:
    keys = [key for key, known in record.keys.items() if known.required]
    others = [key for key in record.keys if key not in (*keys, *record.one_of)]
    keys += draw(st.lists(st.sampled_from(others), max_size=3, unique=True)) if others else []
    keys += [draw(st.sampled_from(record.one_of))] if record.one_of else []
    keys += [second for first, second in record.needs if first in keys and second not in keys]
    pairs = []
    for key in draw(st.permutations(list(dict.fromkeys(keys)))):
        shape = record.keys[key].shape
        value = written(Choice(tag[key], translated=shape.translated) if key in tag else shape, key)
        pairs.append(f"{draw(ways(record.place, key))}: {draw(value)}")
    return "{" + ", ".join(pairs) + "}"


PARTS = ["rewards", "honours", "columns", "conversion", "floor", "ceiling", "ranking", "cases"]
LISTS = ["scoring", "quotas", "outcomes"]
DECLARING = ["office", "unit_groups", "categories", "bodies", "leaders", "publications", "awards", "regulations"]
SECTIONS = [key for key in CONFIG.shape.keys if key not in DECLARING]


@st.composite
def configs(draw) -> str:
    """A config and a regulation that declare names, with a section and a part more."""
    section = draw(st.sampled_from(SECTIONS))
    added = f"{draw(ways('config', section))}: {draw(written(CONFIG.shape.keys[section].shape))}\n"
    part = draw(st.sampled_from([*PARTS, *LISTS]))
    shape = REGULATION.shape.keys[part].shape
    if part in PARTS:
        rules = f"    {draw(ways('regulation', part))}: {draw(written(shape))}\n"
        return f"{BASE}{added}考核办法:{RULES}{rules}"
    more = draw(written(shape))[1:-1]
    begun = f"{chinese('regulation', part)}: ["
    return f"{BASE}{added}考核办法:{RULES.replace(begun, f'{begun}{more}, ')}"


@many
@given(configs())
def test_what_is_written_in_either_language_is_shown_in_each_and_read_back_the_same(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "config.yaml"
    path.write_text(text, "utf-8")
    try:
        config = alike(path)
    except UsageError:
        assume(False)
    for language, other in (("zh", "en"), ("en", "zh")):
        there = shown(path, language)
        assert alike(there) == config
        assert not set(words_of(read_nodes(there), other))


def words_of(node, language) -> list[str]:
    """The keys and fixed words below ``node`` that are written in ``language`` and not the same in the other."""
    if isinstance(node, Mapping):
        keys = [written for word, written in node.written.items() if node.chinese.get(word, word) != word]
        own = [key for key in keys if (key in node.chinese) == (language == "en")]
        return own + [word for each in node.entries.values() for word in words_of(each, language)]
    if isinstance(node, Sequence):
        return [word for each in node.items for word in words_of(each, language)]
    other = node.fixed and node.fixed[language == "en"]
    return [node.text] if other and node.text != other else []


def test_the_example_is_written_in_chinese_and_its_twin_in_english_says_the_same():
    chinese, english = ROOT / "config.example.yaml", ROOT / "infoledger" / "docs" / "config.example.en.yaml"
    assert not words_of(read_nodes(chinese), "en")
    assert not words_of(read_nodes(english), "zh")
    assert as_yaml(read_nodes(chinese), "en") == as_yaml(read_nodes(english), "en")


@pytest.mark.parametrize("office", OFFICES)
def test_a_preset_is_written_in_chinese_words(office):
    assert not words_of(read_nodes(OFFICES[office] / "config.yaml"), "en")
