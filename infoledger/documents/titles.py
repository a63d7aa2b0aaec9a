"""What a document is called, by the name of the work and the office's own title for its kind."""

from infoledger.documents.text import fitted_title
from infoledger.i18n import translation


def work_of(said: str, language: str) -> str:
    """The name of the work as the config has it, else the usual one."""
    return said or translation(language).gettext("government information work")


def matter_of(work: str) -> str:
    """What the work is about: ``公安信息`` of ``公安信息工作``."""
    return work.removesuffix("工作").removesuffix(" work") or work


def titled(usual: str, own: str, period: str, work: str) -> tuple[str, ...]:
    """The lines of a title: the office's ``own`` or the ``usual`` one, with room for ``{period}`` and ``{work}``."""
    named = {"period": period, "work": work, "matter": matter_of(work)}
    # Words of other languages are parted by blanks, at which any line may end.
    return fitted_title((own or usual).format(**named), [name for name in (period, work) if not name.isascii()])
