"""A document of each kind with all its parts, to try an office's own template on."""

from base64 import b64decode
from dataclasses import replace
from datetime import date
from decimal import Decimal

from infoledger.config.model import NoticeDesign, Publication
from infoledger.documents import bulletin, letter, notice
from infoledger.documents.adopted import Adopted, adopted_listing
from infoledger.documents.basis import Basis
from infoledger.documents.bulletin import Bulletin
from infoledger.documents.letter import Letter, Owed, Sender
from infoledger.documents.narrative import (
    Distinction,
    Failures,
    NoticeRow,
    NoticeTable,
    Remarks,
    Task,
    Totals,
)
from infoledger.documents.narrative import Owed as Owing
from infoledger.documents.notice import Notice
from infoledger.documents.placings import Placing
from infoledger.documents.sections import Matter
from infoledger.documents.statement import Statement, makers
from infoledger.documents.tables import Listing
from infoledger.documents.text import Paragraph
from infoledger.periods import Period
from infoledger.rules.regulation import Ranking, Regulation

_OFFICE = "某县人民政府办公室"
#: A dot.
_PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
_TEXT = "某乡扎实做好各项工作。\n一、主要做法\n（一）抓紧。进展顺利。"
_DAY = date(2026, 11, 5)
_MONTH = Period(date(2026, 10, 1), date(2026, 10, 31), "2026-10", "month")
_FIGURES = (3, 2, 1, 1, Decimal("33.3"), 0, Decimal("5.5"), Decimal(20))


def _bulletin() -> Bulletin:
    publication = Publication("政务信息", _OFFICE, "both", ("要闻",), {"报": ("某某",)}, 20, "内部", ("编辑", "签发"))
    pictures = (("png", _PICTURE),)
    pieces = [bulletin.Piece("某乡工作", _TEXT, ("某乡",), section, pictures) for section in ("", "要闻")]
    composed = bulletin.compose(
        publication, pieces, day=_DAY, language="zh", number=1, running=2, special="专刊", note=_TEXT, secrecy="内部"
    )
    return replace(composed, reader=bulletin.reader("某某", "县长", [("阅。", _DAY)], "zh"))


def _notice() -> Notice:
    totals = Totals(3, 2, 1, (("县级", 1),), (("县级", "政务信息", 1),))
    rows = (NoticeRow(1, "甲乡", _FIGURES, 3), NoticeRow(2, "乙乡", _FIGURES, 1))
    owed = (
        Owing("甲乡", Decimal(2), Decimal(3), _MONTH),
        Owing("乙乡", Decimal(2), Decimal(1), _MONTH, "分管领导某某"),
    )
    matter = Matter(
        _MONTH,
        (NoticeTable("乡镇", rows, totals, ("乙乡",), _FIGURES),),
        totals,
        (2, 8),
        tasks=(Task("每月报送", "submission", owed),),
        outcomes=(Distinction("约谈", ("乙乡",)),),
        honours=(Distinction("月度最佳", ("甲乡“标题”",)),),
        failures=(Failures("迟报", (("乙乡", 2),)),),
        placings=(Placing("某市政府办公室", _MONTH, 2, 13, Decimal(888), Decimal(900)),),
        remarks=Remarks(_TEXT, _TEXT),
    )
    design = NoticeDesign(copy_to="县委办公室", printed_by=_OFFICE, contact="联系人：某某")
    adopted = adopted_listing([Adopted("甲乡", "标题", "政务信息", _DAY, ("某某",))], 1, "单位", "zh")
    return notice.compose(
        _OFFICE,
        matter,
        basis=Basis(_MONTH, (Regulation("考核办法", date(2026, 1, 1)),), Ranking()),
        day=_DAY,
        language="zh",
        design=design,
        number="某政办信〔2026〕1号",
        adopted=adopted,
        corrections=Listing("", ("单位", "原因"), (("甲乡", "补录"),)),
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
