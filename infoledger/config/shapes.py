"""Shapes that a YAML file may have: one declaration reads it and gives its JSON Schema.

Reading never stops at a mistake. A shape that finds one notes it at its place and hands on its
``blank``, so that everything else in the file is judged in the same pass.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Generic, TypeVar

from infoledger.config import nodes
from infoledger.config.names import ambiguity, meant, suggestion
from infoledger.config.nodes import Place
from infoledger.config.words import VALUES, chinese, in_both, to_choose
from infoledger.i18n import _

T = TypeVar("T")
U = TypeVar("U")
Schema = dict[str, Any]
#: The named parts of a schema, filled while it is made.
Definitions = dict[str, Schema]


class Shape(ABC, Generic[T]):
    """What a value must look like; ``blank`` stands for one that does not."""

    @property
    @abstractmethod
    def blank(self) -> T:
        """A harmless value of the right type."""

    @abstractmethod
    def read(self, place: Place) -> T:
        """The value at ``place``; what is wrong is noted there."""

    @abstractmethod
    def schema(self, definitions: Definitions) -> Schema:
        """Its JSON Schema."""


class Form(Shape[T]):
    """A single value whose text ``parse`` understands; it raises ``KeyError`` or ``ValueError`` for another.

    ``allowed`` says in the language of the screen what may be written; ``in_both`` how a value is
    written in English and in Chinese, if that differs.
    """

    def __init__(
        self,
        parse: Callable[[str], T],
        allowed: Callable[[], str],
        blank: T,
        schema: Schema,
        in_both: Callable[[T], tuple[str, str]] | None = None,
    ) -> None:
        self.parse, self.allowed, self._blank, self._schema, self.in_both = parse, allowed, blank, schema, in_both

    @property
    def blank(self) -> T:
        return self._blank

    def read(self, place: Place) -> T:
        text = written(place)
        if text is None:
            return self.blank
        try:
            value = self.parse(text)
        except (KeyError, ValueError):
            allowed = _("Allowed: {what}.").format(what=self.allowed())
            place.wrong(_("“{text}” cannot stand here.").format(text=text), allowed)
            return self.blank
        if self.in_both:
            note_fixed(place, *self.in_both(value))
        return value

    def schema(self, definitions: Definitions) -> Schema:
        return self._schema


class Flag(Shape[bool]):
    """``true`` or ``false``, or the Chinese words for them."""

    words: ClassVar = {VALUES["flag"]["true"]: True, VALUES["flag"]["false"]: False}

    @property
    def blank(self) -> bool:
        return False

    def read(self, place: Place) -> bool:
        node = place.node
        if isinstance(node, nodes.Scalar):
            found = self.words.get(node.text) if node.flag is None else node.flag
            if found is not None:
                english = "true" if found else "false"
                note_fixed(place, english, VALUES["flag"][english])
                return found
        what = _("true or false is wanted; {found} stands here.").format(found=_kind(node))
        place.wrong(what, _("Write true or false without quotes."))
        return False

    def schema(self, definitions: Definitions) -> Schema:
        return {"enum": [True, False, *self.words]}


class Choice(Shape[str]):
    """One of a few fixed words in either language.

    ``beside`` says in the language of the screen what else may stand there, which whoever uses it reads.
    """

    def __init__(
        self, *words: str, translated: Mapping[str, str] | None = None, beside: Callable[[], str] | None = None
    ) -> None:
        self.translated = translated or {}
        self.words = in_both(words, self.translated)
        self.beside = beside

    @property
    def blank(self) -> str:
        return next(iter(self.words))

    def read(self, place: Place) -> str:
        word = written(place)
        if word is None:
            return self.blank
        found = self.find(word)
        if found is None:
            place.wrong(_("“{text}” cannot stand here.").format(text=word), suggestion(word, self.to_choose))
            return self.blank
        note_fixed(place, found, self.translated.get(found, found))
        return found

    def find(self, word: str) -> str | None:
        """The English word of ``word``, if it is one of them."""
        if word in self.words:
            return word
        return next((english for english, others in self.words.items() if word in others), None)

    @property
    def to_choose(self) -> dict[str, tuple[str, ...]]:
        """The words as names to show to whom must choose."""
        return to_choose(self.words, self.translated) | ({self.beside(): ()} if self.beside else {})

    def schema(self, definitions: Definitions) -> Schema:
        return {"enum": [*self.words, *(other for others in self.words.values() for other in others)]}


class WordOr(Shape[T | str]):
    """One of a few fixed words, read as the English one, or a single value of another form."""

    def __init__(self, words: Choice, form: Form[T]) -> None:
        self.words, self.form = words, form
        words.beside = form.allowed

    @property
    def blank(self) -> T | str:
        return self.form.blank

    def read(self, place: Place) -> T | str:
        word = written(place)
        if word is None:
            return self.blank
        if self.words.find(word):
            return self.words.read(place)
        try:
            return self.form.parse(word)
        except (KeyError, ValueError):
            self.words.read(place)  # says what is wrong
            return self.blank

    def schema(self, definitions: Definitions) -> Schema:
        return {"anyOf": [self.words.schema(definitions), self.form.schema(definitions)]}


class Name(Shape[str]):
    """A declared name of ``kind``; an alias reads as the name it stands for.

    Where nothing declares names of that kind, any may be written. ``unknown`` is the sentence
    for a name that is not declared; ``also`` are fixed words, each with that in Chinese, that need no
    declaration; what is declared wins over them.
    """

    def __init__(
        self,
        kind: str,
        unknown: Callable[[], str] = lambda: _("“{word}” is declared nowhere."),
        also: Mapping[str, str] | None = None,
    ) -> None:
        self.kind, self.unknown, self.also = kind, unknown, also or {}

    @property
    def blank(self) -> str:
        return ""

    def read(self, place: Place) -> str:
        word = written(place)
        names = place.reading.names.get(self.kind)
        if word is None or names is None:
            return word or ""
        found = meant(word, {**in_both(self.also, self.also), **names})
        if not found:
            allowed = {**to_choose(self.also, self.also), **names}
            place.wrong(self.unknown().format(word=word), suggestion(word, allowed))
            return ""
        if len(found) > 1:
            place.wrong(_("“{word}” can mean several.").format(word=word), ambiguity(found))
        if self.also.get(found[0], found[0]) not in names:
            note_fixed(place, found[0], self.also[found[0]])
        return found[0]

    def schema(self, definitions: Definitions) -> Schema:
        return {"type": ["string", "number"]}


class List(Shape[tuple[T, ...]]):
    """A list of one shape, of at least ``least``.

    ``unique``: no value (or, of values with a name, no name) stands in it twice. ``declares``: what
    has been read of it are the names of that kind that may be mentioned from there on.
    """

    def __init__(self, item: Shape[T], least: int = 0, unique: bool = False, declares: str = "") -> None:
        self.item, self.least, self.unique, self.declares = item, least, unique, declares

    @property
    def blank(self) -> tuple[T, ...]:
        return ()

    def read(self, place: Place) -> tuple[T, ...]:
        if not isinstance(place.node, nodes.Sequence):
            place.wrong(_("A list is wanted; {found} stands here.").format(found=_kind(place.node)), _("Write [ … ]."))
            return ()
        if len(place.node.items) < self.least:
            place.wrong(_("The list is empty."), _("Write something into it."))
            return ()
        names: dict[str, tuple[str, ...]] = {}
        if self.declares:
            place.reading.names[self.declares] = names
        values = []
        for number in range(len(place.node.items)):
            mistakes = len(place.reading.findings)
            value = self.item.read(place[number])
            values.append(value)
            # What stands for a wrong word is not the word.
            name: Any = getattr(value, "name", "" if len(place.reading.findings) > mistakes else value)
            if self.unique and name in names:
                place[number].wrong(_("“{word}” stands in this list twice.").format(word=name))
            if self.unique and name:
                names[name] = ()
        return tuple(values)

    def schema(self, definitions: Definitions) -> Schema:
        schema: Schema = {"type": "array", "items": self.item.schema(definitions)}
        return schema | ({"minItems": self.least} if self.least else {})


class Raw(Shape[str]):
    """A single value of any kind, as its text."""

    @property
    def blank(self) -> str:
        return ""

    def read(self, place: Place) -> str:
        return place.node.text if isinstance(place.node, nodes.Scalar) else written(place) or ""

    def schema(self, definitions: Definitions) -> Schema:
        return {"type": ["string", "number", "boolean"]}


class Map(Shape[dict[str, T]]):
    """A mapping from the office's own names to one shape; ``declares`` as in ``List``."""

    def __init__(self, value: Shape[T], declares: str = "") -> None:
        self.value, self.declares = value, declares

    @property
    def blank(self) -> dict[str, T]:
        return {}

    def read(self, place: Place) -> dict[str, T]:
        values = {}
        for key in keys_at(place):
            if not key.strip():
                place[key].wrong(_("A name is empty."))
            values[key] = self.value.read(place[key])
        if self.declares:
            place.reading.names[self.declares] = dict.fromkeys(values, ())
        return values

    def schema(self, definitions: Definitions) -> Schema:
        return {"type": "object", "additionalProperties": self.value.schema(definitions)}


class Either(Shape[Any]):
    """One shape for a single value, another for a list, another for a mapping; those not given are wrong."""

    def __init__(
        self,
        scalar: Shape[Any] | None = None,
        sequence: Shape[Any] | None = None,
        mapping: Shape[Any] | None = None,
    ) -> None:
        self._shapes = {nodes.Scalar: scalar, nodes.Sequence: sequence, nodes.Mapping: mapping}

    @property
    def blank(self) -> Any:
        return self.known[0].blank

    @property
    def known(self) -> list[Shape[Any]]:
        return [shape for shape in self._shapes.values() if shape]

    def read(self, place: Place) -> Any:
        # Where the kind is wrong, the first shape says so.
        return (self._shapes[type(place.node)] or self.known[0]).read(place)

    def schema(self, definitions: Definitions) -> Schema:
        return {"anyOf": [shape.schema(definitions) for shape in self.known]}


class Made(Shape[U]):
    """What ``make`` makes of a value."""

    def __init__(self, shape: Shape[T], make: Callable[[T], U]) -> None:
        self.shape: Shape[Any] = shape
        self.make = make

    @property
    def blank(self) -> U:
        return self.make(self.shape.blank)

    def read(self, place: Place) -> U:
        return self.make(self.shape.read(place))

    def schema(self, definitions: Definitions) -> Schema:
        return self.shape.schema(definitions)


class Checked(Shape[T]):
    """A shape whose value ``check`` looks at once more, with its place to note what is wrong."""

    def __init__(self, shape: Shape[T], check: Callable[[T, Place], None]) -> None:
        self.shape, self.check = shape, check

    @property
    def blank(self) -> T:
        return self.shape.blank

    def read(self, place: Place) -> T:
        value = self.shape.read(place)
        self.check(value, place)
        return value

    def schema(self, definitions: Definitions) -> Schema:
        return self.shape.schema(definitions)


class Prepared(Shape[T]):
    """A shape before whose reading ``prepare`` looks at its place: to declare what is named before it is written."""

    def __init__(self, shape: Shape[T], prepare: Callable[[Place], None]) -> None:
        self.shape, self.prepare = shape, prepare

    @property
    def blank(self) -> T:
        return self.shape.blank

    def read(self, place: Place) -> T:
        self.prepare(place)
        return self.shape.read(place)

    def schema(self, definitions: Definitions) -> Schema:
        return self.shape.schema(definitions)


class Later(Shape[Place | None]):
    """Not read yet: the place itself, for what can be judged only when the rest is known."""

    def __init__(self, shape: Shape[Any]) -> None:
        self.shape = shape

    @property
    def blank(self) -> None:
        return None

    def read(self, place: Place) -> Place:
        return place

    def schema(self, definitions: Definitions) -> Schema:
        return self.shape.schema(definitions)


def note_fixed(place: Place, english: str, chinese: str) -> None:
    """Note that the single value at ``place`` is a fixed word, which is these."""
    if isinstance(place.node, nodes.Scalar):
        place.node.fixed = english, chinese


def written(place: Place) -> str | None:
    """The text of the single value at ``place``; None, and noted, if it is something else."""
    node = place.node
    if not isinstance(node, nodes.Scalar):
        place.wrong(_("A single value is wanted; {found} stands here.").format(found=_kind(node)))
    elif node.empty:
        place.wrong(_("Nothing is written here."), _("Write a value, or leave the key out."))
    elif node.flag is not None:
        place.wrong(_("{flag} is not a word.").format(flag=node.text), _("Put it in quotes if the word is meant."))
    else:
        return node.text.strip()
    return None


def under(place: Place, kind: str, key: str) -> Place:
    """The place under ``key``, in either language, of a mapping of ``kind`` that has not been read yet."""
    entries = place.node.entries if isinstance(place.node, nodes.Mapping) else {}
    return place[key if key in entries else chinese(kind, key)]


def names_in(place: Place, kind: str) -> list[str]:
    """What the mappings of ``kind`` in the list at ``place`` are called, as far as they have a name."""
    count = len(place.node.items) if isinstance(place.node, nodes.Sequence) else 0
    named = (under(place[number], kind, "name").node for number in range(count))
    return [node.text.strip() for node in named if isinstance(node, nodes.Scalar)]


def keys_at(place: Place) -> list[str]:
    """The keys of the mapping at ``place``; none, and noted, if it is something else."""
    node = place.node
    if not isinstance(node, nodes.Mapping):
        hint = _("Write {}.") if isinstance(node, nodes.Scalar) and node.empty else _("Write key: value.")
        place.wrong(_("A mapping is wanted; {found} stands here.").format(found=_kind(node)), hint)
        return []
    for key, line in node.repeated:
        what = _("The key “{key}” is written twice.").format(key=key)
        place[key].wrong(what, _("The first is in line {line}.").format(line=node.entries[key].line), line)
    return list(node.entries)


def _kind(node: nodes.Node) -> str:
    if isinstance(node, nodes.Sequence):
        return _("a list")
    if isinstance(node, nodes.Mapping):
        return _("a mapping")
    return _("nothing") if node.empty else f"“{node.text}”"
