"""Hints on the quality of a draft: what an editor would look at first. They refuse nothing."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from infoledger.config.model import Category
from infoledger.i18n import _

#: In characters.
LONGEST_TITLE, LONGEST_SENTENCE = 30, 120
_SHOWN = 20

_HAN = "㐀-䶿一-鿿"
_SENTENCE = re.compile(r"[^。！？!?\n]+")
_FIGURE = re.compile(r"\d|百分之|[一二三四五六七八九十百千万亿两]+(?:个|名|户|家|人|件|次|项|亩|万|亿|元|倍|成|起)")
_DATE = re.compile(
    r"\d\s*[年月日]|\d{4}[-./]\d|[今去明前]年|[本上][周月]|[今昨][天日]|[上下]半年|[一二三四1-4]季度|[一二三四五六七八九十]月"
)
_HALF_WIDTH = re.compile(rf"[{_HAN}][,;:!?()]|[,;:!?()][{_HAN}]|[{_HAN}]\.(?!\w)")
_REPEATED = re.compile(
    rf"(?P<one>[的了在是和与对为将把被从向由])(?P=one)"
    rf"|(?P<many>[{_HAN}]{{2,8}})(?P=many)"
    r"|\b(?P<word>[A-Za-z]+) (?P=word)\b"
)
#: Words by which a part that is expected shows; of any other name, the name itself.
_TRACES: Mapping[str, re.Pattern[str]] = {
    "现象": re.compile("现象|问题|反映|存在|出现|普遍|情况"),
    "数据": _FIGURE,
    "原因": re.compile("原因|由于|因为|缘于|源于|导致|主要是|造成"),
    "对策": re.compile("对策|建议|措施|下一步|应当|应该|亟需|要进一步"),
}


class Draft(NamedTuple):
    """What is looked at; ``category`` is its name and ``expected`` what the config expects of it."""

    title: str
    body: str
    category: str
    expected: Category


def hints(draft: Draft) -> list[str]:
    """What might be wanting in ``draft``, in sentences; a draft without text is judged by its title."""
    found = list(_of_title(draft.title))
    if not draft.body:
        return [*found, _("There is no text to look at.")]
    return [*found, *(hint for check in KINDS.values() for hint in check(draft))]


def weaknesses(draft: Draft) -> Iterator[str]:
    """Which kinds of hint there are about ``draft``: ``title``, or names of ``KINDS``."""
    yield from ("title",) if any(_of_title(draft.title)) else ()
    yield from (name for name, check in KINDS.items() if draft.body and any(check(draft)))


def parts_shown(draft: Draft) -> list[str]:
    """Which of the parts that its category expects show in ``draft``."""
    return [part for part in draft.expected.expects if _trace(part).search(draft.body)]


def _trace(part: str) -> re.Pattern[str]:
    return _TRACES.get(part, re.compile(re.escape(part)))


def _of_title(title: str) -> Iterator[str]:
    if len(title) > LONGEST_TITLE:
        yield _("The title has {count} characters, more than {most}.").format(count=len(title), most=LONGEST_TITLE)
    yield from _repeated(title)


def _length(draft: Draft) -> Iterator[str]:
    count, least = len("".join(draft.body.split())), draft.expected.least_characters
    if count < least:
        yield _("Too short for {category}: {count} characters of {least}.").format(
            category=draft.category, count=count, least=least
        )


def _expected_parts(draft: Draft) -> Iterator[str]:
    shown = parts_shown(draft)
    missing = [part for part in draft.expected.expects if part not in shown]
    if missing:
        yield _("No trace of {parts}.").format(parts="、".join(missing))


def _figures_and_dates(draft: Draft) -> Iterator[str]:
    if not _FIGURE.search(draft.body):
        yield _("There is no figure in it.")
    if not _DATE.search(draft.body):
        yield _("There is no date in it.")


def _long_sentences(draft: Draft) -> Iterator[str]:
    for sentence in _SENTENCE.findall(draft.body):
        count = len(sentence.strip())
        if count > LONGEST_SENTENCE:
            yield _("A sentence of {count} characters: “{beginning}…”").format(
                count=count, beginning=sentence.strip()[:_SHOWN]
            )


def _punctuation(draft: Draft) -> Iterator[str]:
    places = [match.start() for match in _HALF_WIDTH.finditer(draft.body)]
    if places:
        yield _("Half-width punctuation in Chinese, {count} times: “{example}”").format(
            count=len(places), example=_around(draft.body, places[0])
        )


def _repeated(text: str) -> Iterator[str]:
    for match in _REPEATED.finditer(text):
        yield _("Repeated: “{words}”").format(words=_around(text, match.start()))


def _repetitions(draft: Draft) -> Iterator[str]:
    return _repeated(draft.body)


def _around(text: str, place: int) -> str:
    return text[max(0, place - _SHOWN // 2) : place + _SHOWN // 2].replace("\n", " ")


#: The checks of a text, by the name of what is wanting.
KINDS: Mapping[str, Callable[[Draft], Iterator[str]]] = {
    "length": _length,
    "parts": _expected_parts,
    "figures": _figures_and_dates,
    "sentences": _long_sentences,
    "punctuation": _punctuation,
    "repetitions": _repetitions,
}
