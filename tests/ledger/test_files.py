"""Where a ledger lies: a disk of this machine or a share of another."""

import pytest

from infoledger.ledger.files import share_of

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
