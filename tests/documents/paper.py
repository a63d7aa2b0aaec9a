"""What LibreOffice makes of documents: one process for many of them, with fonts that are the same on every machine."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

OFFICE = shutil.which("soffice")
FONTS = Path(__file__).with_name("fonts.conf")


def version() -> str:
    """LibreOffice's release, such as ``7.4``; empty if it is not installed."""
    if not OFFICE:
        return ""
    said = subprocess.run([OFFICE, "--version"], check=False, capture_output=True, text=True).stdout
    return "".join(re.findall(r"^LibreOffice (\d+\.\d+)", said))


def fonts_missing() -> list[str]:
    """The font files of ``fonts.conf`` that are not installed."""
    needed = ("opentype/noto/NotoSerifCJK-Regular.ttc", "opentype/noto/NotoSansCJK-Regular.ttc")
    files = [Path("/usr/share/fonts") / file for file in needed]
    return [str(file) for file in files if not file.exists()]


@cache
def _home() -> tempfile.TemporaryDirectory[str]:
    """LibreOffice's own settings and what it knows of fonts, made once."""
    return tempfile.TemporaryDirectory()


def convert(files: Iterable[Path], folder: Path, form: str = "pdf") -> None:
    """Write each file into ``folder`` in another format."""
    home = _home().name
    fonts = {} if fonts_missing() else {"FONTCONFIG_FILE": str(FONTS)}
    subprocess.run(
        [
            *(OFFICE, f"-env:UserInstallation={Path(home).as_uri()}", "--headless", "--convert-to", form),
            *("--outdir", folder, *files),
        ],
        check=True,
        capture_output=True,
        env={**os.environ, **fonts, "XDG_CACHE_HOME": home},
    )


def lines(page) -> list[str]:
    """The lines of a page from top to bottom; what stands apart in a line has a blank between."""
    rows: list[list[tuple[float, float, float, str]]] = []
    for x, top, right, bottom, word, *_place in sorted(page.get_text("words"), key=lambda word: word[1] + word[3]):
        middle = (top + bottom) / 2
        if not rows or middle - rows[-1][0][2] > 4:  # points: less than half a line of a table's smallest print
            rows.append([])
        rows[-1].append((x, right, middle, word))
    return ["".join(_spaced(sorted(row))) for row in rows]


def _spaced(row: list[tuple[float, float, float, str]]) -> Iterator[str]:
    end = row[0][0]
    for x, right, _middle, word in row:
        yield f" {word}" if x - end > 1 else word
        end = right
