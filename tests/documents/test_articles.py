"""Every form of a regulation has a sentence, and what a form says is in it."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from infoledger.documents.articles.cites import articles_missing, cite_key, numeral, value_of
from infoledger.documents.articles.fields import attributive, subject
from infoledger.documents.articles.figures import condition, counted, term
from infoledger.documents.articles.provisions import provisions
from infoledger.rules.actions import Action, Each, FeeTimes, Give, Instead, More, Ratio, SetTotal
from infoledger.rules.fields import ANSWERS, COUNT_KINDS, STATUSES, fields_of
from infoledger.rules.figures import PHRASES
from infoledger.rules.kinds import CLAUSE_KINDS, PERS
from infoledger.rules.measured import Condition, Conditions, Measured
from infoledger.rules.regulation import (
    Bound,
    Cap,
    Case,
    Clause,
    Column,
    Conversion,
    Factor,
    Few,
    Honour,
    Joint,
    Outcome,
    Quota,
    Ranking,
    Regulation,
    Weight,
)
from infoledger.rules.whens import FieldTest, Range, When

TWO = Decimal(2)
NUMBER = Decimal("77.5")
MARK = "某某"


def when(**tests):
    return When(
        tuple(FieldTest(field, value if isinstance(value, tuple) else (value,)) for field, value in tests.items())
    )


def said(**parts):
    regulation = Regulation("办法", date(2026, 1, 1), **parts)
    found = provisions(regulation)
    return [(each.cite, each.text, each.table and each.table.rows) for each in found]


def text(**parts):
    return "\n".join(words for _cite, words, _table in said(**parts))


# ---- fields


FIELDS = [(kind, field, type) for kind in CLAUSE_KINDS for field, type in fields_of(kind).items()]


def values(field):
    fixed = {"answered": ANSWERS, "status": STATUSES}
    return fixed.get(field, (MARK,))


@pytest.mark.parametrize(("kind", "field", "type"), FIELDS)
def test_every_field_of_every_kind_of_fact_is_said(kind, field, type):
    for form in (lambda asked: subject(asked, kind).whole, lambda asked: attributive(asked, kind)):
        plain = form(When())
        if type == "flag":
            yes, no = form(when(**{field: True})), form(when(**{field: False}))
            assert len({plain, yes, no}) == 3
        elif type == "number":
            assert "77.5" in form(when(**{field: NUMBER}))
            assert "77.5" in form(When((FieldTest(field, range=Range(below=NUMBER)),)))
        else:
            each = [form(when(**{field: value})) for value in values(field)]
            assert len({plain, *each}) == len(each) + 1
            assert MARK in each[0] or field in ("answered", "status")


@pytest.mark.parametrize("kind", CLAUSE_KINDS)
def test_what_is_left_out_is_said_in_brackets(kind):
    assert f"（{attributive(when(group=MARK), kind)}除外）" in subject(When(excluded=(when(group=MARK),)), kind).whole


@pytest.mark.parametrize("kind", COUNT_KINDS)
def test_what_a_count_narrows_by_is_said_of_every_field(kind):
    plain = counted(kind, When()).words
    for field, type in fields_of(COUNT_KINDS[kind]).items():
        value = {"flag": True, "number": NUMBER}.get(type) or values(field)[0]
        if (kind, field) != ("issue", "own"):  # what this office issues is its own
            assert counted(kind, when(**{field: value})).words != plain, field
    assert MARK in counted(kind, When(excluded=(when(tag=MARK),))).words


# ---- measures


@pytest.mark.parametrize("measure", PHRASES)
@pytest.mark.parametrize("bound", ["at_least", "at_most", "above", "below", "equals"])
def test_every_measure_is_said_with_every_bound(measure, bound):
    words = condition(Condition(measure, Range(**{bound: Decimal(7)})), Regulation("", date.min))
    assert "7" in words


def test_every_measure_and_every_bound_reads_otherwise():
    regulation = Regulation("", date.min)
    bounds = ("at_least", "at_most", "above", "below", "equals")
    read = [condition(Condition(name, Range(**{bound: TWO})), regulation) for name in PHRASES for bound in bounds]
    assert len(set(read)) == len(read)


@pytest.mark.parametrize("measure", PHRASES)
def test_every_measure_has_a_name_in_a_formula(measure):
    regulation = Regulation("", date.min)
    plain = term(Measured(measure), regulation)
    assert plain
    assert term(Measured(measure, kind=MARK, quota=MARK, clauses=(MARK,), where=when(tag=MARK)), regulation)


# ---- actions


ACTIONS = {
    Give: ("adoption", Give(NUMBER), "每条计77.5分"),
    Each: ("quota", Each(-NUMBER, "shortfall"), "每少1条扣77.5分"),
    FeeTimes: ("adoption", FeeTimes(NUMBER), "按所得稿酬的77.5倍奖励"),
    More: ("instruction", More(NUMBER, MARK), "另加该信息“某某”所得的77.5倍"),
    Instead: ("instruction", Instead(NUMBER, MARK), "该信息“某某”一律改计77.5分"),
    SetTotal: ("outcome", SetTotal(NUMBER), "当年总分按77.5分计"),
    Ratio: ("period", Ratio(NUMBER, Measured("submitted"), Measured("adopted")), "采用条数÷报送条数×77.5"),
}


@pytest.mark.parametrize("action", get_args(Action))
def test_every_action_has_a_sentence(action):
    fact, sample, words = ACTIONS[action]
    per = "year" if fact == "period" else None
    clause = Clause("甲", fact, (Case(sample),), per=per)
    quota = Quota("任务", "submission", Decimal(1), "month", "unit")
    assert words in text(scoring=(clause,), quotas=(quota,))


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ("least", "任务数"),
        ("best", "本组最高的采用条数"),
        ("mean", "本组平均的采用条数"),
        ("total", "本组采用条数合计"),
        (NUMBER, "÷77.5"),
        (Measured("headcount"), "÷人数"),
        (Measured("adopted", where=when(level="省级")), "÷被省级刊物采用的信息条数"),
    ],
)
def test_every_divisor_has_its_words(over, words):
    clause = Clause("甲", "period", (Case(Ratio(TWO, over, Measured("adopted"))),), per="year")
    assert words in text(scoring=(clause,))


@pytest.mark.parametrize(
    ("quantity", "words"),
    [("shortfall", "每少1条"), ("excess", "每超1条"), ("count", "每完成1条"), ("hours_late", "每迟报1小时")],
)
def test_every_quantity_has_its_words(quantity, words):
    clause = Clause("甲", "quota", (Case(Each(TWO, quantity), when(quota="任务")),))
    quota = Quota("任务", "submission", Decimal(1), "month", "unit")
    assert words in text(scoring=(clause,), quotas=(quota,))


# ---- shapes: each of their fields changes what is read


CLAUSE = Clause("甲", "adoption", (Case(Give(TWO), when(level="市级")),), cite="第三条")
PERIOD = Clause("甲", "period", (Case(Give(TWO)),), cite="第三条", per="month")
QUOTA = Quota("甲", "submission", TWO, "month", "unit", cite="第三条")
POINTS = Conditions((Condition("points", Range(below=TWO)),))
OUTCOME = Outcome("甲", "unit", POINTS, cite="第三条")
HONOUR = Honour("甲", "unit", 3, cite="第三条")
COUNT = Column("甲", "adoption")
REGULATION = Regulation("办法", date(2026, 1, 1))

CHANGED = {
    (Clause, "scoring", CLAUSE): {
        "name": None,  # stands beside the sentence
        "fact": "forward",
        "cases": (Case(Give(NUMBER)),),
        "currency": "yuan",
        "cite": "第四条",
        "factor": (Factor(NUMBER),),
        "same_item": "highest",
        "pool": None,  # said of two
        "joint": Joint("split"),
        "to": "informant",
        "cap": Cap(NUMBER, "year"),
        "basis": True,
        "per": None,
        "conditions": None,
        "by": None,
        "part": None,
    },
    (Clause, "scoring", PERIOD): {
        **dict.fromkeys(field.name for field in fields(Clause)),
        "per": "year",
        "conditions": POINTS,
        "by": "informant",
        "part": "pro_rata",
    },
    (Quota, "quotas", QUOTA): {
        "name": None,
        "count": "points",
        "least": {"甲乡": TWO},
        "per": "week",
        "by": "head",
        "cite": "第四条",
        "where": when(tag=MARK),
        "owed_by": when(group=MARK),
        "clauses": None,  # of points
        "weigh": (Weight(TWO, when(tag=MARK)),),
        "part": "pro_rata",
    },
    (Outcome, "outcomes", OUTCOME): {
        "name": "乙",
        "of": "informant",
        "conditions": Conditions((Condition("points", Range(above=TWO)),)),
        "per": "month",
        "running": 2,
        "replaces": (MARK,),
        "cite": "第四条",
    },
    (Honour, "honours", HONOUR): {
        "name": "乙",
        "of": None,  # said within all
        "top": 4,
        "within": "all",
        "unless": (MARK,),
        "conditions": POINTS,
        "per": "quarter",
        "cite": "第四条",
    },
    (Column, "columns", COUNT): {
        "name": "乙",
        "count": "submission",
        "where": when(tag=MARK),
        "clauses": None,
        "ratio": Ratio(TWO, Measured("headcount"), Measured("points")),
    },
    (Conversion, "conversion", Conversion(TWO, "best")): {
        "to": NUMBER,
        "full": NUMBER,
        "name": "乙",
        "clauses": (MARK,),
    },
}
CHANGES = [
    (part, base, name, value)
    for (_shape, part, base), changes in CHANGED.items()
    for name, value in changes.items()
    if value is not None
]


def test_no_field_of_a_shape_is_forgotten():
    for (shape, _part, _base), changes in CHANGED.items():
        assert set(changes) == {field.name for field in fields(shape)}
    known = {"title", "effective", "reference", "source"}  # of the head of the page, and of no page
    known |= {"decimals", "floor", "ceiling", "ranking", "rewards"} | {part for _shape, part, _base in CHANGED}
    assert {field.name for field in fields(Regulation)} == known


@pytest.mark.parametrize(("part", "base", "name", "value"), CHANGES)
def test_each_field_of_a_shape_changes_what_is_read(part, base, name, value):
    assert said(**{part: (replace(base, **{name: value}),)}) != said(**{part: (base,)})


@pytest.mark.parametrize(
    "parts",
    [
        {"decimals": 0},
        {"floor": Bound(Decimal(0), "quarter")},
        {"floor": Bound(TWO, "quarter")},
        {"ceiling": Bound(TWO, "quarter")},
        {"ranking": Ranking(("points_to_date", "甲"))},
        {"ranking": Ranking(ties="dense")},
        {"ranking": Ranking(ties="none")},
        {"ranking": Ranking(roll_up=True)},
        {"rewards": (replace(CLAUSE, currency="yuan"),)},
        {"honours": (replace(HONOUR, of="informant", within="all"),)},
        {"quotas": (replace(QUOTA, count="points", clauses=(MARK,)),)},
        {"quotas": (replace(QUOTA, by="office"),)},
        {"quotas": (replace(QUOTA, by="informant"),)},
        {"conversion": (Conversion(TWO, "quota"),)},
        {"columns": (Column("甲", clauses=(MARK,)),)},
    ],
)
def test_each_part_of_a_regulation_changes_what_is_read(parts):
    bare = {part: () for part in parts if part in ("rewards", "honours", "quotas", "conversion", "columns")}
    assert said(**parts) != said(**bare)


@pytest.mark.parametrize("per", [*PERS, "item"])
def test_every_window_of_a_cap_has_its_words(per):
    assert "最多计77.5分" in text(scoring=(replace(CLAUSE, cap=Cap(NUMBER, per)),))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cap": Few(3, "month", "first")}, "每月只计最先的3条"),
        ({"cap": Few(10, "year", "best")}, "每年只计得分最高的10条"),
        ({"cap": Few(1, "item", "first")}, "每条信息只计最先的1次"),
        ({"joint": Joint("lead", Decimal("0.6"))}, "排在首位的占60%，其余平均分配"),
        ({"same_item": "highest"}, "同一信息只计最高"),
        ({"same_item": "highest_per_level"}, "同一信息同一级别只计最高，不同级别累加"),
        ({"factor": (Factor(quality=True),)}, "所得再乘以该信息的质量系数"),
        ({"factor": (Factor(TWO, when(form="简讯")), Factor(NUMBER))}, "以简讯形式被采用的按2倍计，其余按77.5倍计"),
        ({"to": "both"}, "得分同时记给单位和信息员"),
    ],
)
def test_what_holds_of_all_cases_has_its_words(changes, words):
    assert words in text(scoring=(replace(CLAUSE, **changes),))


def test_clauses_with_one_cap_and_of_one_pool_name_each_other():
    shared = Cap(TWO, "month", "加分")
    one = replace(CLAUSE, cap=shared, pool="池", same_item="highest")
    other = replace(one, name="乙", fact="submission", cases=(Case(Give(-TWO)),))
    read = text(scoring=(one, other))
    assert "与“乙”合并计算，同一信息只计最高" in read
    assert "与“乙”合计，每月最多计2分" in read
    assert "与“甲”合计，每月最多扣2分" in read


# ---- how it reads


def test_cases_that_differ_in_form_alone_are_one_sentence():
    cases = (
        Case(Give(Decimal(3)), when(level="市级", form="单篇")),
        Case(Give(Decimal(1)), when(level="市级", form="综合")),
    )
    clause = Clause("采用", "adoption", cases, cite="第八条第(二)项", same_item="highest")
    assert said(scoring=(clause,))[0][:2] == (
        "第八条第(二)项",
        "信息被市级刊物采用的，单篇每条计3分，综合每条计1分；同一信息只计最高；涉及几个单位的，各计全分。",
    )


def test_many_outlets_by_form_are_a_table_with_what_each_form_gives():
    cases = (
        Case(Give(Decimal(1)), when(level="县级", form="综合")),
        Case(Give(Decimal(2)), when(level="县级")),
        Case(Give(Decimal(3)), when(level="市级", form=("综合", "简讯"))),
        Case(Give(Decimal(5)), when(level="市级")),
        Case(Give(Decimal(0)), when(outlet="要情", form="简讯")),
        Case(Give(Decimal(9)), when(level="省级", form="综合")),
        Case(Give(Decimal(7)), when(tag="急")),
        Case(Give(Decimal(8)), when(level="省级")),
    )
    (_cite, words, rows) = said(scoring=(Clause("采用", "adoption", cases),))[0]
    assert words.startswith("信息被采用的，按下表计分")
    assert rows == (
        ("县级刊物", Decimal(1), Decimal(2), Decimal(2)),
        ("市级刊物", Decimal(3), Decimal(3), Decimal(5)),
        ("《要情》", None, Decimal(0), None),
        ("省级刊物", Decimal(9), None, None),
        ("标签为“急”的信息", Decimal(7), Decimal(7), Decimal(7)),
        ("省级刊物", None, Decimal(8), Decimal(8)),
    )


def test_cases_that_may_both_match_are_said_to_go_by_their_order():
    overlapping = (Case(Give(TWO), when(level="市级")), Case(Give(NUMBER), when(own=True)))
    apart = (Case(Give(TWO), when(level="市级")), Case(Give(NUMBER), when(level="省级")))
    rest = (Case(Give(TWO), when(chief=True)), Case(Give(NUMBER)))
    order = "按列在前面的一种"
    assert order in text(scoring=(replace(CLAUSE, cases=overlapping),))
    assert order not in text(scoring=(replace(CLAUSE, cases=apart),))
    read = text(scoring=(replace(CLAUSE, fact="instruction", cases=rest),))
    assert order not in read
    assert "信息获主要领导批示的，每条计2分；其他信息获领导批示的，每条计77.5分" in read


def test_one_of_several_conditions_is_a_list_at_the_end():
    asked = Conditions(any=(Condition("points", Range(below=TWO)), Condition("violations", Range(at_least=Decimal(1)))))
    assert "单位全年有下列情形之一的，按“甲”处理：（一）得分低于2分；（二）发生差错。" in text(
        outcomes=(replace(OUTCOME, conditions=asked),)
    )


def test_what_is_not_done_at_all_is_said_as_such():
    quotas = (QUOTA,)
    none = Range(equals=Decimal(0))
    for asked, words in (
        (Condition("submitted", none), "没有报送信息"),
        (Condition("violations", Range(at_most=Decimal(0)), kind="瞒报"), "没有发生瞒报"),
        (Condition("missed", none, quota="甲"), "均完成“甲”任务"),
    ):
        assert condition(asked, replace(REGULATION, quotas=quotas)) == words


def test_a_bound_that_leaves_its_number_out_uses_no_word_that_holds_it():
    # By Chinese law 以上 and 以下 hold the number itself (民法典第一千二百五十九条).
    for bound in ("at_least", "at_most", "above", "below", "equals"):
        for measure in PHRASES:
            read = condition(Condition(measure, Range(**{bound: TWO})), REGULATION)
            assert "以上" not in read
            assert "以下" not in read


def test_ranks_count_from_the_first_or_from_the_last():
    for measure, bound, words in (
        ("rank", "at_most", "排名前2名"),
        ("rank", "above", "排名在第2名之后"),
        ("rank_from_last", "at_most", "排名后2名"),
        ("rank_from_last", "above", "排名在倒数第2名之前"),
    ):
        assert condition(Condition(measure, Range(**{bound: TWO})), REGULATION) == words


def test_names_within_a_formula_are_in_single_quotation_marks():
    clause = replace(PERIOD, cases=(Case(Ratio(TWO, "best", Measured("points", clauses=("甲",)))),))
    assert "按“‘甲’得分÷本组最高的‘甲’得分×2”计算得分" in text(scoring=(clause,))


def test_what_is_given_by_the_shortfall_is_for_quotas_missed():
    clause = Clause("少报", "quota", (Case(Each(-TWO, "shortfall"), when(quota="甲")),))
    assert "未完成“甲”任务的，每少1条扣2分" in text(scoring=(clause,), quotas=(QUOTA,))


def test_articles_come_in_the_order_of_their_numbers_and_uncited_ones_last():
    cites = ["第十条", "", "第九条第(二)项", "第三条", "第九条第(十)项", "第九条", "附件2", "第二十一条", "示例"]
    assert sorted(cites, key=cite_key) == [
        "附件2", "第三条", "第九条", "第九条第(二)项", "第九条第(十)项", "第十条", "第二十一条", "示例", "",
    ]  # fmt: skip


def test_numbers_in_chinese_read_back():
    assert [value_of(numeral(number)) for number in range(1, 1000)] == list(range(1, 1000))


def test_articles_that_nothing_names_are_told():
    assert list(articles_missing(["第三条第(二)项", "第五条", ""])) == ["第一条", "第二条", "第四条"]
