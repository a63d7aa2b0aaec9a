"""The intranet site: pages that need no server, and name nothing that is too secret."""

import json
import os
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from infoledger.i18n import translation

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
language: en
levels: [县级, 市级]
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
publications: {县情: {issuer: 某县政府办公室, sections: [要闻]}}
regulations:
  - title: 办法
    reference: 县政办发〔2024〕1号
    effective: 2024-01-01
    scoring: [{name: 采用, fact: adoption, cite: 第三条, points: 5}]
"""
TABLES = {
    "units": "单位,组别\n甲乡,乡镇\n乙/乡 & <办>,乡镇\n",
    "items": (
        "编号,报送日期,单位,标题,密级\nA,2025-01-05,甲乡,R&D <一> 𠮷 </script>,公开\n"
        "B,2025-01-06,乙/乡 & <办>,机密的事,内部\nC,2025-01-07,甲乡,另一件,\n"
    ),
    "adoptions": "编号,刊物,日期\nA,市府信息,2025-01-10\nB,市府信息,2025-01-11\nC,市府信息,2025-01-12\n",
}


@pytest.fixture
def office(environment, run):
    """A ledger with an issued notice and two issues, the second 内部."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    for kind, text in TABLES.items():
        (environment / f"{kind}.csv").write_text(text, "utf-8")
        result = run("import", f"{kind}.csv")
        assert result.exit_code == 0, result.stderr
    for ref in ("A", "B"):
        run("bulletin", "new", "县情")
        run("bulletin", "add", "县情", ref)
        assert run("bulletin", "issue", "--unsigned", "试刊", "县情", "--on", "2025-01-20").exit_code == 0
    assert run("notice", "2025-01", "--issue").exit_code == 0
    return environment


def build(run, *words):
    result = run("--today", "2025-03-05", "site", "web", *words)
    assert result.exit_code == 0, result.stderr
    return result


def pages(folder):
    return {
        path.relative_to(folder / "web").as_posix(): path.read_text("utf-8") for path in folder.rglob("web/**/*.html")
    }


class Links(HTMLParser):
    """The addresses that a page names."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("href", "src", "action")]


def test_site_has_a_page_for_every_notice_month_issue_and_unit(run, office):
    build(run)
    assert sorted(pages(office)) == [
        "analyses/2025-02.html",
        "analyses/2025.html",
        "bulletins/县情 No. 1 2025-01-20.html",
        "index.html",
        "notices/Notice on government information work, 2025-01.html",
        "rankings/2025-01.html",
        "rankings/2025-02.html",
        "rankings/2025-03.html",
        "rankings/2025.html",
        "units/乙_乡 & _办_.html",
        "units/甲乡.html",
    ]


def test_every_link_leads_to_a_page_of_the_site(run, office):
    build(run)
    found = pages(office)
    for name, page in found.items():
        for link in Links(page).found:
            path = unquote(link.partition("#")[0])
            assert not re.match(r"[a-z]+:|/", link)
            assert not path or (office / "web" / name).parent.joinpath(path).resolve().is_file()
    linked = {unquote(link.partition("#")[0]) for link in Links(found["index.html"]).found}
    assert linked - {""} == found.keys() - {"index.html"}


def test_only_the_index_has_a_script_and_it_is_not_needed_to_read(run, office):
    build(run)
    found = pages(office)
    assert [name for name, page in found.items() if "<script" in page] == ["index.html"]
    index = found["index.html"]
    assert index.count("</script>") == 1
    assert 'id="search" role="search" hidden' in index
    searched = json.loads(re.search(r"const pages = (.*);", index)[1])
    assert ["R&D <一> 𠮷 </script>", "bulletins/%E5%8E%BF%E6%83%85%20No.%201%202025-01-20.html#article-1-1"] in searched
    assert 'id="article-1-1"' in found["bulletins/县情 No. 1 2025-01-20.html"]


def test_page_of_a_unit_has_its_postings_with_their_citations(run, office):
    build(run)
    page = pages(office)["units/甲乡.html"]
    for words in ("R&amp;D &lt;一&gt; 𠮷", "另一件", "第三条", "县政办发〔2024〕1号", "Beside its group", "<svg"):
        assert words in page


def test_what_is_too_secret_is_nowhere_named(run, office):
    said = build(run).stderr
    found = pages(office)
    assert not any("机密的事" in page for page in found.values())
    assert "(title withheld)" in found["units/乙_乡 & _办_.html"]
    assert "县情/2025/2" in said
    build(run, "--up-to", "内部")
    found = pages(office)
    assert "机密的事" in found["units/乙_乡 & _办_.html"]
    assert "bulletins/县情 No. 2 2025-01-20.html" in found


def test_notice_that_names_what_became_secret_is_left_out(run, office):
    build(run)
    run("item", "edit", "C", "--secrecy", "内部", "--reason", "定密")
    assert "2025-01 unit" in build(run).stderr
    found = pages(office)
    assert not any("另一件" in page for page in found.values())
    assert not any(name.startswith("notices/") for name in found)


def test_pages_that_are_no_longer_right_are_removed_and_others_kept(run, office):
    build(run)
    (office / "web" / "ours.txt").write_text("kept", "utf-8")
    run("notice", "2025-01", "--withdraw", "--reason", "有误")
    build(run)
    assert not any(name.startswith("notices/") for name in pages(office))
    assert (office / "web" / "ours.txt").read_text("utf-8") == "kept"


def test_folder_with_other_things_in_it_is_refused(run, office):
    (office / "web").mkdir()
    (office / "web" / "index.html").write_text("mine", "utf-8")
    result = run("site", "web")
    assert result.exit_code == 2
    assert "is not empty" in result.stderr
    assert (office / "web" / "index.html").read_text("utf-8") == "mine"


def test_issue_is_the_page_that_was_issued(run, office):
    (office / "own.html").write_text("<title>{{ called }}</title><p>本单位的页面</p>", "utf-8")
    run("bulletin", "new", "县情")
    run("bulletin", "add", "县情", "C")
    assert (
        run("bulletin", "issue", "--unsigned", "试刊", "县情", "--on", "2025-01-25", "--template", "own.html").exit_code
        == 0
    )
    (office / "own.html").unlink()
    build(run)
    assert "本单位的页面" in pages(office)["bulletins/县情 No. 3 2025-01-25.html"]


def test_ranking_of_an_issued_month_is_as_it_was_issued(run, office):
    run("adopt", "A", "--in", "市府信息", "--on", "2025-01-25")
    build(run)
    found = pages(office)
    assert "As it was issued." in found["rankings/2025-01.html"]
    assert "As it was issued." not in found["rankings/2025-02.html"]
    assert '<td class="number">20</td>' in found["rankings/2025.html"]
    assert '<td class="number">20</td>' not in found["rankings/2025-01.html"]


def test_site_of_an_empty_ledger_is_an_index(environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n", "utf-8")
    run("import", "units.csv")
    build(run)
    assert "units/甲乡.html" in pages(environment)


def test_same_ledger_gives_the_same_bytes(run, office):
    build(run)
    once = pages(office)
    build(run)
    assert pages(office) == once


def test_what_no_clause_posted_is_named_in_chinese_but_for_programs(run, office, monkeypatch):
    (office / "config.yaml").write_text(CONFIG.replace("language: en", "language: zh"), "utf-8")
    monkeypatch.setattr("infoledger.console._", translation("zh").gettext)
    run("adjust", "甲乡", "2", "--reason", "补", "--on", "2025-01-20")
    build(run)
    assert "<td>调整</td>" in re.sub("<td[^>]*>", "<td>", pages(office)["units/甲乡.html"])
    assert "调整" in run("explain", "甲乡", "2025-01").stdout
    assert ",2,adjustment,," in run("explain", "甲乡", "2025-01", "--format", "csv").stdout


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize("link", ["units/甲乡.html", "units", "index.html"])
def test_nothing_is_written_through_a_link(run, office, link):
    build(run)
    place = office / "web" / link
    elsewhere = office / "elsewhere"
    place.rename(elsewhere)
    place.symlink_to(elsewhere)
    before = elsewhere.stat().st_mtime_ns, elsewhere.is_dir() or elsewhere.read_bytes()
    run("adjust", "甲乡", "-1", "--reason", "迟报", "--on", "2025-01-15")
    result = run("--today", "2025-03-05", "site", "web")
    assert (result.exit_code, "is a link" in result.stderr) == (2, True)
    assert (elsewhere.stat().st_mtime_ns, elsewhere.is_dir() or elsewhere.read_bytes()) == before


def test_a_reason_that_names_what_is_too_secret_shows_it_nowhere(run, office):
    run("adjust", "甲乡", "-1", "--reason", "因《机密的事》迟报", "--on", "2025-01-15")
    build(run)
    found = pages(office)
    assert not any("机密的事" in page for page in found.values())
    assert "因(title withheld)迟报" in found["units/甲乡.html"]


def front(run, office, *words):
    """The words of the front page, without its script, one after the other."""
    build(run, *words)
    page = pages(office)["index.html"].partition("<script>")[0].partition("<header>")[2]
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]*>", " ", page)))


@pytest.fixture
def march(office, run):
    """The office of ``build`` with what happened in its month and the one before."""
    for kind, text in {
        "items": "编号,报送日期,单位,标题,密级\nD,2025-02-05,甲乡,二月的事,公开\nE,2025-03-04,甲乡,三月的密事,内部\n",
        "adoptions": "编号,刊物,日期\nD,市府信息,2025-02-10\nE,市府信息,2025-03-04\n",
        "placings": "上级,时段,日期,名次,总数\n市政府办公室,2025-02,2025-03-03,2,9\n",
    }.items():
        (office / f"{kind}.csv").write_text(text, "utf-8")
        result = run("import", f"{kind}.csv")
        assert result.exit_code == 0, result.stderr
    asked = ("solicit", "春耕情况", "--to", "甲乡;乙/乡 & <办>", "--due", "2025-03-10")
    result = run("--today", "2025-03-01", *asked)
    assert result.exit_code == 0, result.stderr
    return office


def test_front_page_shows_this_month_beside_the_last(run, march):
    shown = front(run, march)
    assert "This month, 2025-03 乡镇 Rank Unit Points Adopted Submitted 1 甲乡 5 1 1 2 乙/乡 & <办> 0 0 0" in shown
    assert "Last month, 2025-02 乡镇" in shown
    assert "Nothing submitted units: 1 乙/乡 & <办>" in shown
    assert "二月的事 甲乡 5 points" in shown


def test_front_page_tells_what_is_asked_and_who_has_not_answered(run, march):
    shown = front(run, march)
    assert "春耕情况 due 2025-03-10, days left: 5" in shown
    assert "Not answered 甲乡 , 乙/乡 & <办>" in shown


def test_front_page_has_the_newest_issue_with_the_way_to_each_of_its_titles(run, march):
    build(run)
    index = pages(march)["index.html"]
    issue = "bulletins/%E5%8E%BF%E6%83%85%20No.%201%202025-01-20.html"
    assert f'<a href="{issue}#article-1-1">R&amp;D &lt;一&gt; 𠮷 &lt;/script&gt;</a>' in index
    assert f'<a href="../{issue}#article-1-1">R&amp;D' in pages(march)["units/甲乡.html"]


def test_front_page_repeats_what_the_last_notice_said(run, march):
    (march / "comment.txt").write_text("整体平稳。", "utf-8")
    (march / "focus.txt").write_text("聚焦春耕。", "utf-8")
    said = ("--issue", "--comment", "comment.txt", "--focus", "focus.txt")
    assert run("--today", "2025-03-05", "notice", "2025-02", *said).exit_code == 0
    shown = front(run, march)
    assert "Comment 整体平稳。 Notice on government information work, 2025-02" in shown
    assert "Next focus 聚焦春耕。" in shown
    assert "this office ranks 2" in shown


def test_front_page_shows_an_issued_month_as_it_was_issued(run, march):
    assert run("--today", "2025-03-05", "notice", "2025-02", "--issue").exit_code == 0
    run("adjust", "乙/乡 & <办>", "9", "--reason", "补", "--on", "2025-02-20")
    assert "Last month, 2025-02 乡镇 Rank Unit Points Adopted Submitted Up or down 1 甲乡 5" in front(run, march)


def test_front_page_names_no_title_that_is_too_secret(run, march):
    assert "三月的密事" not in front(run, march)
    assert "(title withheld) 甲乡 5 points" in front(run, march)
    assert "三月的密事 甲乡 5 points" in front(run, march, "--up-to", "内部")


def test_postings_of_a_unit_stand_by_month_with_their_sums(run, march):
    build(run)
    page = pages(march)["units/甲乡.html"]
    assert page.index("Postings, 2025-03") < page.index("Postings, 2025-02") < page.index("Postings, 2025-01")
    january = page[page.index("Postings, 2025-01") :]
    assert '<tr><td class="short">Sum</td><td class="number">15</td>' in january


def test_every_unit_in_a_ranking_leads_to_its_page(run, office):
    build(run)
    assert '<a href="../units/%E7%94%B2%E4%B9%A1.html">甲乡</a>' in pages(office)["rankings/2025-01.html"]


def test_an_analysis_leads_to_the_units_and_has_no_lines_to_write_on(run, march):
    build(run)
    page = pages(march)["analyses/2025.html"]
    assert '<a href="../units/%E7%94%B2%E4%B9%A1.html">甲乡</a>' in page
    assert "Judgement" not in page
    assert "三月的密事" not in page
