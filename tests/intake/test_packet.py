"""No file that calls itself a packet can hang the program, fill its memory or lead it elsewhere."""

import io
import json
import zipfile
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.errors import InfoledgerError
from infoledger.intake.packet import SHEETS, Manifest, Writer, headings, open_packet

ROW = ["A-1", date(2026, 10, 10), "甲县", "标题", None, None, None, None, "公开", None, None, "正文"]


def packet(rows=(ROW,), key=None, drafts=()):
    """The bytes of a packet with these items."""
    stream = io.BytesIO()
    with Writer(stream, date(2026, 10, 20)) as writer:
        writer.table("信息", headings("items"), rows)
        for ref, name, content in drafts:
            writer.draft(ref, ref, name, content)
        said = ("甲县", "市", (), 1, "", date(2026, 10, 20), {}, len(rows), writer.files, writer.drafts)
        writer.seal(Manifest(*said), key)
    return stream.getvalue()


def rewritten(content, edit, *, listed=True, **more):
    """A packet whose files ``edit`` has changed; where it is ``listed``, the manifest knows them as they are now."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    edit(files)
    if listed:
        said = json.loads(files["packet.json"])
        said["files"] = {name: sha256(each).hexdigest() for name, each in files.items() if name != "packet.json"}
        files["packet.json"] = json.dumps(said | more).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, each in files.items():
            new.writestr(name, each)
    return stream.getvalue()


def as_it_was(files):
    """Change nothing."""


def refused(content):
    with pytest.raises(InfoledgerError) as error:
        open_packet(content, "包.zip").rows("items")
    assert error.value.exit_code == 1
    return error.value.message


@pytest.mark.parametrize(
    "name",
    ["../逃.csv", "/etc/passwd", "a/../../b", "C:\\a.csv", "a\\b.csv", "c:x", "稿件//x", "稿件/./x", "a/", "x\n"],
)
def test_a_file_that_leads_elsewhere_is_refused(name):
    assert "leads elsewhere" in refused(rewritten(packet(), lambda files: files.update({name: b"x"})))


def test_a_link_is_refused():
    stream = io.BytesIO(packet())
    with zipfile.ZipFile(stream, "a") as archive:
        link = zipfile.ZipInfo("link.csv")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "leads elsewhere" in refused(stream.getvalue())


def test_ten_thousand_files_are_refused():
    many = {f"稿件/{number}/x.txt": b"x" for number in range(10_000)}
    assert "too large" in refused(rewritten(packet(), lambda files: files.update(many)))


def test_a_bomb_is_refused_by_what_it_would_unpack_to():
    bomb = b"\0" * (300 * 2**20)
    assert "too large" in refused(rewritten(packet(), lambda files: files.update({"信息.csv": bomb})))


def test_a_bomb_that_hides_its_size_is_not_unpacked_beyond_it():
    whole = bytearray(rewritten(packet(), lambda files: files.update({"信息.csv": b"\0" * (64 * 2**20)})))
    size = (64 * 2**20).to_bytes(4, "little")
    for place in [place for place in range(len(whole)) if whole[place : place + 4] == size]:
        whole[place : place + 4] = (10).to_bytes(4, "little")
    refused(bytes(whole))


@pytest.mark.parametrize("content", [b"", b"PK", b"\xd0\xcf\x11\xe0" * 100, packet()[:-40], packet()[40:]])
def test_what_is_no_whole_archive_is_refused(content):
    refused(content)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"format": 1}',
        '{"format": "infoledger-packet-2"}',
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"format": "infoledger-packet-1", "format": "infoledger-packet-1"}',
        "\ufeff{}",
        "1" * 10_000,
    ],
)
def test_a_manifest_that_is_no_manifest_is_refused(text):
    refused(rewritten(packet(), lambda files: files.update({"packet.json": text.encode()}), listed=False))


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 0},
        {"number": True},
        {"number": "1"},
        {"number": 10**9},
        {"number": 1.0},
        {"previous": "ab"},
        {"day": "2026-13-01"},
        {"day": None},
        {"from": ""},
        {"from": ["甲"]},
        {"to": "\ud800"},
        {"known_as": "甲"},
        {"confirms": {"x": "0" * 64}},
        {"confirms": {"1": "0"}},
        {"confirms": []},
        {"records": -1},
        {"drafts": {"信息.csv": "A-1"}},
        {"drafts": {"稿件/x": "A-1"}},
    ],
)
def test_a_manifest_with_a_wrong_value_is_refused(wrong):
    refused(rewritten(packet(), as_it_was, **wrong))


@pytest.mark.parametrize(
    "table",
    [
        b"\xff\xfe\x00",
        "编号\nA-1\n".encode(),
        "编号,报送日期,单位,标题,正文,别的\nA-1,2026-10-10,甲县,标题,,x\n".encode(),
        "编号,报送日期,单位,标题\nA-1,2026-10-10,甲县\n".encode(),
        '编号,报送日期,单位,标题\n"A-1,2026-10-10,甲县,标题\n'.encode(),
        b"",
    ],
)
def test_a_table_that_is_none_is_refused(table):
    refused(rewritten(packet(), lambda files: files.update({"信息.csv": table})))


def test_a_file_that_the_manifest_does_not_list_or_lacks_is_refused():
    refused(rewritten(packet(), lambda files: files.update({"又.csv": b"x"}), listed=False))
    refused(rewritten(packet(), lambda files: files.pop("信息.csv"), listed=False))


@given(st.integers(min_value=0), st.integers(1, 255))
def test_whatever_byte_is_changed_it_is_refused_or_says_the_same(place, change):
    whole = packet()
    spoilt = bytearray(whole)
    spoilt[place % len(whole)] ^= change
    try:
        read = open_packet(bytes(spoilt), "包.zip")
        rows = read.rows("items")
    except InfoledgerError:
        return
    assert [cells.values for cells in rows] == [cells.values for cells in open_packet(whole, "包.zip").rows("items")]
    assert read.hash == open_packet(whole, "包.zip").hash


LINES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(LINES, st.text(st.characters(exclude_categories=["C", "Z"]), max_size=30)), max_size=5))
def test_what_is_written_is_read_again_as_it_was(said):
    rows = [[f"A-{n}", date(2026, 10, 10), "甲县", title, *ROW[4:11], body] for n, (title, body) in enumerate(said)]
    read = [
        (cells.get("title"), cells.get("body") or "") for cells in open_packet(packet(rows), "包.zip").rows("items")
    ]
    unseen = [place for place, (title, _body) in enumerate(read) if title is None]  # no title that anybody sees
    assert [each for place, each in enumerate(read) if place not in unseen] == [
        each for place, each in enumerate(said) if place not in unseen
    ]


def test_the_signature_is_that_of_the_key_and_no_other():
    read = open_packet(packet(key=b"a"), "包.zip")
    assert read.is_signed
    assert read.is_signed_with(b"a")
    assert not read.is_signed_with(b"b")
    assert not open_packet(packet(), "包.zip").is_signed_with(b"a")
    other = rewritten(packet(key=b"a"), as_it_was, number=2)
    assert not open_packet(other, "包.zip").is_signed_with(b"a")


def test_every_table_has_headings_of_its_own():
    assert all(len(set(headings(of))) == len(headings(of)) for of in SHEETS)
