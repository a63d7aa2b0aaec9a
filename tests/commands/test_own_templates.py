"""An office's own templates: written out, changed, checked, used."""

import zipfile
from pathlib import Path

import pytest

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
language: en
publications: {县情: {issuer: 某县政府办公室}}
"""


@pytest.fixture
def office(environment, run):
    """A ledger with one unit and an item, and the templates that ship, in ``own``."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n", "utf-8")
    (environment / "items.csv").write_text("编号,报送日期,单位,标题\nA,2025-01-05,甲乡,R&D <一> 𠮷\n", "utf-8")
    for name in ("units.csv", "items.csv"):
        assert run("import", name).exit_code == 0
    assert run("template", "export", "own").exit_code == 0
    return environment


def change(path, old, new):
    """Replace words in a template, as an office would in Word."""
    if path.suffix == ".html":
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        return
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name).replace(old.encode(), new.encode()) for name in source.namelist()}
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)


NAMES = [
    "bulletin.docx",
    "bulletin.html",
    "notice.docx",
    "notice.html",
    "statement.docx",
    "statement.html",
    "letter.docx",
]


@pytest.mark.parametrize("name", NAMES)
def test_templates_that_ship_are_without_mistakes(run, office, name):
    result = run("template", "check", f"own/{name}")
    assert result.exit_code == 0, result.stderr
    assert f"a template of the {name.split('.')[0]}, without mistakes" in result.stderr
    assert "does not print" not in result.stderr


@pytest.mark.parametrize("name", ["notice.docx", "notice.html"])
def test_notice_is_printed_with_the_office_s_own_template(run, office, name):
    form = name.split(".")[1]
    run("notice", "2025-01", "-o", f"usual.{form}")
    run("notice", "2025-01", "-o", f"own.{form}", "--template", f"own/{name}")
    if form == "html":
        assert Path("own.html").read_text("utf-8") == Path("usual.html").read_text("utf-8")
    change(office / "own" / name, "{{ date }}", "{{ date }}（内部）")
    result = run("notice", "2025-01", "-o", f"changed.{form}", "--template", f"own/{name}")
    assert result.exit_code == 0, result.stderr
    content = Path("changed.html").read_text("utf-8") if form == "html" else document("changed.docx")
    assert "（内部）" in content


def document(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def test_bulletin_is_printed_with_an_own_page(run, office):
    run("bulletin", "new", "县情")
    run("bulletin", "add", "县情", "A")
    change(office / "own" / "bulletin.html", '<p class="masthead">', '<p class="masthead">我县')
    result = run("bulletin", "render", "县情", "-o", "a.html", "--template", "own/bulletin.html")
    assert result.exit_code == 0, result.stderr
    page = Path("a.html").read_text("utf-8")
    assert "我县县情" in page
    assert "R&amp;D &lt;一&gt; 𠮷" in page


@pytest.mark.parametrize("name", NAMES)
def test_unknown_names_and_full_width_braces_are_told(run, office, name):
    old = "{{ issuer }}" if name.startswith("bulletin") else "{{ office }}"
    change(office / "own" / name, old, old + "{{ dat }} ｛｛ date ｝｝")
    result = run("template", "check", f"own/{name}")
    assert result.exit_code == 2
    assert "“dat”" in result.stderr
    assert "Did you mean “date”?" in result.stderr
    assert "｛｛" in result.stderr


@pytest.mark.parametrize("wrong", ["{{ date.nope }}", "{{ date|nope }}", "{{ date.__class__ }}", "{% if date %}"])
@pytest.mark.parametrize("name", ["notice.docx", "notice.html"])
def test_what_fails_in_print_is_told(run, office, name, wrong):
    change(office / "own" / name, "{{ date }}", wrong)
    result = run("template", "check", f"own/{name}")
    assert result.exit_code == 2
    assert "has a mistake" in result.stderr


MISTAKES = [
    ("{% for a in notes %}{% endif %}", "“{% endif %}” does not fit here: “{% for %}” is open"),
    ("{% forr a in notes %}", "There is no tag “forr”.", "Did you mean “for”?"),
    ("{{ date|figur }}", "There is no filter “figur”.", "Did you mean “figure”?"),
    ("{% if date is defind %}{% endif %}", "There is no test “defind”.", "Did you mean “defined”?"),
    ("{% for a in annexes %}{{ a.titel }}{% endfor %}", "There is no “titel” in what", "Did you mean “title”?"),
    ("{% set a = [] %}{{ a[0] }}", "There is no element 0 in it."),
    ("{% macro a(q) %}{{ q }}{% endmacro %}{{ a() }}", "“q” has no value here."),
    ("{{ date. }}", "A name is missing after a dot or bracket."),
    ("{{ date + }}", "Something is missing before “}}”."),
    ("{{ (date }}", "“}” stands where “)” is expected."),
    ("{% for a notes %}{% endfor %}", "“notes” stands where “in” is expected."),
    ("{{ date！ }}", "The sign “！” cannot stand in a tag"),
    ("{{ 1 / 0 }}", "It divides by zero."),
    ("{{ 1 + date }}", "It adds up, joins or compares a text and a number."),
    ("{{ date.__class__ }}", "“__class__” may not be asked for in a template."),
    ("{% %}", "The tag's name is missing after “{%”."),
    ("{{ date) }}", "“)” is too much here."),
]


@pytest.mark.parametrize("name", ["notice.docx", "notice.html"])
@pytest.mark.parametrize(("wrong", "said"), [(wrong, said) for wrong, *said in MISTAKES])
def test_a_mistake_is_told_in_the_reader_s_words_with_its_place(run, office, name, wrong, said):
    file = office / "own" / name
    if name.endswith(".html"):
        place = 1 + file.read_text("utf-8").partition("{{ date }}")[0].count("\n")
    change(file, "{{ date }}", wrong)
    result = run("template", "check", f"own/{name}")
    assert result.exit_code == 2
    for words in said:
        assert words in result.stderr
    assert (
        f"a mistake, line {place}: " in result.stderr
        if name.endswith(".html")
        else f"a mistake, “{wrong}" in result.stderr
    )


@pytest.mark.parametrize("name", ["letter.docx", "letter.html"])
def test_a_tag_that_is_not_closed_is_named(run, office, name):
    (office / "own" / "letter.html").write_text("{% if date %}\n", "utf-8")
    change(office / "own" / "letter.docx", "{{ date }}", "{% if date %}")
    told = run("template", "check", f"own/{name}").stderr
    assert "“{% if %}” is not closed: “{% endif %}” is missing." in told


def test_a_mistake_in_a_page_beside_it_is_told_with_its_file(run, office):
    (office / "own" / "foot.html").write_text("<hr>\n{{ date|figur }}\n", "utf-8")
    change(office / "own" / "notice.html", "{{ date }}", "{% include 'foot.html' %}")
    assert "a mistake, foot.html, line 2: " in run("template", "check", "own/notice.html").stderr
    (office / "own" / "foot.html").write_text("{{ nope }}\n", "utf-8")
    assert "foot.html, line 1: “nope” has no value here." in run("template", "check", "own/notice.html").stderr
    change(office / "own" / "notice.html", "foot.html", "feet.html")
    assert "There is no page “feet.html” beside it." in run("template", "check", "own/notice.html").stderr


def test_what_is_no_longer_printed_is_told_and_is_no_mistake(run, office):
    change(office / "own" / "notice.docx", "{{ number }}", "")
    result = run("template", "check", "own/notice.docx")
    assert result.exit_code == 0
    assert "It does not print: number." in result.stderr


@pytest.mark.parametrize(
    ("name", "content"), [("a.docx", b"no zip"), ("a.html", b"\xff\xfe\x00"), ("a.odt", b"x"), ("nowhere.docx", None)]
)
def test_file_that_is_no_template_is_refused(run, office, name, content):
    if content is not None:
        (office / name).write_bytes(content)
    result = run("template", "check", name)
    assert result.exit_code == 2
    assert name in result.stderr


def test_template_of_another_ending_than_the_file_is_refused(run, office):
    result = run("notice", "2025-01", "-o", "a.html", "--template", "own/notice.docx")
    assert result.exit_code == 2
    assert "is a template for .docx" in result.stderr


def test_export_overwrites_nothing(run, office):
    change(office / "own" / "notice.html", "{{ date }}", "mine")
    result = run("template", "export", "own")
    assert result.exit_code == 2
    assert "mine" in (office / "own" / "notice.html").read_text("utf-8")


def test_issued_notice_keeps_the_template_it_was_issued_with(run, office):
    change(office / "own" / "notice.docx", "{{ date }}", "{{ date }}（正式）")
    result = run("notice", "2025-01", "--issue", "--template", "own/notice.docx")
    assert result.exit_code == 0, result.stderr
    run("notice", "2025-01", "-o", "a.docx")
    assert "（正式）" in document("a.docx")


def test_letters_and_assessments_are_printed_as_the_config_says(run, office):
    change(office / "own" / "letter.docx", "{{ date }}", "{{ date }}（函）")
    change(office / "own" / "statement.docx", "{{ date }}", "{{ date }}（表）")
    own = "notice: {work: 公安信息工作, letters: {template: own/letter.docx}, "
    own += "assessment: {template: own/statement.docx, title: '{period}{work}考核'}}\n"
    (office / "config.yaml").write_text(CONFIG + own, "utf-8")
    assert run("solicit", "秋种", "--to", "甲乡", "--due", "2025-02-01", "--on", "2025-01-20").exit_code == 0
    assert run("solicitation", "print", "秋种", "-o", "letter.docx").exit_code == 0
    assert "2025-01-20（函）" in document("letter.docx")
    assert run("assess", "2025-01", "-o", "assessed.docx").exit_code == 0
    assert "2025-01公安信息工作考核" in document("assessed.docx")
    assert "（表）" in document("assessed.docx")


def test_a_template_that_the_config_names_and_that_is_not_there_is_told(run, office):
    (office / "config.yaml").write_text(CONFIG + "notice: {letters: {template: gone.docx}}\n", "utf-8")
    run("solicit", "秋种", "--to", "甲乡", "--due", "2025-02-01", "--on", "2025-01-20")
    result = run("solicitation", "print", "秋种", "-o", "letter.docx")
    assert result.exit_code == 2
    assert "There is no template" in result.stderr
