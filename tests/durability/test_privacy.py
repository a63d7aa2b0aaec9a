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
        office("item", "draft", ref, "-o", "原稿.docx")
        office("adopt", ref, "--in", "市府信息", "--on", "2026-09-02")
        office("bulletin", "new", "政务信息")
        office("bulletin", "add", "政务信息", ref, "--section", "要闻")
        office("bulletin", "issue", "--unsigned", "试刊", "政务信息")
        office("notice", "2026-09", "--issue")
        for form in ("csv", "docx", "xlsx", "html"):
            office("notice", "2026-09", "-o", f"通报.{form}")
        office("pay", "2026-09", "-o", "稿酬.xlsx")
        office("report", "2026-09", "-o", "报告.docx")
        office("site", "网页")
        office("explain", "甲乡", "2026-09")
        office("export", "导出")
        office("ledger", "copy", "ledger.db", "新.db")
        office("backup", "copies")
        office("restore", next((environment / "copies").glob("*.backup")))
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
def test_ledger_copies_exports_and_drafts_are_for_their_owner_alone(month, environment):
    before = os.umask(0)
    try:
        month()
    finally:
        os.umask(before)
    exported = [path for path in (environment / "导出").rglob("*") if path.is_file()]
    files = [*environment.glob("*.db*"), *(environment / "copies").iterdir(), *exported, environment / "原稿.docx"]
    assert len(files) > 20
    assert {file.name: oct(file.stat().st_mode & 0o777) for file in files} == {file.name: "0o600" for file in files}
    assert (environment / "导出").stat().st_mode & 0o777 == 0o700
