"""What all tests share: an environment that is the same everywhere, and a way to call the program."""

import os
from collections.abc import Callable
from pathlib import Path

os.environ["INFOLEDGER_LANG"] = "en"  # before any import: help texts are translated when read

import pytest
from hypothesis import settings
from typer.testing import CliRunner, Result

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def environment(tmp_path, monkeypatch):
    """An empty folder to work in, no setting from outside, no colour, 80 columns."""
    for name in list(os.environ):
        if name.startswith("INFOLEDGER_") and name != "INFOLEDGER_LANG":
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run() -> Callable[..., Result]:
    """Call the program as a clerk would: ``run("notice", "2026-10").stdout``."""
    from infoledger.cli import app

    def call(*words: str | Path, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], input=stdin, prog_name="infoledger")

    return call
