"""How ``layout`` in ``config.yaml`` is written: what an office's Word documents have otherwise than those that ship."""

import re
from decimal import Decimal

from infoledger.config.model import Layout
from infoledger.config.records import Record, optional
from infoledger.config.shapes import Form, Made, Shape
from infoledger.config.values import FLAG, TEXT, number, whole
from infoledger.i18n import _

#: The fonts of the templates that ship, each to be replaced wherever it stands.
FONTS = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "Times New Roman")
#: The style of all text that has none of its own size or font; Word calls it Normal or 正文.
TEXT_STYLE = "正文"
#: The styles that may be changed, by the names that Word shows.
STYLES = (
    *(TEXT_STYLE, "公文正文", "一级标题", "二级标题", "三级标题", "四级标题", "公文标题", "页码单页", "页码双页"),
    *("简报密级", "刊名", "长刊名", "专刊名", "文内标题", "期号", "编印", "要目标题", "要目栏目", "要目"),
    *("按语", "按语续段", "栏目", "图片", "供稿", "版记", "签发"),
    *(
        "发文机关标志",
        "长发文机关标志",
        "函发文机关标志",
        "长函发文机关标志",
        "发文字号",
        "附件说明",
        "单个附件说明",
        "附件说明续",
        "署名",
        "用印署名",
        "附注",
        "成文日期",
        "附件",
        "附件标题",
    ),
    *("表题", "表头", "表内", "表内文字", "表后", "签名格", "合计", "制表", "说明"),
)


def _parse_colour(text: str) -> str:
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", text):
        raise ValueError(text)
    return text.upper()


def _points(least: int, most: int) -> Shape[float]:
    """A length in pt. Type and lines are no figures that anybody earns: a float is exact enough."""
    return Made(number(least=least, most=most), Decimal.__float__)


_COLOUR: Form[str] = Form(
    _parse_colour,
    lambda: _("a colour such as C00000"),
    "",
    {"type": ["string", "number"], "pattern": "^[0-9A-Fa-f]{6}$"},
)
_MARGIN = Made(number(least=15, most=60), Decimal.__float__)
_STYLE = Record(
    {
        "font": optional(TEXT),
        "size": optional(_points(5, 100)),
        "bold": optional(FLAG),
        "line": optional(_points(8, 140)),
        "before": optional(_points(0, 200)),
        "after": optional(_points(0, 200)),
    },
    dict[str, object],
    place="style",
)
LAYOUT = Record(
    {
        "fonts": optional(Record(dict.fromkeys(FONTS, optional(TEXT)), dict[str, str])),
        "margins": optional(
            Record(
                dict.fromkeys(("top", "bottom", "left", "right"), optional(_MARGIN)), dict[str, float], place="margins"
            )
        ),
        "lines": optional(whole(15, 30)),
        "red": optional(_COLOUR),
        "styles": optional(Record(dict.fromkeys(STYLES, optional(_STYLE)), dict[str, object])),
    },
    Layout,
    place="layout",
    title="",
)
