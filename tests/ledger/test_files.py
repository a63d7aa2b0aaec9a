"""Where a ledger lies: a disk of this machine or a share of another."""

import os
import subprocess
import sys
import time

import pytest

from infoledger.ledger.files import new_file, share_of
from infoledger.outfiles import part_beside, write_file

MOUNTS = """
/dev/sda1 / ext4 rw 0 0
//server/office /mnt/my\\040office cifs rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sda2 /home/local ext4 rw 0 0
""".lstrip()


@pytest.mark.parametrize(
    ("file", "share"),
    [
        ("/var/ledger.db", ""),
        ("/home/wang/ledger.db", "nfs4"),
        ("/home/local/ledger.db", ""),
        ("/mnt/my office/ledger.db", "cifs"),
    ],
)
def test_a_share_is_known_by_what_is_mounted_there(tmp_path, file, share):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, "utf-8")
    assert share_of(type(tmp_path)(file), mounts) == share


def test_where_nothing_tells_what_is_mounted_no_share_is_known(tmp_path):
    assert share_of(tmp_path / "ledger.db", tmp_path / "nowhere") == ""


@pytest.fixture
def left(tmp_path):
    """Make a file that a killed command left of a target, so many hours ago."""
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait(60)

    def make(target, hours=0.0, process=dead.pid, ending=""):
        part = part_beside(tmp_path / target)
        file = part.with_name(part.name.replace(str(os.getpid()), str(process)) + ending)
        file.write_text("half")
        os.utime(file, (time.time() - hours * 3600,) * 2)
        return file

    return make


@pytest.mark.skipif(os.name == "nt", reason="what is open there cannot be removed")
def test_what_killed_commands_left_is_removed_and_what_others_write_stays(tmp_path, left):
    gone = [left("ledger.db", ending="-journal"), left("ledger-20260101-120000.backup", hours=2)]
    others = [
        left("ledger.db", process=os.getppid()),
        left("ledger-20260202-120000.backup", hours=0.5),  # by another machine
        left("old.db", hours=2, process=os.getppid()),
        tmp_path / ".other.db.1.part",  # of another program
    ]
    others[-1].write_text("half")
    with new_file(tmp_path / "ledger.db") as part:
        part.write_text("whole")
    assert set(tmp_path.iterdir()) == {*others, tmp_path / "ledger.db"}
    gone[0].write_text("half")
    write_file(tmp_path / "ledger.db", "whole")
    assert not gone[0].exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows forbids such names")
@pytest.mark.parametrize("name", ["office?a", "office?mode=ro", "50%25", "%41", "a#b", "a b", 'it\'s "so"', "a&b;c"])
def test_the_ledger_lies_where_the_config_says_whatever_its_folder_is_called(tmp_path, run, name, monkeypatch):
    folder = tmp_path / name
    folder.mkdir()
    (folder / "config.yaml").write_text("office: {name: 某县政府办}", "utf-8")
    monkeypatch.chdir(folder)
    assert run("unit", "add", "甲", "--group", "组").exit_code == 0
    copy = run("backup", "copies").stdout.strip()
    (folder / "ledger.db").chmod(0o400)
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # for a ledger that may only be read is opened by URI
    assert "甲" in run("records", "units").stdout
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert run("restore", copy, "--yes").exit_code == 0
    assert "甲" in run("records", "units").stdout
    assert {file.name for file in tmp_path.iterdir() if file.is_file()} == set()
    assert {file.name.partition(".")[0] for file in folder.iterdir()} == {"config", "copies", "ledger"}
