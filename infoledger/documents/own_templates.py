"""An office's own templates: the ones that ship to begin with, and what is wrong with what became of them."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from jinja2 import TemplateError, meta, nodes

from infoledger.config.model import Layout
from infoledger.config.names import suggestion
from infoledger.documents import rendering
from infoledger.documents.samples import SAMPLES
from infoledger.errors import Finding, UsageError
from infoledger.i18n import _

#: What a page is made of beside its own template.
_SHARED = ("base.html", "parts.html")
_FULL_WIDTH = re.compile(r"｛｛|｛[%％]|｝｝|[%％]｝")


def shipped(layout: Layout | None) -> Iterator[tuple[str, bytes]]:
    """The templates that an office may change, each (file's name, content); those for Word by its ``layout``."""
    from infoledger.documents import docx

    for kind in SAMPLES:
        yield f"{kind}.docx", docx.shipped(kind, layout)
    for name in (*(f"{kind}.html" for kind in SAMPLES), *_SHARED):
        yield name, (rendering.TEMPLATES / name).read_bytes()


def check(template: Path) -> tuple[str, list[str]]:
    """The kind of document that ``template`` is for, and what the one that ships prints but it does not.

    Raises ``UsageError`` for a file that is no template or has mistakes: every unknown name, every
    full-width brace, and what only shows when a document is printed with it.
    """
    asked, words = read(template)
    names = {kind: list(rendering.context(sample)) for kind, sample in SAMPLES.items()}
    kind = min(names, key=lambda each: len(asked.difference(names[each])))
    refuse_mistakes(template, asked, words, names[kind])
    rendering.render(SAMPLES[kind], template.suffix.lower().removeprefix("."), template)
    usual, _words = read(rendering.TEMPLATES / f"{kind}{template.suffix.lower()}")
    return kind, sorted(usual - asked)


def read(template: Path) -> tuple[set[str], str]:
    """The names that ``template`` asks for, and its words. Raises ``UsageError``."""
    if template.suffix.lower() == ".docx":
        from infoledger.documents import docx

        return docx.read_template(template)
    try:
        words = template.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(_("{file} is not a page in UTF-8 (.html).").format(file=template)) from error
    try:
        tree = rendering.page_environment(template.parent).parse(words)
        return meta.find_undeclared_variables(tree) - set(_imported(tree)), words
    except TemplateError as error:
        raise mistaken(template, str(error)) from error


def _imported(tree: nodes.Template) -> Iterator[str]:
    """What a page takes from another: jinja2 does not see that its blocks have it too."""
    for each in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in each.names)
    yield from (each.target for each in tree.find_all(nodes.Import))


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


def mistaken(template: Path, reason: str) -> UsageError:
    """The error that tells of one mistake in ``template``."""
    return UsageError(_("The template {file} has a mistake: {reason}").format(file=template, reason=reason))
