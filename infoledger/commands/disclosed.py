"""``--up-to``: how secret an item may be and still be named on what many read."""

from typing import TYPE_CHECKING, Annotated

import typer

from infoledger.i18n import _

if TYPE_CHECKING:
    from infoledger.config.model import Config

UpTo = Annotated[
    str | None,
    typer.Option(
        "--up-to", metavar="SECRECY", help=_("Name items up to this secrecy (default: the lowest of the config).")
    ),
]


def limit_of(config: "Config", up_to: str | None) -> str:
    """The secrecy that ``--up-to`` means. Raises ``InfoledgerError`` for one that the config does not have."""
    from infoledger.config.names import resolve

    return resolve(up_to, dict.fromkeys(config.secrecy, ())) if up_to else config.secrecy[0]
