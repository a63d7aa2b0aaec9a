"""The guide to the rule language: cut into parts, looked up, told in lines, printed."""

import pytest
import yaml

from infoledger.characters import display_width
from infoledger.config.words import KEYS
from infoledger.documents.guide import EXAMPLE, about, compose, parts, running_text, written
from infoledger.documents.rendering import render
from infoledger.errors import UsageError

SMALL = """\
# 写法

开头 `甲: 1` 说明。

## 上限 cap

<!-- keys: cap -->
| 键 | 英文 | 意思 | 可写 | 不写时 |
| --- | --- | --- | --- | --- |
| `周期` | `per` | 多长时间 |  | 必须写 |
<!-- /keys -->

- 一

### 共用 shared

```yaml
计分:
  - {名称: 甲}
```

## 折算 conversion

| 办法里说 | 写成 |
|---|---|
| 约谈的 | `考核结果: []` |
"""


def titles(topic: str) -> list[str]:
    return [part.title for part in about(topic, parts(SMALL))]


def test_a_guide_is_cut_into_parts():
    whole, cap, shared, conversion = parts(SMALL)
    assert [part.level for part in (whole, cap, shared, conversion)] == [1, 2, 3, 2]
    assert whole.paragraphs[0].text == "开头“甲: 1”说明。"
    assert cap.paragraphs[0].rows[1] == ("周期", "per", "多长时间", "", "必须写")
    assert cap.paragraphs[1].text == "· 一"
    assert (shared.paragraphs[0].level, shared.paragraphs[0].text) == (EXAMPLE, "计分:\n  - {名称: 甲}")
    assert conversion.paragraphs[0].rows[1] == ("约谈的", "考核结果: []")


@pytest.mark.parametrize("topic", ["上限", "cap", "CAP", "上限 cap", " cap "])
def test_a_heading_is_told_with_what_stands_below_it(topic):
    assert titles(topic) == ["上限 cap", "共用 shared"]


def test_a_part_below_another_is_told_alone():
    assert titles("shared") == ["共用 shared"]


def test_of_a_key_its_row_is_told():
    (part,) = about("per", parts(SMALL))
    assert [each.rows[1][0] for each in part.paragraphs] == ["周期"]


def test_what_has_no_heading_is_looked_for_in_the_sentences_of_regulations():
    (part,) = about("约谈", parts(SMALL))
    assert part.paragraphs[0].rows[1:] == (("约谈的", "考核结果: []"),)
    assert [part.title for part in about("迟报", parts(written("zh")))] == ["当 when", "办法里说，写成"]


@pytest.mark.parametrize("topic", ["上线", "", " "])
def test_of_what_it_knows_nothing_the_guide_tells_its_topics(topic):
    with pytest.raises(UsageError) as caught:
        about(topic, parts(SMALL))
    assert "上限 cap, 折算 conversion" in caught.value.hint
    assert ("Did you mean “上限”?" in caught.value.hint) == (topic == "上线")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_key_in_either_language_finds_something(language):
    guide = parts(written(language))
    for place in KEYS.values():
        for key, word in place.items():
            assert about(key, guide), key
            assert about(word.chinese, guide), word.chinese


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 79, 120])
def test_no_line_is_wider_than_the_screen_but_for_words_that_have_no_room(language, width):
    text = running_text(parts(written(language)), width)
    wide = [line for line in text.splitlines() if display_width(line) > width]
    assert all(", " not in line.strip() for line in wide), wide


def test_what_is_broken_is_read_as_the_same_yaml():
    example = "计分: [{名称: 采用, 事项: 采用, 得分: 10}, {名称: 批示, 事项: 批示, 得分: 5}]"
    (told,) = parts(f"# 写法\n\n```yaml\n{example}\n```\n")
    _title, _line, text = running_text([told], 40).split("\n", 2)
    assert max(map(display_width, text.splitlines())) <= 40
    assert yaml.safe_load(text) == yaml.safe_load(example)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_guide_is_printed_with_its_headings_tables_and_examples(language, tmp_path):
    from docx import Document

    guide = compose(parts(written(language)), language, "写法", "infoledger", "2026年11月28日")
    (tmp_path / "a.docx").write_bytes(render(guide, "docx"))
    document = Document(tmp_path / "a.docx")
    headings = [each.text for each in document.paragraphs if each.style.name == "一级标题"]
    assert headings == [part.title for part in parts(written(language)) if part.level == 2]
    assert len(document.tables) == sum(bool(each.rows) for each in guide.paragraphs)
    page = render(guide, "html")
    assert page.count('<pre class="example">') == sum(each.level == EXAMPLE for each in guide.paragraphs)
    assert [page.count("<table"), page.count("<b>")] == [len(document.tables), page.count("</b>")]


def test_the_guide_has_no_other_format():
    with pytest.raises(UsageError):
        render(compose(parts(SMALL), "zh", "写法", "infoledger", "2026年11月28日"), "xlsx")
