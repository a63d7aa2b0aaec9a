from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Date, Integer, LargeBinary, Time

from infoledger.ledger.journal import SEALED
from infoledger.ledger.models import Exact
from infoledger.ledger.seals import columns, in_columns, link_columns, links, record, seal, sealed, table_of

OWN = ("id", "entry")
TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = {
    Integer: st.integers(0, 2**40),
    Boolean: st.booleans(),
    Date: st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    Time: st.times(),
    Exact: st.decimals("-10", "10", places=2) | st.sampled_from([Decimal(1), Decimal("1.0"), Decimal("1.00")]),
    JSON: st.lists(TEXTS).map(tuple) | st.dictionaries(TEXTS, TEXTS | st.integers()),
    LargeBinary: st.binary(),
}


def rows_of(model):
    """Rows with few different values, so that equal ones stand beside each other, and anything may be missing."""
    values = {name: VALUES.get(type(column.type), TEXTS) for name, column in columns(model).items() if name not in OWN}
    for name, link in links(model).items():
        one = st.integers(1, 9) if len(link_columns(link)[1]) == 1 else st.tuples(st.integers(1, 9), TEXTS)
        values[name] = st.lists(one, max_size=3).map(tuple)
    return st.lists(st.fixed_dictionaries({}, optional={name: st.none() | each for name, each in values.items()}))


@pytest.mark.parametrize("model", SEALED.values(), ids=SEALED)
@given(data=st.data())
def test_rows_sealed_together_bear_the_seals_of_each_record_by_itself(model, data):
    rows = [{"id": number, "entry": 7, **row} for number, row in enumerate(data.draw(rows_of(model)), 1)]
    alone = [seal(record(model, row)) for row in rows]
    kept = sealed(model, in_columns(rows))
    assert kept["seal"] == alone
    assert list(kept) == [name for column in table_of(model).c if (name := column.name) in kept]
