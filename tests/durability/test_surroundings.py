"""Bad surroundings: for each a sentence and the right exit code, never a traceback, and nothing by half."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from infoledger.ledger import database
from infoledger.ledger.database import open_ledger
from infoledger.ledger.registration import add_units
from infoledger.ledger.shapes import NewUnit
from infoledger.ledger.verification import verify
from tests.durability.work import CONFIG

PATIENCE = 120  # seconds for a command on a busy machine
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights, limits and signals")


@pytest.fixture
def desk(tmp_path):
    """A folder with the config, for processes of their own."""
    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    yield tmp_path
    tmp_path.chmod(0o700)


@pytest.fixture
def call(desk):
    """Call the program as a process without special rights, in which ``before`` was done: its exit code."""

    def called(*words, said="", before=None, **more):
        def prepare():
            if os.geteuid() == 0:
                drop_rights()
            if before:
                before()

        options = {"cwd": desk, "env": surroundings(), "capture_output": True, "timeout": PATIENCE, **more}
        if os.name != "nt":
            options["preexec_fn"] = prepare
        result = subprocess.run([sys.executable, "-m", "infoledger", *words], **options, check=False)
        talk = (result.stderr or b"").decode("utf-8", "replace")
        assert "Traceback" not in talk
        assert said in talk
        return result.returncode

    return called


def drop_rights():
    """Let even root be bound by the rights of files: CAP_DAC_OVERRIDE and its kin go with the next program."""
    for capability in (1, 2, 3):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


def surroundings():
    path = os.pathsep.join([str(Path(database.__file__).parents[2]), *sys.path])
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {"INFOLEDGER_LANG": "en", "PYTHONPATH": path}


def fill(path):
    with open_ledger(str(path), create=True) as ledger, ledger.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit(f"{pen.entry}乡", "乡镇")])
        pen.sentence = "registered the unit"


ADD = ("unit", "add", "乙乡", "--group", "乡镇")


@posix
def test_a_file_one_may_only_read_is_read(desk, call):
    fill(desk / "ledger.db")
    (desk / "ledger.db").chmod(0o400)
    assert call("records", "units") == 0
    assert call(*ADD, said="can be read but not written here") == 3


@posix
def test_a_folder_one_may_only_read_is_read_and_copied_from(desk, call):
    fill(desk / "ledger.db")
    elsewhere = desk / "elsewhere"
    elsewhere.mkdir()
    desk.chmod(0o555)
    assert call("records", "units") == 0
    assert call(*ADD, said="can be read but not written here") == 3
    assert call("backup", str(elsewhere / "copy.db")) == 0
    assert call("backup", str(desk / "copy.db"), said="cannot be written") == 2
    assert call("--ledger", "new.db", *ADD, said="cannot be made: Permission denied") == 3


@posix
@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can own a file that others may not read")
def test_a_ledger_of_another_owner_is_told(desk, call):
    fill(desk / "ledger.db")
    os.chown(desk / "ledger.db", 65534, 65534)
    assert call("records", "units", said="cannot be opened") == 3


@posix
def test_on_a_full_disk_nothing_is_recorded_and_no_copy_begun(desk, call):
    fill(desk / "ledger.db")
    size = (desk / "ledger.db").stat().st_size

    def fill_disk():
        import resource  # there is none on Windows

        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))

    rows = "".join(f"第{number}乡,乡镇\n" for number in range(1000))
    (desk / "units.csv").write_text(f"单位,组别\n{rows}", "utf-8")
    assert call("import", "units.csv", before=fill_disk, said="full") == 3
    assert call("backup", "copy.db", before=fill_disk, said="full") == 3
    assert not list(desk.glob("*copy.db*"))
    assert call("import", "units.csv") == 0
    assert call("check") == 0


@posix
@pytest.mark.parametrize("room", [0, 4096, 30_000])
@pytest.mark.parametrize("there", [False, True])
def test_a_ledger_that_cannot_be_begun_on_a_full_disk_leaves_nothing(desk, call, room, there):
    def fill_disk():
        import resource  # there is none on Windows

        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    if there:
        (desk / "ledger.db").touch()
    before = sorted(file.name for file in desk.iterdir())
    assert call(*ADD, before=fill_disk, said="ledger.db") == 3
    assert sorted(file.name for file in desk.iterdir()) == before
    assert not there or (desk / "ledger.db").stat().st_size == 0
    assert call(*ADD, said="A new ledger was begun here") == 0


@pytest.mark.parametrize("put", ["folder", "text", "truncated", "flipped"])
def test_what_is_no_whole_ledger_is_told(desk, run, put):
    path = desk / "ledger.db"
    if put == "folder":
        path.mkdir()
    elif put == "text":
        path.write_text("编号,单位\n" * 500, "utf-8")
    else:
        with open_ledger(str(path), create=True) as ledger, ledger.entry("clerk", "unit add") as pen:
            add_units(pen, [NewUnit(f"单位{number}", "组") for number in range(800)])
        content = bytearray(path.read_bytes())
        path.write_bytes(content[: len(content) // 2 // 4096 * 4096] if put == "truncated" else flipped(content))
    for words in (("records", "units"), ADD):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (3, "")
        assert str(path) in result.stderr


def flipped(content):
    content[8192:] = bytes(byte ^ 0xFF for byte in content[8192:])
    return content


def test_a_clock_set_back_breaks_no_chain(tmp_path):
    with open_ledger(str(tmp_path / "ledger.db"), create=True) as ledger:
        for year in (2030, 2020):
            with ledger.entry("clerk", "unit add", datetime(year, 1, 1, tzinfo=UTC)) as pen:
                add_units(pen, [NewUnit(f"{year}乡", "乡镇")])
        with ledger.reading() as connection:
            assert verify(connection) == []


@posix
def test_the_log_follows_the_clock_of_the_office_through_summer_time(tmp_path, run, monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    path = tmp_path / "ledger.db"
    with open_ledger(str(path), create=True) as ledger:
        for hour, minute in ((6, 59), (7, 1)):  # either side of the hour that is left out
            with ledger.entry("clerk", "unit add", datetime(2026, 3, 8, hour, minute, tzinfo=UTC)) as pen:
                add_units(pen, [NewUnit(f"{hour}乡", "乡镇")])
    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    shown = run("log", "--format", "csv").stdout
    assert "2026-03-08 01:59:00" in shown
    assert "2026-03-08 03:01:00" in shown
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    assert "2026-03-08 14:59:00" in run("log", "--format", "csv").stdout
    with open_ledger(str(path)) as ledger, ledger.reading() as connection:
        assert verify(connection) == []
    monkeypatch.undo()
    time.tzset()


@posix
def test_without_home_name_and_locale_the_program_works(desk, call):
    bare = {name: value for name, value in surroundings().items() if name != "INFOLEDGER_LANG"}
    bare |= {"LANG": "C", "LC_ALL": "C"}
    assert call(*ADD, env=bare) == 0
    assert call("records", "units", env=bare) == 0


@posix
@pytest.mark.parametrize("closed", ["0", "1", "0 1", "0 1 2"])
def test_streams_that_are_closed_are_empty_ones(desk, call, closed):
    def close():
        for number in closed.split():
            os.close(int(number))

    assert call("unit", "add", "甲乡", "--group", "乡镇", before=close) == 0
    assert call("submit", before=close) == 2
    assert call("submit", "--title", "题", "--unit", "甲乡", "--on", "2025-01-05", before=close) == 0
    assert call("item", "list", "2025", "--format", "csv", before=close) == 0


@posix
def test_a_closed_output_is_no_traceback(desk, call):
    fill(desk / "ledger.db")
    assert call("records", "units", before=lambda: os.close(1)) in (0, 1)
    assert call(*ADD, before=lambda: os.close(1)) in (0, 1)
    assert call("check", before=lambda: os.close(2), capture_output=False) == 0
    with Path("/dev/full").open("wb") as full:
        assert call("records", "units", capture_output=False, stdout=full, stderr=subprocess.PIPE, said="No space") != 0


def test_an_interrupted_import_records_nothing(tmp_path, run, monkeypatch):
    from infoledger.ledger import journal

    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    fill(tmp_path / "ledger.db")
    (tmp_path / "items.csv").write_text("报送日期,单位,标题\n2026-10-01,1乡,一\n", "utf-8")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # which a background job has not
    monkeypatch.setattr(journal.Pen, "close", lambda _pen: os.kill(os.getpid(), signal.SIGINT) or time.sleep(5))
    result = run("import", "items.csv")
    signal.signal(signal.SIGINT, before)
    assert (result.exit_code, "Interrupted" in result.stderr) == (130, True)
    monkeypatch.undo()
    with open_ledger(str(tmp_path / "ledger.db")) as ledger, ledger.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM items").scalar() == 0
        assert verify(connection) == []


def asked(keyboard):
    """Whether a question appeared in time."""
    import select

    shown, last = b"", time.monotonic() + PATIENCE
    while not shown.rstrip().endswith((b":", b"]")) and time.monotonic() < last:
        if select.select([keyboard], [], [], 1)[0]:
            shown += os.read(keyboard, 1000)
    return time.monotonic() < last


def interrupted(process, keyboard):
    """The exit code of ``process`` after Ctrl-C; None if it did not end in time and was killed."""
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:  # a key that is struck as the prompt appears may be lost: people strike again
        os.write(keyboard, b"\x03")
        time.sleep(0.5)
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return None


@posix
@pytest.mark.parametrize("words", [("submit",), ("submit", "--folder", "来稿"), ("undo",), ("restore", "copy.db")])
def test_an_interrupted_question_records_nothing(desk, words):
    import pty  # there is none on Windows

    fill(desk / "ledger.db")
    shutil.copy(desk / "ledger.db", desk / "copy.db")
    fill(desk / "ledger.db")
    (desk / "来稿").mkdir()
    (desk / "来稿" / "秋收.txt").write_text("秋收完成", "utf-8")
    process, keyboard = pty.fork()
    if process == 0:
        os.chdir(desk)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a background job ignores it, and so would what it starts
        os.execve(sys.executable, [sys.executable, "-m", "infoledger", *words], surroundings())
    try:
        assert asked(keyboard)
        assert interrupted(process, keyboard) == 130
    finally:
        os.close(keyboard)
    with open_ledger(str(desk / "ledger.db")) as ledger, ledger.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM entries").scalar() == 2
