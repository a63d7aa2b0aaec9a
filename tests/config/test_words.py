"""The words of config and regulations in both languages."""

from collections.abc import Iterator

import pytest

from infoledger.config.layout import FONTS, STYLES
from infoledger.config.office import CONFIG
from infoledger.config.records import ByKey, Record, Tagged
from infoledger.config.shapes import Checked, Choice, Either, Later, List, Made, Map, Prepared, Shape, WordOr
from infoledger.config.words import KEYS, VALUES


def beneath(shape: Shape) -> Iterator[Shape]:
    """The shapes of which ``shape`` is made."""
    match shape:
        case Record():
            yield from (key.shape for key in shape.keys.values())
        case Tagged():
            yield shape.choice
            yield from (shape.record(word) for word in shape.choice.words)
        case ByKey():
            yield from (*shape.shapes.values(), *([shape.otherwise] if shape.otherwise else []))
        case Either():
            yield from shape.known
        case List():
            yield shape.item
        case Map():
            yield shape.value
        case WordOr():
            yield shape.words
        case Made() | Checked() | Prepared() | Later():
            yield shape.shape


def shapes() -> list[Shape]:
    """Every shape of which a config is made."""
    found: dict[int, Shape] = {}
    waiting: list[Shape] = [CONFIG]
    while waiting:
        shape = waiting.pop()
        if id(shape) not in found:
            found[id(shape)] = shape
            waiting += beneath(shape)
    return list(found.values())


RECORDS = [shape for shape in shapes() if isinstance(shape, Record)]
CHOICES = [shape for shape in shapes() if isinstance(shape, Choice)]


def test_no_key_of_the_reader_lacks_its_chinese_word_and_both_descriptions():
    lacking = {
        (record.place or record.title, key)
        for record in RECORDS
        for key in record.keys
        if key not in KEYS.get(record.place, {}) and key not in (*FONTS, *STYLES)
    }
    assert not lacking, "write them into infoledger/config/words.py"


def test_no_fixed_value_of_the_reader_lacks_its_chinese_word():
    lacking = {word for choice in CHOICES for word, others in choice.words.items() if not others}
    assert not lacking, "write them into infoledger/config/words.py, and give the Choice its translated words"


@pytest.mark.parametrize("place", KEYS)
def test_no_two_keys_of_a_place_have_one_word(place):
    words = [word for key, known in KEYS[place].items() for word in (key, known.chinese)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("kind", VALUES)
def test_no_two_values_of_a_kind_have_one_word(kind):
    words = [word for pair in VALUES[kind].items() for word in pair]
    assert len(words) == len(set(words))
