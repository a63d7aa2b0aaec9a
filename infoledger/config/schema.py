"""JSON Schema (draft 2020-12) of ``config.yaml`` and of a regulation, for editors.

Made of the declarations that read them. Names that a config declares are any text to it.
"""

from typing import Any

from infoledger.config.office import CONFIG
from infoledger.config.regulations import REGULATION
from infoledger.config.shapes import Schema, Shape


def config_schema() -> Schema:
    """The schema of ``config.yaml``."""
    return _document(CONFIG, "infoledger config.yaml")


def regulation_schema() -> Schema:
    """The schema of a regulation in a file of its own."""
    return _document(REGULATION, "infoledger regulation")


def _document(shape: Shape[Any], title: str) -> Schema:
    definitions: dict[str, Schema] = {}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return head | shape.schema(definitions) | {"$defs": definitions}
