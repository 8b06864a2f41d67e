"""What changed since: counted by hand from small files, with the file that moved each figure."""

from pathlib import Path
from typing import Any

import pytest

from observatory.answers.changes import Changes, changes
from observatory.ingest import undo
from observatory.settings import Settings
from observatory.store import Store
from observatory.store.former import as_of
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from observatory.wording.changes import headline, mover
from observatory.wording.typography import plain_spaces
from tests.store.test_versions import HEADER, ore
from tests.stores import settings_in, taken, written

GROUP = "groupe;code_insee;commune\nPilotes;38185;Grenoble\n"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A file; one that corrects a gas figure and adds a year; the first one taken back; one with a hidden cell."""
    folder = tmp_path_factory.mktemp("changes")
    found = settings_in(folder)
    rows = ("Gaz;2020;38151;20", "Electricité;2020;38185;10", "Electricité;2021;38185;11")
    first = taken(found, ore(folder, "a.csv", *rows))[0].batch
    taken(found, ore(folder, "b.csv", "Gaz;2020;38151;25", "Gaz;2021;38151;26"))
    assert first is not None
    undo(first, found)
    text = f"{HEADER}\nEnedis;Gaz;2021;38151;;ENT;TERTIAIRE;;5;;1\nEnedis;Gaz;2021;38151;;RES;RESIDENTIEL;;5;4;0\n"
    taken(found, written(folder, "c.csv", text))
    return found


def at(settings: Settings, number: int) -> Snapshot:
    return as_of(Store(settings.store), str(number), data=settings.data).snapshot


def between(settings: Settings, since: int, until: int, **asked: Any) -> Changes:
    return changes(at(settings, since), at(settings, until), **asked)


def told(found: Changes) -> list[tuple[object, ...]]:
    """Commune, year, carrier, sector, before, after, kind, batch, whether it was undone."""
    return found.figures.select(
        "insee_code", "year", "carrier", "sector", "value_before", "value_after", "kind", "batch", "undone"
    ).rows()


def test_a_correction_and_a_new_year(settings: Settings) -> None:
    """From 1 to 2, 26 MWh are new and 20 become 25, both by the second file; what it does not name did not move."""
    found = between(settings, 1, 2)
    assert told(found) == [
        ("38151", 2021, "gas", "tertiary", None, 26.0, "new", 2, False),
        ("38151", 2020, "gas", "tertiary", 20.0, 25.0, "changed", 2, False),
    ]
    changed = found.figures.row(1, named=True)
    assert (changed["difference"], changed["percent"], changed["unit"], changed["file"]) == (5.0, 25.0, "MWh", "b.csv")


def test_an_undo_removes_what_nothing_replaces(settings: Settings) -> None:
    """From 2 to 3, the two electricity figures go with the first file, taken back; the gas stays the second file's."""
    found = between(settings, 2, 3)
    assert told(found) == [
        ("38185", 2021, "electricity", "tertiary", 11.0, None, "removed", 1, True),
        ("38185", 2020, "electricity", "tertiary", 10.0, None, "removed", 1, True),
    ]
    assert (
        mover(found.figures.row(0, named=True), "fr").replace("\u00a0", " ").startswith("retrait du lot n° 1 (a.csv,")
    )


def test_a_figure_that_becomes_secret_has_changed(settings: Settings) -> None:
    """From 3 to 4, 26 MWh become a hidden value and a sector is new in the same slice, both by the third file."""
    found = between(settings, 3, 4)
    assert told(found) == [
        ("38151", 2021, "gas", "tertiary", 26.0, None, "changed", 3, False),
        ("38151", 2021, "gas", "residential", None, 4.0, "new", 3, False),
    ]
    assert found.figures.select("status_before", "status_after").rows() == [
        ("measured", "withheld"),
        (None, "measured"),
    ]


def test_each_figure_names_its_own_mover(settings: Settings) -> None:
    """From 1 to 4, three files and an undo: five figures, each with what moved it last."""
    found = between(settings, 1, 4)
    assert told(found) == [
        ("38185", 2021, "electricity", "tertiary", 11.0, None, "removed", 1, True),
        ("38185", 2020, "electricity", "tertiary", 10.0, None, "removed", 1, True),
        ("38151", 2020, "gas", "tertiary", 20.0, 25.0, "changed", 2, False),
        ("38151", 2021, "gas", "residential", None, 4.0, "new", 3, False),
        ("38151", 2021, "gas", "tertiary", None, None, "new", 3, False),
    ]
    assert (found.count("new"), found.count("changed"), found.count("removed")) == (2, 1, 2)
    assert plain_spaces(headline(found, "fr")) == (
        "De la version n° 1 à la n° 4 : 2 chiffres nouveaux, 1 modifié et 2 retirés."
    )


def test_totals_are_of_the_figures_that_moved(settings: Settings) -> None:
    """By source, carrier and year: 20 to 25 MWh of gas in 2020, 10 then 11 MWh of electricity gone."""
    rows = (
        between(settings, 1, 4)
        .totals.select("carrier", "year", "kind", "figures", "value_before", "value_after", "unit")
        .rows()
    )
    assert rows == [
        ("electricity", 2020, "removed", 1, 10.0, None, "MWh"),
        ("electricity", 2021, "removed", 1, 11.0, None, "MWh"),
        ("gas", 2020, "changed", 1, 20.0, 25.0, "MWh"),
        ("gas", 2021, "new", 2, None, 4.0, "MWh"),
    ]


def test_a_territory_and_a_source_narrow_the_list(settings: Settings) -> None:
    """Grenoble lost two figures; another source moved none; the list may be bounded and the totals never are."""
    here = between(settings, 1, 4, territory=parse_territory("38185"))
    assert {row[0] for row in told(here)} == {"38185"}
    assert between(settings, 1, 4, source="ademe_igt").totals.is_empty()
    bounded = between(settings, 1, 4, most=1)
    assert (bounded.figures.height, bounded.totals["figures"].sum()) == (1, 5)


def test_nothing_moved_between_a_version_and_itself(settings: Settings) -> None:
    """The sentence says so."""
    found = between(settings, 2, 2)
    assert found.figures.is_empty()
    assert plain_spaces(headline(found, "fr")) == "De la version n° 2 à la n° 2 : aucun chiffre n'a changé."


def test_backwards_new_and_removed_change_places(settings: Settings) -> None:
    """What is new one way is removed the other way: the same figures."""
    forth, back = between(settings, 1, 4), between(settings, 4, 1)
    assert (forth.count("new"), forth.count("changed"), forth.count("removed")) == (
        back.count("removed"),
        back.count("changed"),
        back.count("new"),
    )


def test_emissions_move_in_tonnes(tmp_path: Path) -> None:
    """An inventory received later is new, in tCO₂e and without a carrier: 12.5 t of one sector."""
    settings = settings_in(tmp_path)
    taken(settings, ore(tmp_path, "a.csv", "Gaz;2020;38151;20"))
    header = (
        "source,vintage,insee_code,commune,year,sector,emissions_tco2e,rows,withheld_cells,unflagged,rejected_rows,"
    )
    text = header + "status,merged_from\nademe_igt,2016,38151,Échirolles,2016,residential,12.5,1,0,0,0,estimated,\n"
    report = taken(settings, written(tmp_path, "e.csv", text))[0]
    assert report.code is None, report.params
    found = between(settings, 1, 2)
    assert told(found) == [("38151", 2016, "", "residential", None, 12.5, "new", 2, False)]
    assert found.figures["unit"].to_list() == ["tCO₂e"]
