"""Files in CSV as programs write them: each reads as it is meant, or is told with its line."""

import pytest

from infoledger.errors import UsageError
from infoledger.intake.tables import read_tables

KNOWN = ("a", "b", "c")
READ = {
    "plain": ("a,b,c\n1,2,3\n", [["1", "2", "3"]]),
    "comma in quotes": ('a,b,c\nx,"y, z",1\n', [["x", "y, z", "1"]]),
    "doubled quotes": ('a,b,c\n1,"ha ""ha"" ha",3\n', [["1", 'ha "ha" ha', "3"]]),
    "empty cells": ('a,b,c\n1,"",""\n2,,3\n', [["1", None, None], ["2", None, "3"]]),
    "json in a cell": ('a,b\n1,"{""type"": [1, 2]}"\n', [["1", '{"type": [1, 2]}']]),
    "line breaks in quotes": ('a,b,c\n1,"甲\n乙",3\n', [["1", "甲\n乙", "3"]]),
    "windows line ends": ("a,b,c\r\n1,2,3\r\n", [["1", "2", "3"]]),
    "old mac line ends": ("a,b,c\r1,2,3\r", [["1", "2", "3"]]),
    "no last line end": ("a,b,c\n1,2,3", [["1", "2", "3"]]),
    "utf-8": ("a,b,c\n1,ʤ,𠮷\n", [["1", "ʤ", "𠮷"]]),
    "empty rows": ("\n\na,b,c\n\n1,2,3\n,,\n\n", [["1", "2", "3"]]),
    "short rows": ("a,b,c\n1\n1,2\n", [["1", None, None], ["1", "2", None]]),
    "one column": ("a\n1\n2\n", [["1"], ["2"]]),
    "tabs": ("a\tb\tc\n1\t2,5\t3\n", [["1", "2,5", "3"]]),
    "semicolons": ("a;b;c\n1;2,5;3\n", [["1", "2,5", "3"]]),
    "only a header": ("a,b,c\n", []),
    "blanks around": ("a , b,c\n 1 , 2,\u30003\n", [["1", "2", "3"]]),
    "a long cell": ("a,b\n1," + "长" * 300_000 + "\n", [["1", "长" * 300_000]]),
}
REFUSED = {
    "open quote": ('a,b,c\n1,2,3\n1,"2,3\n1,2,3\n', "line 3"),
    "quote amid text": ('a,b,c\n1,"2"x,3\n', "line 2"),
    "zero bytes": ("a,b\n1,\0\n", "zero bytes"),
    "nothing": ("", "no table"),
}


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_reads_as_it_is_meant_in_every_encoding(tmp_path, name, encoding):
    content, rows = READ[name]
    (tmp_path / "x.csv").write_bytes(content.encode(encoding))
    (table,) = read_tables(tmp_path / "x.csv", KNOWN)
    assert [list(row.cells.values()) for row in table.rows] == rows


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_file_is_told(tmp_path, name):
    content, words = REFUSED[name]
    (tmp_path / "x.csv").write_text(content, "utf-8")
    with pytest.raises(Exception, match=words) as told:
        read_tables(tmp_path / "x.csv", KNOWN)
    assert told.value.exit_code in (1, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_cut_amid_a_character_is_told_with_its_line(tmp_path, encoding):
    (tmp_path / "x.csv").write_bytes("a,b\n1,甲\n2,甲乙".encode(encoding)[:-1])
    with pytest.raises(UsageError, match="line 3"):
        read_tables(tmp_path / "x.csv", KNOWN)
