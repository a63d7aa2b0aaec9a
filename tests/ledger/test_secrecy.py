import pytest

from infoledger.config.model import Body
from infoledger.errors import InfoledgerError
from infoledger.ledger.references import item_ids
from infoledger.ledger.secrecy import refuse_too_secret


@pytest.mark.parametrize(
    ("secrecy", "limit", "refused"),
    [
        ("秘密", "内部", True),
        ("内部", "公开", True),
        ("内部", "内部", False),
        ("公开", "公开", False),
        (None, "公开", False),
        ("秘密", "", False),
    ],
)
def test_a_body_is_sent_nothing_above_its_limit(ledger, submit, an_item, config, secrecy, limit, refused):
    (ref,) = submit(an_item(secrecy=secrecy))
    office = config(bodies={"日报社": Body("日报社", "媒体", secrecy_at_most=limit)})
    with ledger.reading() as connection:
        item = item_ids(connection, [ref])[ref]
        taker = office.bodies["日报社"]
        if refused:
            with pytest.raises(InfoledgerError, match=f"{ref} is {secrecy}; 日报社 takes items up to {limit}"):
                refuse_too_secret(connection, office, [item], taker)
        else:
            refuse_too_secret(connection, office, [item], taker)
