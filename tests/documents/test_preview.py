"""The Word documents as LibreOffice lays them out; needs it installed, and no particular font."""

import shutil
import subprocess
from collections import defaultdict

import pytest

from infoledger.documents.rendering import render

pymupdf = pytest.importorskip("pymupdf", reason="reading back the PDF needs pymupdf")
OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def profile_folder(tmp_path_factory):
    """LibreOffice's own settings, made once."""
    return tmp_path_factory.mktemp("office")


@pytest.fixture
def lay_out(tmp_path, profile_folder):
    """The pages that LibreOffice makes of a document."""

    def convert(model):
        (tmp_path / "document.docx").write_bytes(render(model, "docx"))
        command = [OFFICE, f"-env:UserInstallation={profile_folder.as_uri()}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", tmp_path, tmp_path / "document.docx"], check=True, capture_output=True)
        return list(pymupdf.open(tmp_path / "document.pdf"))

    return convert


def lines(page):
    """The text of the lines of a page, from top to bottom."""
    rows = defaultdict(list)
    for x, y, _right, _bottom, word, *_place in page.get_text("words"):
        rows[round(y)].append((x, word))
    return ["".join(word for _x, word in sorted(row)) for _y, row in sorted(rows.items())]


def bottom_of(page, words):
    """How far below the top of the page, in mm, the last occurrence of ``words`` ends."""
    return page.search_for(words)[-1].y1 * 25.4 / 72


def test_a_full_page_has_22_lines_of_28_characters(lay_out, make_bulletin):
    pages = lay_out(make_bulletin(body="一二三四五六七八九十" * 600))
    full = lines(pages[1])[:-1]  # without the page number
    assert len(full) == 22
    assert {len(line) for line in full} == {28}


def test_one_short_article_fills_one_page_with_the_send_block_at_its_foot(lay_out, make_bulletin):
    (page,) = lay_out(make_bulletin())
    assert 255 < bottom_of(page, "(120 copies printed)") < 262


@pytest.mark.parametrize("count", [3, 30])
def test_send_block_stands_on_the_last_page_only(lay_out, make_bulletin, count):
    pages = lay_out(make_bulletin(count, body="今年以来，甲乡成效明显。" * 30))
    found = [page.number for page in pages if page.search_for("(120 copies printed)")]
    assert found == [len(pages) - 1]
    assert 255 < bottom_of(pages[-1], "(120 copies printed)") < 262


def test_odd_page_numbers_stand_right_and_even_ones_left(lay_out, make_bulletin):
    pages = lay_out(make_bulletin(body="一二三四五六七八九十" * 200))
    middles = [page.search_for("—")[-1].x0 / page.rect.width for page in pages]
    assert [middle > 0.5 for middle in middles] == [page % 2 == 0 for page in range(len(pages))]


def test_head_of_a_long_table_is_repeated_on_each_page(lay_out, make_notice):
    pages = lay_out(make_notice(60))
    with_rows = [page for page in pages if page.search_for("23.7")]
    assert len(with_rows) >= 4
    assert all(page.search_for("Pieces") for page in with_rows)
