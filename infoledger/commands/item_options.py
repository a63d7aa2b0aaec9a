"""What can be said of an item, by ``submit`` and by ``item edit``."""

from typing import Annotated

import typer

from infoledger.i18n import _

Title = Annotated[
    str | None,
    typer.Option("--title", metavar="TEXT", help=_("The title (of a new item: else the draft's first line).")),
]
Units = Annotated[
    str | None, typer.Option("--unit", metavar="UNITS", help=_("Who submitted it, the lead unit first: 甲乡;乙乡."))
]
Informants = Annotated[
    str | None, typer.Option("--by", metavar="NAMES", help=_("Who wrote it; one of two namesakes as 姓名(单位)."))
]
Category = Annotated[
    str | None, typer.Option("--category", metavar="CATEGORY", help=_("One of the config's categories."))
]
Submitted = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help=_("The day it came, perhaps with the time (of a new item: else today).")),
]
Reference = Annotated[
    str | None, typer.Option("--ref", metavar="REF", help=_("Its reference (of a new item: else numbered by year)."))
]
Occurred = Annotated[
    str | None, typer.Option("--occurred", metavar="DATE", help=_("When it happened, perhaps with the time."))
]
Solicitation = Annotated[
    str | None, typer.Option("--solicitation", metavar="TITLE", help=_("The solicitation that it answers."))
]
Follows = Annotated[str | None, typer.Option("--follows", metavar="REF", help=_("The item that it follows up (续报)."))]
Secrecy = Annotated[str | None, typer.Option("--secrecy", metavar="LEVEL", help=_("One of the config's: 公开, 内部 …"))]
Source = Annotated[
    str | None, typer.Option("--source", metavar="TEXT", help=_("Where it was found: news, a meeting …"))
]
Tags = Annotated[str | None, typer.Option("--tag", metavar="TAGS", help=_("Tags, separated by ;"))]
Quality = Annotated[
    str | None, typer.Option("--quality", metavar="N", help=_("The coefficient of quality (质量系数)."))
]
Body = Annotated[str | None, typer.Option("--body", metavar="TEXT", help=_("The text."))]
