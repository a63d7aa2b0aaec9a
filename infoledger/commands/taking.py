"""Options that several commands take alike: each is worded once, and a command is handed all as one mapping."""

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer


def option(name: str, metavar: str, help: str) -> Any:
    """An option for a text, None where it is not given."""
    return Annotated[str | None, typer.Option(name, metavar=metavar, help=help)]


def taking(options: Mapping[str, Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command ``options``, by name, in the place of its ``**given``."""

    def take(command: Callable[..., None]) -> Callable[..., None]:
        *own, _given = inspect.signature(command).parameters.values()
        keyword = inspect.Parameter.KEYWORD_ONLY
        taken = [inspect.Parameter(name, keyword, default=None, annotation=each) for name, each in options.items()]
        command.__signature__ = inspect.Signature([*own, *taken])  # type: ignore[attr-defined]
        return command

    return take
