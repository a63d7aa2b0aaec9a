from datetime import date

import pytest

from infoledger.errors import InfoledgerError
from infoledger.ledger.journal import undo
from infoledger.ledger.merging import merge_informants, merge_units
from infoledger.ledger.register import load_register
from infoledger.ledger.registration import (
    add_informants,
    add_units,
    change_informant,
    change_unit,
    edit_informant,
    edit_unit,
)
from infoledger.ledger.shapes import NewInformant, NewUnit
from infoledger.rules.postings import Party

JULY = date(2026, 7, 1)


@pytest.fixture
def register(ledger):
    def loaded():
        with ledger.reading() as connection:
            return load_register(connection)

    return loaded


@pytest.mark.parametrize("name", ["水利局", "水利", "利局"])
def test_a_unit_is_found_by_name_alias_or_part(register, county, name):
    assert register().unit(name) == county.bureau


def test_an_unknown_unit_is_told_with_the_nearest(register, county):
    with pytest.raises(InfoledgerError) as raised:
        register().unit("水力局")
    assert "水利局" in raised.value.hint


def test_a_renamed_unit_keeps_its_past(register, county, entry):
    with entry() as pen:
        change_unit(pen, county.bureau, JULY, name="水务局", group="乡镇")
    found = register()
    unit = found.units[county.bureau]
    assert (unit.on(date(2026, 6, 30)).name, unit.on(JULY).name, unit.on(JULY).group) == ("水利局", "水务局", "乡镇")
    assert found.unit("水利局") == found.unit("水务局") == county.bureau


def test_a_change_is_kept_by_what_was_already_known_to_come_later(register, county, entry):
    with entry() as pen:
        change_unit(pen, county.town, date(2026, 9, 1), group="街道")
        change_unit(pen, county.town, JULY, name="甲街道", headcount=9)
    later = register().units[county.town].on(date(2026, 9, 1))
    assert (later.name, later.group, later.headcount) == ("甲街道", "街道", 9)


def test_two_changes_of_one_day_are_one_state(register, county, entry):
    with entry() as pen:
        change_unit(pen, county.town, JULY, name="甲街道")
        change_unit(pen, county.town, JULY, group="街道")
    assert [(state.name, state.group) for state in register().units[county.town].states] == [
        ("甲镇", "乡镇"),
        ("甲街道", "街道"),
    ]


def test_an_edit_corrects_the_present_state(register, county, entry):
    with entry() as pen:
        change_unit(pen, county.town, JULY, name="甲街道")
        edit_unit(pen, county.town, group="街道", aliases=("甲",), left=date(2026, 12, 31))
        edit_informant(pen, county.li, name="李名", role="专职")
    found = register()
    assert [state.group for state in found.units[county.town].states] == ["乡镇", "街道"]
    assert (found.unit("甲"), found.members(date(2027, 1, 1))) == (county.town, [county.bureau])
    assert found.informants[county.li].states[-1].role == "专职"
    assert found.informant("李名") == county.li


@pytest.mark.parametrize(
    "verb",
    [
        lambda pen, _unit: add_units(pen, [NewUnit("水利局", "部门")]),
        lambda pen, unit: edit_unit(pen, unit, name="水利局"),
    ],
)
def test_a_name_that_is_taken_is_refused(county, entry, verb):
    with pytest.raises(InfoledgerError, match="already a unit"), entry() as pen:
        verb(pen, county.town)


def test_a_merged_unit_ends_and_its_people_go_over(register, county, entry):
    with entry() as pen:
        below = add_units(pen, [NewUnit("河长办", "部门", parent=county.bureau)])[0]
        merge_units(pen, county.bureau, county.town, JULY)
    found = register()
    assert found.units[county.bureau].left == date(2026, 6, 30)
    assert found.informants[county.wang].on(JULY).unit == county.town
    assert found.informants[county.wang].on(date(2026, 6, 30)).unit == county.bureau
    assert found.units[below].on(JULY).parent == county.town


def test_namesakes_are_told_apart_by_unit(register, county, entry):
    with entry() as pen:
        other = add_informants(pen, [NewInformant("王芳", county.town)])[0]
    found, both = register(), (county.bureau, county.town)
    assert found.informant("王芳", [county.bureau]) == county.wang
    assert found.informant("王芳（甲镇）", both) == found.informant("王芳(甲镇)", both) == other
    with pytest.raises(InfoledgerError) as raised:
        found.informant("王芳", both)
    assert raised.value.hint == "Write one of: 王芳(水利局), 王芳(甲镇)."


def test_a_person_of_none_of_the_units_is_refused(register, county):
    with pytest.raises(InfoledgerError, match="no informant of 甲镇"):
        register().informant("王芳", [county.town])


def test_who_moved_is_found_at_both_units_and_gives_way_to_who_is_there(register, county, entry):
    with entry() as pen:
        change_informant(pen, county.wang, JULY, unit=county.town)
    assert register().informant("王芳", [county.bureau], JULY) == county.wang
    with entry() as pen:
        successor = add_informants(pen, [NewInformant("王芳", county.bureau)])[0]
    assert register().informant("王芳", [county.bureau], JULY) == successor
    assert register().informant("王芳", [county.town], JULY) == county.wang


def test_one_unit_has_one_informant_of_a_name(county, entry):
    with pytest.raises(InfoledgerError, match="already has an informant"), entry() as pen:
        add_informants(pen, [NewInformant("王芳", county.bureau)])


def test_a_party_is_a_unit_or_else_an_informant(register, county):
    found = register()
    assert found.party("水利") == Party("unit", county.bureau)
    assert found.party("王芳(水利局)") == Party("informant", county.wang)
    with pytest.raises(InfoledgerError, match="not known"):
        found.party("赵六")


def test_what_undo_took_back_is_not_registered(register, county, entry):
    with entry("undo") as pen:
        undo(pen)
    found = register()
    assert (found.units, found.informants) == ({}, {})


def test_people_of_one_name_become_one_when_their_units_do(register, county, entry):
    with entry() as pen:
        (twin,) = add_informants(pen, [NewInformant("王 芳", county.town)])
        merge_units(pen, county.bureau, county.town, JULY)
    people = register().informants
    assert people[county.wang].left == date(2026, 6, 30)
    assert people[twin].left == date.max


def test_who_is_merged_from_the_first_day_leaves_nothing(register, county, entry):
    with entry() as pen:
        (twin,) = add_informants(pen, [NewInformant("王方", county.bureau, joined=JULY)])
    with entry() as pen:
        merge_informants(pen, twin, county.wang, JULY)
    assert twin not in register().informants
    with entry() as pen:
        undo(pen)
    assert twin in register().informants
