"""What can be said of an item, by ``submit``, ``item edit`` and ``item merge``."""

from infoledger.commands.taking import option
from infoledger.i18n import _

#: The options by the names of an import's columns.
ITEM = {
    "title": option("--title", "TEXT", _("The title (of a new item: else the draft's first line).")),
    "units": option("--unit", "UNITS", _("Who submitted it, the lead unit first: 甲乡;乙乡.")),
    "informants": option("--by", "NAMES", _("Who wrote it; one of two namesakes as 姓名(单位).")),
    "category": option("--category", "CATEGORY", _("One of the config's categories.")),
    "submitted": option("--on", "DATE", _("The day it came, perhaps with the time (of a new item: else today).")),
    "ref": option("--ref", "REF", _("Its reference (of a new item: else numbered by year).")),
    "occurred": option("--occurred", "DATE", _("When it happened, perhaps with the time.")),
    "solicitation": option("--solicitation", "TITLE", _("The solicitation that it answers.")),
    "follows": option("--follows", "REF", _("The item that it follows up (续报).")),
    "secrecy": option("--secrecy", "SECRECY", _("One of the config's: 公开, 内部 …")),
    "source": option("--source", "TEXT", _("Where it was found: news, a meeting …")),
    "tags": option("--tag", "TAGS", _("Tags, separated by ;")),
    "quality": option("--quality", "N", _("The coefficient of quality (质量系数).")),
    "body": option("--body", "TEXT", _("The text.")),
}
