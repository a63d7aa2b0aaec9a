import pytest

from infoledger.documents.tables import Listing
from infoledger.documents.veil import Veil

VEIL = Veil(["某镇征地纠纷情况", "汛情", "某镇征地"], "(withheld)")


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("因《某镇征地纠纷情况》迟报", "因(withheld)迟报"),
        ("某镇征地纠纷情况续报", "(withheld)续报"),
        ("某镇征地\n纠纷 情况", "(withheld)"),
        ("秋收；汛情", "秋收；(withheld)"),
        ("汛情", "(withheld)"),
        ("防汛情况", "防汛情况"),
        ("", ""),
    ],
)
def test_a_title_is_covered_wherever_it_stands(text, covered):
    assert VEIL.over(text) == covered
    assert VEIL.names_one(text) == (text != covered)


def test_every_text_of_a_document_is_covered():
    listing = Listing("表", ("列",), (("某镇征地纠纷情况", 3), ("秋收", None)), "注：某镇征地纠纷情况")
    covered = VEIL.over(listing)
    assert covered.rows == (("(withheld)", 3), ("秋收", None))
    assert covered.note == "注：(withheld)"


def test_a_page_names_a_title_also_behind_its_escapes():
    assert Veil(["甲&乙<丙>丁"], "").names_one("<p>甲&amp;乙&lt;丙&gt;丁</p>")


def test_without_secrets_nothing_is_covered():
    listing = Listing("表", ("列",), ())
    assert Veil([" "], "x").over(listing) is listing
