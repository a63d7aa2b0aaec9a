"""What ``config check`` finds odd, and what it does not."""

import pytest

from infoledger.config.hints import hints
from infoledger.config.reading import load

HEAD = """\
office: {name: 林双县政府办公室, level: 县级}
bodies: {市政府: {level: 市级, outlets: {市府信息: {}}}, 省政府: {level: 省级, outlets: {政务参阅: {}}}}
publications: {政务信息: {}}
regulations:
  - title: 办法
    effective: 2026-01-01
"""
ZERO = """\
outcomes: [{name: 零分, of: unit, %sany: [{measure: adopted, below: 1}]}]
    scoring: [{name: 清零, fact: outcome, when: {outcome: 零分}, set: 0}]
"""
ADOPTION = "    scoring: [{name: 采用, fact: adoption, points: 5}]\n"


@pytest.fixture
def hinted(tmp_path):
    """The hints on a config whose one regulation has the lines given."""

    def of(text: str) -> list[str]:
        path = tmp_path / "config.yaml"
        path.write_text(HEAD + text, "utf-8")
        return [str(hint) for hint in hints(load(path))]

    return of


def scoring(fact: str, *cases: str) -> str:
    lines = "".join(f"          - {case}\n" for case in cases)
    return f"    scoring:\n      - name: 得分\n        fact: {fact}\n        cases:\n{lines}"


@pytest.mark.parametrize(
    ("fact", "wide", "narrow"),
    [
        ("submission", "{points: 1}", "{when: {urgent: true}, points: 5}"),
        (
            "submission",
            "{when: {category: [动态, 调研]}, points: 1}",
            "{when: {category: 调研, urgent: true}, points: 5}",
        ),
        (
            "submission",
            "{when: {characters: {at_least: 500}}, points: 1}",
            "{when: {characters: {above: 500}}, points: 2}",
        ),
        (
            "submission",
            "{when: {characters: {below: 500}}, points: 1}",
            "{when: {characters: {at_most: 499}}, points: 2}",
        ),
        ("submission", "{when: {characters: {at_least: 500}}, points: 1}", "{when: {characters: 800}, points: 2}"),
        ("submission", "{when: {not: {urgent: true}}, points: 1}", "{when: {tag: 要, not: {urgent: true}}, points: 2}"),
        ("forward", "{when: {level: 省级}, points: 1}", "{when: {body: 省政府}, points: 5}"),
    ],
)
def test_a_case_behind_a_wider_one_is_never_reached(hinted, fact, wide, narrow):
    (hint,) = hinted(scoring(fact, wide, narrow))
    assert "“得分”: case 2 is never reached: case 1 matches all that it matches." in hint
    assert hinted(scoring(fact, narrow, wide)) == []


def test_an_outlet_behind_its_level_is_never_reached(hinted):
    wide, narrow = "{when: {level: [省级, 县级]}, points: 1}", "{when: {outlet: 政务参阅}, points: 5}"
    assert any("case 2 is never reached" in hint for hint in hinted(scoring("adoption", wide, narrow)))
    assert not any("never reached" in hint for hint in hinted(scoring("adoption", narrow, wide)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{when: {urgent: true}, points: 1}", "{points: 2}"),
        ("{when: {category: 调研, urgent: true}, points: 1}", "{when: {category: 调研}, points: 2}"),
        ("{when: {characters: {above: 500}}, points: 1}", "{when: {characters: {at_least: 500}}, points: 2}"),
        ("{when: {not: {urgent: true}}, points: 1}", "{when: {tag: 要}, points: 2}"),
        ("{when: {tag: 甲}, points: 1}", "{when: {tag: 乙}, points: 2}"),
    ],
)
def test_cases_that_can_be_reached_earn_no_hint(hinted, first, second):
    assert hinted(scoring("submission", first, second)) == []


@pytest.mark.parametrize(
    ("fact", "when"),
    [
        ("submission", "{characters: {above: 5, below: 3}}"),
        ("submission", "{urgent: true, not: {urgent: true}}"),
        ("forward", "{body: 省政府, level: 市级}"),
    ],
)
def test_a_case_that_excludes_itself_is_told(hinted, fact, when):
    (hint,) = hinted(scoring(fact, f"{{when: {when}, points: 1}}", "{points: 2}"))
    assert "case 1 can match nothing" in hint


def test_factors_are_looked_at_like_cases(hinted):
    factors = "[{when: {urgent: true}, times: 2}, {when: {urgent: true, tag: 要}, times: 3}]"
    (hint,) = hinted(f"    scoring: [{{name: 报送, fact: submission, points: 1, factor: {factors}}}]\n")
    assert "factor 2 is never reached" in hint


def test_outlets_that_no_clause_pays_are_told(hinted):
    told = hinted(scoring("adoption", "{when: {level: 市级}, points: 5}", "{when: {own: true, form: 简讯}, points: 1}"))
    assert told == [told[0]]
    assert "No clause gives anything for an adoption in “政务参阅”." in told[0]


def test_a_quota_that_nothing_uses_is_told(hinted):
    quota = "    quotas: [{name: 月报, count: submission, least: 2, per: month, by: unit}]\n"
    (hint,) = hinted(ADOPTION + quota)
    assert "Nothing follows from the quota “月报”" in hint


@pytest.mark.parametrize(
    "use",
    [
        "    scoring: [{name: 少报, fact: quota, each: -1}]\n",
        "    scoring: [{name: 少报, fact: quota, when: {quota: 年度分}, each: -1}]\n",
        "    outcomes: [{name: 约谈, of: unit, any: [{measure: missed, quota: 年度分, at_least: 1}]}]\n",
        "    honours: [{name: 先进, of: unit, top: 1, all: [{measure: shortfall, at_most: 0}]}]\n",
        "    conversion: {to: 10, full: quota}\n",
        "    scoring: [{name: 欠分, fact: period, per: year, ratio: {of: {measure: shortfall}, over: 1, times: -1}}]\n",
    ],
)
def test_a_quota_that_is_used_earns_no_hint(hinted, use):
    assert hinted("    quotas: [{name: 年度分, count: points, least: 20, per: year, by: unit}]\n" + use) == []


def test_a_task_of_the_office_itself_needs_no_consequence(hinted):
    assert hinted("    quotas: [{name: 上报, count: forward, least: 20, per: year, by: office}]\n") == []


def test_a_conversion_of_some_clauses_wants_a_quota_on_the_same(hinted):
    quota = "    quotas: [{name: 年度分, count: points, clauses: [采用], least: 20, per: year, by: unit}]\n"
    told = hinted(ADOPTION + quota + "    conversion: {to: 10, full: quota}\n")
    assert [hint for hint in told if "nobody gets a mark" in hint]
    assert hinted(ADOPTION + quota + "    conversion: {to: 10, full: quota, clauses: [采用]}\n") == []


def test_a_quota_beside_the_one_named_is_told(hinted):
    quotas = ", ".join(f"{{name: {name}, count: points, least: 20, per: year, by: unit}}" for name in "甲乙")
    told = hinted(
        f"    quotas: [{quotas}]\n    scoring: [{{name: 少报, fact: quota, when: {{quota: 甲}}, each: -1}}]\n"
    )
    assert len(told) == 1
    assert "“乙”" in told[0]


def test_an_outcome_without_conditions_is_told(hinted):
    (hint,) = hinted("    outcomes: [{name: 约谈, of: unit}]\n")
    assert "“约谈” has no conditions" in hint


def test_a_conversion_by_a_quota_that_is_not_there_is_told(hinted):
    (hint,) = hinted("    conversion: {to: 10, full: quota}\n")
    assert "nobody gets a mark" in hint


def test_clauses_of_one_pool_that_are_judged_apart_are_told(hinted):
    rules = """    scoring:
      - {name: 报送, fact: submission, points: 5, pool: 信息分, same_item: highest}
      - {name: 转报, fact: forward, points: 1, pool: 信息分, same_item: SAME}
"""
    (hint,) = hinted(rules.replace("SAME", "sum"))
    assert "“转报”" in hint
    assert "not judged together with “报送”" in hint
    assert hinted(rules.replace("SAME", "highest")) == []


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("review: {steps: [初审，复核，签发]}", ":2 review.steps[0]", "half-width commas: 初审, 复核, 签发"),
        ("publications: {政务信息: {send: {报: [县委，县人大]}}}", "publications.政务信息.send.报[0]", "县委, 县人大"),
        ("bodies: {市政府: {level: 市级, outlets: {市府信息，快报: {}}}}", "outlets.市府信息，快报", "市府信息, 快报"),
        ("forms: [“单篇”, 综合]", "forms[0]", "The quotation marks are part of the name “单篇”. Leave them out."),
        ("forms: [单篇, 综合（多条]", "forms[1]", "“综合（多条” a bracket or quotation mark is not closed."),
        ("forms: [「单篇, 综合]", "forms[0]", "“「单篇” a bracket or quotation mark is not closed."),
    ],
)
def test_names_that_are_hardly_meant_are_told_with_their_line(tmp_path, text, where, what):
    (tmp_path / "config.yaml").write_text(f"office: {{name: 某办公室, level: 县级}}\n{text}\n", "utf-8")
    (hint, *_more) = load(tmp_path / "config.yaml").hints
    assert where in hint.where
    assert what in str(hint)


@pytest.mark.parametrize("text", ["forms: [“一件事”专班, 综合（多条）]", "forms: ['单篇，综合']", "clerk: 王芳，李强"])
def test_names_that_are_meant_are_not(tmp_path, text):
    (tmp_path / "config.yaml").write_text(f"office: {{name: 某办公室}}\n{text}\n", "utf-8")
    assert load(tmp_path / "config.yaml").hints == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("quotas: [{name: 月任务, count: submission, least: 0, per: month, by: unit}]", "“月任务” of 0 is always met."),
        (
            "quotas: [{name: 月任务, count: submission, least: {甲: 3, 乙: 0}, per: month, by: unit}]",
            "“月任务” of 0 is always met.",
        ),
        (
            "outcomes: [{name: 约谈, of: unit, per: quarter, running: 99, any: [{measure: adopted, below: 1}]}]",
            "waits for 99 sub-periods running.",
        ),
        (
            "outcomes: [{name: 约谈, of: unit, any: [{measure: points, at_least: 9, at_most: 6}]}]",
            "No number lies within the bounds of a condition on “points”.",
        ),
        (
            "honours: [{name: 先进, of: unit, top: 3, all: [{measure: points, above: 6, at_most: 6}]}]",
            "No number lies within the bounds of a condition on “points”.",
        ),
        (
            "outcomes: [{name: 约谈, of: unit, any: [{measure: adoption_rate, below: 0.3}]}]",
            "The adoption rate is in per cent: 30 means 30 %",
        ),
        ("conversion: {to: 10, full: 0}", "takes 0 points for full: nobody gets a mark."),
        (
            "columns: [{name: points, count: adoption}]\n    ranking: {by: [points]}",
            "The ranking by “points” is by the figure of the notice, not by the column.",
        ),
        (
            ZERO % "per: quarter, ",
            "“清零” sets the total at the end of each sub-period of “零分”",
        ),
    ],
)
def test_what_nobody_means_is_told(hinted, text, told):
    assert sum(told in hint for hint in hinted(f"    {text}\n")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "outcomes: [{name: 约谈, of: unit, per: quarter, any: [{measure: points, at_least: 6, at_most: 6}]}]",
        "conversion: {to: 10, full: 100}",
        ZERO % "",
    ],
)
def test_what_is_meant_is_not(hinted, text):
    assert hinted(f"    {text}\n") == []


def test_an_alias_of_two_outlets_and_a_step_named_twice_are_told(tmp_path):
    (tmp_path / "config.yaml").write_text(
        "office: {name: 某办公室}\n"
        "bodies: {市政府: {level: 市级, outlets: {市府信息: {aliases: [快报]}, 快报: {}}}}\n"
        "review: {steps: [初审, 签发], more: [{step: 签发, when: {urgent: true}}]}\n",
        "utf-8",
    )
    told = [hint.what for hint in hints(load(tmp_path / "config.yaml"))]
    assert told == [
        "The alias “快报” of “市府信息” means “快报” too.",
        "The step “签发” of the review is named twice.",
    ]


def test_a_window_called_as_a_period_without_its_year_is_odd_and_read(hinted):
    (hint,) = hinted(ADOPTION + "periods: {三季度: 2026-07-01..2026-10-09, 防汛: 2026-06-01..2026-08-31}\n")
    assert "periods.三季度" in hint


def test_each_hint_names_its_own_line(tmp_path):
    (tmp_path / "rules.yaml").write_text(
        """\
名称: 办法
施行日期: 2026-01-01
计分:
  - 名称: 采用
    事项: 采用
    情形:
      - {得分: 1}
      - {当: {级别: 市级}, 得分: 2}
任务:
  - {名称: 甲, 计数: 报送, 任务数: 0, 周期: 月, 对象: 单位}
考核结果:
  - 名称: 约谈
    对象: 单位
    全部满足:
      - {指标: 报送数, 不少于: 1}
      - {指标: 得分, 不少于: 3, 不多于: 2}
折算: {满分: 10, 基准: 任务}
""",
        "utf-8",
    )
    (tmp_path / "config.yaml").write_text(
        "本单位: {名称: 某办}\n时段:\n  三季度: 2026-07-01..2026-10-09\n考核办法: [rules.yaml]\n", "utf-8"
    )
    told = [hint.where.removeprefix(f"{tmp_path}/") for hint in hints(load(tmp_path / "config.yaml"))]
    assert told == [
        "config.yaml:3 时段.三季度",
        "rules.yaml:10 任务[0]",
        "rules.yaml:16 考核结果[0].全部满足[1]",
        "rules.yaml:8 计分[0].情形[1] “采用”",
        "rules.yaml:10 任务[0]",
        "rules.yaml:17 折算.基准",
    ]


CEILING = """\
ceiling: {points: 10, per: month}
    honours: [{name: 先进, of: unit, top: 3, all: [{measure: points, %s: 120}]}]
"""
NEWER = """\
    scoring:
      - name: 采用
        fact: adoption
        cases: [{when: {level: 市级, form: 简讯}, points: 2}, {when: {level: 市级}, points: 5}, {points: 9}]
      - {name: 约稿, fact: solicitation, points: 2}
  - title: 新办法
    effective: 2026-07-01
    scoring:
      - name: 采用
        fact: adoption
        cases:
          - {when: {level: 市级, form: 简讯}, points: 1}
          - {when: {level: 市级}, points: 5}
          - {points: POINTS}
"""


def test_what_a_newer_regulation_takes_away_is_told_with_its_line(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text(HEAD.replace("regulations", "forms: [简讯]\nregulations") + NEWER.replace("POINTS", "8"), "utf-8")
    dropped, city, *others = hints(load(path))
    assert (dropped.where, city.where) == (
        f"{path}:12 regulations[0].scoring[1]",
        f"{path}:19 regulations[1].scoring[0].cases[0]",
    )
    assert dropped.what == "“约稿” has nothing to follow it in the newer regulation “新办法”."
    assert city.what == "An adoption in “市府信息” gives fewer points than under “办法”: 简讯 1 after 2."
    assert [hint.what for hint in others] == [
        "An adoption in “政务参阅” gives fewer points than under “办法”: 8 after 9.",
        "An adoption in “政务信息” gives fewer points than under “办法”: 8 after 9.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{name: 录用, fact: adoption, points: 5}",
        "{name: 采用, fact: adoption, points: 6}",
    ],
)
def test_a_clause_with_a_new_name_and_points_that_rise_are_not(hinted, text):
    assert hinted(f"{ADOPTION}  - {{title: 新, effective: 2026-07-01, scoring: [{text}]}}\n") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "rewards: [{name: 奖励, fact: adoption, when: {level: 县级, own: false}, yuan: 9}]",
            "It cannot be earned: no outlet of the config matches it.",
        ),
        (
            "scoring: [{name: 上报, fact: forward, when: {level: 县级}, points: 1}]",
            "It cannot be earned: no body of the config matches it.",
        ),
        (
            "scoring: [{name: 批示, fact: instruction, points: 20, cap: {points: 10, per: year}}]",
            "20 cannot be reached: the clause's cap is 10.",
        ),
        (
            CEILING % "above",
            "“先进” cannot be reached: it asks for more than 120, which is the most.",
        ),
        (
            "outcomes: [{name: 良好, of: unit, any: [{measure: adoption_rate, at_least: 101}]}]",
            "“良好” cannot be reached: it asks for more than 100, which is the most.",
        ),
        (
            "ceiling: {points: 9, per: year}\n    quotas: [{name: 分, count: points, least: 10, per: year, by: unit}]",
            "“分” cannot be reached: it asks for more than 9, which is the most.",
        ),
        (
            "quotas: [{name: 月报, count: points, least: 2, per: month, by: unit, for: {unit: 甲, not: {unit: 甲}}}]",
            "Nobody owes the quota “月报”: whom it asks for excludes itself.",
        ),
    ],
)
def test_what_nobody_can_reach_is_told(hinted, text, told):
    assert sum(told in hint for hint in hinted(f"    {text}\n")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "scoring: [{name: 批示, fact: instruction, points: 10, cap: {points: 10, per: year}}]",
        CEILING % "at_least",
        "outcomes: [{name: 良好, of: unit, any: [{measure: adoption_rate, at_least: 100}]}]",
    ],
)
def test_what_can_just_be_reached_is_not(hinted, text):
    assert hinted(f"    {text}\n") == []


@pytest.mark.parametrize(
    ("when", "odd"),
    [
        ("", False),
        ("when: {outlet: 市府信息}, ", False),
        ("when: {level: 省级}, ", False),
        ("when: {own: true}, ", True),
        ("when: {outlet: 政务信息}, ", True),
        ("when: {level: 县级}, ", True),
    ],
)
def test_a_multiple_of_a_fee_that_no_outlet_is_known_to_pay_is_odd(hinted, when, odd):
    rules = f"    rewards: [{{name: 稿酬, fact: adoption, {when}fee_times: 2}}]\n"
    assert any("multiple of the fee" in hint for hint in hinted(rules)) == odd
