"""Privacy: a month of work opens no connection, leaves nothing in temporary files, and nothing to other users."""

import os
import socket
import tempfile

import pytest


@pytest.fixture
def month(office, environment):
    """A month of work that reads and writes files of every kind."""
    from docx import Document

    draft = Document()
    draft.add_paragraph("汛情平稳")
    draft.add_paragraph("正文")

    def work():
        draft.save(str(environment / "稿件.docx"))
        (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n乙乡,乡镇\n", "utf-8")
        office("import", "units.csv")
        ref = office("submit", "--file", "稿件.docx", "--unit", "甲乡", "--on", "2026-09-01").strip()
        office("adopt", ref, "--in", "市府信息", "--on", "2026-09-02")
        office("bulletin", "new", "政务信息")
        office("bulletin", "add", "政务信息", ref, "--section", "要闻")
        office("bulletin", "issue", "政务信息")
        office("notice", "2026-09", "--issue")
        for form in ("csv", "docx", "xlsx", "html"):
            office("notice", "2026-09", "-o", f"通报.{form}")
        office("backup", "copies")
        office("restore", next((environment / "copies").iterdir()))
        office("check")

    return work


def test_no_connection_is_opened_and_no_temporary_file_made(month, monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("this is not to be done")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    for name in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mktemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    month()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_ledger_and_copies_are_for_their_owner_alone(month, environment):
    before = os.umask(0)
    try:
        month()
    finally:
        os.umask(before)
    kept = [*environment.glob("ledger.db*"), *(environment / "copies").iterdir()]
    assert len(kept) > 3
    assert {file.name: oct(file.stat().st_mode & 0o777) for file in kept} == {file.name: "0o600" for file in kept}
