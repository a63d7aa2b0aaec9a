"""What the shell offers where a unit, a reference, an outlet or a period is to stand."""

import os
import subprocess
import sys

import pytest

from tests.postgresql import server

__all__ = ["server"]


@pytest.fixture
def offered(desk):
    """The words offered for the last of those typed, as bash is told them."""

    def complete(*words):
        typed = {"COMP_WORDS": " ".join(("infoledger", *words)), "COMP_CWORD": str(len(words))}
        script = "from infoledger.cli import app; app(prog_name='infoledger')"
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", script],
            env={**os.environ, **typed, "_INFOLEDGER_COMPLETE": "complete_bash"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stderr == ""
        return done.stdout.split()

    return complete


def test_units_are_offered_by_their_beginning_or_a_part(offered, desk):
    desk("unit", "rename", "乙镇", "乙乡", "--on", "2026-10-01")
    assert offered("unit", "show", "甲") == ["甲乡"]
    assert offered("unit", "show", "乡") == ["甲乡", "乙乡"]
    assert offered("solicit", "秋种", "--to", "甲乡;水") == ["甲乡;水利局"]


def test_references_are_offered_the_newest_first(offered, submit):
    refs = [submit("一"), submit("二"), submit("三", "甲乡", "--ref", "X-1")]
    assert offered("review", "2026") == refs[1::-1]
    assert offered("item", "diff", "X") == ["X-1"]


def test_units_and_references_of_a_server_are_offered(offered, desk, submit, server):
    refs = [submit("一"), submit("二")]
    url = server()
    desk("ledger", "copy", "ledger.db", url)
    assert offered("--ledger", url, "unit", "show", "乡") == ["甲乡"]
    assert offered("--ledger", url, "review", "00") == refs[::-1]
    assert offered("--ledger", "postgresql+psycopg://nobody@127.0.0.1:1/x", "review", "2026") == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_offered_the_same(desk, environment, shell):
    typed = {"_TYPER_COMPLETE_ARGS": "infoledger unit show 甲", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", "from infoledger.cli import app; app(prog_name='infoledger')"],
        env={**os.environ, **typed, "_INFOLEDGER_COMPLETE": f"complete_{shell}"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert (done.stderr, "甲乡" in done.stdout, "乙镇" in done.stdout) == ("", True, False)


def test_words_of_the_config_and_periods_are_offered(offered):
    assert offered("adopt", "A", "--in", "市") == ["市府信息"]
    assert offered("forward", "A", "--to", "日") == ["日报社"]
    assert offered("submit", "--secrecy", "") == ["公开", "内部", "秘密"]
    assert offered("--today", "2026-11-20", "notice", "2026-1") == ["2026-11", "2026-10"]
    assert offered("notice", "last") == ["last-month", "last-year"]


def test_topics_of_the_guide_are_offered(offered):
    assert offered("config", "guide", "out") == ["outcome", "outcomes"]
    assert offered("config", "guide", "封") == ["封顶"]


def test_nothing_is_offered_where_there_is_nothing_to_read(offered, environment):
    (environment / "config.yaml").write_text("office: [", "utf-8")
    assert offered("unit", "show", "甲") == []
    (environment / "config.yaml").unlink()
    assert offered("review", "2026") == []
