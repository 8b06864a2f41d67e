"""Breaks of a few rows in the publisher's layout, for a clone that has not the published files."""

import pytest

from observatory.answers.contract import Question
from observatory.answers.indicator import answer
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from tests.stores import FIXTURES, current, settings_in, taken

ELECTRIC = ("38071", "38151", "38185", "38421")
COMMUNES = (*ELECTRIC, "38068", "38200")


@pytest.fixture(scope="module")
def breaks(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Four years of six communes: operators that enter, leave and change names, a class created, a year missing."""
    settings = settings_in(tmp_path_factory.mktemp("breaks"))
    taken(settings, FIXTURES / "ore_commune_breaks.csv")
    return current(settings)


def found(
    snapshot: Snapshot, commune: str, *by: str, carriers: tuple[str, ...] = ()
) -> set[tuple[str | None, int, str]]:
    """Carrier, year and cause of each break of a commune."""
    question = Question("energy", parse_territory(commune), by=by, carriers=carriers)
    return {(one.carrier, one.year, one.cause) for one in answer(snapshot, question).breaks}


def test_totals_break_where_the_rows_do_and_nowhere_else(breaks: Snapshot) -> None:
    """RTE, GRTgaz and Grenoble's operator enter in 2017, GRTgaz leaves Champagnier, Grenoble's gas lacks 2018.

    GEG becomes GreenAlp, gas falls by a quarter in Échirolles and a plant halves in Champ-sur-Drac: no break.
    """
    assert {commune: found(breaks, commune, "carrier") for commune in COMMUNES} == {
        "38068": {("gas", 2019, "operator_leaves")},
        "38071": {("electricity", 2017, "operator_enters")},
        "38151": set(),
        "38185": {("electricity", 2017, "operator_enters"), ("gas", 2019, "years_missing")},
        "38200": {("gas", 2017, "operator_enters")},
        "38421": set(),
    }


@pytest.mark.parametrize("commune", ELECTRIC)
def test_a_class_created_cuts_every_split_of_its_carrier(breaks: Snapshot, commune: str) -> None:
    """The small professionals of 2018 leave residential in three communes of four: all four are cut, by sector only."""
    cuts = found(breaks, commune, "sector", carriers=("electricity",))
    assert ("electricity", 2018, "category_created") in cuts or (None, 2018, "category_created") in cuts


def test_a_carrier_without_the_class_is_not_cut(breaks: Snapshot) -> None:
    """No class is created in the gas of these rows: Échirolles' sectors go on."""
    assert found(breaks, "38151", "sector", carriers=("gas",)) == set()


def test_unspecified_that_comes_and_goes_cuts_the_sectors(breaks: Snapshot) -> None:
    """A third of Saint-Martin-d'Hères has no sector in 2017, a seventh in 2018: two more cuts, in its sectors."""
    years = {year for _, year, cause in found(breaks, "38421", "sector") if cause == "unspecified_moves"}
    assert years == {2017, 2018}
