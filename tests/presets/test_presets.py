"""The ready-made configs: each loads without a hint, its cases come out, it is copied whole or not at all."""

from pathlib import Path

import pytest

from infoledger import presets
from infoledger.config.hints import hints
from infoledger.config.reading import load
from infoledger.errors import InfoledgerError, UsageError
from infoledger.intake.worked_cases import failures
from infoledger.office.beginning import write_new
from infoledger.rules.reckoning import Rulebook

NAMES = [preset.name for preset in presets.offices()]
FILES = {"config.yaml", "rules.yaml", "cases.yaml"}


@pytest.fixture(params=NAMES)
def config(request, tmp_path):
    write_new(tmp_path, presets.files_of(request.param))
    return load(tmp_path / "config.yaml")


def _quotas(name, folder):
    write_new(folder, presets.files_of(name))
    (regulation,) = load(folder / "config.yaml").regulations
    return {quota.name: quota for quota in regulation.quotas}


def test_there_are_thirteen_with_names_of_their_own():
    names = [name for each in presets.offices() for name in (each.name, each.title, *each.aliases)]
    assert len(NAMES) == 13
    assert len(set(names)) == len(names)
    assert all(names)


def test_each_says_whom_it_suits_and_what_is_particular_to_it():
    for each in presets.offices():
        assert each.suits.startswith("适合")
        assert each.particular.endswith("。")
        assert "示例值" not in each.particular


@pytest.mark.parametrize(
    ("word", "name"),
    [("公安分局", "police-sub-bureau"), ("县府办", "county"), ("行署", "prefecture"), ("党政办", "township")],
)
def test_a_preset_goes_by_title_alias_and_part(word, name):
    assert presets.files_of(word) == presets.files_of(name)


def test_a_part_of_several_presets_is_told_with_all_of_them():
    with pytest.raises(UsageError) as error:
        presets.files_of("政府办公室")
    assert all(title in error.value.hint for title in ("县政府办公室", "市政府办公室", "区政府办公室"))


def test_nothing_in_a_preset_is_wrong_or_odd(config):
    assert hints(config) == []


def test_the_worked_cases_of_a_preset_come_out(config):
    rulebook = Rulebook(config.regulations, config.calendar, config.unit_groups)
    cases = [case for _regulation, cases in config.cases for case in cases]
    assert len(cases) >= 3
    assert failures(cases, config, rulebook) == []


def test_every_clause_of_a_preset_is_cited(config):
    for regulation in config.regulations:
        parts = (
            *regulation.scoring,
            *regulation.rewards,
            *regulation.quotas,
            *regulation.outcomes,
            *regulation.honours,
        )
        assert [part.name for part in parts if not part.cite] == []


def test_stations_owe_five_items_per_person_and_month(tmp_path):
    quota = _quotas("police-sub-bureau", tmp_path)["人均报送"]
    assert (quota.least, quota.per, quota.by) == (5 * 12, "year", "head")


def test_township_offices_owe_two_items_a_month(tmp_path):
    quota = _quotas("township", tmp_path)["每月报送"]
    assert (quota.least, quota.per, quota.by) == (2, "month", "unit")


def test_part_time_informants_owe_two_items_a_week(tmp_path):
    quotas = _quotas("district", tmp_path)
    assert (quotas["兼职每周"].least, quotas["兼职每周"].per, quotas["兼职每周"].by) == (2, "week", "informant")
    assert (quotas["每月用稿"].least, quotas["每月用稿"].count) == (2, "issue")


def test_liaisons_owe_one_item_a_month(tmp_path):
    quota = _quotas("legislative-affairs", tmp_path)["联络员每月"]
    assert (quota.least, quota.per, quota.by) == (1, "month", "informant")


def test_the_city_committee_owes_six_researches_counties_two_others_one(tmp_path):
    quotas = _quotas("city-party-committee", tmp_path)
    assert [quotas[name].least for name in ("市委办调研", "县区调研", "单位调研")] == [6, 2, 1]


def test_classes_of_a_city_owe_six_five_three_and_two_items_a_month(tmp_path):
    quotas = _quotas("city-government", tmp_path)
    classes = ("县市区每月", "重点部门每月", "一般部门每月", "直属单位每月")
    assert [(quotas[name].least, quotas[name].per) for name in classes] == [(least, "month") for least in (6, 5, 3, 2)]


def test_a_unit_of_a_county_committee_owes_fifteen_items_a_year(tmp_path):
    quota = _quotas("county-party-committee", tmp_path)["全年报送"]
    assert (quota.least, quota.per, quota.by) == (15, "year", "unit")


def test_a_preset_is_copied_into_a_new_folder(tmp_path):
    folder = tmp_path / "new" / "office"
    written = write_new(folder, presets.files_of("county"))
    assert {path.name for path in written} == {path.name for path in folder.iterdir()} == FILES


def test_a_file_that_is_there_is_not_overwritten(tmp_path):
    (tmp_path / "rules.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(InfoledgerError, match="already has rules"):
        write_new(tmp_path, presets.files_of("county"))
    assert [path.name for path in tmp_path.iterdir()] == ["rules.yaml"]
    assert (tmp_path / "rules.yaml").read_text(encoding="utf-8") == "mine"


def test_a_copy_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    write, calls = Path.write_bytes, []

    def full_at_the_second(path, content):
        calls.append(path)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full_at_the_second)
    with pytest.raises(InfoledgerError, match="No space left"):
        write_new(tmp_path, presets.files_of("county"))
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_preset_is_told_with_the_nearest_name(tmp_path):
    with pytest.raises(UsageError) as error:
        presets.files_of("countty")
    assert "county" in error.value.hint
