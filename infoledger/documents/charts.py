"""Bars and heat maps, as text for a terminal and as SVG for a page; they tell the figures, too."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from infoledger.characters import display_width
from infoledger.documents.tables import Listing
from infoledger.documents.text import Figure, figure


class Bar(NamedTuple):
    """A figure under its name."""

    name: str
    value: Decimal


# Narrow, so that the words can still be read where a telephone shrinks the picture.
_NAME, _ROW, _WIDTH, _FIGURE = 140, 24, 440, 60
_WIDE = 720
#: A heat map has so many shades, in text by these marks; behind the darker ones figures are light.
_STEPS, _DARK, _MARKS = 4, 2, " .:+#"
#: Half characters of 14 px type that fit before the bars.
_NAME_CHARACTERS = 18


def text_charts(listings: Iterable[Listing]) -> str:
    """What is charted in ``listings`` as bars and heat maps for a terminal, each under its title."""
    return "\n".join(drawn for listing in listings for drawn in _drawn(listing))


def _drawn(listing: Listing) -> Iterable[str]:
    for place in listing.charted:
        title = title_of(listing.title, listing.heads, place, listing.charted)
        yield f"{title}\n{text_bars(bars_of(listing.rows, place))}"
    if listing.heated:
        yield f"{listing.title}\n{text_heat(listing)}"


def text_heat(listing: Listing) -> str:
    """Rows by columns, each figure with a mark behind it, the darker the more: ``.``, ``:``, ``+``, ``#``."""
    most = _most_heat(listing)
    heads = [f"{listing.heads[place]} " for place in listing.heated]
    grid = [heads] + [
        [
            f"{figure(row[place])}{_MARKS[0 if row is listing.sums else _heat(row[place], most)]}"
            for place in listing.heated
        ]
        for row in listing.lines
    ]
    names = ["", *(_label(row) for row in listing.lines)]
    widths = [max(map(display_width, column)) for column in zip(*grid, strict=True)]
    room = max(map(display_width, names))
    lines = (_filled(name, room, cells, widths) for name, cells in zip(names, grid, strict=True))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _filled(name: str, room: int, cells: Sequence[str], widths: Sequence[int]) -> str:
    parts = (" " * (width - display_width(cell)) + cell for cell, width in zip(cells, widths, strict=True))
    return name + " " * (room - display_width(name)) + "  " + " ".join(parts)


def svg_heat(listing: Listing) -> Markup:
    """Rows by columns as an inline SVG picture, each cell with its figure, the darker the more; nothing if none."""
    if not listing.heated or not listing.rows:
        return Markup()
    most, width = _most_heat(listing), (_WIDE - _NAME) // len(listing.heated)
    parts = [Markup("<title>{}</title>").format(listing.title)]
    for place, column in enumerate(listing.heated):
        parts.append(_svg_text(_NAME + width * place + width // 2, 17, listing.heads[column]))
    for line, row in enumerate(listing.lines, 1):
        top = line * _ROW
        parts.append(
            Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(
                _NAME - 8, top + 17, _shortened(_label(row))
            )
        )
        for place, column in enumerate(listing.heated):
            heat = 0 if row is listing.sums else _heat(row[column], most)
            parts += _svg_cell(row[column], heat, (_NAME + width * place, top), width)
    size = f"0 0 {_WIDE} {_ROW * (len(listing.lines) + 1)}"
    head = f'<svg class="chart heat" role="img" viewBox="{size}" xmlns="http://www.w3.org/2000/svg">'
    return Markup(head) + Markup().join(parts) + Markup("</svg>")  # noqa: S704 - its parts are escaped


def _svg_cell(value: Figure, heat: int, corner: tuple[int, int], width: int) -> Iterable[Markup]:
    left, top = corner
    yield Markup('<rect class="heat{}" x="{}" y="{}" width="{}" height="{}"/>').format(heat, left, top, width, _ROW)
    yield _svg_text(left + width // 2, top + 17, figure(value), "light" if heat > _DARK else "")


def _svg_text(x: int, y: int, words: str, kind: str = "") -> Markup:
    shade = Markup(' class="{}"').format(kind) if kind else ""
    return Markup('<text x="{}" y="{}" text-anchor="middle"{}>{}</text>').format(x, y, shade, words)


def _heat(value: Figure, most: Decimal) -> int:
    """How dark: 0 for nothing, then four steps up to the ``most``."""
    if not isinstance(value, (int, Decimal)) or value <= 0:
        return 0
    return min(_STEPS, int(_STEPS * value / most) + 1)


def _most_heat(listing: Listing) -> Decimal:
    """The most of a cell; what sums up the others is no measure."""
    found = (
        value for row in listing.rows for place in listing.heated if isinstance(value := row[place], (int, Decimal))
    )
    return max(map(Decimal, found), default=Decimal(0)) or Decimal(1)


def svg_charts(columns: Sequence[str], rows: Iterable[Sequence[Figure]], charted: Sequence[int], title: str) -> Markup:
    """The columns ``charted`` as pictures; several stand side by side where there is room, each under its heading."""
    lines, several = list(rows), len(charted) > 1
    caption = Markup("<figcaption>{}</figcaption>")
    figures = [
        Markup("<figure>{}{}</figure>").format(caption.format(columns[place]) if several else "", picture)
        for place in charted
        if (picture := svg_bars(bars_of(lines, place), title_of(title, columns, place, charted)))
    ]
    return Markup('<div class="charts">{}</div>').format(Markup().join(figures)) if figures else Markup()


def title_of(title: str, columns: Sequence[str], place: int, charted: Sequence[int]) -> str:
    """The title of the chart of a column: where several are charted, with the column's heading."""
    return f"{title} {columns[place]}".lstrip() if len(charted) > 1 else title


def bars_of(rows: Iterable[Sequence[Figure]], charted: int) -> list[Bar]:
    """The figures in the column ``charted``, under the row's first text; rows without a figure are left out."""
    return [
        Bar(_label(row[:charted]), Decimal(value)) for row in rows if isinstance(value := row[charted], (int, Decimal))
    ]


def text_bars(bars: Sequence[Bar], width: int = 40) -> str:
    """Bars of ``#`` (below 0 of ``-``), which every console has; the largest is ``width`` long."""
    most = _most(bars)
    room = max((display_width(name) for name, _value in bars), default=0)
    lines = []
    for name, value in bars:
        bar = ("-" if value < 0 else "#") * int(width * abs(value) / most)
        lines.append(f"{name}{' ' * (room - display_width(name))}  {bar}{' ' * bool(bar)}{figure(value)}\n")
    return "".join(lines)


def svg_bars(bars: Sequence[Bar], title: str) -> Markup:
    """Bars as an inline SVG picture with its own description; nothing if there are none."""
    if not bars:
        return Markup()
    height = _ROW * len(bars)
    parts = [Markup("<title>{}</title>").format(title)]
    parts += [line for place, bar in enumerate(bars) for line in _svg_bar(bar, place * _ROW, _most(bars))]
    head = f'<svg class="chart" role="img" viewBox="0 0 {_WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">'
    return Markup(head) + Markup().join(parts) + Markup("</svg>")  # noqa: S704 - its parts are escaped


def _svg_bar(bar: Bar, top: int, most: Decimal) -> Iterable[Markup]:
    name, value = bar
    room = _WIDTH - _NAME - _FIGURE
    length = int(room * abs(value) / most)
    kind = "below" if value < 0 else "bar"
    yield Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(_NAME - 8, top + 17, _shortened(name))
    yield Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
        kind, _NAME, top + 4, max(length, 1), _ROW - 8
    )
    yield Markup('<text x="{}" y="{}">{}</text>').format(_NAME + length + 6, top + 17, figure(value))


def _shortened(name: str) -> str:
    if display_width(name) <= _NAME_CHARACTERS:
        return name
    short = ""
    for letter in name:
        if display_width(short + letter) > _NAME_CHARACTERS - 2:
            break
        short += letter
    return short + "…"


def _most(bars: Sequence[Bar]) -> Decimal:
    return max((abs(value) for _name, value in bars), default=Decimal(0)) or Decimal(1)


def _label(cells: Sequence[Figure]) -> str:
    return next((cell for cell in cells if isinstance(cell, str) and cell), "")
