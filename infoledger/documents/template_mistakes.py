"""How mistakes in an office's own template are told."""

import re
from collections.abc import Collection
from pathlib import Path

from infoledger.config.names import suggestion
from infoledger.errors import Finding, UsageError
from infoledger.i18n import _

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


def mistaken(template: Path, reason: str) -> UsageError:
    """The error that tells of one mistake in ``template``."""
    return UsageError(_("The template {file} has a mistake: {reason}").format(file=template, reason=reason))
