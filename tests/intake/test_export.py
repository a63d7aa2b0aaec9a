"""An export holds everything, and makes the same ledger again."""

import csv
import json
from datetime import date

import pytest

from infoledger.demo.county import config_text, county
from infoledger.kinds import KINDS

TODAY = date(2026, 10, 5)
QUESTIONS = (
    ("notice", "2026-09", "--format", "csv"),
    ("notice", "2026", "--by", "informant", "--format", "csv"),
    ("explain", "青泉镇", "2026", "--format", "csv"),
    ("pay", "2026", "--format", "csv"),
    ("quota", "2026-09", "--format", "csv"),
    ("log",),
)


@pytest.fixture
def demo(tmp_path, run):
    """Call the program on the demo county, whose ledger has a renamed unit, a draft and an issued notice."""
    for name, text in config_text(TODAY).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")

    def call(*words):
        return run("--today", TODAY.isoformat(), *words)

    for kind, rows in sorted(county(TODAY).items(), key=lambda pair: list(KINDS).index(pair[0])):
        with (tmp_path / f"{kind}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(dict.fromkeys(name for row in rows for name in row)))
            writer.writeheader()
            writer.writerows(rows)
        assert call("import", f"{kind}.csv").exit_code == 0
    (tmp_path / "来稿.txt").write_text("=SUM(A1) 来稿\n正文\n- 一", "utf-8")
    assert call("submit", "--file", "来稿.txt", "--unit", "青泉镇").exit_code == 0
    assert call("unit", "rename", "竹山乡", "竹山镇", "--on", "2026-09-15").exit_code == 0
    assert call("void", "item", "2026-0010", "--reason", "重复").exit_code == 0
    assert call("notice", "2026-08", "--issue").exit_code == 0
    return call


def test_the_same_ledger_is_made_of_it(demo, tmp_path):
    assert demo("export", "out").exit_code == 0
    made = demo("--ledger", "new.db", "import", "out")
    assert made.exit_code == 0, made.output
    for question in QUESTIONS:
        assert demo("--ledger", "new.db", *question).stdout == demo(*question).stdout != ""
    assert demo("--ledger", "new.db", "export", "again").exit_code == 0
    files = {path.relative_to(tmp_path / "out") for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert files == {path.relative_to(tmp_path / "again") for path in (tmp_path / "again").rglob("*") if path.is_file()}
    for file in files:
        assert (tmp_path / "out" / file).read_bytes() == (tmp_path / "again" / file).read_bytes()
    assert [path.read_bytes() for path in (tmp_path / "out" / "drafts").iterdir()] == [
        "=SUM(A1) 来稿\n正文\n- 一".encode()
    ]


def test_its_tables_alone_make_the_same_points(demo):
    assert demo("export", "out").exit_code == 0
    for kind in KINDS:
        brought = demo("--ledger", "csv.db", "import", f"out/csv/{kind}.csv")
        assert brought.exit_code == 0, (kind, brought.output)
    question = ("notice", "2026-07", "--format", "csv")
    points = [
        [(row["submitted"], row["points"]) for row in csv.DictReader(demo(*ledger, *question).stdout.splitlines())]
        for ledger in ((), ("--ledger", "csv.db"))
    ]
    assert points[0] == points[1] != []


@pytest.fixture
def small(settled, run):
    """Call the program on a small office with a draft."""
    (settled.folder / "来稿.txt").write_text("=SUM(A1) 来稿\n正文\n- 一", "utf-8")
    assert run("submit", "--file", "来稿.txt", "--unit", "甲乡").exit_code == 0
    return run


def is_empty(run, ledger):
    found = run("--ledger", ledger, "records", "items", "--format", "json")
    return found.exit_code == 3 or found.stdout.strip() == "[]"


def test_nothing_in_it_runs_as_a_formula(small, tmp_path):
    small("export", "out")
    lines = (tmp_path / "out/csv/items.csv").read_text("utf-8-sig").splitlines()
    titles = [row["标题"] for row in csv.DictReader(lines)]
    assert "'=SUM(A1) 来稿" in titles
    assert not [title for title in titles if title[0] in "=+-@"]


def test_it_is_json_and_says_what_is_what(small, tmp_path):
    small("export", "out")
    for path in (tmp_path / "out" / "json").iterdir():
        assert isinstance(json.loads(path.read_text("utf-8")), list)
    assert "json" in (tmp_path / "out" / "README.txt").read_text("utf-8")


def test_a_ledger_that_holds_something_is_not_written_over(small):
    small("export", "out")
    refused = small("import", "out")
    assert refused.exit_code == 1
    assert "not empty" in refused.stderr
    assert small("export", "out").exit_code == 2


def test_a_dry_run_leaves_the_ledger_empty(small):
    small("export", "out")
    assert small("--ledger", "new.db", "import", "out", "--dry-run").exit_code == 0
    assert is_empty(small, "new.db")


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("json/items.json", '"title": "甲一"', '"title": "甲二"', 1),
        ("json/items.json", '"title": "甲一"', '"nonsense": "甲一"', 2),
        ("json/items.json", '"title": "甲一"', '"title": {"a": 1}', 2),
        ("json/items.json", '"id": 1,', '"id": 2,', 2),
        ("json/items.json", '{"id": 1,', '[{"id": 1,', 2),
        ("json/entries.json", '"command": "import"', '"command": "export"', 1),
        ("json/drafts.json", '"name"', "name", 2),
        ("drafts/1", "正文", "歪文", 1),
    ],
)
def test_an_export_that_was_changed_is_refused_whole(small, tmp_path, file, old, new, code):
    small("export", "out")
    path = tmp_path / "out" / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    refused = small("--ledger", "new.db", "import", "out")
    assert refused.exit_code == code, refused.output
    assert is_empty(small, "new.db")


def test_an_export_with_a_part_missing_is_told(small, tmp_path):
    small("export", "out")
    (tmp_path / "out" / "json" / "items.json").unlink()
    refused = small("--ledger", "new.db", "import", "out")
    assert refused.exit_code == 2
    assert "items.json" in refused.stderr


def test_an_export_of_a_version_without_placings_is_read(small, tmp_path):
    small("export", "out")
    (tmp_path / "out" / "json" / "placings.json").unlink()
    done = small("--ledger", "new.db", "import", "out")
    assert done.exit_code == 0, done.stderr
