"""Keeps the catalogue of translations: ``python -m tests.catalogue`` brings it up to date.

It takes every text from the source, keeps the translations there are in
``infoledger/locale/zh_CN/LC_MESSAGES/infoledger.po``, compiles the ``.mo`` that the program reads,
and lists what has no translation yet. Beside ``_("…")`` the docstrings of commands are texts: they
are their help.
"""

import ast
from collections.abc import Iterator
from string import Formatter
from typing import Any, BinaryIO

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from infoledger.console import show_line
from infoledger.i18n import LOCALE

PO = LOCALE / "zh_CN" / "LC_MESSAGES" / "infoledger.po"
MO = PO.with_suffix(".mo")
PACKAGE = LOCALE.parent
SOURCES = [("commands/*.py", "tests.catalogue:extract_command"), ("**.py", "python")]
# Typer's words that are looked up in our catalogue.
TYPERS = (
    *("Arguments", "Options", "Commands", "Show this message and exit."),
    *("[OPTIONS]", "COMMAND [ARGS]..."),
    *("[required]", "[default: {}]", "required", "default: {default}"),
    "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
)


def extract_command(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """The texts of a module of commands: those of any module, and the docstrings of its commands."""
    yield from extract_python(file, keywords, comment_tags, options)
    file.seek(0)
    for node in ast.parse(file.read()).body:
        if isinstance(node, ast.FunctionDef) and "Example: infoledger" in (ast.get_docstring(node) or ""):
            yield node.lineno, "_", ast.get_docstring(node), []


def texts() -> Catalog:
    """A catalogue of all texts in the source, untranslated, as they stand."""
    found = Catalog()
    for file, _line, text, _comments, _context in extract_from_dir(PACKAGE, SOURCES, keywords=DEFAULT_KEYWORDS):
        found.add(text, locations=[(file, 0)])
    for text in TYPERS:
        found.add(text)
    return found


def translations() -> Catalog:
    """The translations there are."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN")


def missing(source: Catalog, translated: Catalog) -> list[str]:
    """Texts of ``source`` without a translation that has the same ``{names}``."""
    return [
        message.id
        for message in source
        if message.id
        and not (
            (there := translated.get(message.id))
            and there.string
            and not there.fuzzy
            and names(there.string) == names(message.id)
        )
    ]


def names(text: str) -> set[str]:
    """The ``{names}`` that a text has filled in."""
    return {name for _literal, name, _form, _conversion in Formatter().parse(text) if name is not None}


def main() -> None:
    """Bring the catalogue up to date and list what is missing."""
    source = texts()
    translated = translations()
    translated.update(source, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    translated.obsolete.clear()
    with PO.open("wb") as file:
        write_po(file, translated, width=120, include_lineno=False)
    with MO.open("wb") as file:
        write_mo(file, translated)
    for text in missing(source, translated):
        show_line(repr(text))


if __name__ == "__main__":
    main()
