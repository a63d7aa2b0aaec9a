"""XML from outside, passed through once by bare names, with nothing declared in it believed."""

from collections.abc import Callable, Mapping
from xml.parsers import expat


def pass_through(
    content: bytes,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] = lambda _tag: None,
    text: Callable[[str], None] = lambda _text: None,
) -> None:
    """Call ``start`` and ``end`` for each element, its name and its attributes' without namespaces.

    Raises ``ExpatError`` for what is no XML, and ``ValueError`` for a declaration of a document
    type: no program that writes documents makes one, files that blow up when read do.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_declaration
    parser.StartElementHandler = lambda tag, attributes: start(
        bare(tag), {bare(name): value for name, value in attributes.items()}
    )
    parser.EndElementHandler = lambda tag: end(bare(tag))
    parser.CharacterDataHandler = text
    parser.Parse(content, True)


def bare(name: str) -> str:
    """``name`` as the parser gives it, without its namespace."""
    return name.rpartition(" ")[2]


def refuse_declaration(*_declaration: object) -> None:
    """Raises ``ValueError``: the handler of a declaration of a document type."""
    raise ValueError
