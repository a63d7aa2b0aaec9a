"""The words of config and regulations in both languages."""

from collections.abc import Iterator

import pytest

from infoledger import i18n
from infoledger.config.layout import FONTS, STYLES
from infoledger.config.office import CONFIG
from infoledger.config.reading import load, read_nodes
from infoledger.config.records import ByKey, Record, Tagged
from infoledger.config.shapes import Checked, Choice, Either, Later, List, Made, Map, Prepared, Shape, WordOr
from infoledger.config.showing import as_yaml
from infoledger.config.words import EVERYDAY, KEYS, VALUES
from infoledger.errors import UsageError
from infoledger.kinds import KINDS


def beneath(shape: Shape) -> Iterator[Shape]:
    """The shapes of which ``shape`` is made."""
    match shape:
        case Record():
            yield from (key.shape for key in shape.keys.values())
        case Tagged():
            yield shape.choice
            yield from (shape.record(word) for word in shape.choice.words)
        case ByKey():
            yield from (*shape.shapes.values(), *([shape.otherwise] if shape.otherwise else []))
        case Either():
            yield from shape.known
        case List():
            yield shape.item
        case Map():
            yield shape.value
        case WordOr():
            yield shape.words
        case Made() | Checked() | Prepared() | Later():
            yield shape.shape


def shapes() -> list[Shape]:
    """Every shape of which a config is made."""
    found: dict[int, Shape] = {}
    waiting: list[Shape] = [CONFIG]
    while waiting:
        shape = waiting.pop()
        if id(shape) not in found:
            found[id(shape)] = shape
            waiting += beneath(shape)
    return list(found.values())


RECORDS = [shape for shape in shapes() if isinstance(shape, Record)]
CHOICES = [shape for shape in shapes() if isinstance(shape, Choice)]


def test_no_key_of_the_reader_lacks_its_chinese_word_and_both_descriptions():
    lacking = {
        (record.place or record.title, key)
        for record in RECORDS
        for key in record.keys
        if key not in KEYS.get(record.place, {}) and key not in (*FONTS, *STYLES)
    }
    assert not lacking, "write them into infoledger/config/words.py"


def test_no_fixed_value_of_the_reader_lacks_its_chinese_word():
    lacking = {word for choice in CHOICES for word, others in choice.words.items() if not others}
    assert not lacking, "write them into infoledger/config/words.py, and give the Choice its translated words"


@pytest.mark.parametrize("place", KEYS)
def test_no_two_keys_of_a_place_have_one_word(place):
    words = [word for key, known in KEYS[place].items() for word in (key, known.chinese)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("kind", VALUES)
def test_no_two_values_of_a_kind_have_one_word(kind):
    words = [word for pair in VALUES[kind].items() for word in pair]
    assert len(words) == len(set(words))


#: The words that offices' files are written in: once known, they stay. By place: ``key 词`` …
WRITTEN = {
    "config": "office 本单位 ledger 台账 language 语言 clerk 登记人 year_starts 年度起始月 month_ends 月末日 "
    "levels 级别 "
    "unit_groups 单位组别 categories 类别 bodies 上级单位 forms 采用方式 leaders 领导 publications 本级刊物 "
    "secrecy 密级 "
    "review 审核 violations 差错类型 awards 评优 periods 时段 holidays 放假 makeup_days 调休上班 layout 版式 "
    "notice 通报 "
    "imports 导入表 exchange 交换 regulations 考核办法",
    "office": "name 名称 level 级别",
    "category": "deadline 时限 expects 要素 least_characters 最少字数 urgent 紧急",
    "body": "level 级别 outlets 刊物 secrecy_at_most 最高密级",
    "outlet": "aliases 别名",
    "leader": "level 级别 chief 主要领导 title 职务",
    "publication": "issuer 编发单位 numbering 编号方式 first 起始期号 sections 栏目 send 报送范围 copies 份数 "
    "secrecy_at_most 最高密级 signatures 签字",
    "first": "number 期号 running 总期号",
    "review": "steps 环节 more 另加 since 起始日 apart 不得兼任",
    "review_step": "step 环节 when 当",
    "award": "most 最多 per 周期",
    "exchange": "key 密钥",
    "regulation": "title 名称 reference 文号 effective 施行日期 decimals 小数位 scoring 计分 rewards 奖励 quotas 任务 "
    "floor 保底 ceiling 封顶 ranking 排名 outcomes 考核结果 honours 评先 columns 附加栏 conversion 折算 cases 算例",
    "bound": "points 得分 per 周期",
    "clause": "name 名称 cite 条款 fact 事项 per 周期 by 对象 when 当 cases 情形 points 得分 yuan 金额 "
    "each 每件 of 基数 "
    "more 另计 instead 改计 set 总分定为 fee_times 稿酬倍数 ratio 比值 factor 系数 same_item 同一信息 pool 合并计算 "
    "joint 联合报送 to 记给 cap 上限 basis 只作基数 part 不足整期 all 全部满足 any 任一满足",
    "case": "when 当 points 得分 yuan 金额 each 每件 of 基数 more 另计 instead 改计 set 总分定为 fee_times 稿酬倍数 "
    "ratio 比值 cite 条款",
    "factor": "when 当 times 倍数",
    "more": "of 条目 times 倍数 points 得分 yuan 金额",
    "joint": "lead 首位占",
    "cap": "points 得分 yuan 金额 per 周期 shared 共用 first 最先 best 最好",
    "ratio": "of 基数 over 除以 times 倍数 within 范围",
    "fields": "unit 单位 group 组别 informant 信息员 role 岗位 category 类别 urgent 紧急 solicited 约稿 follow_up 续报 "
    "joint 联合 tag 标签 quality 质量系数 late 迟报 hours_late 迟报小时 characters 字数 source 来源 forwarded 已上报 "
    "status 状态 body 上级单位 level 级别 outlet 刊物 form 方式 section 栏目 own 本级刊物 leader 领导 chief 主要领导 "
    "kind 类型 answered 答复 quota 任务 met 完成 count 数量 least 任务数 shortfall 欠额 excess 超额 outcome 考核结果 "
    "not 不是",
    "range": "at_least 不少于 at_most 不多于 above 大于 below 小于",
    "condition": "measure 指标 where 其中 kind 类型 quota 任务 clauses 条目 at_least 不少于 at_most 不多于 above 大于 "
    "below 小于 equals 等于",
    "quota": "name 名称 cite 条款 count 计数 where 其中 clauses 条目 weigh 折算 least 任务数 per 周期 by 对象 for 适用 "
    "part 不足整期",
    "ranking": "by 依据 ties 并列 roll_up 并入上级单位",
    "outcome": "name 名称 of 对象 cite 条款 per 周期 running 连续 replaces 取代 all 全部满足 any 任一满足",
    "honour": "name 名称 of 对象 cite 条款 per 周期 top 取前 within 范围 unless 除非 all 全部满足 any 任一满足",
    "column": "name 名称 count 计数 where 其中 clauses 条目 ratio 比值",
    "conversion": "name 名称 to 满分 full 基准 clauses 条目",
    "worked_case": "name 名称 facts 事实 expect 应得",
    "notice": "work 工作名称 title 标题 number 文号 to 主送 copy_to 抄送 printed_by 印发机关 contact 联系方式 "
    "signed_by 署名 seal 盖章 named 点名 sections 内容 annexes 附件 columns 栏目 wide 宽表 template 模板 pay 稿酬单 "
    "report 总结 assessment 考核表 letters 函件",
    "named": "first 前 last 后",
    "paper": "template 模板 title 标题",
    "import": "kind 种类 sheets 工作表 year 年份 columns 列名 pass_over 不读 constants 固定值 marks 标记列",
    "mark": "adoption 采用 forward 上报 instruction 批示 date 日期",
    "layout": "fonts 字体 margins 页边距 lines 行数 red 红色 styles 样式",
    "margins": "top 上 bottom 下 left 左 right 右",
    "style": "font 字体 size 字号 bold 加粗 line 行距 before 段前 after 段后",
}
#: Likewise the fixed values, by what they are values of.
SAID = {
    "flag": "true 是 false 否",
    "language": "zh 中文 en 英文",
    "numbering": "yearly 按年 running 连续 both 年期和总期",
    "fact": "submission 报送 forward 上报 adoption 采用 instruction 批示 feedback 批示反馈 violation 差错 "
    "solicitation 约稿 award 评优 quota 任务 period 期末 outcome 考核结果",
    "per": "item 每条 day 日 workday 工作日 week 周 month 月 quarter 季 half 半年 year 年",
    "party": "unit 单位 informant 信息员 both 两者 head 人均 office 本单位",
    "quantity": "shortfall 欠额 excess 超额 count 数量",
    "over": "least 任务数 headcount 人数 best 最高 mean 平均 total 合计",
    "within": "group 组内 all 全部",
    "factor": "quality 质量系数",
    "same_item": "sum 累加 highest 只计最高 highest_per_level 每级只计最高",
    "joint": "each 各计全分 split 平分",
    "part": "none 不计 pro_rata 按月折算",
    "status": "received 待审 returned 退回 approved 通过 rejected 不采用",
    "answered": "on_time 按时 late 逾期 missed 未答复",
    "measure": "submitted 报送数 forwarded 上报数 adopted 采用数 adoptions 采用篇次 adoption_rate 采用率 "
    "instructions 批示数 violations 差错数 missed_solicitations 未答复约稿数 missed 未完成期数 "
    "shortfall 欠额 points 得分 "
    "points_to_date 累计得分 headcount 人数 rank 名次 rank_from_last 倒数名次",
    "count": "submission 报送 forward 上报 adoption 采用 instruction 批示 points 得分 issue 期数",
    "ties": "shared 占位 dense 不占位 none 不并列",
    "full": "best 最高 quota 任务",
    "clause": "floor 保底 ceiling 封顶 adjustment 调整",
    "wide": "landscape 横排 portrait 竖排",
    "kind": "units 单位 informants 信息员 items 信息 forwards 上报 adoptions 采用 instructions 批示 solicitations 约稿 "
    "violations 差错 awards 评优 adjustments 调整 placings 位次",
    "deadline": "h 小时 d 天 wd 个工作日",
}


def pairs(said: str) -> dict[str, str]:
    words = said.split()
    return dict(zip(words[::2], words[1::2], strict=True))


@pytest.mark.parametrize("place", WRITTEN)
def test_the_keys_are_called_as_they_were(place):
    known = {key: word.chinese for key, word in KEYS[place].items()}
    assert pairs(WRITTEN[place]).items() <= known.items()


@pytest.mark.parametrize("kind", SAID)
def test_the_values_are_called_as_they_were(kind):
    assert pairs(SAID[kind]).items() <= VALUES[kind].items()


def test_a_fact_is_called_in_rules_as_in_tables():
    both = [kind for kind in KINDS.values() if kind.fact in VALUES["fact"]]
    assert len(both) == 7
    assert [VALUES["fact"][kind.fact] for kind in both] == [kind.said for kind in both]


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What is told of a config in Chinese, each mistake a line."""

    def tell(text: str) -> list[str]:
        (tmp_path / "config.yaml").write_text(text, "utf-8")
        with pytest.raises(UsageError) as caught:
            load(tmp_path / "config.yaml")
        return [str(finding).split("config.yaml:", 1)[1] for finding in caught.value.findings]

    monkeypatch.setenv("INFOLEDGER_LANG", "zh")
    i18n.screen_language.cache_clear()
    yield tell
    monkeypatch.undo()
    i18n.screen_language.cache_clear()


def test_one_key_in_both_languages_is_written_twice(told):
    (mistake,) = told("本单位: {名称: 某办, name: 某办}")
    assert "1 本单位.name" in mistake
    assert "“name”写了两次" in mistake
    assert "“名称”" in mistake


@pytest.mark.parametrize(
    ("text", "place", "nearest"),
    [
        ("本单位: {名称: 某办}\n单位组: [甲]", "单位组", "单位组别"),
        ("本单位: {名称: 某办}\nlevles: [甲]", "levles", "levels"),
        ("本单位: {名称: 某办}\n语言: 中", "语言", "中文"),
        ("本单位: {名称: 某办}\nledgr: a.db", "ledgr", "ledger"),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest_of_both_languages(told, text, place, nearest):
    (mistake,) = told(text)
    assert f"2 {place}: " in mistake
    assert f"是不是想写“{nearest}”" in mistake


def test_what_is_allowed_is_told_in_chinese(told):
    rules = "本单位: {名称: 某办}\n考核办法: [{名称: 办法, 施行日期: 2026-01-01, 计分: [{名称: 甲, 事项: 约稿, RULE}]}]"
    assert "可用：按时、逾期、未答复" in told(rules.replace("RULE", "当: {答复: 准时}, 得分: 1"))[0]
    assert "它应写在 事项: 考核结果 中" in told(rules.replace("RULE", "总分定为: 0"))[0]
    assert "“得分”和“金额”" not in "".join(told(rules.replace("RULE", "金额: 1")))
    assert "缺少以下各项之一：情形、得分、另计、改计" in told(rules.replace("RULE", "当: {答复: 按时}"))[0]


@pytest.mark.parametrize(
    ("word", "days"), [("3个工作日", (3, "wd")), ("2小时", (2, "h")), ("5天", (5, "d")), ("3wd", (3, "wd"))]
)
def test_a_deadline_is_written_in_either_language(tmp_path, word, days):
    (tmp_path / "config.yaml").write_text(f"本单位: {{名称: 某办}}\n类别: {{动态: {{时限: {word}}}}}", "utf-8")
    assert load(tmp_path / "config.yaml").categories["动态"].deadline == days


CHINESE = """\
本单位: {名称: 某办, 级别: 县级}
单位组别: [乡镇]
类别: {动态: {时限: 3天}}
上级单位:
  市府办: {级别: 市级, 刊物: {市府信息: {}}}
领导: {县长: {级别: 县级, 主要领导: 是}}
考核办法:
  - 名称: 办法
    施行日期: 2026-01-01
    计分:
      - {名称: 约稿加分, 事项: 报送, 当: {约稿: 是}, 得分: 1}
      - {名称: 续报加分, 事项: 报送, 当: {续报: 是}, 得分: 2}
      - {名称: 通过, 事项: 报送, 当: {状态: 通过}, 得分: 10}
      - {名称: 反馈, 事项: 批示反馈, 当: {答复: 按时}, 得分: 4}
      - {名称: 采用, 事项: 采用, 得分: 5}
      - {名称: 迟报, 事项: 差错, 当: {类型: 迟报}, 得分: -1}
      - 名称: 率
        事项: 期末
        周期: 月
        比值: {基数: {指标: 采用数, 其中: {级别: 市级}}, 除以: 最高, 倍数: 10, 范围: 全部}
    排名: {依据: [得分, 采用数], 并列: 不占位}
    保底: {得分: 0, 周期: 年}
    附加栏: [{名称: 保底分, 条目: [保底, 调整]}]
    算例:
      - 名称: 一
        事实:
          - {单位: 甲乡, 组别: 乡镇}
          - {报送: A, 日期: 2026-03-01, 单位: 甲乡, 类别: 动态, 约稿: 是, 状态: 通过}
          - {报送: B, 日期: 2026-03-02, 单位: 甲乡, 类别: 动态, 续报: true, 状态: 待审}
          - {批示: A, 日期: 2026-03-03, 领导: 县长, 反馈期限: 2026-03-09}
          - {批示反馈: A, 日期: 2026-03-05}
          - {差错: 迟报, 日期: 2026-03-05, 单位: 甲乡}
          - {采用: A, 日期: 2026-03-06, 刊物: 市府信息}
          - {调整: 补记, 日期: 2026-03-08, 单位: 甲乡, 分值: 3, 依据: 第九条}
        应得: {2026-03: {甲乡: 34}}
"""


def test_a_config_of_chinese_words_alone_is_right_and_its_case_comes_out(run, tmp_path):
    (tmp_path / "config.yaml").write_text(CHINESE, "utf-8")
    checked = run("--config", tmp_path / "config.yaml", "config", "check")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert "worked cases: 1" in checked.stderr


def test_the_facts_of_a_case_are_shown_in_either_language(run, tmp_path):
    (tmp_path / "config.yaml").write_text(CHINESE, "utf-8")
    shown = run("--config", tmp_path / "config.yaml", "config", "show", "--language", "en").stdout
    assert "{submission: A, date: 2026-03-01, unit: 甲乡, category: 动态, solicited: true, status: approved}" in shown
    assert "{feedback: A, date: 2026-03-05}" in shown
    assert "clauses: [floor, adjustment]" in shown


def test_one_key_of_a_fact_in_both_languages_is_written_twice(told):
    twice = CHINESE.replace("{差错: 迟报, 日期: 2026-03-05,", "{差错: 迟报, 日期: 2026-03-05, date: 2026-03-05,")
    (mistake,) = told(twice)
    assert "算例[0].事实[5].date: “date”写了两次" in mistake


def test_a_clause_that_bears_a_reserved_name_is_meant_by_it(tmp_path):
    """保底 is then the clause, and what the program itself posts is shown as the English word."""
    scoring = "计分: [{名称: 保底, 事项: 报送, 得分: 1}]"
    columns = "附加栏: [{名称: 甲, 条目: [保底]}, {名称: 乙, 条目: [floor]}]"
    (tmp_path / "config.yaml").write_text(
        f"本单位: {{名称: 某办}}\n考核办法: [{{名称: 办法, 施行日期: 2026-01-01, {scoring}, {columns}}}]", "utf-8"
    )
    first, second = load(tmp_path / "config.yaml").regulations[0].columns
    assert (first.clauses, second.clauses) == (("保底",), ("floor",))
    shown = as_yaml(read_nodes(tmp_path / "config.yaml"), "zh")
    assert "条目: [保底]" in shown
    assert "条目: [floor]" in shown


@pytest.mark.parametrize(
    ("written", "meant"), [("低于", "小于"), ("超过", "大于"), ("至少", "不少于"), ("不超过", "不多于")]
)
def test_a_bound_in_the_words_of_regulations_is_answered_with_the_key_of_that_sense(told, written, meant):
    rule = f"{{名称: 约谈, 对象: 单位, 任一满足: [{{指标: 得分, {written}: 6}}]}}"
    (mistake,) = told(f"本单位: {{名称: 某办}}\n考核办法: [{{名称: 办法, 施行日期: 2026-01-01, 考核结果: [{rule}]}}]\n")
    assert f"是不是想写“{meant}”" in mistake


def test_everyday_words_stand_for_keys():
    keys = {word.chinese for place in KEYS.values() for word in place.values()}
    assert set(EVERYDAY.values()) <= keys


def test_a_wrong_clause_is_answered_with_the_chinese_names_of_what_the_program_posts_under(told):
    rule = "{名称: 办法, 施行日期: 2026-01-01, 附加栏: [{名称: 甲, 条目: [保低]}]}"
    (mistake,) = told(f"本单位: {{名称: 某办}}\n考核办法: [{rule}]\n")
    assert all(name in mistake for name in ("保底", "封顶", "调整"))
    assert not any(name in mistake for name in ("floor", "ceiling", "adjustment"))
