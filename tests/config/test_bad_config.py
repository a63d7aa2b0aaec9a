"""One small file per mistake in ``tests/bad_config``, each with what must be said of it in its first lines.

A line ``# -> PART | PART`` is one finding, which must contain every part.
"""

from pathlib import Path

import pytest

from infoledger.config.reading import load
from infoledger.errors import UsageError

FILES = sorted((Path(__file__).parents[1] / "bad_config").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_mistake_is_told_with_place_and_remedy(path):
    lines = path.read_text("utf-8").splitlines()
    expected = [line.removeprefix("# -> ").split(" | ") for line in lines if line.startswith("# -> ")]
    with pytest.raises(UsageError) as raised:
        load(path)
    findings = [str(finding) for finding in raised.value.findings]
    for parts in expected:
        assert any(all(part in finding for part in parts) for finding in findings), findings
    assert len(findings) == len(expected), findings
    assert all(finding.startswith(str(path)) for finding in findings)
