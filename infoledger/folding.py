"""Names and references as they are compared: what is the same to the eye is the same.

The spelling that was there first stays; folded forms are compared and never shown or kept.
"""

import re
import unicodedata
from functools import lru_cache

from infoledger.errors import InfoledgerError
from infoledger.i18n import _

_REMEMBERED = 1 << 15  # a large table names the same few thousand units, people and items again and again

#: Takes no room on the screen: joiners, direction marks, variation selectors, fillers, controls.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_BESIDE = rf"[{_HAN}()\[\]{{}}《》〈〉〔〕【】「」『』“”、，。：；·]"
#: Blanks beside Han characters and brackets are the typist's or the printer's.
_LOOSE = re.compile(rf"(?<={_BESIDE})\s+|\s+(?={_BESIDE})")
#: What NFKC leaves: radicals as PDF files give them, and dots in the names of persons.
_LOOKALIKES = str.maketrans(
    "⺠⺬⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰•‧・∙⋅",
    "民示西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙·····",
)
_SEPARATORS = (";", "、")


def fold(text: str) -> str:
    """``text`` as it is compared with other names.

    Full and half width, brackets and radicals are one (NFKC), signs that nobody sees are left out,
    as are blanks beside Han characters and brackets; other blanks are one each.
    """
    return text if plain(text) else _folded(text)


def plain(text: str) -> bool:
    """Whether ``text`` is ASCII without blanks or controls, as most references are: it is the same to any eye."""
    return text.isascii() and text.isprintable() and " " not in text


@lru_cache(_REMEMBERED)
def _folded(text: str) -> str:
    return _tight(unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_LOOKALIKES))


def _tight(text: str) -> str:
    return _LOOSE.sub("", " ".join(text.split()))


def seen(text: str) -> str:
    """``text`` as it is seen: a new name or reference without the signs that nobody sees, its blanks one each."""
    return text if plain(text) else " ".join(_UNSEEN.sub("", text).split())


def refuse_separator(name: str) -> None:
    """Raise ``InfoledgerError`` if a new name or reference holds a sign that parts names in lists."""
    spelt = name if plain(name) else unicodedata.normalize("NFKC", name)
    for sign in _SEPARATORS:
        if sign in spelt:
            raise InfoledgerError(
                _("“{name}” holds “{sign}”, which parts one name from the next.").format(name=name, sign=sign),
                _("Write each by itself, or the name without it."),
            )


def fold_heading(heading: str) -> str:
    """A column's ``heading`` as it is compared: without case, spaces, width, ``_`` and the ``*`` of a must."""
    return "".join(unicodedata.normalize("NFKC", heading).casefold().split()).replace("_", "").replace("*", "")
