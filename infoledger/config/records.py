"""Mappings with known keys, read and described by one declaration (see ``shapes``)."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from infoledger.config import fullwidth
from infoledger.config.names import nearest, suggestion
from infoledger.config.nodes import Mapping, Node, Place, Scalar, TooManyMistakesError
from infoledger.config.shapes import Choice, Definitions, Schema, Shape, keys_at, under
from infoledger.config.words import EVERYDAY, KEYS, chinese, key_words, on_screen, to_choose
from infoledger.i18n import _, listed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a ``Record``."""

    shape: Shape[Any]
    required: bool = False


def required(shape: Shape[Any]) -> Key:
    """A key that must be there."""
    return Key(shape, required=True)


def optional(shape: Shape[Any]) -> Key:
    """A key that may be left out; what is built then has its own default."""
    return Key(shape)


class Record(Shape[T]):
    """A mapping with known keys, from whose values ``build`` makes a ``T``.

    ``place`` says by what words its keys are called (``words.KEYS``); each may be written in either
    language. Keys are read in the order declared. Exactly one of ``one_of`` must be there; for each pair in
    ``needs`` the first only with the second. ``belongs`` tells of a key that is wrong here where it
    belongs. Its schema is a part named ``title``, else ``place``; none, if
    that is empty.
    """

    def __init__(
        self,
        keys: dict[str, Key],
        build: Callable[..., T],
        *,
        place: str = "",
        one_of: tuple[str, ...] = (),
        needs: tuple[tuple[str, str], ...] = (),
        belongs: Callable[[str], str] = lambda _key: "",
        title: str | None = None,
    ) -> None:
        self.keys, self.build, self.place = dict(keys), build, place
        self.title = place if title is None else title
        self.one_of, self.needs, self.belongs = one_of, needs, belongs

    @property
    def blank(self) -> T:
        return self.build(**{name: key.shape.blank for name, key in self.keys.items() if key.required})

    def read(self, place: Place) -> T:
        found = keys_at(place)
        keys = self._judge(found, place) if isinstance(place.node, Mapping) else {}
        return self.build(
            **{
                name: key.shape.read(place[keys[name]]) if name in keys else key.shape.blank
                for name, key in self.keys.items()
                if name in keys or key.required
            }
        )

    def _judge(self, found: list[str], place: Place) -> dict[str, str]:
        """The known keys with how each is written; what is nearest to a key that is none is read as that key."""
        keys: dict[str, str] = {}
        for name in found:
            english = self.key(name)
            if english in self.keys and keys.setdefault(english, name) != name:
                tell_twice(keys[english], name, place)
        for name in found:
            if self.key(name) not in self.keys:
                meant = self._unknown(name, place)
                if meant:
                    keys.setdefault(meant, name)
        for name, key in self.keys.items():
            if key.required and name not in keys:
                allowed = suggestion("", key.shape.to_choose) if isinstance(key.shape, Choice) else ""
                place.wrong(_("The key “{key}” is missing.").format(key=on_screen(self.place, name)), allowed)
        if isinstance(place.node, Mapping):
            place.node.written, place.node.chinese = keys, key_words(self.place)
        self._judge_together(keys, place)
        return keys

    def key(self, written: str) -> str:
        """The English word of a key as it is ``written``; the same, if it is none of this place."""
        return written if written in self.keys else self._english.get(written, written)

    @cached_property
    def _english(self) -> dict[str, str]:
        return {chinese: english for english, chinese in key_words(self.place).items()}

    def _unknown(self, name: str, place: Place) -> str | None:
        """Note that ``name`` is no key here; the one that may be meant."""
        if where := self.belongs(self.key(name)):
            belongs = _("It belongs to {where}.").format(where=where)
            place[name].wrong(_("“{key}” does not belong here.").format(key=name), belongs)
            return None
        said = EVERYDAY.get(name, name)
        like = said if said in self.in_both else name
        place[name].wrong(_("There is no key “{key}” here.").format(key=name), suggestion(like, self.known))
        meant = None if fullwidth.remedy(name) else nearest(like, self.in_both)
        return self.key(meant) if meant else None

    def _judge_together(self, keys: dict[str, str], place: Place) -> None:
        present = [keys[name] for name in self.one_of if name in keys]
        if self.one_of and not present:
            missing = listed(on_screen(self.place, name) for name in self.one_of)
            place.wrong(_("One of these keys is missing: {keys}.").format(keys=missing))
        for other in present[1:]:
            what = _("“{one}” and “{other}” cannot stand together.").format(one=present[0], other=other)
            place[other].wrong(what, _("Leave one of them out."))
        for first, second in self.needs:
            if first in keys and second not in keys:
                needed = on_screen(self.place, second)
                place[first].wrong(_("“{one}” stands only beside “{other}”.").format(one=keys[first], other=needed))

    @property
    def in_both(self) -> list[str]:
        """The keys allowed, in both languages."""
        return [word for key in self.keys for word in dict.fromkeys((key, chinese(self.place, key)))]

    @property
    def known(self) -> dict[str, tuple[str, ...]]:
        """The keys allowed, as names to choose from, in the order in which they are best read."""
        words = key_words(self.place)
        return to_choose(sorted(self.keys, key=[*words, *self.keys].index), words)

    def schema(self, definitions: Definitions) -> Schema:
        if not self.title:
            return self._schema(definitions)
        if self.title not in definitions:
            definitions[self.title] = {}  # because it may hold itself
            definitions[self.title] = self._schema(definitions)
        return {"$ref": f"#/$defs/{self.title}"}

    def _schema(self, definitions: Definitions) -> Schema:
        schema: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                name: self._described(name, key.shape.schema(definitions)) for name, key in self.keys.items()
            },
        }
        for name in self.keys:
            schema["properties"].setdefault(chinese(self.place, name), self._same(name, schema))
        if self.one_of:
            schema["oneOf"] = [{"required": [word]} for name in self.one_of for word in self._ways(name)]
        if together := [*self._needed(), *self._only_once()]:
            schema["allOf"] = together
        return schema

    def _same(self, key: str, schema: Schema) -> Schema:
        """The schema of ``key`` by its other word: of a named part a reference, which is short."""
        return {"$ref": f"#/$defs/{self.title}/properties/{key}"} if self.title else schema["properties"][key]

    def _ways(self, key: str) -> list[str]:
        """How ``key`` may be written."""
        return list(dict.fromkeys((key, chinese(self.place, key))))

    def _described(self, key: str, schema: Schema) -> Schema:
        word = KEYS.get(self.place, {}).get(key)
        return {**schema, "description": f"{word.zh}。{word.en}."} if word else schema

    def _needed(self) -> Iterator[Schema]:
        for name, key in self.keys.items():
            if key.required:
                yield self._written(name)
        for first, second in self.needs:
            yield {"if": self._written(first), "then": self._written(second)}

    def _written(self, key: str) -> Schema:
        ways: list[Schema] = [{"required": [word]} for word in self._ways(key)]
        return {"anyOf": ways} if len(ways) > 1 else ways[0]

    def _only_once(self) -> Iterator[Schema]:
        """No key in both languages."""
        for name in self.keys:
            if len(ways := self._ways(name)) > 1:
                yield {"not": {"required": ways}}


def tell_twice(first: str, again: str, place: Place) -> None:
    """Note that one key is written in both languages."""
    what = _("The key “{key}” is written twice.").format(key=again)
    line = _("The first is “{key}” in line {line}.").format(key=first, line=place[first].node.line)
    place[again].wrong(what, line)


class Tagged(Shape[T]):
    """A mapping whose key ``tag`` says which of several records it is; ``make`` makes that of a tag.

    ``place`` is that of the records. A record is made when it is first met, since a config uses few of them.
    """

    def __init__(self, tag: str, choice: Choice, make: Callable[[Any], Record[T]], *, place: str) -> None:
        self.tag, self.choice, self.place = tag, choice, place
        self._make = make
        self._made: dict[str, Record[T]] = {}

    @property
    def blank(self) -> T:
        return self.record(self.choice.blank).blank

    def record(self, value: str) -> Record[T]:
        """The record of the mapping whose tag is ``value``."""
        if value not in self._made:
            record = self._made[value] = self._make(value)
            record.keys = {self.tag: required(self.choice), **record.keys}
            own = record.belongs
            record.belongs = lambda key: own(key) or self._owners(key)
        return self._made[value]

    def _owners(self, key: str) -> str:
        owners = [value for value in self.choice.words if key in self.record(value).keys]
        shown = listed(to_choose(owners, self.choice.translated))
        return f"{on_screen(self.place, self.tag)}: {shown}" if owners else ""

    def read(self, place: Place) -> T:
        guess = self._guess(under(place, self.place, self.tag).node)
        return self.record(guess).read(place) if guess else self._read_without_tag(place)

    def _guess(self, node: Node) -> str | None:
        """Which record is meant by what stands for the tag: the word itself, or the nearest."""
        word = node.text.strip() if isinstance(node, Scalar) else ""
        if found := self.choice.find(word):
            return found
        words = [each for english, others in self.choice.words.items() for each in (english, *others)]
        close = nearest(word, words)
        return self.choice.find(close) if close else None

    def _read_without_tag(self, place: Place) -> T:
        """There is no telling which record is meant: wrong is what would be wrong in each of them."""
        records = [self.record(word) for word in self.choice.words]
        any_of_them: Record[Any] = Record(
            {key: shape for record in records for key, shape in record.keys.items()}, dict, place=self.place
        )
        found = {name: any_of_them.key(name) for name in keys_at(place)}
        if self.tag in found.values():
            self.choice.read(under(place, self.place, self.tag))
        elif isinstance(place.node, Mapping):
            what = _("The key “{key}” is missing.").format(key=on_screen(self.place, self.tag))
            place.wrong(what, suggestion("", self.choice.to_choose))
        for name, key in found.items():
            if key not in any_of_them.keys:
                what = _("There is no key “{key}” here.").format(key=name)
                place[name].wrong(what, suggestion(name, any_of_them.known))
            elif key != self.tag:
                _read_as_any(place[name], [record.keys[key].shape for record in records if key in record.keys])
        try:
            return self.record(self.choice.blank).read(place.apart())
        except TooManyMistakesError:
            return self.blank

    def schema(self, definitions: Definitions) -> Schema:
        return {
            "type": "object",
            "properties": dict.fromkeys(self._tags, self.choice.schema(definitions)),
            "oneOf": [{"required": [tag]} for tag in self._tags],
            "allOf": [
                {
                    "if": {"anyOf": [self._tagged(tag, value) for tag in self._tags]},
                    "then": self.record(value).schema(definitions),
                }
                for value in self.choice.words
            ],
        }

    @property
    def _tags(self) -> list[str]:
        return list(dict.fromkeys((self.tag, chinese(self.place, self.tag))))

    def _tagged(self, tag: str, value: str) -> Schema:
        return {"properties": {tag: {"enum": [value, *self.choice.words[value]]}}, "required": [tag]}


def _read_as_any(place: Place, shapes: Iterable[Shape[Any]]) -> None:
    """Note what is wrong at ``place`` if it is right by none of ``shapes``: what the first of them finds."""
    tries = []
    for shape in shapes:
        tried = place.apart()
        with suppress(TooManyMistakesError):
            shape.read(tried)
        if not tried.reading.findings:
            return
        tries.append(tried.reading.findings)
    for _file, line, finding in tries[0]:
        place.reading.wrong(line, finding)


class ByKey(Shape[T]):
    """A mapping that is one shape or another by which of their keys it has, or with none of them ``otherwise``.

    ``place`` is that of the keys.
    """

    def __init__(self, shapes: dict[str, Shape[T]], otherwise: Shape[T] | None = None, *, place: str) -> None:
        self.shapes, self.otherwise, self.place = shapes, otherwise, place

    @property
    def blank(self) -> T:
        return (self.otherwise or next(iter(self.shapes.values()))).blank

    def read(self, place: Place) -> T:
        if shape := self.shape_of(place.node):
            return shape.read(place)
        if keys_at(place):
            missing = listed(on_screen(self.place, key) for key in self.shapes)
            place.wrong(_("One of these keys is missing: {keys}.").format(keys=missing))
        return self.blank

    def shape_of(self, node: Node) -> Shape[T] | None:
        """The shape that ``node`` has by its keys."""
        entries = node.entries if isinstance(node, Mapping) else {}
        for key, shape in self.shapes.items():
            if key in entries or chinese(self.place, key) in entries:
                return shape
        return self.otherwise

    def schema(self, definitions: Definitions) -> Schema:
        shapes = [*self.shapes.values(), *([self.otherwise] if self.otherwise else [])]
        return {"anyOf": [shape.schema(definitions) for shape in shapes]}
