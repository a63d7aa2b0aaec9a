"""Where the signature (署名) and the day (成文日期) stand, by their lengths, with a seal and without.

GB/T 9704-2012 7.3.5.1: with a seal the day stands four characters from the right, the name centred over it.
7.3.5.2: without, the name stands two from the right, and the day begins two characters to the right of it; a
day that is longer than the name stands two from the right, and the name begins two before it.
"""

from typing import NamedTuple

from infoledger.characters import display_width

_SEALED, _UNSEALED, _SHIFT = 4.0, 2.0, 2.0


class Indents(NamedTuple):
    """Characters from the right edge of the text to the ends of name and day."""

    name: float
    day: float


def indents(name: str, day: str, *, seal: bool) -> Indents:
    """Where ``name`` and ``day`` end. Neither goes beyond the text: of a long name the day stands below the middle."""
    longer = (display_width(name, ambiguous=2) - display_width(day, ambiguous=2)) / 2
    if seal:
        end = _SEALED - longer / 2
        return Indents(max(end, 0.0), _SEALED + max(-end, 0.0))
    if longer >= 0:
        return Indents(_UNSEALED, longer)
    return Indents(_UNSEALED + _SHIFT - longer, _UNSEALED)
