"""The coverage matrix and the list of breaks: states counted by hand on a few rows."""

from pathlib import Path

import pytest

from observatory.answers.coverage import Series, fullest, matrix, overview, series
from observatory.answers.known_breaks import known_breaks
from observatory.answers.received import batches, findings
from observatory.settings import Settings
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from observatory.wording import coverage as words
from observatory.wording.typography import plain_spaces
from tests.store.test_versions import HEADER, ore
from tests.stores import FIXTURES, current, settings_in, taken, written

ELECTRICITY = Series("energy", "ore_commune", "electricity")
METROPOLIS = parse_territory("epci:200040715")
# Two communes, three years: Échirolles stops after 2020, Bresson begins in 2020.
ROWS = f"""{HEADER}
Enedis;Electricité;2019;38151;;ENT;TERTIAIRE;;5;10;0
Enedis;Electricité;2020;38151;;ENT;TERTIAIRE;;5;11;0
Enedis;Electricité;2020;38151;;ENT;INDUSTRIE;;1;;1
Enedis;Electricité;2020;38057;;ENT;TERTIAIRE;;5;;2
Enedis;Electricité;2021;38057;;ENT;TERTIAIRE;;5;3;0
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("coverage")
    settings = settings_in(folder)
    taken(settings, written(folder, "a.csv", ROWS))
    return current(settings)


def test_each_cell_has_its_state(small: Snapshot) -> None:
    """Measured, partial where one of two sectors is hidden, withheld where all is, absent where there is no row."""
    found = matrix(small, METROPOLIS, ELECTRICITY)
    assert found.years == (2019, 2020, 2021)
    states = {code: tuple(rest) for code, _, *rest in found.states.iter_rows()}
    assert states["38151"] == ("measured", "partial", "absent")
    assert states["38057"] == ("absent", "withheld", "measured")
    assert set(states.values()) == {states["38151"], states["38057"], ("absent",) * 3}


def test_an_estimate_says_so(snapshot: Snapshot) -> None:
    """The inventory of 2016 is an estimate in each of the 49 communes."""
    counts = matrix(snapshot, METROPOLIS, Series("emissions", "ademe_igt", "")).counts
    assert counts.select("year", "communes", "estimated", "measured").rows() == [(2016, 49, 49, 0)]


def test_years_are_counted(small: Snapshot) -> None:
    """Of the 49 communes one is described in 2019, two in 2020 and one in 2021."""
    counts = matrix(small, METROPOLIS, ELECTRICITY).counts
    assert counts.select("year", "communes", "measured", "partial", "withheld", "absent").rows() == [
        (2019, 1, 1, 0, 0, 48),
        (2020, 2, 0, 1, 1, 47),
        (2021, 1, 1, 0, 0, 48),
    ]


def test_who_enters_and_who_leaves_is_marked(small: Snapshot) -> None:
    """Bresson enters in 2020, Échirolles leaves in 2021."""
    assert matrix(small, METROPOLIS, ELECTRICITY).moves == {
        ("38057", 2020): "commune_appears",
        ("38151", 2021): "commune_disappears",
    }


def test_production_is_covered_too(tmp_path: Path) -> None:
    """Of the metropolis one commune has a production, of two years, each with a blank cell: partial; its source says so."""
    settings = settings_in(tmp_path)
    taken(settings, FIXTURES / "enedis_production.csv")
    published = current(settings)
    (one,) = series(published)
    found = matrix(published, METROPOLIS, one)
    assert found.states.filter(insee_code="38151").row(0)[1:] == ("Échirolles", "partial", "partial")
    assert overview(published, METROPOLIS).rows() == [
        ("production", "enedis_production", "", 2020, 1),
        ("production", "enedis_production", "", 2021, 1),
    ]
    assert plain_spaces(words.sentence(found, "fr")) == (
        "Enedis, production d'électricité par commune : 1 commune sur 49, 2020–2021."
    )


def test_the_sentence_answers_first(small: Snapshot) -> None:
    """How many communes, which years, who lacks which, in words."""
    found = matrix(small, METROPOLIS, ELECTRICITY)
    assert plain_spaces(words.sentence(found, "fr")) == (
        "Électricité, Agence ORE, consommation par commune : 2 communes sur 49, 2019–2021."
    )
    assert [plain_spaces(one) for one in words.lacks(found, "fr")][:2] == [
        "Bresson manque en 2019.",
        "Échirolles manque en 2021.",
    ]
    assert len(found.never()) == 47


def test_a_commune_without_anything_says_so(small: Snapshot) -> None:
    """A territory that a source does not describe has a sentence, not an empty matrix."""
    found = matrix(small, parse_territory("38185"), ELECTRICITY)
    assert plain_spaces(words.sentence(found, "fr")).endswith("aucune donnée pour Grenoble.")
    assert words.lacks(found, "fr") == []


def test_what_is_published_elsewhere_is_a_zero_here(small: Snapshot) -> None:
    """The overview of Grenoble has the three years of the source, with 0 communes; that of Échirolles 1, 1, 0."""
    columns = ("year", "communes")
    assert overview(small, parse_territory("38185")).select(columns).rows() == [(2019, 0), (2020, 0), (2021, 0)]
    assert overview(small, parse_territory("38151")).select(columns).rows() == [(2019, 1), (2020, 1), (2021, 0)]


def test_the_matrix_opens_on_what_describes_most(snapshot: Snapshot) -> None:
    """In Loire that is the inventory of emissions, in the metropolis the electricity of the Agence ORE."""
    assert fullest(snapshot, parse_territory("dep:42")).fact == "emissions"
    assert fullest(snapshot, METROPOLIS) == ELECTRICITY
    assert ELECTRICITY in series(snapshot)


def test_known_breaks_of_the_metropolis(snapshot: Snapshot) -> None:
    """RTE enters electricity in 2012 with 1,02 TWh, GRTgaz gas in 2013; in 2018 a class of customers cuts both splits."""
    found = [(one.cut.year, one.cut.carrier, one.cut.cause) for one in known_breaks(snapshot, METROPOLIS)]
    assert (2012, "electricity", "operator_enters") in found
    assert (2013, "gas", "operator_enters") in found
    assert {row[1] for row in found if row[2] == "category_created" and row[0] == 2018} == {"electricity", "gas"}
    first = known_breaks(snapshot, METROPOLIS)[0]
    assert first.comparable == (2012, 2023)
    assert first.moved_mwh is not None
    assert round(first.moved_mwh / 1e6, 2) == 1.02


def test_a_year_hidden_whole_has_no_share_that_moves(tmp_path: Path) -> None:
    """10 MWh in 2019, everything secret in 2020, 11 in 2021: no share of what has no sector is known to move."""
    settings = settings_in(tmp_path)
    rows = "".join(
        f"Enedis;Electricité;{year};38151;;ENT;TERTIAIRE;;5;{value};{hidden}\n"
        for year, value, hidden in ((2019, "10", 0), (2020, "", 1), (2021, "11", 0))
    )
    taken(settings, written(tmp_path, "a.csv", f"{HEADER}\n{rows}"))
    assert known_breaks(current(settings), parse_territory("38151")) == ()


@pytest.fixture
def two_files(tmp_path: Path) -> Settings:
    """A file of two years and one finding, then one that replaces one of the years."""
    settings = settings_in(tmp_path)
    first = ore(tmp_path, "a.csv", "Gaz;2020;38151;20", "Gaz;2021;38151;21", "Gaz;2021;38185;beaucoup")
    taken(settings, first)
    taken(settings, ore(tmp_path, "b.csv", "Gaz;2021;38151;22"))
    return settings


def test_a_file_counts_for_what_nothing_replaced(two_files: Settings, tmp_path: Path) -> None:
    """The first counts in part, the second wholly; once the rest is replaced too, the first is superseded."""
    rows = batches(current(two_files)).select("batch", "state", "rows_read", "rows_accepted", "rows_rejected").rows()
    assert rows == [(2, "standing", 1, 1, 0), (1, "partly", 3, 2, 1)]
    taken(two_files, ore(tmp_path, "c.csv", "Gaz;2020;38151;23", "Gaz;2021;38185;24"))
    assert batches(current(two_files))["state"].to_list() == ["standing", "standing", "superseded"]


def test_findings_are_counted_with_their_first_rows(two_files: Settings) -> None:
    """The value of row 4 is no number: one finding of that code; what the cell said is not published."""
    found = findings(current(two_files), 1).to_dicts()
    assert [(one["code"], one["findings"], one["first_rows"]) for one in found] == [("not_a_number", 1, [4])]
    assert "beaucoup" not in str(found)
