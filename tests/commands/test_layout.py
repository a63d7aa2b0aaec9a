"""The office's own layout arrives in whatever is printed for Word."""

import zipfile
from pathlib import Path

import pytest

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
publications: {县情: {}}
layout: {fonts: {方正小标宋简体: 华文中宋}, lines: 24}
"""


@pytest.fixture
def office(environment, run):
    """A ledger with an item in a bulletin and a solicitation."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n", "utf-8")
    for words in (
        ("import", "units.csv"),
        ("submit", "--title", "甲", "--unit", "甲乡", "--on", "2026-01-05"),
        ("bulletin", "new", "县情"),
        ("bulletin", "add", "县情", "2026-0001"),
        ("solicit", "秋种", "--to", "甲乡", "--due", "2026-12-01"),
        ("instruct", "2026-0001", "--leader", "张县长", "--level", "县级"),
    ):
        assert run(*words).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("bulletin", "render", "县情"),
        ("notice", "2026-01"),
        ("solicitation", "print", "1"),
        ("instruction", "slip", "1"),
        ("report", "2026"),
        ("assess", "2026"),
        ("pay", "2026"),
    ],
)
def test_layout_of_the_config_arrives_in_every_word_document(run, office, words):
    result = run(*words, "-o", "a.docx")
    assert result.exit_code == 0, result.stderr
    assert "华文中宋" in styles("a.docx")


def test_templates_are_exported_by_the_layout_of_the_config(run, office):
    assert run("template", "export", "own").exit_code == 0
    assert "华文中宋" in styles("own/notice.docx")
    assert "方正小标宋简体" not in styles("own/bulletin.docx")


def styles(path):
    with zipfile.ZipFile(Path(path)) as archive:
        return archive.read("word/styles.xml").decode()
