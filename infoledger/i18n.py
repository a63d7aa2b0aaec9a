"""Words on the screen: English in the source, other languages from gettext catalogues.

The language of the screen is ``INFOLEDGER_LANG``, else the locale's; printed documents take
theirs from the config through ``translation``.
"""

import gettext
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


@cache
def catalogues() -> Mapping[str, str]:
    """The languages that there are catalogues of, by code, with their folders: ``zh`` in ``zh_CN``."""
    return {folder.name.partition("_")[0]: folder.name for folder in sorted(LOCALE.iterdir()) if folder.is_dir()}


def languages() -> tuple[str, ...]:
    """The codes of the languages spoken here: those of the catalogues, and English, which needs none."""
    return (*catalogues(), "en")


@cache
def screen_language() -> str:
    """The code of the language in which to speak to the person at the terminal; ``en`` where theirs is not spoken."""
    for name in ("INFOLEDGER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if wanted := os.environ.get(name):
            break
    else:
        wanted = _system_language()
    # Windows has names where others have codes: "Chinese (Simplified)_China".
    wanted = wanted.lower().replace("chinese", "zh")
    return next((code for code in catalogues() if wanted.startswith(code)), "en")


@cache
def translation(language: str) -> gettext.NullTranslations:
    """The catalogue of the language with this code; English, and what has none, is as in the source."""
    folder = catalogues().get(language)
    return gettext.translation("infoledger", LOCALE, [folder], fallback=True) if folder else gettext.NullTranslations()


def _(text: str) -> str:
    """``text`` in the language of the screen."""
    return translation(screen_language()).gettext(text)


def N_(text: str) -> str:  # noqa: N802 - the name that tools for catalogues know
    """``text`` as it is: marks for the catalogue what ``_`` translates later, where it is shown."""
    return text


def listed(words: Iterable[str]) -> str:
    """``words`` one after the other, parted as the reader's language parts them."""
    return _(", ").join(words)


def lend_catalogue() -> None:
    """Let Typer take the headings of its help from our catalogue, in the language of the screen."""
    gettext.bindtextdomain("infoledger", LOCALE)
    gettext.textdomain("infoledger")
    os.environ["LANGUAGE"] = catalogues().get(screen_language(), "en")


def _system_language() -> str:
    # Windows sets none of the variables; its own setting, "Chinese (Simplified)_China", is asked for.
    if os.name == "nt":
        import locale

        return locale.getlocale()[0] or ""
    return ""
