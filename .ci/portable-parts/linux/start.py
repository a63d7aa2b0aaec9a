"""Starts the program from its folder, in the encoding of the terminal."""

import os
import re
import sys
from pathlib import Path

# The C library beside us knows no locale but C, so the name of the terminal's is read here.
_LOCALE = next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "")


def encoding() -> str:
    """The encoding that the locale names: zh_CN alone means GB2312, of which GB18030 holds all."""
    chinese = re.fullmatch(r"zh_CN(\.gb\w*)?(@\w+)?", _LOCALE, re.IGNORECASE)
    return "gb18030" if chinese else "utf-8"


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    sys.path.insert(0, str(here / "site"))
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding=encoding())
    sys.argv[0] = "infoledger"
    from infoledger.cli import main

    main()
