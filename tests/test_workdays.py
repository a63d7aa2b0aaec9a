"""Workdays: of years that the calendar knows, of those that the office writes down, and of others."""

from datetime import date

import pytest

from infoledger.workdays import Workdays

OFFICE = Workdays(frozenset({date(2027, 2, 5), date(2026, 6, 1)}), frozenset({date(2027, 2, 14), date(2026, 10, 1)}))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 2), False),  # National Day, in the calendar
        (date(2026, 10, 10), True),  # a Saturday worked for it
        (date(2026, 6, 1), False),  # the office's own day off, a Monday
        (date(2026, 10, 1), True),  # the office goes before the calendar
        (date(2027, 2, 5), False),
        (date(2027, 2, 14), True),  # a Sunday
        (date(2027, 2, 13), False),
        (date(2027, 2, 15), True),
    ],
)
def test_the_office_goes_before_the_calendar_and_the_calendar_before_the_week(day, worked):
    assert (day in OFFICE) is worked


def test_a_year_is_known_by_a_day_of_it():
    assert Workdays().unknown(date(2025, 1, 1), date(2028, 1, 1)) == (2027, 2028)
    assert OFFICE.unknown(date(2025, 1, 1), date(2028, 1, 1)) == (2028,)
    assert Workdays(makeup_days=frozenset({date(2028, 1, 1)})).known(2028)


CONFIG = """
office: {name: 某县政府办公室, level: 县级}
categories: {工作动态: {deadline: 3wd}}
violations: [迟报]
%s
regulations:
  - title: 办法
    effective: 2026-01-01
    quotas: [{name: 每日一条, count: submission, least: 1, per: workday, by: unit}]
"""
HOLIDAYS = "holidays: [2027-01-01..2027-01-03, 2027-02-05..2027-02-12]\nmakeup_days: [2027-02-14]"
UNKNOWN = "The holidays of 2027 are not known: Monday to Friday count as workdays."


@pytest.fixture
def office(environment, run):
    """An office on 15 February 2027 with an item of the 3rd that came on the 15th; its config with the lines given."""

    def begin(lines: str = ""):
        (environment / "config.yaml").write_text(CONFIG % lines, "utf-8")
        (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n", "utf-8")
        (environment / "items.csv").write_text(
            "编号,报送日期,单位,标题,类别,发生时间\nA,2027-02-15,甲乡,一,工作动态,2027-02-03\n", "utf-8"
        )
        for kind in ("units", "items"):
            assert run("--today", "2027-02-15", "import", f"{kind}.csv").exit_code == 0
        return lambda *words: run("--today", "2027-02-15", *words)

    return begin


WORDS = [("check",), ("config", "check"), ("late", "2027-02"), ("quota", "2027-02"), (), ("notice", "2027-02")]


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_it_is_said_wherever_workdays_of_an_unknown_year_are_asked_for(office, words):
    result = office()(*words)
    assert UNKNOWN in " ".join((result.stdout + result.stderr).split())


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_nothing_is_said_where_the_office_has_written_them_down(office, words):
    result = office(HOLIDAYS)(*words)
    assert "holidays" not in result.stdout + result.stderr


def test_the_notice_of_a_year_unknown_says_so_in_the_printed_basis(office, environment):
    office()("notice", "2027-02", "-o", "n.txt")
    assert "2027年" in (environment / "n.txt").read_text("utf-8")
    assert "放假" in (environment / "n.txt").read_text("utf-8")


def test_lateness_and_quotas_go_by_the_days_written_down(office):
    desk = office()
    assert "120" in desk("late", "2027-02", "--format", "csv").stdout  # 8 workdays: 4, 5, 8 to 12, 15 February
    desk = office(HOLIDAYS)
    assert desk("late", "2027-02", "--format", "csv").stdout.count("\n") == 1  # 4, 14 and 15 February
    days = [line.split(",")[3] for line in desk("quota", "2027-02", "--format", "csv").stdout.splitlines()[1:]]
    assert "2027-02-14" in days
    assert not {"2027-02-05", "2027-02-08", "2027-02-13"} & set(days)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("holidays: [2027-1-1]", "“2027-1-1” cannot stand here. Allowed: 2027-01-01, 2027-02-05..2027-02-12."),
        ("holidays: [2027-01-03..2027-01-01]", "cannot stand here"),
        ("holidays: [2027-01-01..2028-12-31]", "cannot stand here"),
        ("holidays: [2027-01-01..2027-01-03]\nmakeup_days: [2027-01-02]", "2027-01-02 is also among the holidays."),
    ],
)
def test_days_that_cannot_be_are_mistakes_of_the_config(environment, run, lines, told):
    (environment / "config.yaml").write_text(CONFIG % lines, "utf-8")
    result = run("config", "check")
    assert result.exit_code == 2
    assert told in result.stderr
