"""What a person means by a name."""

import pytest

from infoledger.config.model import Config, Office, Outlet
from infoledger.config.names import nearest, resolve
from infoledger.config.outlets import find_outlet, outlet_key
from infoledger.errors import InfoledgerError

UNITS = {
    "城关镇": ("城关",),
    "城关派出所": (),
    "县财政局": ("财政局", "财政"),
    "县水务局": ("水务",),
    "县教育局": ("水务",),
}


@pytest.mark.parametrize(
    ("word", "name"),
    [("城关镇", "城关镇"), (" 城关镇 ", "城关镇"), ("城关", "城关镇"), ("财政", "县财政局"), ("派出所", "城关派出所")],
)
def test_a_name_is_found_by_itself_its_alias_or_a_part(word, name):
    assert resolve(word, UNITS) == name


def test_a_part_that_several_have_names_them():
    with pytest.raises(InfoledgerError, match="can mean several") as raised:
        resolve("局", UNITS)
    assert raised.value.hint == "Write one of: 县财政局, 县水务局, 县教育局."


def test_an_alias_that_several_have_names_them():
    with pytest.raises(InfoledgerError) as raised:
        resolve("水务", UNITS)
    assert raised.value.hint == "Write one of: 县水务局, 县教育局."


def test_a_part_is_no_name_where_names_are_strict():
    with pytest.raises(InfoledgerError, match="“派出所” is not known") as raised:
        resolve("派出所", UNITS, parts=False)
    assert "Did you mean “城关派出所”?" in raised.value.hint


def test_an_unknown_name_is_told_with_those_known():
    with pytest.raises(InfoledgerError) as raised:
        resolve("国税局", {"县财政局": (), "县水务局": ()})
    assert raised.value.hint.startswith("Allowed: 县财政局, 县水务局.")
    with pytest.raises(InfoledgerError) as raised:
        resolve("国税局", {})
    assert raised.value.hint == "There is none to choose from."


def test_of_many_names_the_first_are_shown():
    with pytest.raises(InfoledgerError) as raised:
        resolve("x", {f"单位{number}": () for number in range(25)})
    assert "单位19 … and 5 more." in raised.value.hint


@pytest.mark.parametrize(
    ("word", "found"), [("poinst", "points"), ("迟抱", "迟报"), ("信息快报", "快报"), ("zzz", None), ("", None)]
)
def test_the_nearest_word_is_the_likeliest_misspelling(word, found):
    assert nearest(word, ["points", "yuan", "迟报", "快报"]) == found


@pytest.fixture
def config(tmp_path):
    outlets = (
        Outlet("昨日要情", "市政府", "市级", ("要情",)),
        Outlet("昨日要情", "省政府", "省级"),
        Outlet("市府信息", "市政府", "市级"),
    )
    return Config(tmp_path, Office("县政府"), "", outlets=outlets)


def test_an_outlet_is_keyed_by_its_name_or_by_body_and_name(config):
    assert [outlet_key(config, outlet) for outlet in config.outlets] == [
        "市政府/昨日要情",
        "省政府/昨日要情",
        "市府信息",
    ]
    assert outlet_key(config, Outlet("旧刊", "旧单位", "")) == "旧刊"


@pytest.mark.parametrize(
    ("word", "place"),
    [("市府信息", 2), ("《市府信息》", 2), ("市政府/市府信息", 2), ("省政府/昨日要情", 1), ("要情", 0)],
)
def test_an_outlet_is_found_by_each_of_its_names(config, word, place):
    assert find_outlet(config, word) is config.outlets[place]


@pytest.mark.parametrize("word", ["昨日要情", "信息", "", "/"])
def test_a_bare_or_partial_outlet_is_refused(config, word):
    with pytest.raises(InfoledgerError):
        find_outlet(config, word)
