"""What only Linux has is missed nowhere: a month of work without it, on a console that speaks GBK."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# What Python does not have on Windows, taken away before the program is imported.
BARE = """
import os, signal, sys, time
for name in ("fcntl", "grp", "pwd", "readline", "resource", "syslog", "termios", "tty", "pty"):
    sys.modules[name] = None
for name in ("chown", "fork", "getegid", "geteuid", "getgid", "getuid", "getppid", "nice", "uname", "mkfifo"):
    vars(os).pop(name, None)
for name in ("SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "alarm"):
    vars(signal).pop(name, None)
vars(time).pop("tzset", None)
sys.argv[0] = "infoledger"
from infoledger.cli import main
main()
"""

MONTH = (
    ("init", "台账", "--preset", "township"),
    ("unit", "add", "城关站", "--group", "站所"),
    ("unit", "add", "党政办", "--group", "部门"),
    ("submit", "--title", "秋收完成", "--unit", "城关站", "--on", "2026-09-01"),
    ("submit", "--file", "稿件.txt", "--unit", "城关站", "--on", "2026-09-02"),
    ("item", "draft", "2026-0002", "-o", "原稿.txt"),
    ("import", "items.csv"),
    ("violation", "城关站", "迟报"),
    ("undo", "--yes"),
    ("records", "items"),
    ("quota", "2026-09"),
    ("notice", "2026-09", "--issue"),
    ("notice", "2026-09", "-o", "通报.docx"),
    ("notice", "2026-09", "-o", "通报.xlsx"),
    ("check",),
    ("log",),
    ("backup", "copies"),
    ("export", "导出"),
    (),
)


@pytest.fixture
def call(tmp_path):
    def called(*words):
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        path = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
        said = {"PYTHONIOENCODING": "cp936", "INFOLEDGER_LANG": "zh", "USERNAME": "王芳", "PYTHONPATH": path}
        before = ("--config", "台账/config.yaml", "--today", "2026-10-20") if words[:1] != ("init",) else ()
        command = [sys.executable, "-c", BARE, *before, *words]
        return subprocess.run(command, cwd=tmp_path, env=kept | said, capture_output=True, check=False, timeout=300)

    return called


def test_a_month_of_work_needs_nothing_that_windows_lacks(call, tmp_path):
    (tmp_path / "稿件.txt").write_bytes("汛情平稳\r\n各村加固堤防。\r\n".encode("gbk"))
    (tmp_path / "items.csv").write_bytes("报送日期,单位,标题\r\n2026-09-03,城关站,𠮷祥村通水\r\n".encode("gb18030"))
    for words in MONTH:
        result = call(*words)
        talk = result.stderr.decode("cp936")
        assert (result.returncode, "Traceback" in talk) == (0, False), (words, talk)
    assert "城关站" in call("records", "items").stdout.decode("cp936")
    assert (tmp_path / "原稿.txt").read_bytes() == (tmp_path / "稿件.txt").read_bytes()
    (copy,) = (tmp_path / "copies").glob("*.backup")
    assert call("submit", "--title", "冬修水利", "--unit", "城关站").returncode == 0
    assert call("restore", str(copy)).returncode == 2  # it asks, and nobody is here
    assert call("restore", str(copy), "--yes").returncode == 0
