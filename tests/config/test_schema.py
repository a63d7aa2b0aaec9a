"""The JSON Schema says of every config what the reader says, as far as structure goes.

Names are the reader's to judge: to the schema any text will do.
"""

# ruff: noqa: ARG005 - every check takes the same four arguments
import re
from pathlib import Path

import pytest

from infoledger.config.layout import FONTS, STYLES
from infoledger.config.nodes import Mapping, Sequence, compose
from infoledger.config.schema import config_schema, regulation_schema

ROOT = Path(__file__).parents[2]
SCHEMA = config_schema()
# The bad configs whose mistake is one of structure.
STRUCTURAL = [
    "action_missing", "answered", "award_per", "cap_currency", "cap_per", "cap_zero", "cases_and_action",
    "cases_empty", "column_without", "conditions_of_adoption", "conversion_full",
    "decimals", "each_of_what", "fact_missing", "field_of_other_fact", "field_unknown", "flag_word",
    "joint_lead", "language", "list_wanted", "mapping_wanted", "measure_filter", "month_ends", "number",
    "office_missing", "per_missing", "quota_points_where", "set_of_adoption", "text_is_flag",
    "title_missing", "top", "two_actions", "unknown_key", "yuan_in_scoring",
]  # fmt: skip


def plain(node):
    """What an editor's YAML reader makes of a node."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if node.flag is not None:
        return node.flag
    if node.plain and re.fullmatch(r"[+-]?\d+", node.text):
        return int(node.text)
    return float(node.text) if node.plain and re.fullmatch(r"[+-]?\d*\.\d+", node.text) else node.text


def fits(value, schema, root) -> bool:
    """Whether ``value`` fits ``schema``: the part of JSON Schema that ours is written in."""
    return all(CHECKS[key](value, wanted, schema, root) for key, wanted in schema.items() if key in CHECKS)


def is_type(value, wanted) -> bool:
    if isinstance(wanted, list):
        return any(is_type(value, each) for each in wanted)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return {
        "object": isinstance(value, dict),
        "array": isinstance(value, list),
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "number": number,
        "integer": number and isinstance(value, int),
    }[wanted]


def object_fits(value, wanted, schema, root) -> bool:
    return not isinstance(value, dict) or all(
        fits(each, wanted[key], root) for key, each in value.items() if key in wanted
    )


def others_fit(value, wanted, schema, root) -> bool:
    others = (
        [each for key, each in value.items() if key not in schema.get("properties", {})]
        if is_type(value, "object")
        else []
    )
    return not others if wanted is False else all(fits(each, wanted, root) for each in others)


def branch_fits(value, wanted, schema, root) -> bool:
    return not fits(value, wanted, root) or fits(value, schema["then"], root)


def number_fits(compare):
    return lambda value, wanted, schema, root: not is_type(value, "number") or compare(value, wanted)


def referred(pointer, root):
    """The part of ``root`` that a JSON Pointer names."""
    for key in pointer.removeprefix("#/").split("/"):
        root = root[key]
    return root


CHECKS = {
    "$ref": lambda value, wanted, schema, root: fits(value, referred(wanted, root), root),
    "type": lambda value, wanted, schema, root: is_type(value, wanted),
    "enum": lambda value, wanted, schema, root: value in wanted,
    "const": lambda value, wanted, schema, root: value == wanted,
    "pattern": lambda value, wanted, schema, root: not isinstance(value, str) or bool(re.search(wanted, value)),
    "minimum": number_fits(lambda value, bound: value >= bound),
    "maximum": number_fits(lambda value, bound: value <= bound),
    "exclusiveMinimum": number_fits(lambda value, bound: value > bound),
    "properties": object_fits,
    "additionalProperties": others_fit,
    "required": lambda value, wanted, schema, root: not is_type(value, "object") or set(wanted) <= set(value),
    "dependentRequired": lambda value, wanted, schema, root: all(
        set(needed) <= set(value) for key, needed in wanted.items() if is_type(value, "object") and key in value
    ),
    "items": lambda value, wanted, schema, root: (
        not is_type(value, "array") or all(fits(each, wanted, root) for each in value)
    ),
    "minItems": lambda value, wanted, schema, root: not is_type(value, "array") or len(value) >= wanted,
    "anyOf": lambda value, wanted, schema, root: any(fits(value, each, root) for each in wanted),
    "oneOf": lambda value, wanted, schema, root: sum(fits(value, each, root) for each in wanted) == 1,
    "allOf": lambda value, wanted, schema, root: all(fits(value, each, root) for each in wanted),
    "not": lambda value, wanted, schema, root: not fits(value, wanted, root),
    "if": branch_fits,
}
SAID_ELSEWHERE = {"$schema", "$defs", "title", "description", "then", "format"}


def fits_config(path: Path) -> bool:
    return fits(plain(compose(path.read_text("utf-8"), path.name)), SCHEMA, SCHEMA)


def keywords(schema):
    """Every keyword used in ``schema``, with the names of properties left out."""
    for key, value in schema.items():
        yield key
        inner = value.values() if key in ("properties", "$defs") else value if isinstance(value, list) else [value]
        for each in inner:
            if isinstance(each, dict) and key != "dependentRequired":
                yield from keywords(each)


def test_the_example_fits():
    assert fits_config(ROOT / "config.example.yaml")


@pytest.mark.parametrize("name", STRUCTURAL)
def test_a_wrong_structure_does_not_fit(name):
    assert not fits_config(ROOT / "tests" / "bad_config" / f"{name}.yaml")


def test_a_config_with_wrong_names_alone_fits():
    assert fits_config(ROOT / "tests" / "bad_config" / "outlet_undeclared.yaml")


@pytest.mark.parametrize("schema", [SCHEMA, regulation_schema()], ids=["config", "regulation"])
def test_nothing_in_the_schema_is_beyond_this_test(schema):
    assert set(keywords(schema)) <= set(CHECKS) | SAID_ELSEWHERE
    references = set(re.findall(r"'(#/\$defs/[\w/]+)'", str(schema)))
    assert references
    assert all(referred(reference, schema) for reference in references)


def test_a_regulation_in_a_file_of_its_own_has_the_schema_of_one_within():
    inline = SCHEMA["$defs"]["regulation"]
    assert regulation_schema()["$defs"]["regulation"] == inline


def properties(schema):
    """Every property of ``schema`` that is known by name, with its own schema."""
    for key, value in schema.items():
        if key == "properties":
            yield from value.items()
        inner = value.values() if key in ("properties", "$defs") else value if isinstance(value, list) else [value]
        for each in inner:
            if isinstance(each, dict):
                yield from properties(each)


def test_the_twin_in_english_and_every_preset_fit():
    rules = regulation_schema()
    assert fits_config(ROOT / "infoledger" / "docs" / "config.example.en.yaml")
    for preset in (ROOT / "infoledger" / "presets").glob("*/config.yaml"):
        assert fits_config(preset)
        assert fits(plain(compose(preset.with_name("rules.yaml").read_text("utf-8"), "rules")), rules, rules)


def test_every_key_that_is_no_name_is_described_in_chinese_and_in_english():
    described = ((name, referred(each.get("$ref", "#/$defs"), SCHEMA) | each) for name, each in properties(SCHEMA))
    undescribed = {name for name, schema in described if "description" not in schema}
    # In the branches of an ``if`` stand the tags alone; fonts and styles bear names.
    tags = {"fact", "事项", "measure", "指标", "count", "计数", "of", "对象"}
    assert undescribed - tags - {*FONTS, *STYLES} == set()


@pytest.mark.parametrize(
    "text",
    ["{名称: 某办, name: 某办}", "{名称: 某办, 级别: 县级, level: 县级}", "{级别: 县级}"],
)
def test_a_key_in_both_languages_or_in_none_does_not_fit(text):
    assert not fits(plain(compose(f"本单位: {text}", "config.yaml")), SCHEMA, SCHEMA)
