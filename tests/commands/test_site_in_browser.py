"""The intranet site as a browser shows it from a folder; needs Chromium installed."""

import json
import re
import shutil
import subprocess
from html import unescape
from urllib.parse import quote

import pytest

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(not BROWSER, reason="Chromium is not installed")

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
language: en
levels: [县级, 市级]
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
regulations:
  - title: 办法
    reference: 县政办发〔2024〕1号
    effective: 2024-01-01
    scoring: [{name: 采用, fact: adoption, cite: 第三条, points: 5}]
"""
_LONG = "某某县人民政府驻北京联络处第一办公室综合信息科"
TABLES = {
    "units": f"单位,组别\n甲乡,乡镇\n乙乡,乡镇\n{_LONG},乡镇\n",
    "items": "编号,报送日期,单位,标题\nA,2025-01-05,甲乡,很长的标题" + "长" * 60 + "\nB,2025-01-06,乙乡,R&D <一>\n",
    "adoptions": "编号,刊物,日期\nA,市府信息,2025-01-10\nB,市府信息,2025-01-11\n",
}
_TELEPHONE = 390
#: A page that shows another at a telephone's width, and says what ``{ask}`` answers about it.
ASKING = """<!DOCTYPE html><meta charset="utf-8"><iframe src="{page}" width="{width}" height="800"></iframe><pre></pre>
<script>
const frame = document.querySelector("iframe");
frame.onload = () => {{
  const shown = frame.contentDocument;
  document.querySelector("pre").textContent = JSON.stringify(({ask})(shown));
}};
</script>"""


@pytest.fixture
def site(environment, run):
    """The folder of a site of two units."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    for kind, text in TABLES.items():
        (environment / f"{kind}.csv").write_text(text, "utf-8")
        assert run("import", f"{kind}.csv").exit_code == 0
    assert run("--today", "2025-03-05", "notice", "2025-01", "--issue").exit_code == 0
    assert run("--today", "2025-03-05", "site", "web").exit_code == 0
    return environment / "web"


@pytest.fixture
def ask(site, tmp_path):
    """What a function of JavaScript answers about the document of ``page``."""

    def answer(page, function):
        outside = tmp_path / "asking.html"
        outside.write_text(ASKING.format(page=quote(f"web/{page}"), width=_TELEPHONE, ask=function), "utf-8")
        command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
        where = [f"--user-data-dir={tmp_path / 'browser'}", "--virtual-time-budget=5000", "--dump-dom"]
        shown = subprocess.run([*command, *where, outside.as_uri()], check=True, capture_output=True, timeout=120)
        return json.loads(unescape(re.search("<pre>(.*?)</pre>", shown.stdout.decode(), re.DOTALL)[1]))

    return answer


def test_no_page_is_wider_than_a_telephone(site, ask):
    kinds = {page.parent.name: page.relative_to(site).as_posix() for page in site.rglob("*.html")}
    assert kinds.keys() == {"web", "notices", "rankings", "analyses", "units"}
    widths = {kind: ask(page, "page => page.documentElement.scrollWidth") for kind, page in kinds.items()}
    assert max(widths.values()) <= _TELEPHONE, widths


def test_search_finds_a_unit_by_a_part_of_its_name(ask):
    found = ask(
        "index.html",
        """page => {
          const input = page.querySelector("#search input");
          input.value = "乙";
          input.dispatchEvent(new Event("input", {bubbles: true}));
          const links = Array.from(page.querySelectorAll("#found a"), link => link.textContent);
          return [page.querySelector("#search").hidden, ...links];
        }""",
    )
    assert found == [False, "乙乡"]


def test_the_longest_bar_is_that_of_the_most_points(ask):
    lengths = ask(
        "index.html",
        """page => {
          const bars = Array.from(page.querySelectorAll(".months > section:last-child .length"));
          return bars.map(bar => bar.getBoundingClientRect().width);
        }""",
    )
    assert lengths
    assert lengths == sorted(lengths, reverse=True)


def test_long_names_do_not_run_into_their_bars(ask):
    overlaps = ask(
        "index.html",
        """page => Array.from(page.querySelectorAll(".places tbody tr"), row => {
          const name = row.querySelector("a").getBoundingClientRect();
          return name.right > row.querySelector(".points").getBoundingClientRect().left;
        })""",
    )
    assert overlaps
    assert not any(overlaps)
