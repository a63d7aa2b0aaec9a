"""Tables of a rendered document fitted to the page: widths, heads, breaks in cells, and pages turned for wide ones.

A template cannot know how many columns a table has or how long its words are: its cells come out as wide as
the table, and are fitted here.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import groupby, islice, pairwise, takewhile
from math import ceil
from typing import Any, NamedTuple

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from infoledger.characters import display_width
from infoledger.documents.breaking import broken
from infoledger.documents.keeping import Named
from infoledger.documents.ooxml import root, w

#: Half points of the type in tables; 9 pt, below which pages are turned; and the smallest that is set at all (六号).
_TYPE, _TURNED_BELOW, _SMALLEST = 21, 18, 15
#: Twips of half a character of 10.5 pt, the measure of widths here, and of the margins within a cell.
_HALF, _MARGINS = 105, 80
#: The least that one column asks for; one wider than this gives way to the others, and its texts are turned.
_NARROWEST, _YIELDING = 4, 13
#: Half characters of short texts, such as days and names, which are turned last.
_WHOLE = 20
#: What is tried in turn: how wide texts are that are not turned at all (days, short names), how narrow a column of
#: longer ones becomes, and the types.
_TRIED = (
    (_WHOLE, 18, range(_TYPE, _TURNED_BELOW - 1, -1)),
    (_YIELDING, _YIELDING, range(_TYPE, _TURNED_BELOW - 1, -1)),
    (_YIELDING, _YIELDING, range(_TURNED_BELOW - 1, _SMALLEST - 1, -1)),
)
#: What each smaller type costs for every row: as much as one title in six that is turned.
_SMALLER = 2
#: Half characters of a text that may well be turned.
_SENTENCE = 60
#: Into more lines than these no text is broken as a title is.
_BROKEN = 2.5
_SENTENCES = re.compile("[。；]")
#: Where Chinese and Latin characters meet programs put some room.
_ROOM = 0.75
_MEETING = re.compile(r"(?<=[^\x00-\u2fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[^\x00-\u2fff])")
#: Characters in a line of a head where columns are many.
_SHORT_HEAD = 2.5
#: mm between text and page number.
_FOOTER = 624

_TABLE, _FOOT = "排名表", "版记表"
_CELLS = {"表内", "表内文字"}
_LABEL, _ABOVE, _BELOW = "附件", {"表题", "附件标题"}, "说明"


#: How wide the texts of a column are, and how often.
Lengths = Mapping[int, int]
#: What it costs to give to columns these shares.
_Shared = tuple[int, tuple[int, ...]]


class _Block(NamedTuple):
    """What stands on pages of its own if its tables are too wide: an annex, or a table with its heading and note."""

    parts: Sequence[Any]
    tables: Sequence[Any]


def fit_tables(document: Document, *, turn: bool) -> int:
    """Fit the tables of a rendered ``document``; with ``turn`` wide ones lie across. How many paragraphs that added."""
    named = Named(document)
    body = document.element.body
    upright = body.find(qn("w:sectPr"))
    if upright is None:  # half the document is lost, and will be refused
        return 0
    room, across = _text_width(upright), _text_width(_turned(upright))
    added = -sum(_join_heads(table) for table in body.iter(qn("w:tbl")) if named(table) == _TABLE)
    for block in _blocks(body, named):
        wide = turn and any(_asked(table) * _HALF * _TURNED_BELOW > room * _TYPE for table in block.tables)
        for table in block.tables:
            _fit(table, across if wide else room, named)
        if wide:
            added += _turn(body, block.parts, upright)
    return added


# ---- how wide columns are to be


def _asked(table: Any) -> int:
    """What the columns ask for at least, in half characters, when long texts are turned and heads are short."""
    rows = _texts(table)
    return sum(map(_least, _columns(rows, short=True))) if rows else 0


def _fit(table: Any, width: int, named: Named) -> None:
    """Share ``width`` twips by what stands in the columns; where that is too much, in smaller type."""
    rows = _texts(table)
    if not rows:  # an office has merged cells, and knows how wide they are to be
        return
    columns = _columns(rows)
    if sum(map(_least, columns)) > width // _HALF:
        columns = _columns(rows, short=True)
    shares, size = _sized(columns, width // _HALF)
    if size != _TYPE:
        for run in table.iter(qn("w:r")):
            run.get_or_add_rPr().sz_val = Pt(size / 2)
    widths = [width * share // sum(shares) for share in shares]
    table.tblPr.find(qn("w:tblW")).set(qn("w:w"), str(width))
    for column, each in zip(table.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(each))
    for row in table.findall(qn("w:tr")):
        _set_widths(row, widths, size)
        _align(row, [max(column) <= _WHOLE + 1 for column in columns], named)


def _align(row: Any, short: Sequence[bool], named: Named) -> None:
    """Put the texts of a column in the middle if all of them are ``short``, else to the left."""
    for cell, centred in zip(row.findall(qn("w:tc")), short, strict=False):
        for paragraph in cell.findall(qn("w:p")):
            if named(paragraph) in _CELLS:
                paragraph.get_or_add_pPr().jc_val = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT


def _sized(columns: Sequence[Lengths], room: int) -> tuple[Sequence[int], int]:
    """What the columns get of ``room``, and in which type: where the fewest texts are turned into the fewest lines."""
    rows = max(map(sum, (column.values() for column in columns)))
    for whole, narrowest, sizes in _TRIED:
        shared = _shared([_widths(column, whole, narrowest) for column in columns], room * _TYPE // min(sizes))
        costs = {
            size: (cost + (_TYPE - size) * _SMALLER * rows, shares)
            for size in sizes
            for cost, shares in shared[room * _TYPE // size]
        }
        if costs:
            best = min(costs, key=lambda size: costs[size][0])
            return costs[best][1], best
    return [*map(_least, columns)], _SMALLEST


def _shared(columns: Sequence[Sequence[tuple[int, int]]], room: int) -> Sequence[Sequence[_Shared]]:
    """How ``columns`` of these widths and costs best share every room up to ``room``; empty where they cannot.

    Best is what costs least: one long text among short ones neither takes the room of all nor stands in a pillar.
    """
    best: list[list[_Shared]] = [[(0, ())]] * (room + 1)
    for column in columns:
        best = [
            sorted(
                (cost + before, (*shares, share))
                for share, cost in column
                if share <= place
                for before, shares in best[place - share]
            )[:1]
            for place in range(room + 1)
        ]
    return best


def _widths(column: Lengths, whole: int, narrowest: int) -> list[tuple[int, int]]:
    """The widths worth giving to ``column``, each with what it costs; up to ``whole`` it is not turned."""
    widest = max(column)
    least = widest if widest <= whole else narrowest
    costs = [
        (share, sum(n * _cost(length, share) for length, n in column.items())) for share in range(least, widest + 1)
    ]
    return [each for before, each in pairwise([(0, -1), *costs]) if each[1] != before[1]]


def _cost(length: int, share: int) -> int:
    """What it costs to turn a text: more the more lines it gets, and the shorter it is, such as a day or a name."""
    return (ceil(length / share) ** 3 - 1) * _SENTENCE**2 // length**2


def _least(column: Lengths) -> int:
    return min(max(column), _YIELDING)


def _set_widths(row: Any, widths: Sequence[int], size: int) -> None:
    place = 0
    for cell in row.findall(qn("w:tc")):
        spanned = widths[place : place + _span(cell)]
        place += len(spanned)
        cell.tcPr.find(qn("w:tcW")).set(qn("w:w"), str(sum(spanned)))
        _break_in(cell, (sum(spanned) - _MARGINS) / (size * 10))


def _texts(table: Any) -> list[list[str]] | None:
    """What stands in the cells by row, the upper storey of the head left out; None where cells are merged otherwise."""
    upper = _upper(table)
    rows = [row for row in table.findall(qn("w:tr")) if row is not upper]
    lines = [[_text(cell) for cell in row.findall(qn("w:tc"))] for row in rows]
    if upper is not None:  # a name that stands there alone belongs to the column below it
        place = 0
        for cell in upper.findall(qn("w:tc")):
            if _span(cell) == 1 and not lines[0][place]:
                lines[0][place] = _text(cell)
            place += _span(cell)
    return lines if len({len(line) for line in lines}) == 1 else None


def _columns(rows: Sequence[Sequence[str]], *, short: bool = False) -> list[Lengths]:
    """The longest line of each text of a column in half characters, and how often.

    With ``short`` the head is in as many lines as it needs.
    """
    head, *rest = rows
    heads = ["\n".join(broken(name.replace("\n", ""), _SHORT_HEAD)) for name in head] if short else head
    return [Counter(max(_NARROWEST, widest(text)) + 1 for text in column) for column in zip(heads, *rest, strict=True)]


def widest(text: str) -> int:
    """The longest line of ``text`` in half characters, with the room that programs put between scripts."""
    return max(
        display_width(line.strip(" "), ambiguous=2) + ceil(len(_MEETING.findall(line)) * _ROOM)
        for line in text.split("\n")
    )


def _break_in(cell: Any, room: float) -> None:
    """Break a text that is wider than its cell where a person would, in a word only where a line cannot hold it.

    One in two lines, such as a head, goes into one where there is room; running text is left as it is.
    """
    runs = list(cell.iter(qn("w:r")))
    lines = [line for line in _text(cell).split("\n") if line]
    whole = "".join(lines)
    if len(runs) != 1 or whole.isascii():  # breaks at blanks by itself
        return
    if (len(lines) < 2 or widest(whole) / 2 > room) and all(widest(line) / 2 <= room for line in lines):
        return
    if widest(whole) / 2 > room * _BROKEN or _SENTENCES.search(whole):
        return
    for part in runs[0].xpath("w:t | w:br"):
        runs[0].remove(part)
    for place, line in enumerate(broken(whole, max(room, 1.0))):
        if place:
            runs[0].add_br()
        runs[0].add_t(line.strip())


def _text(cell: Any) -> str:
    """The words of a cell. On paper marks such as ● and “ are set from the Chinese font."""
    return "".join("\n" if part.tag == qn("w:br") else part.text or "" for part in cell.iter(qn("w:t"), qn("w:br")))


# ---- heads of two storeys


def _upper(table: Any) -> Any:
    """The upper storey of the head, if it has two."""
    first = islice(table.iterchildren(qn("w:tr")), 3)
    heads = [row for row in first if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    return heads[0] if len(heads) == 2 else None


def _span(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else int(span.get(qn("w:val")))


def _join_heads(table: Any) -> int:
    """Join neighbours of the upper storey that say the same, and cells without one with what stands below.

    How many paragraphs went with the cells that were joined.
    """
    upper = _upper(table)
    if upper is None:
        return 0
    joined = 0
    pairs = list(zip(upper.findall(qn("w:tc")), upper.getnext().findall(qn("w:tc")), strict=True))
    for name, run in groupby(pairs, key=lambda pair: _text(pair[0])):
        if name:
            first, *others = [above for above, _below in run]
            if others:
                _mark(first, w("gridSpan", val=1 + len(others)))
            joined += len(others)
            for cell in others:
                upper.remove(cell)
        else:
            for above, below in run:
                _join_down(above, below)
    return joined


def _join_down(above: Any, below: Any) -> None:
    """Let the words of ``below`` stand in both cells."""
    words, empty = below.find(qn("w:p")), above.find(qn("w:p"))
    below.replace(words, deepcopy(empty))
    above.replace(empty, words)
    _mark(above, w("vMerge", val="restart"))
    _mark(below, w("vMerge"))


def _mark(cell: Any, element: str) -> None:
    """Put ``element`` where the schema has it: after the width, before the alignment."""
    made = parse_xml(root("x", element).encode())[0]
    cell.tcPr.find(qn("w:tcW")).addnext(made)


# ---- pages that are turned


def _blocks(body: Any, named: Named) -> Iterator[_Block]:
    """The annexes, and where there are none each table with what belongs to it."""
    label: list[Any] = []
    for part in [*body.iterchildren(qn("w:p"), qn("w:tbl"))]:
        if named(part) == _LABEL:
            yield from _annexes(label, named)
            label = [part]
        elif label:
            label.append(part)
        elif named(part) == _TABLE:
            yield _Block([*_above(part, named), part, *_below(part, named)], [part])
    yield from _annexes(label, named)


def _annexes(parts: Sequence[Any], named: Named) -> Iterator[_Block]:
    held = [*takewhile(lambda part: named(part) not in {_FOOT, "文末"}, parts)]
    if held:
        yield _Block(held, [part for part in held if named(part) == _TABLE])


def _above(table: Any, named: Named) -> list[Any]:
    above = takewhile(lambda part: named(part) in _ABOVE, table.itersiblings(preceding=True))
    return [*above][::-1]


def _below(table: Any, named: Named) -> Iterator[Any]:
    yield from takewhile(lambda part: named(part) == _BELOW, table.itersiblings())


def _turn(body: Any, parts: Sequence[Any], upright: Any) -> int:
    """Give ``parts`` pages across; how many paragraphs were added to hold the sections."""
    added = 0
    before, after = parts[0].getprevious(), parts[-1].getnext()
    if before is not None and before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
        added += _end_section(before, deepcopy(upright))
    rest = [] if after is None else [after, *after.itersiblings()]
    if all(part is upright or _nothing(part) for part in rest):
        body.replace(upright, _turned(upright))
        return added
    return added + _end_section(parts[-1], _turned(upright))


def _nothing(part: Any) -> bool:
    """Whether ``part`` is a paragraph without words, such as the one that must follow a table."""
    return part.tag == qn("w:p") and not "".join(part.itertext()).strip()


def _end_section(part: Any, section: Any) -> int:
    """End a section with ``part``, in a paragraph of its own if it is a table."""
    if part.tag == qn("w:p"):
        part.get_or_add_pPr().append(section)
        return 0
    paragraph = parse_xml(root("p", w("pPr", w("pStyle", val="end"))).encode())
    paragraph.pPr.append(section)
    part.addnext(paragraph)
    return 1


def _turned(section: Any) -> Any:
    """The page across: what was its left edge is its upper one (GB/T 9704 8 of odd pages)."""
    turned = deepcopy(section)
    size, margins = turned.find(qn("w:pgSz")), turned.find(qn("w:pgMar"))
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    size.set(qn("w:w"), height)
    size.set(qn("w:h"), width)
    size.set(qn("w:orient"), "landscape")
    edges = {side: margins.get(qn(f"w:{side}")) for side in ("top", "right", "bottom", "left")}
    for side, edge in zip(("top", "right", "bottom", "left"), ("left", "top", "right", "bottom"), strict=True):
        margins.set(qn(f"w:{side}"), edges[edge])
    margins.set(qn("w:footer"), str(max(0, int(edges["right"]) - _FOOTER)))
    return turned


def _text_width(section: Any) -> int:
    margins = section.find(qn("w:pgMar"))
    edges = sum(int(margins.get(qn(f"w:{side}"))) for side in ("left", "right"))
    return int(section.find(qn("w:pgSz")).get(qn("w:w"))) - edges
