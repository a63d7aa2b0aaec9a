"""PDF by the word processor of the machine: here a stand-in for it, so that none need be installed."""

import os
import sys

import pytest

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
publications: {县情: {issuer: 某县政府办公室}}
"""
STAND_IN = """#!{python}
import sys
folder, document = sys.argv[sys.argv.index("--outdir") + 1:]
content = open(document, "rb").read()
if {works}:
    open(document.removesuffix("docx") + "pdf", "wb").write(b"%PDF-1.7 of " + content[:2])
"""


@pytest.fixture
def office(environment, run, monkeypatch):
    """A ledger with an item, and a machine without a word processor."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n", "utf-8")
    assert run("import", "units.csv").exit_code == 0
    assert run("submit", "--title", "一", "--unit", "甲乡", "--on", "2025-01-05", "--ref", "A").exit_code == 0
    monkeypatch.setenv("PATH", str(environment / "bin"))
    monkeypatch.setattr("infoledger.office.pdf._PLACES", ())
    return environment


def install(office, *, works):
    (office / "bin").mkdir()
    program = office / "bin" / "soffice"
    program.write_text(STAND_IN.format(python=sys.executable, works=works), "utf-8")
    program.chmod(0o755)


def publish(run):
    run("bulletin", "new", "县情")
    run("bulletin", "add", "县情", "A")
    run("solicit", "秋种", "--to", "甲乡", "--due", "2025-02-01", "--on", "2025-01-20")


PRINTS = [
    ("notice", "2025-01"),
    ("quota", "2025-01"),
    ("report", "2025-01"),
    ("bulletin", "render", "县情"),
    ("solicitation", "print", "秋种"),
]


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script with a first line that names its program")
@pytest.mark.parametrize("command", PRINTS, ids=lambda command: command[0])
def test_whatever_is_printed_as_word_is_printed_as_pdf(run, office, command):
    install(office, works=True)
    publish(run)
    result = run(*command, "-o", "x.pdf")
    assert result.exit_code == 0, result.stderr
    assert (office / "x.pdf").read_bytes() == b"%PDF-1.7 of PK"


@pytest.mark.parametrize("command", PRINTS[::4], ids=lambda command: command[0])
def test_without_a_word_processor_that_is_said(run, office, command):
    publish(run)
    result = run(*command, "-o", "x.pdf")
    assert result.exit_code == 2
    assert "LibreOffice or WPS" in result.stderr
    assert not (office / "x.pdf").exists()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script with a first line that names its program")
def test_a_word_processor_that_makes_none_is_told(run, office):
    install(office, works=False)
    result = run("notice", "2025-01", "-o", "x.pdf")
    assert result.exit_code == 2
    assert "made no PDF" in result.stderr


def test_a_pdf_is_of_the_word_document(run, office):
    result = run("notice", "2025-01", "--format", "html", "-o", "x.pdf")
    assert result.exit_code == 2
    assert "made of the Word document only" in result.stderr
