"""The guides to the rule language: their tables are those of the reader, their examples come out.

``python -m tests.config.test_guide`` writes the tables of keys anew.
"""

import dataclasses
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from infoledger import i18n
from infoledger.config.model import Category, Config, Layout, Publication
from infoledger.config.nodes import Mapping, Node, Sequence
from infoledger.config.reading import load, read_nodes
from infoledger.config.records import ByKey, Record, Tagged
from infoledger.config.rulebook import rulebook_of
from infoledger.config.shapes import Choice, Flag, Form, List, Map, Name, Shape, WordOr
from infoledger.config.showing import as_yaml
from infoledger.config.told import columns_told
from infoledger.config.words import KEYS, VALUES, key_words
from infoledger.intake.worked_cases import failures
from infoledger.kinds import KINDS
from infoledger.rules.actions import Ratio
from infoledger.rules.regulation import (
    Cap,
    Clause,
    Conversion,
    Honour,
    Outcome,
    Quota,
    Ranking,
    Regulation,
)
from tests.config.test_words import RECORDS, beneath

DOCS = Path(__file__).parents[2] / "infoledger" / "docs"
GUIDES = {"zh": DOCS / "考核办法写法.md", "en": DOCS / "regulation.md"}
_TABLE = re.compile(r"<!-- keys: (\w+) -->\n.*?<!-- /keys -->", re.DOTALL)
_EXAMPLE = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
_ROW = re.compile(r"^\| (.+?) \| `(.+)` \|$", re.MULTILINE)

#: What a place is read into, whose defaults hold for a key that is left out.
MADE = {
    "config": Config,
    "category": Category,
    "publication": Publication,
    "layout": Layout,
    "regulation": Regulation,
    "ranking": Ranking,
    "clause": Clause,
    "cap": Cap,
    "ratio": Ratio,
    "quota": Quota,
    "outcome": Outcome,
    "honour": Honour,
    "conversion": Conversion,
}
#: Defaults that hang on what stands beside the key.
TOLD = {
    ("clause", "joint"): ("计分各计全分，奖励平分", "each in scoring, split in rewards"),
    ("clause", "per"): ("期末必须写", "required for the end of a period"),
    ("more", "times"): ("另计必须写", "required under more"),
    ("clause", "to"): ("计分记给单位，奖励记给信息员", "unit in scoring, informant in rewards"),
    ("clause", "factor"): ("1", "1"),
    ("ranking", "by"): ("[得分]", "[points]"),
}
#: Places of what is told of the office beside its rules.
NO_RULES = (
    *("config", "office", "category", "body", "outlet", "leader", "publication", "first", "review", "review_step"),
    *("award", "layout", "margins", "style", "notice", "named", "paper", "import", "mark", "analysis", "exchange"),
)
#: What the examples leave out.
RULES, RULES_BELOW = "title: 考核办法, effective: 2026-01-01", "title: 考核办法\neffective: 2026-01-01\n"
HEADS = {
    "zh": ("键", "英文", "意思", "可写", "不写时"),
    "en": ("key", "Chinese", "meaning", "what may stand", "left out"),
}
COMMA = {"zh": "、", "en": ", "}
SAYS = {
    "zh": {"name": "名称", "figure": "指标", "required": "必须写", "one": "其中写一个"},
    "en": {"name": "a name", "figure": "a measure", "required": "required", "one": "one of these"},
}


@pytest.fixture(params=GUIDES)
def language(request) -> Iterator[str]:
    with_language(request.param)
    yield request.param
    with_language("en")


def with_language(language: str) -> None:
    os.environ["INFOLEDGER_LANG"] = language
    i18n.screen_language.cache_clear()


def key_table(place: str, language: str) -> str:
    """The keys of ``place``, each with its other word, its meaning, its values and its default."""
    rows = [HEADS[language], ("---",) * 5]
    for key, word in KEYS[place].items():
        named = (f"`{word.chinese}`", f"`{key}`")
        what = word.zh if language == "zh" else word.en
        rows.append(
            (
                *(named if language == "zh" else named[::-1]),
                what,
                allowed(place, key, language),
                default(place, key, language),
            )
        )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def allowed(place: str, key: str, language: str) -> str:
    """What may stand under ``key``: words first, then whether a list or a mapping may."""
    found = dict.fromkeys(each for record in having(place, key) for each in values(record.keys[key].shape, language))
    return COMMA[language].join(sorted(found, key=lambda each: each in ("[…]", "{…}")))


def having(place: str, key: str) -> list[Record]:
    return [record for record in RECORDS if record.place == place and key in record.keys]


def values(shape: Shape, language: str) -> Iterator[str]:
    """What may be written for ``shape``, in a few words."""
    match shape:
        case Flag():
            yield from shape.words if language == "zh" else ("true", "false")
        case Choice() if shape.words.keys() >= VALUES["measure"].keys():
            yield from (
                each for word, each in zip(shape.words, shape.to_choose, strict=False) if word not in VALUES["measure"]
            )
            yield SAYS[language]["figure"]
        case Choice():
            yield from shape.to_choose
        case Form():
            yield shape.allowed()
        case WordOr():
            yield from values(shape.words, language)
            yield shape.form.allowed()
        case Name():
            yield SAYS[language]["name"]
        case List():
            yield "[…]"
        case Record() | Map() | Tagged() | ByKey():
            yield "{…}"
        case _:
            for one in beneath(shape):
                yield from values(one, language)


def default(place: str, key: str, language: str) -> str:
    """What holds where ``key`` is left out."""
    if (place, key) in TOLD:
        return TOLD[place, key][language == "en"]
    records = having(place, key)
    if all(record.keys[key].required for record in records):
        always = len(records) == sum(record.place == place for record in RECORDS)
        return SAYS[language]["required" if always else "one"]
    if any(key in record.one_of for record in records):
        return SAYS[language]["one"]
    return as_written(
        made(place, key), next((each for one in records for each in choices(one.keys[key].shape)), None), language
    )


def made(place: str, key: str) -> object:
    """The default of what ``place`` is read into."""
    fields = dataclasses.fields(MADE[place]) if place in MADE else ()
    return next((field.default for field in fields if field.name == key), None)


def as_written(value: object, choice: Choice | None, language: str) -> str:
    if isinstance(value, bool):
        return VALUES["flag"][str(value).lower()] if language == "zh" else str(value).lower()
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, str):
        return choice.translated.get(value, value) if choice and language == "zh" else value
    return ""


def choices(shape: Shape) -> Iterator[Choice]:
    if isinstance(shape, Choice):
        yield shape
    elif not isinstance(shape, Record):
        for one in beneath(shape):
            yield from choices(one)


def with_tables(language: str) -> str:
    """The guide with its tables of keys as the reader has them."""
    text = GUIDES[language].read_text("utf-8")
    return _TABLE.sub(lambda found: f"<!-- keys: {found[1]} -->\n{key_table(found[1], language)}\n<!-- /keys -->", text)


def examples(language: str) -> list[str]:
    return _EXAMPLE.findall(GUIDES[language].read_text("utf-8"))


def rows(language: str) -> list[tuple[str, str]]:
    return _ROW.findall(GUIDES[language].read_text("utf-8"))


def as_config(office: str, written: str) -> str:
    """The config of the example's office with what is written: a regulation's keys, or keys of the config itself."""
    given = yaml.load(written, yaml.BaseLoader).keys()
    if not given & words_of("regulation"):
        return "\n".join(
            [*(block for block in re.split(r"\n(?=\S)", office) if block.split(":")[0] not in given), written]
        )
    if "\n" in written:
        body = f"{written}{RULES_BELOW}"
    else:
        body = f"{{{written[1:-1] if written.startswith('{') else written}, {RULES}}}"
    return f"{office}\nregulations:\n  - " + body.strip().replace("\n", "\n    ") + "\n"


def words_of(place: str) -> set[str]:
    return {word for key, known in KEYS[place].items() for word in (key, known.chinese)}


def problems(path: Path, office: str, written: str) -> list[str]:
    """What is wrong with ``written``, as ``config check`` tells it."""
    path.write_text(as_config(office, written), "utf-8")
    config = load(path)
    cases = [case for _, cases in config.cases for case in cases]
    return [str(finding) for finding in failures(cases, config, rulebook_of(config))] if cases else []


def test_the_tables_of_keys_are_those_of_the_reader(language):
    assert with_tables(language) == GUIDES[language].read_text("utf-8"), "python -m tests.config.test_guide"


def test_no_key_lacks_in_the_guide(language):
    places = [found[1] for found in _TABLE.finditer(GUIDES[language].read_text("utf-8"))]
    assert sorted(places) == sorted(KEYS)


def test_every_key_of_the_rules_stands_in_an_example(tmp_path):
    office, *shown = examples("zh")
    used = set()
    for text in [*shown, *(written for _, written in rows("zh"))]:
        (tmp_path / "config.yaml").write_text(as_config(office, text), "utf-8")
        used |= set(keys_written(read_nodes(tmp_path / "config.yaml")))
    places = [place for place in KEYS if place not in NO_RULES]
    assert [(place, key) for place in places for key in KEYS[place] if (key, id(key_words(place))) not in used] == []


def keys_written(node: Node) -> Iterator[tuple[str, int]]:
    """The keys below ``node`` that the reader knew, each with the words of its place."""
    if isinstance(node, Mapping):
        yield from ((key, id(node.chinese)) for key in node.written)
    held = node.entries.values() if isinstance(node, Mapping) else node.items if isinstance(node, Sequence) else ()
    for each in held:
        yield from keys_written(each)


def test_facts_of_cases_may_say_what_the_guide_lists(language):
    text = GUIDES[language].read_text("utf-8")
    table = re.search(r"\| (?:后面写|holds) \|.*\n\|---.*\n((?:\|.+\n)+)", text)[1]
    lists = {cells[0]: cells[2] for line in table.splitlines() if (cells := line.strip("| ").split(" | "))}
    kinds = {word: kind for kind in KINDS.values() for word in (kind.fact, kind.said)}
    assert len(lists) == 11
    for fact, columns in lists.items():
        kind = kinds.get(fact, KINDS["instructions"])  # with which feedback is told
        said = dict.fromkeys(columns.split(COMMA[language]), "1")
        assert columns_told(kind, said).keys() == said.keys(), fact


def test_no_fixed_word_of_the_rules_lacks_in_the_guide(language):
    text = GUIDES[language].read_text("utf-8")
    ours = ("fact", "per", "quantity", "over", "within", "factor", "same_item", "joint", "part", "answered")
    pairs = [pair for kind in (*ours, "status", "measure", "count", "ties", "full") for pair in VALUES[kind].items()]
    assert [pair for pair in pairs if pair[language == "zh"] not in text] == []


@pytest.mark.parametrize("number", range(1, len(examples("zh"))))
def test_an_example_comes_out(tmp_path, number):
    office, *_others = examples("zh")
    assert problems(tmp_path / "config.yaml", office, examples("zh")[number]) == []


def test_what_is_to_be_written_for_a_sentence_is_right(tmp_path):
    office, *_others = examples("zh")
    assert len(rows("zh")) >= 60
    for says, written in rows("zh"):
        assert problems(tmp_path / "config.yaml", office, written) == [], says


def test_both_guides_have_the_same_examples(tmp_path):
    def shown(guide: str, written: str) -> str:
        (tmp_path / "config.yaml").write_text(as_config(examples(guide)[0], written), "utf-8")
        return as_yaml(read_nodes(tmp_path / "config.yaml"), "en")

    pairs = [*zip(examples("zh")[1:], examples("en")[1:], strict=True)]
    pairs += [(chinese, english) for (_, chinese), (_, english) in zip(rows("zh"), rows("en"), strict=True)]
    for chinese, english in pairs:
        assert shown("zh", chinese) == shown("en", english)


def test_an_example_that_does_not_come_out_is_told(tmp_path):
    office, first, *_others = examples("zh")
    (told,) = problems(tmp_path / "config.yaml", office, first.replace("{甲乡: 1}", "{甲乡: 2}"))
    assert "甲乡" in told


if __name__ == "__main__":
    for each, file in GUIDES.items():
        with_language(each)
        file.write_text(with_tables(each), "utf-8")
