"""Finding what a person means by a name: exactly, by an alias, by a part, or the nearest right word.

Names come as a mapping from each name to its aliases. The exact spelling is looked for first, then
what is the same to the eye (``folding``).
"""

from collections.abc import Collection, Iterable, Mapping

from infoledger.errors import InfoledgerError
from infoledger.folding import fold
from infoledger.i18n import _, listed

Names = Mapping[str, Collection[str]]
_SHOWN = 20


def meant(word: str, names: Names) -> list[str]:
    """The names that ``word`` is, or is an alias of; several where an alias is shared."""
    if word in names:
        return [word]
    return [name for name, aliases in names.items() if word in aliases] or _same(word, names)


def like(word: str, names: Names) -> list[str]:
    """The names of which ``word`` is a part, or of whose aliases it is one."""
    part = fold(word)
    return [name for name, aliases in names.items() if part and any(part in fold(text) for text in (name, *aliases))]


def _same(word: str, names: Names) -> list[str]:
    """The names that are, or have an alias that is, the same as ``word`` to the eye."""
    folded = fold(word)
    return [
        name for name, aliases in names.items() if folded and any(fold(text) == folded for text in (name, *aliases))
    ]


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word of ``words`` that looks most like ``word``, if any does."""
    from difflib import get_close_matches

    words = [known for known in words if known]
    # Two characters of which one is right are a misspelling in Chinese, in English they are not.
    cutoff = 0.6 if word.isascii() else 0.49
    found = get_close_matches(word, words, 1, cutoff)
    if not found and word:
        found = [known for known in words if known in word or word in known]
    return found[0] if found else None


def suggestion(word: str, names: Names) -> str:
    """What to do about a ``word`` that is none of ``names``: the allowed ones and the nearest."""
    if not names:
        return _("There is none to choose from.")
    shown = list(names)[:_SHOWN]
    more = _(" … and {count} more").format(count=len(names) - _SHOWN) if len(names) > _SHOWN else ""
    hint = _("Allowed: {names}.").format(names=listed(shown) + more)
    close = nearest(word, [*names, *(alias for aliases in names.values() for alias in aliases)])
    return f"{hint} {_('Did you mean “{word}”?').format(word=close)}" if close else hint


def ambiguity(candidates: Iterable[str]) -> str:
    """What to do about a word that could be any of ``candidates``."""
    return _("Write one of: {names}.").format(names=listed(candidates))


def resolve(word: str, names: Names, parts: bool = True, several: str = "") -> str:
    """The name that ``word`` means: itself, by alias, or (``parts``) the only one that contains it.

    Raises ``InfoledgerError`` that tells the candidates, with ``several`` for its sentence if it is said, or the
    nearest name.
    """
    word = word.strip()
    found = meant(word, names)
    if not found and parts:
        found = like(word, names)
    if not found:
        raise InfoledgerError(_("“{word}” is not known.").format(word=word), suggestion(word, names))
    if len(found) > 1:
        told = several or _("“{word}” can mean several.")
        raise InfoledgerError(told.format(word=word), ambiguity(found))
    return found[0]
