"""How secret an item may be and still be named on what many read."""

from typing import TYPE_CHECKING

from infoledger.i18n import N_

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Config
    from infoledger.documents.veil import Veil


def veil_of(connection: "Connection", config: "Config", up_to: str | None) -> "Veil":
    """What covers the titles of items above ``up_to``. Raises ``InfoledgerError`` as ``limit_of`` does."""
    from infoledger.documents.veil import Veil
    from infoledger.i18n import translation
    from infoledger.ledger.disclosure import withheld_titles

    titles = withheld_titles(connection, config.secrecy, limit_of(config, up_to))
    return Veil(titles, translation(config.language).gettext(N_("(title withheld)")))


def limit_of(config: "Config", up_to: str | None) -> str:
    """The secrecy that ``up_to`` names; without it the lowest.

    Raises ``InfoledgerError`` for one that the config does not have.
    """
    from infoledger.config.names import resolve

    return resolve(up_to, dict.fromkeys(config.secrecy, ())) if up_to else config.secrecy[0]
