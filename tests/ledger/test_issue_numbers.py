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
