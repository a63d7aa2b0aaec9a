"""What a table of an office holds beside its records: sums, signatures, the header of a further printed page."""

import re
from collections.abc import Collection, Mapping, Sequence

from infoledger.intake.cells import Cell

_TOTAL = re.compile(
    r"(本[页月季年周]|全[月季年]|[一二三四]季度|[上下]半年|\d{1,2}月份?)?\s*([合小总共累]\s*计|平\s*均)(数|值|分)?"
    r"([\s:：(（].*|\d.*)?|(sub)?total\W*|average\W*",
    re.IGNORECASE | re.DOTALL,
)
_SIGNATURE = re.compile(
    r"([制填编]\s*[表报制]|审\s*[核批签定阅]|复\s*核|校\s*[核对]|签\s*[发字批]|负\s*责|分\s*管|主\s*管|统\s*计|报\s*送|上\s*报|经\s*办"
    r"|联\s*系|单位\s*负责|科室\s*负责|领导\s*签)\s*(人|员|者|单位|部门|时间|日期|领导|电话|签字)*\s*(\([^)]*\)|（[^）]*）)?\s*[:：].*"
    r"|[制填编]\s*[表报]\s*(人|单位|时间|日期)?",
    re.DOTALL,
)
_FOOTER = re.compile(r".{0,12}[合小总共]\s*计.{0,10}|[制填]\s*[表报].*|(注|说明|备注)\s*[:：].*", re.DOTALL)
#: A signature line says little: of as many columns, at most half.
_MOST_OF_LINE = 2


def is_number_or_code(first: str) -> bool:
    """Whether a cell is ASCII that begins neither of the English words for a sum, so that it tells no such row."""
    return first.isascii() and first[0] not in "sStTaA"


def is_total(first: Cell) -> bool:
    """Whether the ``first`` filled cell of a row says that the row is a sum or an average."""
    return isinstance(first, str) and bool(_TOTAL.fullmatch(first))


def is_signature(cells: Sequence[Cell], wide: int) -> bool:
    """Whether a row of a table ``wide`` columns wide tells who made or approved it."""
    first = next((str(cell) for cell in cells if cell is not None), "")
    if not _SIGNATURE.fullmatch(first):
        return False
    return len({str(cell) for cell in cells if cell is not None}) <= max(wide // _MOST_OF_LINE, 1)


def is_header(cells: Sequence[Cell], heads: Collection[Mapping[int, str]]) -> bool:
    """Whether a row says again what one of the rows of the header says, column by column."""
    filled = {column: " ".join(str(cell).split()) for column, cell in enumerate(cells) if cell is not None}
    return any(
        len(filled) > len(head) // 2 and all(head.get(column) == text for column, text in filled.items())
        for head in heads
    )


def is_title(cells: Sequence[Cell], titles: Collection[str]) -> bool:
    """Whether a row says nothing but what stood above the header."""
    return all(str(cell) in titles for cell in cells if cell is not None)


def may_be_footer(first: str) -> bool:
    """Whether a row that is wrong, whose ``first`` filled cell this is, looks like a sum or a note below the table."""
    return bool(_FOOTER.fullmatch(first) or _TOTAL.fullmatch(first) or _SIGNATURE.fullmatch(first))
