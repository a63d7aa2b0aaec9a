"""The front page of the site: tables, panels and what stands beside them, from plain values."""

from datetime import date
from decimal import Decimal

from infoledger.documents.front_page import Asked, Best, Front, Month, Place, Remarks, Short, asides, sections
from infoledger.documents.narrative import Failures
from infoledger.documents.text import Linked
from infoledger.documents.veil import Veil
from infoledger.periods import Calendar

OCTOBER, NOVEMBER = (Calendar().holding("month", date(2026, month, 1)) for month in (10, 11))


def month(period, places=(), **told):
    """A month in which nothing happened but what is told."""
    return Month(
        period, "ranking.html", tuple(places), **{"silent": (), "short": (), "failures": (), "best": (), **told}
    )


def front(*, now=(), asked=(), remarks=None, **told):
    """A front page of which only this month is filled."""
    return Front((month(NOVEMBER, now, **told), month(OCTOBER)), tuple(asked), "", (), remarks, ())


def words(panel):
    return [f"{line.label} {''.join(line.words)}".strip() for line in panel.lines]


def places(*points):
    return [Place("乡镇", rank, f"{rank}乡", 1, 1, Decimal(each)) for rank, each in enumerate(points, 1)]


def test_bars_are_as_long_as_their_points_beside_the_most():
    (table,) = sections(front(now=places("20", "5", "0", "-10")), "zh")[0].tables
    assert [row.share for row in table.rows] == [100, 25, 0, 50]


def test_a_group_without_points_has_no_bars():
    (table,) = sections(front(now=places("0", "0")), "zh")[0].tables
    assert [row.share for row in table.rows] == [0, 0]


def test_of_a_long_group_ten_places_stand_open():
    (table,) = sections(front(now=places(*range(23, 0, -1))), "zh")[0].tables
    assert (len(table.rows), len(table.others), table.more) == (10, 13, "其余13个单位")


def test_who_rose_and_who_fell_the_most_is_told_with_how_far():
    now = [
        Place("乡镇", rank, name, 0, 0, Decimal(0), before)
        for rank, name, before in ((1, "甲", 4), (2, "乙", 2), (3, "丙", 1))
    ]
    section = sections(front(now=now), "zh")[0]
    assert [row.moved for row in section.tables[0].rows] == ["升3位", "持平", "降2位"]
    assert words(section.panels[0]) == ["上升 甲（升3位）", "下降 丙（降2位）"]


def test_no_rise_is_told_where_the_rank_before_is_not_known():
    (table,) = sections(front(now=places("1")), "zh")[0].tables
    assert not table.moved


def test_panels_tell_who_lacks_what_and_leave_out_what_did_not_happen():
    told = {
        "silent": ("甲乡", "乙乡"),
        "short": (Short("每月报送", NOVEMBER, (("甲乡", Decimal(2)),)),),
        "failures": (Failures("迟报", (("乙乡", 3),)), Failures("", (("甲乡", 1),))),
    }
    panels = {panel.title: words(panel) for panel in sections(front(**told), "zh")[0].panels}
    assert panels == {
        "零报送情况": ["共2个单位 甲乡、乙乡"],
        "任务未完成": ["每月报送（2026年11月） 甲乡（还差2条）"],
        "迟报漏报等": ["迟报 乙乡（3次）", "约稿未报 甲乡"],
    }


def test_many_names_are_folded():
    names = tuple(f"{number}乡" for number in range(13))
    (panel,) = sections(front(silent=names), "zh")[0].panels
    assert (panel.lines[0].folded, panel.lines[0].label) == (True, "共13个单位")
    (panel,) = sections(front(silent=names[:12]), "zh")[0].panels
    assert not panel.lines[0].folded


def test_best_items_are_told_with_units_awards_and_points():
    best = Best("好信息", ("甲乡", "乙乡"), Decimal("7.5"), ("月度好信息",))
    (panel,) = sections(front(best=(best,)), "zh")[0].panels
    assert words(panel) == ["好信息\N{EN SPACE}甲乡、乙乡\N{EN SPACE}月度好信息、7.5分"]


def test_beside_the_months_stands_only_what_there_is():
    assert asides(front(), "zh") == []
    remarks = Remarks("十月通报", "一、总体平稳。\n\n二、质量提高。", "")
    asked = Asked("春耕", "2026年11月30日", 2, ("甲乡",))
    shown = {panel.title: words(panel) for panel in asides(front(asked=(asked,), remarks=remarks), "zh")}
    assert shown == {
        "正在约稿": ["春耕\N{EN SPACE}2026年11月30日截止，剩余2天", "未报单位 甲乡"],
        "工作点评": ["一、总体平稳。", "二、质量提高。", "十月通报"],
    }


def test_what_is_covered_leads_nowhere_and_all_else_keeps_its_way():
    now = (Linked("机密的事", "a.html"), Linked("别的事", "b.html"))
    covered = Veil(["机密的事"], "（标题不公开）").over(month(NOVEMBER, silent=now)).silent
    assert covered == ("（标题不公开）", "别的事")
    assert [getattr(each, "href", "") for each in covered] == ["", "b.html"]


def test_who_came_late_without_being_put_down_is_named_too():
    late = (("甲乡", 2), ("乙乡", 1))
    (panel,) = sections(front(late=late), "zh")[0].panels
    assert (panel.title, words(panel)) == ("迟报漏报等", ["超时限报送（未登记差错） 甲乡（2次）、乙乡"])


def test_what_is_still_owed_is_told_by_what_the_quota_counts():
    owed = (Short("每月得分", NOVEMBER, (("甲乡", Decimal("2.5")),), "points"),)
    (panel,) = sections(front(short=owed), "zh")[0].panels
    assert words(panel) == ["每月得分（2026年11月） 甲乡（还差2.5分）"]
