"""How secret an item may be and still be named on what many read."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infoledger.config.model import Config


def limit_of(config: "Config", up_to: str | None) -> str:
    """The secrecy that ``up_to`` names; without it the lowest.

    Raises ``InfoledgerError`` for one that the config does not have.
    """
    from infoledger.config.names import resolve

    return resolve(up_to, dict.fromkeys(config.secrecy, ())) if up_to else config.secrecy[0]
