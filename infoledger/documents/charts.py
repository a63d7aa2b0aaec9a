"""Bars: as text for a terminal, as SVG for a page. Both tell the figures too, so that no bar need be measured."""

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
#: Half characters of 14 px type that fit before the bars.
_NAME_CHARACTERS = 18


def text_charts(listings: Iterable[Listing]) -> str:
    """What is charted in ``listings`` as bars for a terminal, each chart under its title."""
    return "\n".join(
        f"{title_of(listing.title, listing.columns, place, listing.charted)}\n{text_bars(bars_of(listing.rows, place))}"
        for listing in listings
        for place in listing.charted
    )


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
