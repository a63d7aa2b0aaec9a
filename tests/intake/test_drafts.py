"""Drafts are read with all their words, whatever Word did to them, and given back byte for byte."""

import tracemalloc
import zipfile
from datetime import date

import pytest

from infoledger.errors import UsageError
from infoledger.intake.drafts import named, read_draft
from infoledger.intake.numbering import chinese, written
from infoledger.intake.word import read_words
from infoledger.ledger.models import Draft, Item
from tests.intake.documents import W, paragraph, table, write_docx

NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="Head"/>'
    '<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
STYLES = (
    '<w:style w:styleId="Head"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="Child"><w:basedOn w:val="Head"/></w:style>'
)


def numbered(text, depth, properties=""):
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>{properties}')


def lines(tmp_path, body, **parts):
    return read_words(write_docx(tmp_path / "x.docx", body, **parts).read_bytes(), "x.docx").lines


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


BOX = f"<w:txbxContent><w:p>{run('框')}</w:p></w:txbxContent>"
END = "</mc:AlternateContent></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            f"<w:p>{run('一')}<w:ins>{run('增')}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>",
            ["一增"],
        ),
        (f"<w:p><w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo></w:p>", ["新"]),
        (f"<w:sdt><w:sdtContent><w:p>{run('块')}</w:p></w:sdtContent></w:sdt>", ["块"]),
        (f"<w:p><w:sdt><w:sdtContent>{run('行')}</w:sdtContent></w:sdt></w:p>", ["行"]),
        (f"<w:p><w:hyperlink>{run('链')}</w:hyperlink></w:p>", ["链"]),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>1</w:t></w:r></w:p>", ["1"]),
        (
            f"<w:p><w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r></w:p>",
            ["拼"],
        ),
        (
            "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/></w:r></w:p>",
            ["甲\t乙\n丙-"],
        ),
        (
            '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>',
            ["甲"],
        ),
        (
            f"<w:p><w:r><w:t>外</w:t><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>{END}",
            ["外", "框"],
        ),
        (table(("甲", "乙"), ("丙", "丁")), ["甲\t乙", "丙\t丁"]),
        (f"<w:tbl><w:tr><w:tc>{table(('内',))}{paragraph('外')}</w:tc></w:tr></w:tbl>", ["内 外"]),
    ],
)
def test_no_word_is_lost_and_none_is_there_twice(tmp_path, body, wanted):
    assert lines(tmp_path, body) == wanted


def test_numbers_that_word_writes_itself_are_written(tmp_path):
    body = [
        numbered("甲", 0),
        numbered("乙", 1),
        numbered("丙", 2),
        numbered("丁", 1),
        paragraph("戊", '<w:pStyle w:val="Head"/>'),
        numbered("己", 1, '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'),
        paragraph("庚", '<w:pStyle w:val="Child"/>'),
        paragraph("无", '<w:pStyle w:val="Head"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
    ]
    assert lines(tmp_path, "".join(body), numbering=NUMBERING, styles=STYLES) == [
        *("一、甲", "（一）乙", "3.丙", "（二）丁", "二、戊", "（一）己", "三、庚", "无")
    ]


def test_numbers_are_written_in_the_forms_of_word():
    assert [chinese(number) for number in (1, 10, 11, 20, 21, 99, 100)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
        "100",
    ]
    assert [written(4, form) for form in ("decimal", "upperLetter", "lowerRoman", "decimalEnclosedCircle")] == [
        "4",
        "D",
        "iv",
        "④",
    ]


def test_the_first_paragraph_is_the_title_also_if_it_is_broken(tmp_path):
    body = (
        "<w:p/><w:p><w:r><w:t>关于防汛的</w:t><w:br/><w:t>情况报告</w:t></w:r></w:p>"
        + paragraph("正文")
        + paragraph("末")
    )
    draft = read_draft(write_docx(tmp_path / "x.docx", body))
    assert (draft.title, draft.body) == ("关于防汛的情况报告", "正文\n末")


@pytest.mark.parametrize(("name", "content"), [("x.md", "# 标题 \n\n正文"), ("x.txt", "\n标题\r\n正文\n")])
def test_a_text_is_read_alike(tmp_path, name, content):
    (tmp_path / name).write_bytes(content.encode("gb18030"))
    draft = read_draft(tmp_path / name)
    assert (draft.title, draft.body) == ("标题", "正文")


def bomb(tmp_path, part):
    with zipfile.ZipFile(tmp_path / "x.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part)
    return tmp_path / "x.docx"


@pytest.mark.parametrize(
    "part",
    [
        '<!DOCTYPE x [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>',
        '<!DOCTYPE x SYSTEM "file:///etc/hostname"><w:document/>',
        f"<w:document {W}><w:body>" + "<w:p/>" * 1_000_000 + "</w:body></w:document>",
        f"<w:document {W}><w:p><w:r><w:t>" + "甲" * 12_000_000 + "</w:t></w:r></w:p></w:document>",
        f"<w:document {W}><w:p>",
        "",
        "no xml",
    ],
)
def test_a_hostile_or_cut_document_is_a_sentence_and_costs_little(tmp_path, part):
    path = bomb(tmp_path, part)
    del part
    tracemalloc.start()
    with pytest.raises(UsageError):
        read_draft(path)
    assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    tracemalloc.stop()


def test_a_picture_of_gigabytes_is_not_touched(tmp_path):
    path = write_docx(tmp_path / "x.docx", paragraph("标题"))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/i.png", "w") as picture:
        for _block in range(100):
            picture.write(bytes(2**20))
    tracemalloc.start()
    assert read_draft(path).title == "标题"
    assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    tracemalloc.stop()


def test_a_deep_document_is_read(tmp_path):
    deep = "<w:sdt>" * 50_000 + paragraph("底") + "</w:sdt>" * 50_000
    assert lines(tmp_path, deep) == ["底"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "no draft"),
        ("x.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old Word"),
        ("x.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("x.docx", b"PK\x03\x04cut", "damaged"),
        ("x.docx", b"%PDF", "damaged"),
        ("x.docx", b"", "damaged"),
        ("x.txt", b"", "empty"),
        ("x.txt", b"\x00\x01", "zero bytes"),
        ("x.pdf", b"%PDF", "no draft"),
        ("x.txt", b"a\n" * 600_000 + b"b" * 500_000, "characters"),
    ],
)
def test_what_is_no_draft_is_told(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=words):
        read_draft(tmp_path / name)


@pytest.mark.parametrize(
    ("stem", "unit", "day"),
    [
        ("甲乡-2026-10-05-标题", "甲乡", date(2026, 10, 5)),
        ("甲乡 标题", "甲乡", None),
        ("2026年10月5日 标题（甲乡）", "甲乡", date(2026, 10, 5)),
        ("20261005_甲乡_标题", "甲乡", date(2026, 10, 5)),
        ("甲乡防汛", None, None),
        ("甲乡-2026-02-30", "甲乡", None),
    ],
)
def test_the_name_of_a_file_says_unit_and_day(stem, unit, day):
    said = named(stem, {"甲乡"}.__contains__)
    assert (said.unit, said.day) == (unit, day)


def test_a_folder_is_submitted_whole_once_and_given_back(settled, run):
    folder = settled.folder / "来稿"
    folder.mkdir()
    write_docx(folder / "甲乡-2025-10-05-早稻.docx", paragraph("早稻丰收") + paragraph("正文"))
    (folder / "乙乡 晚稻.txt").write_text("晚稻\n正文", "utf-8")
    (folder / "~$锁.docx").write_bytes(b"")
    (folder / "无名.md").write_text("# 无名", "utf-8")
    before = settled.counts()
    refused = run("submit", "--folder", "来稿")
    assert (refused.exit_code, refused.stdout, settled.counts()) == (1, "", before)
    assert "无名.md: Its name says no unit" in refused.stderr
    refs = run("--today", "2025-12-31", "submit", "--folder", "来稿", "--unit", "财政局").stdout.split()
    assert [(row.ref, row.title, row.submitted) for row in settled.rows(Item)][2:] == [
        (refs[0], "晚稻", date(2025, 12, 31)),
        (refs[1], "无名", date(2025, 12, 31)),
        (refs[2], "早稻丰收", date(2025, 10, 5)),
    ]
    assert run("submit", "--folder", "来稿", "--unit", "财政局").stdout == ""
    assert len(settled.rows(Draft)) == 3
    assert run("item", "draft", refs[2], "-o", "back.docx").exit_code == 0
    assert (settled.folder / "back.docx").read_bytes() == (folder / "甲乡-2025-10-05-早稻.docx").read_bytes()
    assert run("item", "draft", "A").exit_code == 1
