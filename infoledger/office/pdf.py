"""Word documents as PDF, made by the word processor that is on the machine: LibreOffice, WPS or Word."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from infoledger.errors import UsageError
from infoledger.i18n import _

#: Where LibreOffice stands when it is not on the path.
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)
#: Seconds that a word processor may take, which may be starting for the first time.
_PATIENCE = 180
#: What WPS and Word are called by other programs on Windows; both save as PDF under the number 17.
_ON_WINDOWS = """
$ErrorActionPreference = 'Stop'
foreach ($name in 'KWPS.Application', 'WPS.Application', 'Word.Application') {
  try { $writer = New-Object -ComObject $name } catch { continue }
  try {
    $writer.Visible = $false
    $document = $writer.Documents.Open($env:INFOLEDGER_FROM, $false, $true)
    $document.SaveAs([ref]$env:INFOLEDGER_TO, [ref]17)
    $document.Close([ref]0)
    exit 0
  } finally { $writer.Quit() }
}
exit 3
"""


def pdf(document: bytes) -> bytes:
    """The PDF of a Word ``document``. Raises ``UsageError`` where no program is there that can make it."""
    with TemporaryDirectory(prefix="infoledger") as name:
        folder = Path(name)
        source, target = folder / "document.docx", folder / "document.pdf"
        source.write_bytes(document)
        ran = False
        for command in _commands(folder, source):
            ran |= _run(command, source, target)
            if target.exists():
                return target.read_bytes()
    if ran:
        raise UsageError(_("The word processor made no PDF."), _("Write a .docx and save it as PDF there."))
    raise UsageError(
        _("There is no program here that makes a PDF of a Word document."),
        _("Install LibreOffice or WPS, or write a .docx and save it as PDF elsewhere."),
    )


def _commands(folder: Path, source: Path) -> Iterator[list[str]]:
    """The calls to try, in order; LibreOffice with settings of its own, so that an open one is not in the way."""
    if office := _libreoffice():
        settings = f"-env:UserInstallation={(folder / 'settings').as_uri()}"
        yield [office, settings, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    if os.name == "nt" and (shell := shutil.which("powershell")):
        yield [shell, "-NoProfile", "-NonInteractive", "-Command", _ON_WINDOWS]


def _libreoffice() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _run(command: list[str], source: Path, target: Path) -> bool:
    """Whether a word processor was there and ran, whatever came of it."""
    told = {**os.environ, "INFOLEDGER_FROM": str(source), "INFOLEDGER_TO": str(target)}
    try:
        done = subprocess.run(command, env=told, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 - found on this machine
    except (OSError, subprocess.TimeoutExpired):
        return True
    return done.returncode != 3
