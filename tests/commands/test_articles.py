"""``config show --articles``: the regulation in force read back for who signs it."""

import io
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from infoledger.presets import offices

RULES = """
office: {name: 钟楼区行政审批局, level: 区级}
levels: [区级, 市级, 省级]
unit_groups: [科室]
bodies: {常州市政府办公室: {level: 市级, outlets: {常州信息: {}}}}
regulations:
  - {title: 老办法, effective: 2025-01-01, scoring: [{name: 报送, cite: 第二条, fact: submission, points: 1}]}
  - title: 信息工作考核评分细则
    reference: 钟审批〔2026〕3号
    effective: 2026-01-01
    decimals: 0
    scoring:
      - {name: 少报, cite: 第二条第(二)项, fact: quota, when: {quota: 每季报送, met: false}, each: -1}
      - {name: 采用, cite: 第三条第(二)项, fact: adoption, when: {level: 市级}, points: 15}
    quotas: [{name: 每季报送, cite: 第二条第(二)项, count: submission, least: 3, per: quarter, by: unit}]
    floor: {points: 0, per: quarter}
"""


@pytest.fixture
def office(tmp_path):
    (tmp_path / "config.yaml").write_text(RULES, encoding="utf-8")


def test_the_regulation_in_force_is_read_back_article_by_article(run, office):
    result = run("--today", "2026-05-01", "config", "show", "--articles")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:6] == [
        "《信息工作考核评分细则》（钟审批〔2026〕3号，自2026年1月1日起施行）",
        "",
        "第二条第(二)项　各单位每季度报送信息不少于3条。",
        "第二条第(二)项　未完成“每季报送”任务的，每少1条扣1分。",
        "第三条第(二)项　信息被市级刊物采用的，每条计15分；同一信息多次被采用的累加；涉及几个单位的，各计全分。",
        "保底（未注明条款）　各单位每季度得分扣至0分为止。",
    ]
    assert "原文中第一条没有对应的计分、考核规定。" in result.stdout
    assert "老办法, in force from 2025-01-01 (--today 2025-01-01)" in result.stderr


def test_today_chooses_the_regulation(run, office):
    assert "第二条　报送信息的，每条计1分。" in run("--today", "2025-05-01", "config", "show", "--articles").stdout


def test_the_table_to_be_signed_has_every_provision_with_room_to_tick(run, office, tmp_path):
    assert run("config", "show", "--articles", "-o", "对照表.xlsx").exit_code == 0
    sheet = load_workbook(tmp_path / "对照表.xlsx").worksheets[0]
    rows = [[cell.value for cell in row[:4]] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == ["条款", "事项", "规定", "核对"]
    assert rows[1] == ["第二条第(二)项", "每季报送", "各单位每季度报送信息不少于3条。", ""]
    run("config", "show", "--articles", "-o", "对照表.docx")
    document = ZipFile(io.BytesIO((tmp_path / "对照表.docx").read_bytes())).read("word/document.xml").decode()
    for words in ("信息工作考核评分细则条款对照表", "钟审批〔2026〕3号", "负责人", "与原文一致"):
        assert words in document


def test_english_articles_are_refused(run, office):
    result = run("config", "show", "--articles", "--language", "en")
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_config_without_a_regulation_has_nothing_to_read_back(run, tmp_path):
    (tmp_path / "config.yaml").write_text("office: {name: 甲办}", encoding="utf-8")
    result = run("config", "show", "--articles")
    assert result.exit_code == 2
    assert "There is no regulation" in result.stderr


@pytest.mark.parametrize("preset", [preset.name for preset in offices()])
def test_every_preset_is_read_back_whole(run, preset):
    run("init", ".", "--preset", preset)
    result = run("config", "show", "--articles")
    assert result.exit_code == 0
    assert "None" not in result.stdout
    assert "的的" not in result.stdout
    assert "，，" not in result.stdout
