"""A document of each kind with all its parts, to try an office's own template on."""

from datetime import date
from decimal import Decimal

from infoledger.config.model import Publication
from infoledger.documents import bulletin, letter, notice
from infoledger.documents.bulletin import Bulletin
from infoledger.documents.letter import Letter, Owed, Sender
from infoledger.documents.narrative import NoticeRow, NoticeTable, Remarks, Totals
from infoledger.documents.notice import Basis, Notice
from infoledger.documents.statement import Statement, makers
from infoledger.documents.tables import Listing
from infoledger.documents.text import Paragraph
from infoledger.periods import Period
from infoledger.rules.regulation import Ranking, Regulation

_OFFICE = "某县人民政府办公室"
_TEXT = "某乡扎实做好各项工作。\n一、主要做法\n（一）抓紧。进展顺利。"
_DAY = date(2026, 11, 5)
_MONTH = Period(date(2026, 10, 1), date(2026, 10, 31), "2026-10", "month")
_FIGURES = (3, 2, 1, 1, Decimal("33.3"), 0, Decimal("5.5"), Decimal(20))


def _bulletin() -> Bulletin:
    publication = Publication("政务信息", _OFFICE, "both", ("要闻",), {"报": ("某某",)}, 20, "内部", ("编辑", "签发"))
    pieces = [bulletin.Piece("某乡工作", _TEXT, ("某乡",), section) for section in ("", "要闻")]
    return bulletin.compose(
        publication, pieces, day=_DAY, language="zh", number=1, running=2, special="专刊", note=_TEXT, secrecy="内部"
    )


def _notice() -> Notice:
    totals = Totals(3, 2, 1, (("县级", 1),))
    rows = (NoticeRow(1, "甲乡", _FIGURES), NoticeRow(2, "乙乡", _FIGURES))
    return notice.compose(
        _OFFICE,
        _MONTH,
        [NoticeTable("乡镇", rows, totals, ("乙乡",))],
        totals=totals,
        basis=Basis(_MONTH, (Regulation("考核办法", date(2026, 1, 1)),), Ranking()),
        day=_DAY,
        language="zh",
        remarks=Remarks("某政办信〔2026〕1号", _TEXT, _TEXT),
        listings=[Listing("采用信息", ("单位", "标题"), (("甲乡", "标题"),), "注")],
    )


def _statement() -> Statement:
    listing = Listing("采用信息", ("单位", "件数"), (("甲乡", 1),), "注")
    return Statement(
        "zh",
        _OFFICE,
        ("考核情况表",),
        (Paragraph(_TEXT),),
        (listing,),
        ("注。",),
        makers("zh"),
        "2026年11月5日",
        (listing,),
    )


def _letter() -> Letter:
    owed = [Owed("每月报送", "甲乡", _MONTH, 8, 3, 5)]
    return letter.reminder(Sender(_OFFICE, "zh", contact="联系人：某某"), "甲乡", _MONTH, owed, _DAY)


def samples() -> dict[str, Bulletin | Letter | Notice | Statement]:
    """A document with all its parts of each kind that has templates, by the template's name.

    The plainest stands last: a template that asks for little may be of several kinds.
    """
    return {"bulletin": _bulletin(), "notice": _notice(), "statement": _statement(), "letter": _letter()}
