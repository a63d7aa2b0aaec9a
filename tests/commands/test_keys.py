"""A key as it is pressed, at a real terminal."""

import os
import subprocess
import sys
import time

import pytest

pty = pytest.importorskip("pty")

ASKING = "from infoledger.commands.keys import ask_key; print('answer', ascii(ask_key('Key')))"
WITHOUT = f"import sys; sys.modules['termios'] = None; {ASKING}"


@pytest.fixture
def terminal():
    """What a program answers at a terminal of its own to the ``keys`` pressed once it has asked."""

    def pressed(script, keys):
        ours, theirs = pty.openpty()
        with subprocess.Popen([sys.executable, "-c", script], stdin=theirs, stdout=theirs, stderr=theirs) as program:
            os.close(theirs)
            shown = b""
            while b"Key: " not in shown:
                shown += os.read(ours, 1024)
            time.sleep(0.5)  # what is pressed while the terminal changes to single keys is let go
            os.write(ours, keys)
            program.wait(60)
            shown += os.read(ours, 65536)
        os.close(ours)
        return shown.decode().rpartition("answer ")[2].split("\r")[0], program.returncode

    return pressed


@pytest.mark.parametrize(
    ("keys", "answer"),
    [("1", "1"), ("１", "1"), ("P", "p"), ("\r", ""), (" ", ""), ("\x1b[C", "\\x1b"), ("退", "\\u9000")],
)
def test_one_key_is_an_answer_without_enter(terminal, keys, answer):
    assert terminal(ASKING, keys.encode()) == (f"'{answer}'", 0)


def test_a_terminal_that_gives_no_keys_gives_a_line(terminal):
    assert terminal(WITHOUT, b"12\n") == ("'1'", 0)


def test_ctrl_d_ends_the_question(terminal):
    assert terminal(ASKING, b"\x04")[1] == 1
