"""``item search`` as a clerk calls it."""

import json


def submitted(office, *titles, **options):
    for title in titles:
        office("submit", "--title", title, "--unit", "甲乡", "--on", options.get("on", "2026-10-05"))


def test_items_are_found_by_words(office):
    submitted(office, "防汛演练", "防火演练")
    done = office("item", "search", " 演练　防汛 ", "--format", "json")
    assert json.loads(done.stdout) == [
        {"ref": "2026-0001", "submitted": "2026-10-05", "units": "甲乡", "title": "防汛演练", "status": "received"}
    ]


def test_a_period_narrows_the_search(office):
    submitted(office, "防汛演练")
    assert "防汛演练" in office("item", "search", "防汛", "2026-10").stdout
    done = office("item", "search", "防汛", "2026-09")
    assert "防汛演练" not in done.stdout
    assert "Nothing was found." in done.stderr


def test_the_screen_shows_a_page_and_says_that_there_are_more(office, environment):
    rows = "".join(f"2026-10-05,甲乡,汛情{number}\n" for number in range(51))
    (environment / "items.csv").write_text(f"报送日期,单位,标题\n{rows}", "utf-8")
    office("import", "items.csv")
    done = office("item", "search", "汛情")
    assert "汛情50" in done.stdout
    assert "汛情0 " not in done.stdout
    assert "newest 50" in done.stderr
    assert len(office("item", "search", "汛情", "--format", "csv").stdout.splitlines()) == 52


def test_blanks_alone_are_wrong_usage(office):
    assert office("item", "search", "  ").exit_code == 2
