"""The tables that documents share: listings with their heading, and what stands below them."""

from dataclasses import dataclass

from infoledger.documents.text import Figure


@dataclass(frozen=True, slots=True)
class Listing:
    """A table under its ``title``; ``note``, such as a legend, stands below it.

    The figures of the columns ``charted`` are drawn as bars where the format can draw, those of the
    columns ``heated`` as a heat map: the more, the darker; of a ``summed`` one the last row sums up the
    others. With ``to_sign`` rows are tall, so that people can sign in them.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Figure, ...], ...]
    note: str = ""
    charted: tuple[int, ...] = ()
    to_sign: bool = False
    heated: tuple[int, ...] = ()
    summed: bool = False
