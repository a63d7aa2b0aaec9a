"""How mistakes in an office's own template are told."""

import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError

from infoledger.config.names import suggestion
from infoledger.errors import Finding, UsageError
from infoledger.i18n import N_, _

_FULL_WIDTH = re.compile(r"｛｛|｛[%％]|｝｝|[%％]｝")


def refuse_mistakes(template: Path, asked: Collection[str], words: str, names: Collection[str]) -> None:
    """Raise ``UsageError`` that tells every name that is none of ``names`` and every full-width brace."""
    known = dict.fromkeys(names, ())
    findings = [
        Finding(str(template), _("No document has “{name}”.").format(name=name), suggestion(name, known))
        for name in sorted(set(asked) - set(names))
    ]
    if found := _FULL_WIDTH.findall(words):
        braces = " ".join(dict.fromkeys(found))
        hint = _("Type them in half width: {braces}.").format(braces="{{ }} {% %}")
        findings.append(
            Finding(str(template), _("Full-width braces are printed as they are: {braces}").format(braces=braces), hint)
        )
    if findings:
        raise UsageError(_("The template {file} has mistakes.").format(file=template), findings=findings)


def mistaken(template: Path, error: TemplateError, environment: Environment) -> UsageError:
    """The error that tells of one mistake in ``template``, which runs in ``environment``: where it is, and what."""
    reason, hint = _explained(error, environment)
    where = _place(error, template, environment)
    told = _("The template {file} has a mistake: {reason}") if not where else _WITH_PLACE
    return UsageError(_(told).format(file=template, where=where, reason=reason), hint)


def _place(error: BaseException, template: Path, environment: Environment) -> str:
    """Where in ``template`` the ``error`` is: words of a paragraph in Word, or a line of a page or one beside it."""
    for each in filter(None, (error, error.__cause__)):
        if words := next(iter(getattr(each, "__notes__", ())), ""):
            return f"“{words}”"
    file, line = line_of(error)
    if template.suffix.lower() == ".docx":
        words = words_of(getattr(environment, "parsed", ""), line)
        return f"“{words}”" if words else ""
    told = _("line {line}") if Path(file).name in ("", template.name) else _("{file}, line {line}")
    return told.format(file=Path(file).name, line=line) if line else ""


def line_of(error: BaseException) -> tuple[str, int]:
    """The file and line of a template in which ``error`` was raised, the innermost; 0 if nothing tells."""
    if isinstance(error, TemplateSyntaxError):
        return _file(error.filename), error.lineno
    found = ("", 0)
    traceback = (error.__cause__ or error).__traceback__
    while traceback:
        # jinja2 puts the lines of the template in the place of those of its own code.
        if "__jinja_exception__" in traceback.tb_frame.f_globals:
            found = (_file(traceback.tb_frame.f_code.co_filename), traceback.tb_lineno)
        traceback = traceback.tb_next
    return found


def _file(name: str | None) -> str:
    """The file that jinja2 calls ``name``; what is in none it calls <template> and the like."""
    return "" if name is None or name.startswith("<") else name


def words_of(source: str, line: int) -> str:
    """What a line of a document's XML says to a reader."""
    lines = source.splitlines()
    words = _MARKUP.sub("", lines[line - 1]).strip() if 0 < line <= len(lines) else ""
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _explained(error: TemplateError, environment: Environment) -> tuple[str, str]:
    """What jinja2 complains of in the reader's language, and which right word is nearest; its own words if unknown."""
    complaint = error.message or str(error)
    if isinstance(error, TemplateNotFound):
        return _("There is no page “{name}” beside it.").format(name=error.name), ""
    for form, sentence, kind in _COMPLAINTS:
        if found := re.match(form, complaint, re.DOTALL):
            said = {
                name: _(_TOKENS[word]) if word in _TOKENS else word for name, word in found.groupdict().items() if word
            }
            names = _names(kind, said, environment)
            return _(sentence).format(**said), suggestion(said["name"], dict.fromkeys(names, ())) if names else ""
    return complaint, ""


def _names(kind: str, said: Mapping[str, str], environment: Environment) -> Collection[str]:
    if kind == "filter":
        return sorted(environment.filters)
    if kind == "test":
        return sorted(name for name in environment.tests if name.isidentifier())
    if kind == "tag":
        return _TAGS
    return _fields(said["of"]) if kind == "field" else ()


def _fields(of: str) -> Collection[str]:
    """What a template may ask of an object of ours, which jinja2 calls ``package.module.Class object``."""
    module, _dot, name = of.removesuffix(" object").rpartition(".")
    known = getattr(sys.modules.get(module), name, None)
    return [field.name for field in fields(known)] if isinstance(known, type) and is_dataclass(known) else ()


_WITH_PLACE = N_("The template {file} has a mistake, {where}: {reason}")
_MARKUP = re.compile("<[^>]*>")
_LONGEST = 60
_TAGS = ("for", "if", "elif", "else", "set", "block", "macro", "call", "filter", "include", "import", "from", "extends")
# What jinja2 calls the pieces of a template, as they are typed.
_TOKENS = {
    "end of print statement": "}}",
    "begin of print statement": "{{",
    "end of statement block": "%}",
    "begin of statement block": "{%",
    "end of comment": "#}",
    "end of template": N_("the end of the template"),
    "name": N_("a name"),
    "string": N_("a text in quotation marks"),
    "integer": N_("a number"),
}
# Forms of jinja2's sentences, what is said instead, and of what kind the nearest right word is.
_COMPLAINTS = (
    (
        r"Unexpected end of template\..*needs to be closed is '(?P<tag>\w+)'",
        N_("“{{% {tag} %}}” is not closed: “{{% end{tag} %}}” is missing."),
        "",
    ),
    (
        r"Encountered unknown tag '(?P<name>end\w+|else|elif)'.*needs to be closed is '(?P<tag>\w+)'",
        N_("“{{% {name} %}}” does not fit here: “{{% {tag} %}}” is open, which “{{% end{tag} %}}” closes."),
        "",
    ),
    (
        r"Encountered unknown tag '(?P<name>end\w+|else|elif)'",
        N_("“{{% {name} %}}” closes nothing: no tag is open that it could belong to."),
        "",
    ),
    (r"Encountered unknown tag '(?P<name>\w+)'", N_("There is no tag “{name}”."), "tag"),
    (r"No filter named '(?P<name>.*)'", N_("There is no filter “{name}”."), "filter"),
    (r"No test named '(?P<name>.*)'", N_("There is no test “{name}”."), "test"),
    (r"'(?P<name>.*)' is undefined", N_("“{name}” has no value here."), ""),
    (
        r"'(?P<of>.*)' has no attribute '(?P<name>.*)'",
        N_("There is no “{name}” in what stands before the dot."),
        "field",
    ),
    (r"parameter '(?P<name>.*)' was not provided", N_("“{name}” has no value here."), ""),
    (r".* has no element (?P<name>.*)", N_("There is no element {name} in it."), ""),
    (r"expected token '(?P<wanted>.*)', got '(?P<got>.*)'", N_("“{got}” stands where “{wanted}” is expected."), ""),
    (r"unexpected '(?P<got>.*)', expected '(?P<wanted>.*)'", N_("“{got}” stands where “{wanted}” is expected."), ""),
    (
        r"unexpected end of template, expected '(?P<wanted>.*)'",
        N_("The template ends where “{wanted}” is expected."),
        "",
    ),
    (r"Expected an expression, got '(?P<got>.*)'", N_("Something is missing before “{got}”."), ""),
    (
        r"unexpected char '(?P<got>.*)' at",
        N_("The sign “{got}” cannot stand in a tag; signs and quotation marks are typed in half width."),
        "",
    ),
    (r"Invalid character in identifier", N_("A name in a tag holds a sign that no name can have."), ""),
    (r"unexpected '(?P<got>end of .*)'", N_("Something is missing before “{got}”."), ""),
    (r"expected (?:name or number|subscript expression)", N_("A name is missing after a dot or bracket."), ""),
    (r"unexpected '(?P<got>.*)'", N_("“{got}” is too much here."), ""),
    (r"[Tt]ag name expected", N_("The tag's name is missing after “{{%”."), ""),
    (r"Missing end of (?:comment|raw).*", N_("A comment or a raw part is not closed."), ""),
    (r"access to attribute '(?P<name>.*)' of", N_("“{name}” may not be asked for in a template."), ""),
    (r"division by zero", N_("It divides by zero."), ""),
    (
        r"(?:unsupported operand|can only concatenate|.* not supported between).*",
        N_("It adds up, joins or compares a text and a number."),
        "",
    ),
    (r"maximum recursion depth", N_("It calls itself without end."), ""),
)
