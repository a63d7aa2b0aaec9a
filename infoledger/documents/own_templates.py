"""An office's own templates: the ones that ship to begin with, and what is wrong with what became of them."""

from collections.abc import Iterator
from pathlib import Path

from infoledger.config.model import Layout
from infoledger.documents import rendering
from infoledger.documents.notice import OLDER
from infoledger.documents.template_mistakes import refuse_mistakes

#: The documents that an office may print with templates of its own, each with the formats that have one.
_KINDS = {
    "bulletin": ("docx", "html"),
    "notice": ("docx", "html"),
    "statement": ("docx", "html"),
    "letter": ("docx",),
}
#: What a page is made of beside its own template.
_SHARED = ("base.html", "parts.html")


def shipped(layout: Layout | None) -> Iterator[tuple[str, bytes]]:
    """The templates that an office may change, each (file's name, content); those for Word by its ``layout``."""
    from infoledger.documents import docx

    for kind in _KINDS:
        yield f"{kind}.docx", docx.shipped(kind, layout)
    for name in (*(f"{kind}.html" for kind, forms in _KINDS.items() if "html" in forms), *_SHARED):
        yield name, (rendering.TEMPLATES / name).read_bytes()


def check(template: Path) -> tuple[str, list[str]]:
    """The kind of document that ``template`` is for, and what the one that ships prints but it does not.

    Raises ``UsageError`` for a file that is no template or has mistakes: every unknown name, every
    full-width brace, and what only shows when a document is printed with it.
    """
    from infoledger.documents.samples import samples

    asked, words = rendering.read_template(template)
    documents = samples()
    form = template.suffix.lower().removeprefix(".")
    names = {kind: list(rendering.context(documents[kind])) for kind, forms in _KINDS.items() if form in forms}
    # Of kinds that have all that it asks for, the one of which it prints the most.
    kind = min(names, key=lambda each: (len(asked.difference(names[each])), len(set(names[each]) - asked)))
    refuse_mistakes(template, asked, words, names[kind])
    rendering.render(documents[kind], form, template)
    usual, _words = rendering.read_template(rendering.TEMPLATES / f"{kind}{template.suffix.lower()}")
    return kind, sorted(name for name in usual - asked if OLDER.get(name) not in asked)
