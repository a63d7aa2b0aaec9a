from decimal import Decimal
from xml.etree import ElementTree as ET

from infoledger.documents.charts import Bar, bars_of, svg_bars, svg_charts, svg_heat, text_bars, text_charts, text_heat
from infoledger.documents.rendering import render
from infoledger.documents.tables import Listing

HEADS = ("单位", "得分", "采用率")
ROWS = (("甲乡", 5, Decimal("83.3")), ("乙乡", 2, None))


def test_text_bars_use_only_what_an_old_console_has():
    drawn = text_bars([Bar("城关镇", Decimal(10)), Bar("甲乡", Decimal("-2.5")), Bar("乙乡", Decimal(0))], width=8)
    assert drawn == "城关镇  ######## 10\n甲乡    -- -2.5\n乙乡    0\n"


def test_longest_bar_fills_the_width_and_no_bar_is_longer():
    drawn = text_bars([Bar(f"{place}", Decimal(place) / 3) for place in range(-9, 9)], width=30)
    assert max(line.count("#") + line[2:].split()[0].count("-") for line in drawn.splitlines()) == 30


def test_rows_without_a_figure_have_no_bar():
    assert bars_of([(1, "甲", "乙组", 5), (2, "丙", "乙组", None)], 3) == [Bar("甲", Decimal(5))]


def test_svg_is_well_formed_and_keeps_awkward_names(awkward):
    name = awkward[:8]
    picture = ET.fromstring(svg_bars([Bar(name, Decimal("1.50")), Bar("乙", Decimal(-3))], awkward))
    texts = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == [name, "1.5", "乙", "-3"]
    assert [bar.get("class") for bar in picture.iter("{http://www.w3.org/2000/svg}rect")] == ["bar", "below"]


def test_long_names_are_shortened():
    assert "一二三四五六七八…" in svg_bars([Bar("一二三四五六七八九十", Decimal(1))], "")


def test_of_several_charts_each_bears_the_heading_of_its_column():
    drawn = text_charts([Listing("乡镇", HEADS, ROWS, charted=(1, 2)), Listing("机关", HEADS, ROWS, charted=(1,))])
    titles = [line for line in drawn.splitlines() if "#" not in line and line]
    assert titles == ["乡镇 得分", "乡镇 采用率", "机关"]
    pictures = svg_charts(HEADS, iter(ROWS), (1, 2), "乡镇")
    assert pictures.count("<svg") == 2
    assert "<figcaption>采用率</figcaption>" in pictures
    assert "figcaption" not in svg_charts(HEADS, ROWS, (1,), "乡镇")


def test_page_of_a_notice_draws_points_and_adoption_rate_of_each_group(make_notice):
    page = render(make_notice(), "html")
    assert page.count("<svg") == 4
    assert page.count("<figcaption>Rate %</figcaption>") == 2
    assert "<script" not in page


HEAT = Listing(
    "逐月报送数",
    ("单位", "9", "10", "合计"),
    (("甲乡", 8, 0, 8), ("乙<乡", 1, 4, 5)),
    heated=(1, 2),
    sums=("合计", 9, 4, 13),
)


def test_the_more_the_darker_and_sums_are_no_measure():
    assert text_heat(HEAT).splitlines() == ["       9  10", "甲乡   8#  0", "乙<乡  1.  4+", "合计   9   4"]


def test_a_heat_map_is_well_formed_and_tells_its_figures():
    picture = ET.fromstring(svg_heat(HEAT))
    cells = [cell.get("class") for cell in picture.iter("{http://www.w3.org/2000/svg}rect")]
    assert cells == ["heat4", "heat0", "heat1", "heat3", "heat0", "heat0"]
    texts = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["9", "10", "甲乡", "8", "0", "乙<乡", "1", "4", "合计", "9", "4"]


def test_a_table_without_heat_has_no_map():
    assert not svg_heat(Listing("", HEADS, ROWS))
