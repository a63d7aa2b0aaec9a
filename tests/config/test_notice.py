"""``notice`` in the config: what may be said of the printed notice, and how strictly it is read."""

import pytest

from infoledger.config.model import Named, NoticeDesign, PaperDesign
from infoledger.config.reading import load
from infoledger.errors import UsageError

OFFICE = "office: {name: 某办}\n"


@pytest.fixture
def read(tmp_path):
    """The notice that a config says."""

    def read(text):
        path = tmp_path / "config.yaml"
        path.write_text(OFFICE + text, encoding="utf-8")
        return load(path).notice

    return read


def test_a_config_without_a_notice_has_the_usual_one(read):
    assert read("") == NoticeDesign()


def test_sections_and_annexes_are_named_in_either_language(read):
    design = read("notice: {sections: [积分排名, Totals, 下步重点], annexes: [采用信息目录, Ranking by points]}")
    assert design.sections == ("ranking", "totals", "focus")
    assert design.annexes == ("adopted", "ranking")


def test_all_keys_are_read(read):
    design = read(
        "notice:\n"
        "  work: 公安信息工作\n"
        "  title: 关于{period}{work}情况的通报\n"
        "  number: 青政办通报〔{year}〕{number}号\n"
        "  to: 各乡镇,县直各部门\n"
        "  copy_to: 县委办公室\n"
        "  printed_by: 某办\n"
        "  contact: 联系人：李敏\n"
        "  signed_by: 某局\n"
        "  seal: false\n"
        "  named: {first: 5, last: 0}\n"
        "  columns: [报送, 得分]\n"
        "  wide: portrait\n"
        "  template: 通报.docx\n"
        "  pay: {title: '{period}稿费表'}\n"
        "  letters: {template: 函.docx}\n"
    )
    assert (design.work, design.number, design.seal) == ("公安信息工作", "青政办通报〔{year}〕{number}号", False)
    assert design.named == Named(5, 0)
    assert (design.columns, design.wide, design.template) == (("报送", "得分"), "portrait", "通报.docx")
    assert (design.pay, design.letters) == (PaperDesign(title="{period}稿费表"), PaperDesign(template="函.docx"))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("title: 关于{perod}的通报", "text with room for {period} {work}"),
        ("number: 青政办通报〔{year}〕号", "text with room for {year} {number}"),
        ("title: 关于{period的通报", "text with room for {period} {work}"),
        ("sections: [积分排行]", "积分排名"),
        ("sections: [Totals, 总体情况]", "twice"),
        ("columns: []", "empty"),
        ("wide: across", "landscape"),
    ],
)
def test_what_cannot_be_printed_is_told(read, written, told):
    with pytest.raises(UsageError) as error:
        read(f"notice: {{{written}}}" if "{" not in written else f"notice:\n  {written}")
    assert told in str([*error.value.findings])
