"""Advisers' own tables in answers: last, alone, said for what they are, never corrected twice."""

from pathlib import Path

import pytest

from observatory.answers import catalogue
from observatory.answers.contract import Answer, Correction, GasBasis, Question
from observatory.answers.coverage import series as covered
from observatory.answers.decomposition import decomposition
from observatory.answers.gaps import gaps
from observatory.answers.indicator import answer
from observatory.answers.observed import Matter, of_communes
from observatory.answers.sources import listing
from observatory.answers.vintages import difference
from observatory.errors import ObservatoryError, QuestionRefused
from observatory.ingest import ingest
from observatory.settings import Settings
from observatory.store import Store, mappings
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from observatory.wording.captions import source_line, subtitle
from observatory.wording.coverage import series as series_named
from tests.mapped import mapping
from tests.sources.rows import own
from tests.stores import current, settings_in, written

HEADER = "Code INSEE;Année;Secteur;Énergie;Consommation (GWh)"
OLD = ("38151;2010;Résidentiel;Électricité;7", "38151;2020;Résidentiel;Électricité;8", "38151;2020;Résidentiel;Bois;2",
       "38421;2020;Résidentiel;Gaz;5")  # fmt: skip
NEW = ("38151;2010;Résidentiel;Électricité;7", "38151;2020;Résidentiel;Électricité;10", "38151;2020;Résidentiel;Bois;1")


def stored(settings: Settings, folder: Path, *rows: str, name: str = "a.csv", **said: str) -> None:
    """Take a table of ORCAE's, and beside it electricity of Échirolles published by the Agence ORE: 10 MWh in 2020."""
    path = written(folder, name, "\n".join([HEADER, *rows]) + "\n")
    usual = {"gas": "pcs", "climate_corrected": "non", "recomputes": "oui", "key": "orcae"}
    mappings.remember(Store(settings.store), mapping(path, **usual | said))
    ingest([path], settings)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("mapped")
    found = settings_in(folder)
    ingest([written(folder, "ore.csv", own({}, {"year": "2021"}))], found)
    stored(found, folder, *OLD)
    return found


@pytest.fixture(scope="module")
def mixed(settings: Settings) -> Snapshot:
    return current(settings)


def asked(snapshot: Snapshot, place: str, **more: object) -> Answer:
    return answer(snapshot, Question(indicator="energy", territory=parse_territory(place), **more))  # type: ignore[arg-type]


def test_a_published_source_is_never_completed(mixed: Snapshot) -> None:
    """Neither wood, nor the year 2010 of electricity, comes from the table beside the Agence ORE: 10 MWh in 2020."""
    for by in ((), ("carrier",), ("sector",)):
        found = asked(mixed, "38151", by=by)
        assert found.frame.select("year", "value").rows() == [(2020, 10.0), (2021, 10.0)]
        assert [line.key for line in found.sources] == ["ore_commune"]


def test_in_an_area_too_one_source_only_is_added(mixed: Snapshot) -> None:
    """Saint-Martin-d'Hères is in the table alone: the département does not add it to the Agence ORE's Échirolles."""
    found = asked(mixed, "dep:38")
    assert found.frame.select("year", "value").rows() == [(2020, 10.0), (2021, 10.0)]
    assert found.perimeter.communes_covered == 1


def test_alone_the_table_answers(mixed: Snapshot) -> None:
    """Where nothing else is published, of a commune or of a carrier, the table answers and is named."""
    assert asked(mixed, "38421").frame["value"].to_list() == [5000.0]
    wood = asked(mixed, "38151", carriers=("wood",))
    assert (wood.frame["value"].to_list(), [line.key for line in wood.sources]) == ([2000.0], ["orcae"])


def test_asked_for_the_table_answers_alone(mixed: Snapshot) -> None:
    """`--source` gives 2010 and 2020 of the table, and nothing of 2021, which the Agence ORE alone has."""
    found = asked(mixed, "38151", source="orcae", carriers=("electricity",))
    assert found.frame.select("year", "value").rows() == [(2010, 7000.0), (2020, 8000.0)]


def test_a_source_that_there_is_not_is_refused(mixed: Snapshot) -> None:
    """`orcea`, a slip of the keys, is no gap in the publication: the sources that there are, are named."""
    with pytest.raises(QuestionRefused) as refusal:
        asked(mixed, "38151", source="orcea")
    assert (refusal.value.code, refusal.value.params["value"]) == ("parameter_unknown", "orcea")
    assert {"orcae", "ore_commune"} <= set(refusal.value.params["known"])


def test_communes_side_by_side_follow_the_same_rule(mixed: Snapshot) -> None:
    """Read many at once, each commune has its one source: the Agence ORE's, or the table's alone."""
    found = of_communes(mixed, Matter("energy", (), (), GasBasis.PCS), ["38151", "38421"])
    assert {code: (one.years, one.values) for code, one in found.items()} == {
        "38151": ((2020, 2021), (10.0, 10.0)),
        "38421": ((2020,), (5000.0,)),
    }


def test_the_line_under_a_figure_says_what_the_table_is(mixed: Snapshot) -> None:
    """Publisher, title, vintage, licence, climate and the basis of its gas."""
    line = source_line(asked(mixed, "38421"), "fr").split(" · ")[0]
    assert line == "ORCAE, Consommations, millésime 2020, Licence Ouverte, climat réel, gaz publié en PCS"
    assert "réseaux publics" not in subtitle(asked(mixed, "38421"), "fr")
    assert "réseaux publics" in subtitle(asked(mixed, "38151"), "fr")


def test_the_table_is_listed_with_the_sources(mixed: Snapshot) -> None:
    """It can be chosen, has its years, and does not stretch those of what is published."""
    assert catalogue.sources(mixed, "energy") == ["orcae", "ore_commune"]
    assert catalogue.years(mixed, "energy") == (2020, 2021)
    assert catalogue.carriers(mixed, "orcae") == ("electricity", "gas", "wood")
    assert catalogue.carriers(mixed, "ore_commune") == ("electricity", "gas")
    assert catalogue.years(mixed, "energy", source="orcae") == (2010, 2020)
    assert ("orcae", "ORCAE", "2010–2020") in listing(mixed).select("source", "publisher", "years").rows()
    assert "orcae" not in [gap.line.key for gap in gaps(mixed, parse_territory("dep:42"))]


def test_gas_published_in_pci_is_not_said_to_be_published_in_pcs(tmp_path: Path) -> None:
    """5 GWh PCI of gas, shown by carrier, are 5,550 MWh PCS (× 1.11), and the note says that they are converted."""
    found = settings_in(tmp_path)
    stored(found, tmp_path, *OLD, gas="pci")
    told = asked(current(found), "38421", by=("carrier",), source="orcae")
    assert [round(value, 1) for value in told.frame["value"]] == [5550.0]
    codes = [note.code for note in told.notes]
    assert "gas_pcs_from_pci" in codes
    assert "gas_pcs" not in codes


def test_coverage_names_the_table_as_its_adviser_did(mixed: Snapshot) -> None:
    """A reader sees the publisher and the title of the mapping, not its key."""
    (own_table, *_) = [one for one in covered(mixed) if one.source == "orcae"]
    assert own_table.title == "ORCAE, Consommations"
    assert "ORCAE, Consommations" in series_named(own_table, "fr")


def test_gas_in_pci_comes_back_in_pci(tmp_path: Path) -> None:
    """100 GWh PCI are kept as 111 GWh PCS (arrêté du 15 septembre 2006), and a sum of energies has 100 GWh again."""
    settings = settings_in(tmp_path)
    rows = ("38421;2020;Résidentiel;Gaz;100", "38421;2020;Résidentiel;Bois;10")
    stored(settings, tmp_path, *rows, gas="pci")
    snapshot = current(settings)
    assert asked(snapshot, "38421", carriers=("gas",)).frame["value"].to_list() == pytest.approx([111000.0])
    assert asked(snapshot, "38421").frame["value"].to_list() == pytest.approx([110000.0])


def test_what_is_corrected_of_the_climate_is_not_corrected_again(tmp_path: Path) -> None:
    """Figures at normal climate are refused to the correction, and no weather is set apart from them."""
    settings = settings_in(tmp_path)
    rows = [f"38421;{year};Résidentiel;Gaz;{year - 2000}" for year in range(2018, 2024)]
    stored(settings, tmp_path, *rows, climate_corrected="oui")
    snapshot = current(settings)
    with pytest.raises(QuestionRefused) as refusal:
        asked(snapshot, "38421", correction=Correction.SDES, sectors=("residential",))
    assert (refusal.value.code, refusal.value.params["sources"]) == ("already_corrected", ["ORCAE, Consommations"])
    assert "corrigé du climat" in source_line(asked(snapshot, "38421"), "fr")
    explained = decomposition(
        snapshot, Question("energy", parse_territory("38421"), carriers=("gas",), sectors=("residential",))
    )
    assert "weather" not in explained.steps["factor"].to_list()
    assert "weather_already_out" in [note.code for note in explained.notes]


def test_two_versions_of_a_table_are_compared(tmp_path: Path) -> None:
    """Échirolles: electricity of 2020 from 8 to 10 GWh (+25 %), wood from 2 to 1; the gas of its neighbour is gone."""
    settings = settings_in(tmp_path)
    with pytest.raises(ObservatoryError):
        difference(Store(settings.store), "orcae")
    stored(settings, tmp_path, *OLD)
    with pytest.raises(ObservatoryError) as refusal:
        difference(Store(settings.store), "orcae")
    assert refusal.value.code == "vintages_too_few"
    stored(settings, tmp_path, *NEW, name="b.csv")
    found = difference(Store(settings.store), "orcae")
    assert (found.old, found.new, found.unit, found.moved, found.communes) == (1, 2, "MWh", 2, 2)
    assert found.totals.select("year", "carrier", "old", "new", "change", "percent").rows() == [
        (2010, "electricity", 7000.0, 7000.0, 0.0, 0.0),
        (2020, "electricity", 8000.0, 10000.0, 2000.0, 25.0),
        (2020, "gas", 5000.0, None, -5000.0, None),
        (2020, "wood", 2000.0, 1000.0, -1000.0, -50.0),
    ]
    assert found.largest.select("insee_code", "carrier", "change").rows() == [
        ("38421", "gas", -5000.0),
        ("38151", "electricity", 2000.0),
        ("38151", "wood", -1000.0),
    ]
