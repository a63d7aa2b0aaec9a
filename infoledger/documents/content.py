"""Neutral models and files as JSON and back, so that what was issued can be frozen and printed again."""

import dataclasses
import types
from base64 import b64decode, b64encode
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

Model = TypeVar("Model")


def freeze(value: Any) -> Any:
    """A model (dataclasses of text, numbers, None, and tuples of them) as what JSON can hold."""
    if dataclasses.is_dataclass(value):
        return {field.name: freeze(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [freeze(part) for part in value]
    # A decimal is told from text by being wrapped.
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def thaw(kind: type[Model], content: Mapping[str, Any]) -> Model:
    """The model of ``kind`` that ``content`` was frozen from."""
    hints = get_type_hints(kind)
    return kind(**{name: _thawed(hints[name], value) for name, value in content.items()})


def pack(files: Mapping[str, str | bytes]) -> dict[str, str]:
    """Files by format as what JSON can hold."""
    return {
        form: b64encode(each if isinstance(each, bytes) else each.encode()).decode() for form, each in files.items()
    }


def unpack(files: Mapping[str, str], form: str) -> bytes:
    """The file of ``form`` that ``pack`` was given."""
    return b64decode(files[form])


def _thawed(kind: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(kind):
        return thaw(cast("type[Any]", kind), value)
    if isinstance(kind, types.UnionType):
        models = [option for option in get_args(kind) if dataclasses.is_dataclass(option)]
        kind = models[0] if models and value is not None else None
        return _thawed(kind, value) if kind else _number(value)
    if get_origin(kind) is tuple:
        part = get_args(kind)[0]
        return tuple(_thawed(part, entry) for entry in value or ())  # what was once one or None may be several now
    return _number(value)


def _number(value: Any) -> Any:
    return Decimal(value["decimal"]) if isinstance(value, dict) else value
