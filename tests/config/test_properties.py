"""Whatever stands in a file, reading it ends in a config or in findings, never in another error."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoledger.config.conditions import when
from infoledger.config.office import CONFIG
from infoledger.config.reading import load
from infoledger.config.regulations import CASES, REGULATION
from infoledger.errors import Finding, UsageError
from infoledger.rules.kinds import CLAUSE_KINDS

EXAMPLE = (Path(__file__).parents[2] / "config.example.yaml").read_text("utf-8")
anything = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(path: Path, content: str | bytes) -> None:
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    assert all(finding.where and finding.what for finding in findings(path))


def findings(path: Path) -> tuple[Finding, ...]:
    try:
        load(path)
    except UsageError as error:
        return error.findings or (Finding("", ""),)
    return ()


def words() -> st.SearchStrategy[str]:
    """Keys and values that mean something here, and some that do not."""
    known = [
        "true",
        "no",
        "''",
        "~",
        "5",
        "-0.5",
        "1e9",
        "2026-01-01",
        "[]",
        "{}",
        "县级",
        "quality",
        "best",
        "unit",
        "month",
    ]
    return st.sampled_from([*known, *CLAUSE_KINDS, "'a: b'", "each"])


def keys() -> st.SearchStrategy[str]:
    known = {*CONFIG.shape.keys, *REGULATION.shape.keys, *CASES.item.keys, *when("adoption").keys}
    clause = [
        "fact",
        "name",
        "cases",
        "points",
        "yuan",
        "of",
        "more",
        "all",
        "any",
        "measure",
        "count",
        "least",
        "top",
        "clauses",
    ]
    return st.sampled_from([*sorted(known), *clause])


def documents() -> st.SearchStrategy[str]:
    """YAML in flow style, of any shape, in words of the config."""
    inner = st.recursive(
        words(),
        lambda some: st.one_of(
            st.lists(some, max_size=4).map(lambda items: f"[{', '.join(items)}]"),
            st.lists(st.tuples(keys(), some), max_size=5).map(
                lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
            ),
        ),
        max_leaves=25,
    )
    return st.lists(st.tuples(keys(), inner), max_size=6).map(
        lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
    )


@anything
@given(st.one_of(st.text(), st.binary()))
def test_any_content_is_read_or_refused(tmp_path, content):
    read(tmp_path / "config.yaml", content)


@anything
@given(documents())
def test_any_mapping_of_known_keys_is_read_or_refused(tmp_path, text):
    read(tmp_path / "config.yaml", text)


@anything
@given(documents())
def test_any_regulation_is_read_or_refused(tmp_path, text):
    (tmp_path / "rules.yaml").write_text(text, "utf-8")
    read(tmp_path / "config.yaml", "office: {name: 某办公室}\nregulations: [rules.yaml]\n")


@anything
@given(st.data())
def test_the_example_with_a_piece_changed_is_read_or_refused(tmp_path, data):
    start = data.draw(st.integers(0, len(EXAMPLE)))
    end = data.draw(st.integers(start, min(start + 40, len(EXAMPLE))))
    piece = data.draw(st.one_of(words(), keys(), st.text(max_size=5)))
    read(tmp_path / "config.yaml", EXAMPLE[:start] + piece + EXAMPLE[end:])
