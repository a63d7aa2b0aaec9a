"""How ``notice`` in ``config.yaml`` is written: what the printed notice is called, says, and is made of."""

import re
from collections.abc import Mapping

from infoledger.config.model import Named, NoticeDesign, PaperDesign
from infoledger.config.records import Record, optional
from infoledger.config.shapes import Choice, Form, List, Made, Shape
from infoledger.config.values import FLAG, TEXT, whole
from infoledger.config.words import VALUES
from infoledger.i18n import _

#: The parts of the text in the order in which they are printed if none is said: a part's name in both languages.
SECTIONS: Mapping[str, tuple[str, str]] = {
    "totals": ("总体情况", "Totals"),
    "ranking": ("积分排名", "Ranking"),
    "quotas": ("任务完成", "Quotas"),
    "outcomes": ("考核结果", "Outcomes"),
    "honours": ("评优", "Honours and awards"),
    "silent": ("零报送", "Nothing submitted"),
    "failures": ("差错", "Failures"),
    "placings": ("上级位次", "Placings"),
    "comment": ("点评", "Comment"),
    "focus": ("下步重点", "Next focus"),
}
#: What is annexed, likewise.
ANNEXES: Mapping[str, tuple[str, str]] = {
    "ranking": ("积分排名表", "Ranking by points"),
    "quotas": ("任务完成情况表", "Fulfilment of quotas"),
    "adopted": ("采用信息目录", "Adopted items"),
    "corrections": ("补录更正", "Registered late and corrected"),
}


def _either(words: Mapping[str, tuple[str, str]]) -> Shape[str]:
    """One of ``words`` by its name in either language."""
    keys = {english: key for key, (_chinese, english) in words.items()}
    translated = {english: chinese for chinese, english in words.values()}
    return Made(Choice(*keys, translated=translated), keys.__getitem__)


def _with_room(*allowed: str, must: str = "") -> Form[str]:
    """Text with room for what stands in braces; ``must`` is what may not be missing."""

    def parse(text: str) -> str:
        rooms = re.findall(r"\{(.*?)\}", text)
        left_over = re.sub(r"\{\w*\}", "", text)
        if not set(rooms) <= set(allowed) or (must and must not in rooms) or re.search("[{}]", left_over):
            raise ValueError(text)
        return text

    def shown() -> str:
        return _("text with room for {rooms}").format(rooms=" ".join(f"{{{name}}}" for name in allowed))

    return Form(parse, shown, "", {"type": "string"})


_TITLE = _with_room("period", "work")
_PAPER = Record({"template": optional(TEXT), "title": optional(_TITLE)}, PaperDesign, place="paper")


NOTICE = Record(
    {
        "work": optional(TEXT),
        "title": optional(_TITLE),
        "number": optional(_with_room("year", "number", must="number")),
        "to": optional(TEXT),
        "copy_to": optional(TEXT),
        "printed_by": optional(TEXT),
        "contact": optional(TEXT),
        "signed_by": optional(TEXT),
        "seal": optional(FLAG),
        "named": optional(
            Record({"first": optional(whole(0, 50)), "last": optional(whole(0, 50))}, Named, place="named")
        ),
        "sections": optional(List(_either(SECTIONS), unique=True)),
        "annexes": optional(List(_either(ANNEXES), unique=True)),
        "columns": optional(List(TEXT, least=1, unique=True)),
        "wide": optional(Choice("landscape", "portrait", translated=VALUES["wide"])),
        "template": optional(TEXT),
        "pay": optional(_PAPER),
        "report": optional(_PAPER),
        "assessment": optional(_PAPER),
        "letters": optional(_PAPER),
    },
    NoticeDesign,
    place="notice",
)
