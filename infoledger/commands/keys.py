"""One key at a time: read as it is pressed where the terminal can, else a line of which the first sign counts."""

import os
import sys
import unicodedata

from infoledger import console
from infoledger.console import say


def ask_key(question: str) -> str:
    """The key that the person presses, in half width; empty for the Enter key. Ctrl-C and Ctrl-D end the command."""
    if not sys.stdin.isatty():
        return _plain(console.ask(question)[:1])
    try:
        pressed = _press(question)
    except (ImportError, OSError):  # no such terminal
        return _plain(console.ask(question)[:1])
    say(pressed if pressed.isprintable() else "")
    return _plain(pressed)


def _plain(key: str) -> str:
    return unicodedata.normalize("NFKC", key).strip().lower()


def _press(question: str) -> str:
    console.prompt(question)
    key = _press_on_windows() if os.name == "nt" else _press_elsewhere()
    if key == "\x03":
        raise KeyboardInterrupt
    if key in ("", "\x04", "\x1a"):
        raise EOFError
    return key


def _press_on_windows() -> str:
    import msvcrt

    while msvcrt.kbhit():  # type: ignore[attr-defined]  # pressed before the question was there
        msvcrt.getwch()  # type: ignore[attr-defined]
    key: str = msvcrt.getwch()  # type: ignore[attr-defined]
    if key in ("\x00", "\xe0"):  # an arrow or a function key comes as two
        msvcrt.getwch()  # type: ignore[attr-defined]
        return " "
    return key


def _press_elsewhere() -> str:
    """A key of a POSIX terminal, past the buffer of stdin, from which lines are read later."""
    import codecs
    import select
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    decoder = codecs.getincrementaldecoder(sys.stdin.encoding)(errors="replace")
    try:
        tty.setcbreak(descriptor)  # and what was pressed before the question was there answers nothing
        key = ""
        while not key and (read := os.read(descriptor, 1)):
            key = decoder.decode(read)
        while key == "\x1b" and select.select([descriptor], [], [], 0)[0]:  # an arrow or a function key
            os.read(descriptor, 16)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
    return key
