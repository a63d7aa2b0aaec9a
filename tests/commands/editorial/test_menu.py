"""The menu: the month's work by numbers."""

import pytest


@pytest.fixture
def menu(desk, monkeypatch):
    """The menu with what the person types."""
    for module in ("questions", "menu", "facts", "review"):
        monkeypatch.setattr(f"infoledger.commands.{module}.at_terminal", lambda: True)
    return lambda typed: desk("menu", stdin=typed)


def test_an_item_is_recorded_by_numbers_alone_and_its_command_shown(menu, rows):
    done = menu("1\n甲乡旱情\n1\n\n\n0\n")
    assert "  2  Review the drafts that wait\n" in done.stderr
    assert "Command: infoledger submit --title 甲乡旱情 --unit 甲乡\n" in done.stderr
    assert [row["title"] for row in rows("records", "items")] == ["甲乡旱情"]


def test_what_is_not_agreed_to_is_not_recorded_and_the_menu_goes_on(menu, rows):
    done = menu("1\n甲乡旱情\n1\n\nn\n6\n0\n")
    assert "Nothing was changed." in done.stderr
    assert "某县政府办公室" in done.stdout
    assert rows("records", "items") == []


def test_every_line_makes_a_command_that_there_is(menu, submit, rows):
    ref = submit()
    done = menu(
        "2\n1\n1\n"
        f"3\n{ref}\n1\n\n"
        f"4\n1\n{ref}\n市府\n\n"
        f"5\n{ref}\n张县长\n请阅研\n\n"
        "7\n本月\n9\n本月\n"
        f"8\n1\n政务信息\n\n8\n2\n政务\n{ref}\n\n8\n5\n0\n"
    )
    assert "is not known" not in done.stderr
    assert "There is no command" not in done.stderr
    assert len(rows("records", "forwards")) == len(rows("records", "instructions")) == 1
    assert [row["refs"] for row in rows("records", "adoptions")] == [ref]
    assert "政务信息#1" in done.stdout


def test_the_menu_is_for_a_terminal(desk):
    assert "Nobody is here" in desk("menu", code=2).stderr
