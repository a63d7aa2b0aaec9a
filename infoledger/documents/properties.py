"""A property of a finished document: of Word and Excel files a custom one, of a page a meta element.

ECMA-376 part 1, 15.2.12.2 (Custom File Properties Part) and 22.3.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_EMPTY = f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}"/>'.encode()
#: What the format calls the set in which anyone's properties are.
_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)


def made_on(printed: str) -> datetime:
    """The day that a document bears, ``2026年11月5日`` or ``2026-11-05``, as the time at which its file was made.

    The time of day is not known; the same document has the same bytes.
    """
    year, month, day = (int(number) for number in re.findall(r"\d+", printed)[:3])
    return datetime(year, month, day, tzinfo=UTC)


def with_property(content: bytes, form: str, name: str, value: str) -> bytes:
    """``content``, a file of the format ``form``, with the property; of a plain text or a table as it is."""
    if form == "html":
        meta = f'<meta name="{escape(name)}" content="{escape(value)}">'
        return _HEAD.sub(lambda head: head[0] + meta, content.decode(), count=1).encode()
    return _in_package(content, name, value) if form in ("docx", "xlsx") else content


def _in_package(content: bytes, name: str, value: str) -> bytes:
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        entries = {entry.filename: entry for entry in old.infolist()}
        parts = {each: old.read(each) for each in entries}
        changed = {_PART: _with_value(parts.get(_PART, _EMPTY), name, value)}
        if _PART not in parts:
            changed |= _announced(parts)
            entries[_PART] = ZipInfo(_PART, old.infolist()[0].date_time)  # or the same document would be other bytes
        for each, entry in entries.items():
            new.writestr(entry, changed.get(each) or parts[each], ZIP_DEFLATED)
    return made.getvalue()


def _announced(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a package that say which others there are, with the one of custom properties."""
    types, relations = "[Content_Types].xml", "_rels/.rels"
    of_type = {"PartName": f"/{_PART}", "ContentType": _TYPE}
    related = {"Id": "rIdCustom", "Type": _RELATION, "Target": _PART}
    return {
        types: _with_child(parts[types], "Override", of_type),
        relations: _with_child(parts[relations], "Relationship", related),
    }


def _with_child(part: bytes, tag: str, attributes: dict[str, str]) -> bytes:
    root = _parsed(part)
    root.append(root.makeelement(root.tag.partition("}")[0] + "}" + tag, attributes))
    return _written(root)


def _with_value(part: bytes, name: str, value: str) -> bytes:
    root = _parsed(part)
    for old in root.findall(f"{{{_PROPERTIES}}}property[@name='{name}']"):
        root.remove(old)
    number = max([1, *(int(each.get("pid")) for each in root)]) + 1
    held = root.makeelement(f"{{{_PROPERTIES}}}property", {"fmtid": _SET, "pid": str(number), "name": name})
    said = held.makeelement(f"{{{_VALUES}}}lpwstr", {})
    said.text = value
    held.append(said)
    root.append(held)
    return _written(root)


def _parsed(part: bytes) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(part)


def _written(root: Any) -> bytes:
    from docx.opc.oxml import serialize_part_xml

    return serialize_part_xml(root)
