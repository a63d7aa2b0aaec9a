import os
import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from infoledger import i18n
from tests.catalogue import missing, texts, translations


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({"INFOLEDGER_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        ({"INFOLEDGER_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN.GBK", "LANG": "C"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "Chinese (Simplified)_China.936"}, "zh"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_screen_speaks_the_language_of_setting_or_locale(monkeypatch, settings, language):
    for name in ("INFOLEDGER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    i18n.screen_language.cache_clear()
    try:
        assert i18n.screen_language() == language
    finally:
        i18n.screen_language.cache_clear()


def test_one_more_catalogue_is_one_more_language(monkeypatch, tmp_path):
    messages = tmp_path / "fr_FR" / "LC_MESSAGES"
    messages.mkdir(parents=True)
    with (messages / "infoledger.mo").open("wb") as file:
        catalogue = Catalog(locale="fr_FR")
        catalogue.add("Points", "Points obtenus")
        write_mo(file, catalogue)
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)
    monkeypatch.setenv("INFOLEDGER_LANG", "fr_FR.UTF-8")
    cached = (i18n.catalogues, i18n.screen_language, i18n.translation)
    for each in cached:
        each.cache_clear()
    try:
        assert i18n.languages() == ("fr", "en")
        assert i18n._("Points") == "Points obtenus"
    finally:
        for each in cached:
            each.cache_clear()


def test_english_is_the_source():
    assert i18n.translation("en").gettext("Look") == "Look"


def test_every_text_has_a_translation_with_the_same_names():
    assert missing(texts(), translations()) == []


def test_catalogue_holds_no_text_that_the_source_has_not():
    source = texts()
    assert [message.id for message in translations() if message.id and message.id not in source] == []


def test_program_reads_the_translations_as_they_are_written():
    chinese = i18n.translation("zh").gettext
    written = [message for message in translations() if message.id]
    assert [message.id for message in written if chinese(message.id) != message.string] == []


def test_help_and_errors_speak_chinese():
    def said(*words):
        done = subprocess.run(
            [sys.executable, "-m", "infoledger", *words],
            env={**os.environ, "INFOLEDGER_LANG": "zh", "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.stdout + done.stderr

    chinese = i18n.translation("zh").gettext
    for words, text in (
        (["--help"], "Look after the ledger"),
        (["notice", "--help"], "Only this group of units."),
        (["quota"], "{name} is missing, for example {example}."),
    ):
        assert chinese(text).format(name="时段", example="上月") in said(*words)
        assert text not in said(*words)
