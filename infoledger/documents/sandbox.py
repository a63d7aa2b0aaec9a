"""Where an office's own templates run: whatever they ask for, they end in seconds and fill no memory."""

import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

from jinja2 import TemplateError, TemplateRuntimeError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import SandboxedEnvironment

from infoledger.i18n import _

#: What a template may take: seconds of its own work, letters or members of what it makes, numbers that it calls with.
_SECONDS = 10
_MOST = 2_000_000
_WIDTH = re.compile(r"\d{6,}")
#: What a template's own sums and lookups raise beside jinja2's errors.
_FAULTS = (ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError)


class _Compiler(CodeGenerator):
    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - the name that jinja2 calls
        self.write("environment.concatenate((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class BoundedSandbox(SandboxedEnvironment):
    """A sandbox in which nothing becomes longer than any document."""

    code_generator_class = _Compiler
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name in ("center", "format", "indent"):
            self.filters[name] = _bounded(self.filters[name])

    def call(self, context: Any, obj: Any, *words: Any, **named: Any) -> Any:
        """Call ``obj`` with numbers that are no larger than any document is long."""
        _refuse_huge((*words, *named.values(), getattr(obj, "__self__", None)))
        return super().call(context, obj, *words, **named)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What ``obj`` has by this name; a text that is to format others has no huge widths in it."""
        _refuse_huge((obj,) if attribute.startswith("format") else ())
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What a template gets for ``obj['name']``."""
        _refuse_huge((obj,) if str(argument).startswith("format") else ())
        return super().getitem(obj, argument)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Add, multiply and so on, where the result has a bound."""
        if operator == "%":
            _refuse_huge((left, right))
        if operator == "**" and not (abs(left) < _MOST and abs(right) < 100):
            raise _too_much()
        if operator == "*" and _length(left) * _count(right) + _length(right) * _count(left) > _MOST:
            raise _too_much()
        if operator == "+" and _length(left) + _length(right) > _MOST:
            raise _too_much()
        return super().call_binop(context, operator, left, right)

    def concatenate(self, parts: Sequence[Any]) -> str:
        """What ``~`` makes of ``parts``."""
        from jinja2.runtime import markup_join

        if sum(map(_length, parts)) > _MOST:
            raise _too_much()
        return markup_join(parts)


@contextmanager
def bounded() -> Iterator[None]:
    """Run a template for some seconds at most. Raises ``TemplateError`` for whatever it does wrong."""
    before, end = sys.gettrace(), time.monotonic() + _SECONDS

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        if event == "line" and time.monotonic() > end:
            raise TemplateRuntimeError(_("it does not come to an end"))
        # Only the code of templates is watched: it bears the names of templates instead of modules.
        return trace if "environment" in frame.f_globals and "blocks" in frame.f_globals else None

    sys.settrace(trace)
    try:
        yield
    except TemplateError:  # also those that are faults by their kind
        raise
    except _FAULTS as error:
        raise TemplateRuntimeError(str(error) or type(error).__name__) from error
    finally:
        sys.settrace(before)


def _bounded(filter_: Callable[..., Any]) -> Callable[..., Any]:
    def run(*words: Any, **named: Any) -> Any:
        _refuse_huge((*words, *named.values()))
        return filter_(*words, **named)

    return run


def _refuse_huge(words: Sequence[Any]) -> None:
    for word in words:
        if (isinstance(word, int) and abs(word) > _MOST) or (isinstance(word, str) and _WIDTH.search(word)):
            raise _too_much()


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple) else 0


def _count(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _too_much() -> TemplateError:
    return TemplateRuntimeError(_("it asks for more than a document can hold"))
