"""Whatever bytes stand in a file, and whatever is typed for a period: it is read, or refused in a sentence."""

import io
from contextlib import suppress
from datetime import date

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from infoledger.config.reading import load
from infoledger.errors import InfoledgerError
from infoledger.intake.drafts import read_draft
from infoledger.intake.headings import KNOWN
from infoledger.intake.tables import read_tables
from infoledger.periods import Calendar
from tests.durability.work import CONFIG, LONG

often = settings(
    max_examples=1500 if LONG else 40,
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def workbook():
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "信息"
    sheet.append(["编号", "报送日期", "单位", "标题"])
    sheet.append(["A1", date(2026, 10, 5), "甲乡", "秋收=完成"])
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def document():
    from docx import Document

    made = Document()
    made.add_paragraph("标题")
    made.add_paragraph("正文")
    page = io.BytesIO()
    made.save(page)
    return page.getvalue()


TABLE = "编号,报送日期,单位,标题\nA1,2026-10-05,甲乡,秋收\n"
WORKBOOK, DOCUMENT = workbook(), document()


def damaged(whole):
    """``whole`` with some of its bytes changed, taken out or put in."""
    changes = st.lists(st.tuples(st.integers(0, len(whole)), st.integers(0, 4), st.binary(max_size=4)), max_size=6)

    def apply(places):
        content = bytearray(whole)
        for at, gone, new in places:
            content[at : at + gone] = new
        return bytes(content)

    return changes.map(apply)


def read(reader, path, content):
    path.write_bytes(content)
    with suppress(InfoledgerError):  # any other error is a mistake in the reader
        return reader(path)
    return None


@often
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode), damaged(TABLE.encode())))
@example(b"\xff\xfe")
def test_any_bytes_are_a_table_or_none(environment, content):
    read(lambda path: read_tables(path, KNOWN), environment / "items.csv", content)


@often
@given(damaged(WORKBOOK))
def test_a_damaged_workbook_is_read_or_refused(environment, content):
    read(lambda path: read_tables(path, KNOWN), environment / "items.xlsx", content)


@often
@given(st.one_of(damaged(DOCUMENT), st.binary(max_size=100)))
def test_a_damaged_draft_is_read_or_refused(environment, content):
    read(read_draft, environment / "draft.docx", content)


@often
@given(damaged(CONFIG.encode()))
def test_a_damaged_config_is_read_or_refused(environment, content):
    read(load, environment / "config.yaml", content)


words = st.lists(st.sampled_from([*"0123456789-/.年月日第季度半上下本去今QHW一二三四", "2026", ".."]), max_size=12).map(
    "".join
)


@often
@given(st.one_of(words, st.text(max_size=20)), st.integers(1, 12), st.integers(1, 31))
def test_any_words_are_a_period_or_none(text, starts, ends):
    with suppress(InfoledgerError):
        period = Calendar(year_starts=starts, month_ends=ends).parse(text, date(2026, 10, 20))
        assert period.first <= period.last


def test_what_is_whole_is_read(tmp_path):
    assert len(read(lambda path: read_tables(path, KNOWN), tmp_path / "items.xlsx", WORKBOOK)[0].rows) == 1
    assert read(read_draft, tmp_path / "draft.docx", DOCUMENT).title == "标题"
