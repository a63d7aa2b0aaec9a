"""Mappings with known keys, read and described by one declaration (see ``shapes``)."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from infoledger.config import fullwidth
from infoledger.config.names import nearest, suggestion
from infoledger.config.nodes import Mapping, Place, Scalar, TooManyMistakesError
from infoledger.config.shapes import Choice, Definitions, Schema, Shape, keys_at
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

    Keys are read in the order declared. Exactly one of ``one_of`` must be there; for each pair in
    ``needs`` the first only with the second. ``belongs`` tells of a key that is wrong here where it
    belongs. With a ``title`` its schema is a named part.
    """

    def __init__(
        self,
        keys: dict[str, Key],
        build: Callable[..., T],
        *,
        one_of: tuple[str, ...] = (),
        needs: tuple[tuple[str, str], ...] = (),
        belongs: Callable[[str], str] = lambda _key: "",
        title: str = "",
    ) -> None:
        self.keys, self.build, self.title = dict(keys), build, title
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
        keys = {name: name for name in found if name in self.keys}
        for name in found:
            if name not in self.keys:
                meant = self._unknown(name, place)
                if meant and meant not in found:
                    keys.setdefault(meant, name)
        for name, key in self.keys.items():
            if key.required and name not in keys:
                allowed = suggestion("", key.shape.words) if isinstance(key.shape, Choice) else ""
                place.wrong(_("The key “{key}” is missing.").format(key=name), allowed)
        self._judge_together(list(keys), place)
        return keys

    def _unknown(self, name: str, place: Place) -> str | None:
        """Note that ``name`` is no key here; the one that may be meant."""
        if where := self.belongs(name):
            belongs = _("It belongs to {where}.").format(where=where)
            place[name].wrong(_("“{key}” does not belong here.").format(key=name), belongs)
            return None
        place[name].wrong(_("There is no key “{key}” here.").format(key=name), suggestion(name, self.known))
        return None if fullwidth.remedy(name) else nearest(name, self.keys)

    def _judge_together(self, found: list[str], place: Place) -> None:
        present = [name for name in self.one_of if name in found]
        if self.one_of and not present:
            place.wrong(_("One of these keys is missing: {keys}.").format(keys=listed(self.one_of)))
        for other in present[1:]:
            what = _("“{one}” and “{other}” cannot stand together.").format(one=present[0], other=other)
            place[other].wrong(what, _("Leave one of them out."))
        for first, second in self.needs:
            if first in found and second not in found:
                place[first].wrong(_("“{one}” stands only beside “{other}”.").format(one=first, other=second))

    @property
    def known(self) -> dict[str, tuple[str, ...]]:
        """The keys allowed, as names to choose from."""
        return dict.fromkeys(self.keys, ())

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
            "properties": {name: key.shape.schema(definitions) for name, key in self.keys.items()},
        }
        if needed := [name for name, key in self.keys.items() if key.required]:
            schema["required"] = needed
        if self.one_of:
            schema["oneOf"] = [{"required": [name]} for name in self.one_of]
        if self.needs:
            schema["dependentRequired"] = {first: [second] for first, second in self.needs}
        return schema


class Tagged(Shape[T]):
    """A mapping whose key ``tag`` says which of several records it is; ``make`` makes that of a tag.

    A record is made when it is first met, since a config uses few of them.
    """

    def __init__(self, tag: str, tags: Iterable[str], make: Callable[[Any], Record[T]]) -> None:
        self.tag, self.choice = tag, Choice(*tags)
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
        return f"{self.tag}: {listed(owners)}" if owners else ""

    def read(self, place: Place) -> T:
        node = place.node.entries.get(self.tag) if isinstance(place.node, Mapping) else None
        word = node.text if isinstance(node, Scalar) else ""
        guess = word if word in self.choice.words else nearest(word, self.choice.words)
        if guess:
            return self.record(guess).read(place)
        return self._read_without_tag(place)

    def _read_without_tag(self, place: Place) -> T:
        """There is no telling which record is meant: wrong is what would be wrong in each of them."""
        found = keys_at(place)
        if self.tag in found:
            self.choice.read(place[self.tag])
        elif isinstance(place.node, Mapping):
            what = _("The key “{key}” is missing.").format(key=self.tag)
            place.wrong(what, suggestion("", self.choice.words))
        records = [self.record(word) for word in self.choice.words]
        known: dict[str, tuple[str, ...]] = {key: () for record in records for key in record.keys}
        for name in found:
            if name not in known:
                place[name].wrong(_("There is no key “{key}” here.").format(key=name), suggestion(name, known))
            elif name != self.tag:
                _read_as_any(place[name], [record.keys[name].shape for record in records if name in record.keys])
        try:
            return self.record(self.choice.blank).read(place.apart())
        except TooManyMistakesError:
            return self.blank

    def schema(self, definitions: Definitions) -> Schema:
        return {
            "type": "object",
            "properties": {self.tag: self.choice.schema(definitions)},
            "required": [self.tag],
            "allOf": [
                {
                    "if": {"properties": {self.tag: {"const": value}}, "required": [self.tag]},
                    "then": self.record(value).schema(definitions),
                }
                for value in self.choice.words
            ],
        }


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
    """A mapping that is one shape or another by which of their keys it has, or with none of them ``otherwise``."""

    def __init__(self, shapes: dict[str, Shape[T]], otherwise: Shape[T] | None = None) -> None:
        self.shapes, self.otherwise = shapes, otherwise

    @property
    def blank(self) -> T:
        return (self.otherwise or next(iter(self.shapes.values()))).blank

    def read(self, place: Place) -> T:
        entries = place.node.entries if isinstance(place.node, Mapping) else {}
        for key, shape in self.shapes.items():
            if key in entries:
                return shape.read(place)
        if self.otherwise:
            return self.otherwise.read(place)
        if keys_at(place):
            place.wrong(_("One of these keys is missing: {keys}.").format(keys=listed(self.shapes)))
        return self.blank

    def schema(self, definitions: Definitions) -> Schema:
        shapes = [*self.shapes.values(), *([self.otherwise] if self.otherwise else [])]
        return {"anyOf": [shape.schema(definitions) for shape in shapes]}
