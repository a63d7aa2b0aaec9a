"""What all tests share: an environment that is the same everywhere, and a way to call the program."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

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


@pytest.fixture
def boom(run, monkeypatch):
    """A command that does what it is handed."""
    from infoledger import cli
    from infoledger.panels import Family

    def install(do):
        monkeypatch.setitem(sys.modules, "infoledger.commands.boom", SimpleNamespace(boom=do))
        monkeypatch.setattr(cli, "COMMANDS", {"boom": Family("boom", "boom:boom", "Fail.")})

    def call(error):
        def fail():
            raise error

        install(fail)
        return run("boom")

    call.install = install
    return call
