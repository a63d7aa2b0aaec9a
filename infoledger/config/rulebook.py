"""What an office's figures are reckoned by, from its config."""

from collections.abc import Sequence

from infoledger.config.model import Config
from infoledger.rules.reckoning import Rulebook
from infoledger.rules.regulation import Regulation


def rulebook_of(config: Config, regulations: Sequence[Regulation] | None = None) -> Rulebook:
    """The office's regulations (or others in their place) with its calendars."""
    chosen = config.regulations if regulations is None else tuple(regulations)
    return Rulebook(
        chosen,
        config.calendar,
        config.unit_groups or (),
        config.workdays,
        config.deadlines_in_workdays,
        config.office.name,
    )
