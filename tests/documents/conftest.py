"""Documents to render: a bulletin and a notice with all their parts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from infoledger.config.model import Publication
from infoledger.documents import bulletin, narrative, notice
from infoledger.documents.annexes import Annex
from infoledger.documents.basis import Basis
from infoledger.documents.sections import Matter
from infoledger.periods import Calendar
from infoledger.rules.regulation import Ranking, Regulation

PUBLICATION = Publication(
    name="政务信息",
    issuer="林双县人民政府办公室",
    numbering="both",
    sections=("要闻", "工作动态"),
    send={"报": ("县委常委",), "送": ("县人大、县政协",), "发": ("各乡镇", "县直各部门")},
    copies=120,
    secrecy_at_most="内部",
    signatures=("编辑", "审核", "签发"),
)


@pytest.fixture
def awkward():
    """Words that markup and templates take for their own, and characters outside the common plane."""
    return "R&D <用地> \"引号\" '撇号' {{ 7*7 }} {% if %} {_{ }_} {_% 😀 𠮷㐂 “双引号”——……"


@pytest.fixture
def make_bulletin():
    """An issue of ``count`` articles; each key of ``more`` goes to ``compose``."""

    def make(count=1, title="甲乡“三个强化”|推动重点项目提速增效", body="今年以来，甲乡成效明显。", **more):
        pieces = [
            bulletin.Piece(title if place == 0 else f"第{place}条信息", body, ("甲乡", "县水利局"), "工作动态")
            for place in range(count)
        ]
        settings = {"day": date(2026, 11, 20), "language": "en", "number": 3, "running": 57}
        return bulletin.compose(PUBLICATION, pieces, **{**settings, **more})

    return make


@pytest.fixture
def make_notice():
    """The notice of October 2026 for two groups of ``count`` units each; ``listings`` are an annex of their own."""

    def make(count=3, name="甲乡", further=(), listings=(), tasks=(), **more):
        period = Calendar().parse("2026-10", date(2026, 11, 5))
        regulation = Regulation("林双县考核办法", date(2026, 1, 1), "林政办发〔2026〕3号")
        figures = (38, 12, 9, 11, Decimal("23.7"), 0, Decimal("50.50"), Decimal(718), *range(len(further)))
        rows = tuple(narrative.NoticeRow(place, f"{name}{place}", figures) for place in range(1, count + 1))
        totals = narrative.Totals(400, 120, 90, (("县级", 60), ("市级", 25), ("省级", 0)))
        tables = (
            narrative.NoticeTable("乡镇街道", rows, totals, ("丙乡",)),
            narrative.NoticeTable("县直部门", rows, totals),
        )
        settings = {
            "basis": Basis(period, (regulation,), Ranking(("points", "adopted"))),
            "day": date(2026, 11, 5),
            "language": "en",
            "further": further,
        }
        matter = Matter(period, tables, totals, (2, 8), tasks=tasks)
        made = notice.compose("林双县人民政府办公室", matter, **{**settings, **more})
        own = [Annex("附件", ("附件",), tuple(listings))] if listings else []
        return replace(made, annexes=(*made.annexes, *own))

    return make
