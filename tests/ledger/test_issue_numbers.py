"""Issues go on above the numbers of those that were printed before the ledger began."""

import pytest

CONFIG = """
office: {{name: 某县政府办公室, level: 县级}}
language: en
bodies: {{市政府办公室: {{level: 市级, outlets: {{政务信息: {{}}}}}}}}
publications: {{政务信息: {{issuer: 某县政府办公室, numbering: {numbering}}}}}
"""


@pytest.fixture
def begun(environment, run):
    """A ledger that imports adoptions of ``issues`` (number and day); answers what the next issue is called."""

    def begin(numbering, *issues, outlet="某县政府办公室/政务信息"):
        (environment / "config.yaml").write_text(CONFIG.format(numbering=numbering), "utf-8")
        rows = "".join(f"A{place},{outlet},{day},{number}\n" for place, (number, day) in enumerate(issues))
        tables = {
            "units": "单位,组别\n甲乡,乡镇\n",
            "items": "编号,报送日期,单位,标题\nX,2025-01-01,甲乡,新\n"
            + "".join(f"A{place},2024-01-01,甲乡,旧\n" for place in range(len(issues))),
            "adoptions": "编号,刊物,日期,期号\n" + rows,
        }
        for kind, text in tables.items():
            (environment / f"{kind}.csv").write_text(text, "utf-8")
            result = run("import", f"{kind}.csv")
            assert result.exit_code == 0, result.stderr
        run("bulletin", "new", "政务信息")
        run("bulletin", "add", "政务信息", "X")
        return run("bulletin", "issue", "--unsigned", "试刊", "政务信息", "--on", "2025-06-01").stdout.strip()

    return begin


@pytest.mark.parametrize("number", ["41", "第41期", "41期", "2025年第41期", "第41期(总第900期)", "41（总第900期）"])
def test_number_of_the_year_goes_on_above_imported_ones(begun, number):
    assert begun("yearly", (number, "2025-03-01"), ("7", "2025-04-01")) == "政务信息/2025/42"


def test_numbers_of_another_year_do_not_count(begun):
    assert begun("yearly", ("136", "2024-12-30")) == "政务信息/2025/1"


def test_running_number_goes_on_above_those_of_all_years(begun):
    assert begun("running", ("136", "2024-12-30"), ("137", "2025-01-03")) == "政务信息/138"


def test_where_both_are_counted_each_goes_on(begun, run):
    assert begun("both", ("第3期(总第57期)", "2025-01-03"), ("99", "2024-01-03")) == "政务信息/2025/4"
    assert "No. 4 (total 58)" in run("bulletin", "render", "政务信息/2025/4").stdout


def test_outlet_of_that_name_of_another_body_does_not_count(begun):
    assert begun("yearly", ("41", "2025-03-01"), outlet="市政府办公室/政务信息") == "政务信息/2025/1"


def test_words_without_a_number_do_not_count(begun):
    assert begun("yearly", ("增刊", "2025-03-01"), ("2025-41", "2025-03-01")) == "政务信息/2025/1"


OLDER = CONFIG.replace("numbering: {numbering}}}", "numbering: {numbering}, first: {{number: 56, running: 1203}}}}")


def issue_next(run, *more, stdin=None):
    ref = run("submit", "--title", "又一条", "--unit", "甲乡", "--on", "2025-05-01").stdout.strip()
    run("bulletin", "new", "政务信息")
    run("bulletin", "add", "政务信息", ref)
    words = ("bulletin", "issue", "--unsigned", "试刊", "政务信息", "--on", "2025-06-02", *more)
    return run(*words, stdin=stdin)


@pytest.mark.parametrize(
    ("numbering", "first", "next_one"),
    [
        ("yearly", "政务信息/2025/56", "政务信息/2025/57"),
        ("running", "政务信息/1203", "政务信息/1204"),
        ("both", "政务信息/2025/56", "政务信息/2025/57"),
    ],
)
def test_a_publication_older_than_the_ledger_begins_where_the_config_says(
    begun, run, monkeypatch, numbering, first, next_one
):
    monkeypatch.setitem(begun.__globals__, "CONFIG", OLDER)
    assert begun(numbering) == first
    assert issue_next(run).stdout.strip() == next_one


def test_what_was_imported_above_it_wins(begun, monkeypatch):
    monkeypatch.setitem(begun.__globals__, "CONFIG", OLDER)
    assert begun("yearly", ("60", "2025-03-01")) == "政务信息/2025/61"


def test_the_first_issue_asks_at_a_terminal_and_the_next_does_not(environment, run, monkeypatch):
    (environment / "config.yaml").write_text(CONFIG.format(numbering="both"), "utf-8")
    (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n", "utf-8")
    run("import", "units.csv")
    monkeypatch.setattr("infoledger.commands.bulletin.at_terminal", lambda: True)
    first = issue_next(run, stdin="viele\n56\n1203\n")
    assert "Type a number" in first.stderr
    assert first.stdout.strip() == "政务信息/2025/56"
    assert "1203" in run("bulletin", "render", "1").stdout
    assert issue_next(run).stdout.strip() == "政务信息/2025/57"


def test_where_nobody_is_asked_the_first_issue_is_the_first(begun):
    assert begun("yearly") == "政务信息/2025/1"
