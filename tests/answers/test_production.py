"""Electricity produced: what the renewable total adds, what stays apart, and what secrecy forbids to say."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.answers.catalogue import indicators, years
from observatory.answers.change import change
from observatory.answers.comparison import compare
from observatory.answers.contract import Answer, Question
from observatory.answers.indicator import answer
from observatory.answers.observed import Matter, of_communes
from observatory.answers.provenance import provenance
from observatory.errors import QuestionRefused
from observatory.exports.tidy import export_tidy
from observatory.store.snapshots import Snapshot, figures
from observatory.territory import parse_territory
from observatory.vocabulary import TECHNOLOGY_CODES
from observatory.wording.readings import perimeter_line, source_line, subtitle, trend
from observatory.wording.typography import plain_spaces
from tests.stores import FIXTURES, current, settings_in, taken, written
from tests.test_properties import SOME

KEY = "renewable_production"
HEADER = (FIXTURES / "observatory_production.csv").read_text(encoding="utf-8").splitlines()[0]
FACTS = """SELECT source, vintage, insee_code, year, technology, production_mwh, capacity_kw, installations, rows,
               withheld_cells, unflagged, rejected_rows, status, merged_from FROM production ORDER BY ALL"""


@pytest.fixture(scope="module")
def produced(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The small file of invented figures, published."""
    settings = settings_in(tmp_path_factory.mktemp("production"))
    taken(settings, FIXTURES / "enedis_production.csv")
    return current(settings)


def asked(snapshot: Snapshot, territory: str, *by: str) -> Answer:
    return answer(snapshot, Question(KEY, parse_territory(territory), by=by))


def notes(found: Answer) -> dict[str, dict[str, object]]:
    return {one.code: dict(one.params) for one in found.notes}


def test_the_total_adds_what_is_renewable_alone(produced: Snapshot) -> None:
    """Échirolles 2021: 1,000.75 of sun and 5,000 of bioenergy; 850 of cogeneration stay apart and are told."""
    found = asked(produced, "38151")
    assert found.frame.select("year", "value", "status").rows() == [
        (2020, 310.5, "partial"),
        (2021, 6000.75, "measured"),
    ]
    assert notes(found)["production_apart"] == {"mwh": 850.0, "year": 2021}
    assert perimeter_line(found, "fr") == "hors cogénération et autres filières"


def test_each_technology_that_is_there_has_its_series(produced: Snapshot) -> None:
    """Of four renewable technologies Échirolles has two: one that is zero every year is not drawn."""
    found = asked(produced, "38151", "technology")
    assert found.frame.select("year", "technology", "value").rows() == [
        (2020, "bioenergy", 0.0),
        (2020, "photovoltaic", 310.5),
        (2021, "bioenergy", 5000.0),
        (2021, "photovoltaic", 1000.75),
    ]
    assert subtitle(found, "fr") == "Territoire · production d'électricité renouvelable, par filière · GWh par an"


def test_a_plant_that_opens_is_no_hole(produced: Snapshot) -> None:
    """Le Haut-Bréda has no row in 2020: it is not dropped from the département's total of 2021."""
    found = asked(produced, "dep:38")
    assert found.frame["value"].to_list() == [310.5, pytest.approx(6000.75 + 2000.5)]
    assert found.perimeter.communes_covered == 2
    assert notes(found)["production_communes"] == {"first": 1, "year": 2020, "last": 2, "end": 2021}
    assert "production_communes" not in notes(asked(produced, "38151"))


def test_a_lower_bound_bears_no_change(produced: Snapshot) -> None:
    """Nothing bounds what secrecy hides of a production: from 2020, which is partial, no change is told."""
    found = asked(produced, "38151")
    assert change(found) is None
    assert plain_spaces(trend(found, None, "fr")) == (
        "Échirolles produit 6 GWh d'électricité renouvelable en 2021 ; "
        "une part n'est pas publiée (secret statistique), donc pas d'évolution"
    )
    assert "secrecy_lower_bound" in notes(found)
    assert "secrecy_band" not in notes(found)
    series = of_communes(produced, Matter(KEY, (), (), None), ["38151"])["38151"]
    assert (series.years, series.values) == ((2021,), (6000.75,))


def test_a_change_is_told_between_years_known_whole(tmp_path: Path) -> None:
    """800 then 1,000 MWh: a quarter more, in words of production."""
    rows = [
        f"enedis_production,2021,38151,,{year},wind,{value},,2,1,0,0,0,," for year, value in ((2020, 800), (2021, 1000))
    ]
    settings = settings_in(tmp_path)
    taken(settings, written(tmp_path, "a.csv", "\n".join([HEADER, *rows])))
    found = asked(current(settings), "38151", "technology")
    moved = change(found, technology="wind")
    assert plain_spaces(trend(found, moved, "fr", technology="wind")) == (
        "Échirolles produit 25 % d'électricité éolienne de plus qu'en 2020"
    )


def test_communes_are_compared(produced: Snapshot) -> None:
    """Of two communes that produce, Échirolles is first; the others have no value."""
    found = compare(produced, Question(KEY, parse_territory("dep:38")), year=2021)
    ranked = found.frame.drop_nulls("value").sort("rank").select("key", "value", "rank").rows()
    assert ranked == [("38151", 6000.75, 1), ("38163", 2000.5, 2)]


def test_where_a_production_comes_from(produced: Snapshot) -> None:
    """Source, licence, and the rows of the file that make the figure."""
    found = asked(produced, "38151")
    assert source_line(found, "fr").startswith("Enedis, millésime 2021, Licence Ouverte 2.0")
    rows = provenance(produced, found, year=2021)
    assert rows.select("file", "first_row", "last_row").rows() == [("enedis_production.csv", 4, 6)]


def test_a_production_has_no_sectors(produced: Snapshot) -> None:
    """It is split by technology and commune only."""
    with pytest.raises(QuestionRefused, match="dimension_unknown"):
        asked(produced, "38151", "sector")


def test_an_indicator_without_data_is_not_offered(snapshot: Snapshot, produced: Snapshot) -> None:
    """The shipped extracts describe no production: the indicator is left out, and asked all the same says so."""
    assert KEY not in indicators(snapshot)
    assert (KEY in indicators(produced), years(produced, KEY)) == (True, (2020, 2021))
    found = asked(snapshot, "38151")
    assert (found.frame.is_empty(), found.notes) == (True, ())
    assert trend(found, None, "fr").startswith("Pas de donnée de production d'électricité pour Échirolles")


def test_consumption_is_not_touched_by_production(produced: Snapshot) -> None:
    """Where production alone is known, there is no energy: one is never read for the other."""
    energy = answer(produced, replace(asked(produced, "38151").question, indicator="energy"))
    assert energy.frame.is_empty()


def test_verify_compares_productions(produced: Snapshot, tmp_path: Path) -> None:
    """The mark of a snapshot is of its productions too: another value, another mark."""
    settings = settings_in(tmp_path)
    text = (FIXTURES / "enedis_production.csv").read_text(encoding="utf-8").replace("310.5", "311.5")
    taken(settings, written(tmp_path, "enedis_production.csv", text))
    marks = [
        [line for line in figures(settings.store / "published" / "000001.duckdb") if line[0] == "production"],
        produced.query("SELECT year, count(*), sum(production_mwh) FROM production GROUP BY ALL ORDER BY year").rows(),
    ]
    assert [(line[2], line[3], line[4]) for line in marks[0]] == [
        (2020, 6, pytest.approx(marks[1][0][2] + 1)),
        (2021, 12, pytest.approx(marks[1][1][2])),
    ]


@st.composite
def fact(draw: st.DrawFn) -> str:
    """One line of our own layout; withheld means no value."""
    value = draw(st.none() | st.integers(0, 10**9).map(lambda units: f"{units / 1000}"))
    hidden = draw(st.integers(1, 3)) if value is None else draw(st.integers(0, 3))
    cells = (
        draw(st.sampled_from(["38151", "38163"])),
        "",
        str(draw(st.integers(2018, 2020))),
        draw(st.sampled_from(TECHNOLOGY_CODES)),
        value or "",
        draw(st.sampled_from(["", "12.5", "900"])),
        draw(st.sampled_from(["", "1", "40"])),
        str(draw(st.integers(1, 3))),
        str(hidden),
        "0,0",
        "withheld" if value is None else "partial" if hidden else "measured",
        "",
    )
    return ",".join(("enedis_production", "2021", *cells))


@SOME
@given(st.lists(fact(), min_size=1, max_size=12, unique_by=lambda line: tuple(line.split(",")[2:6])), st.data())
def test_what_leaves_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], luck: st.DataObject
) -> None:
    """Export and ingest again: the same productions, whatever is hidden; the order of the rows changes nothing."""
    folder = tmp_path_factory.mktemp("back")
    first, second, moved = (settings_in(folder / name) for name in "abc")
    taken(first, written(folder, "a.csv", "\n".join([HEADER, *lines])))
    taken(second, *export_tidy(current(first), folder / "out"))
    taken(moved, written(folder, "b.csv", "\n".join([HEADER, *luck.draw(st.permutations(lines))])))
    known = [current(settings).query(FACTS).rows() for settings in (first, second, moved)]
    assert known[0]
    assert known[1] == known[0]
    assert known[2] == known[0]
