"""Titles that a paper or a page which many read may not name, covered wherever they stand."""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from html import unescape
from typing import Any, TypeVar

Model = TypeVar("Model")

#: A shorter title is also a part of common words, and so is one only where it stands by itself.
_LONG = 4


class Veil:
    """Covers ``titles`` in any text with ``words``; blanks and line breaks within one do not show it."""

    def __init__(self, titles: Iterable[str], words: str) -> None:
        wanted = sorted({title.strip() for title in titles} - {""}, key=len, reverse=True)
        any_title = "|".join(map(_pattern, wanted))
        # The marks of a title go with it: they would stand around words that are none.
        marked = f"《(?:{any_title})》|“(?:{any_title})”|{any_title}"
        self._titles = re.compile(marked) if wanted else None
        self._words = words

    def names_one(self, text: str) -> bool:
        """Whether ``text``, which may be HTML, names one of the titles."""
        return bool(self._titles and self._titles.search(unescape(text)))

    def over(self, model: Model) -> Model:
        """A document, or any part of one, with the titles covered."""
        return self._over(model) if self._titles else model

    def _over(self, part: Any) -> Any:
        if isinstance(part, str):
            return self._cover(part)
        if isinstance(part, tuple):
            covered = [self._over(each) for each in part]
            return type(part)(*covered) if hasattr(part, "_fields") else tuple(covered)
        if is_dataclass(part) and not isinstance(part, type):
            old = {field.name: getattr(part, field.name) for field in fields(part) if field.init}
            new = {name: self._over(value) for name, value in old.items()}
            changed = {name: value for name, value in new.items() if value != old[name]}
            return replace(part, **changed) if changed else part
        return part

    def _cover(self, words: str) -> str:
        """The words themselves where nothing is covered, so that a link stays one; what was covered leads nowhere."""
        covered = self._titles.sub(lambda _match: self._words, words) if self._titles else words
        return words if covered == words else covered


def _pattern(title: str) -> str:
    characters = [re.escape(character) for character in title if not character.isspace()]
    pattern = r"\s*".join(characters)
    return pattern if len(characters) >= _LONG else rf"(?<!\w){pattern}(?!\w)"
