"""Outlets by name: where two bodies have one of the same name, it is written ``机关/刊物``."""

from collections.abc import Mapping

from infoledger.config.model import Config, Outlet
from infoledger.config.names import Names, resolve
from infoledger.folding import fold


def outlet_key(config: Config, outlet: Outlet) -> str:
    """How rules and facts name ``outlet``: by its name, or ``机关/刊物`` where another body has one of that name."""
    return f"{outlet.body}/{outlet.name}" if outlet.name in config.shared_outlets else outlet.name


def outlet_names(config: Config) -> Names:
    """All outlets by key, each with the other ways in which it may be named."""
    return {
        outlet_key(config, outlet): tuple(
            way for name in (outlet.name, *outlet.aliases) for way in (name, f"{outlet.body}/{name}")
        )
        for outlet in config.outlets
    }


def outlets_in_headings(config: Config) -> Mapping[str, str]:
    """What a heading may call an outlet, folded, and how that is named: in full, or by the body that has it."""
    found = {fold(way): way for names in outlet_names(config).values() for way in names}
    found |= {fold(key): key for key in outlet_names(config)}
    return {fold(name): name for name in config.bodies} | found


def find_outlet(config: Config, word: str) -> Outlet:
    """The outlet called ``word``: its name (perhaps in 《》), ``机关/刊物``, or an alias.

    Raises ``InfoledgerError`` that tells the candidates or the nearest name.
    """
    key = resolve(word.strip().removeprefix("《").removesuffix("》"), outlet_names(config), parts=False)
    return next(outlet for outlet in config.outlets if outlet_key(config, outlet) == key)
