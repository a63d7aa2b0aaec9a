"""Full-width signs where YAML wants its own: what a Chinese keyboard types, and how to type it instead."""

import re
from collections.abc import Iterator

from infoledger.i18n import _

#: Each full-width sign with the one that YAML reads.
_SIGNS = {
    **dict(zip("：，［］｛｝　＃－．％０１２３４５６７８９", ":,[]{} #-.%0123456789", strict=True)),
    **dict.fromkeys("“”", '"'),
    **dict.fromkeys("‘’", "'"),
}
_TABLE = str.maketrans(_SIGNS)
_SIGN = re.compile(f"[{''.join(_SIGNS)}]")
# Nobody means a sign in quotes or in a comment for YAML's own.
_PASSED_OVER = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'|(?:(?<=\s)|^)#.*$")
#: Where a line of YAML shows that one of its own signs was meant: an indent, a bracket, the end of a key,
#: a quoted value, something between brackets or behind one.
_MEANT = re.compile(
    r"^[ \t]*　|[［］｛｝]|^[^:\[{]*：(?!.*: )|[:：\[［{｛,，-] *[“‘]|[\[［{｛][^\]］}｝]*[，：]|[\]］}｝] *[，：]"
)
_PAIRS = ("（）", "()", "［］", "｛｝", "“”", "‘’", "《》", "〔〕", "【】", "「」", "『』")
_QUOTED = re.compile(r"[“‘\"'].*[”’\"']")
_SHOWN = 40


def remedy(words: str) -> str:
    """How to type ``words``, which cannot stand where they do, if full-width signs may be why; else nothing."""
    signs = " ".join(dict.fromkeys(_SIGN.findall(words))).replace("　", _("full-width blank"))
    typed = re.sub(r"([:,])(?=[^ ])", r"\1 ", words.translate(_TABLE)).strip()
    shown = typed if len(typed) <= _SHOWN else typed[: _SHOWN - 1] + "…"
    return _("Full-width: {signs}. Type it in half width: {typed}").format(signs=signs, typed=shown) if signs else ""


def misplaced(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a ``text`` in which full-width signs stand for YAML's own, each with the remedy."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = _PASSED_OVER.sub(lambda found: " " * len(found[0]), line)
        if _MEANT.search(bare):
            yield number, remedy(bare.rstrip())


def oddity(name: str) -> tuple[str, str] | None:
    """What is odd in a ``name`` that is legal but hardly meant, and what to do about it."""
    if "，" in name:
        several = ", ".join(part.strip() for part in name.split("，"))
        return (
            _("“{name}” is one name with a full-width comma in it.").format(name=name),
            _("If several are meant, divide them by half-width commas: {names}").format(names=several),
        )
    if _QUOTED.fullmatch(name):
        return _("The quotation marks are part of the name {name}.").format(name=name), _("Leave them out.")
    if any(name.count(pair[0]) != name.count(pair[1]) for pair in _PAIRS):
        return _("In “{name}” a bracket or quotation mark is not closed.").format(name=name), _("Close it.")
    return None
