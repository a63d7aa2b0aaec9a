"""The little of Office Open XML that the templates are written with, and packages with fixed bytes."""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

#: The earliest date that a zip can say; a real one would make each copy differ.
_DATE = (1980, 1, 1, 0, 0, 0)


def w(name: str, /, *children: str, **attributes: object) -> str:
    """The element ``w:name``; attributes get the prefix too."""
    written = "".join(f" w:{key}={quoteattr(str(value))}" for key, value in attributes.items())
    inside = "".join(children)
    return f"<w:{name}{written}>{inside}</w:{name}>" if inside else f"<w:{name}{written}/>"


def root(name: str, *children: str) -> str:
    """A whole part whose root is ``w:name``."""
    namespaces = f'xmlns:w="{WORD}" xmlns:r="{RELATIONSHIPS}"'
    return f"{HEADER}<w:{name} {namespaces}>{''.join(children)}</w:{name}>"


def text(words: str) -> str:
    """A ``w:t`` that keeps its spaces."""
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>'


def relationships(targets: Iterable[tuple[str, str]]) -> str:
    """The part that relates to ``targets``, each (type, target); their ids are rId1, rId2 and so on."""
    lines = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def package(parts: Iterable[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of ``parts``, each (name, content), that depends on nothing but them."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = compression
            entry.create_system = 0
            archive.writestr(entry, content)
    return target.getvalue()


def repackage(data: bytes) -> bytes:
    """A package with the dates of its parts fixed, so that one document gives the same bytes each time."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return package((name, archive.read(name)) for name in archive.namelist())
