"""The wide layouts of network operators: IRIS, several levels in one file, and files that are none of them."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.errors import Outcome
from observatory.ingest import check
from tests.sources.rows import read
from tests.stores import FIXTURES, current, settings_in, taken, written
from tests.test_properties import SOME

SETS = ";".join(f"conso{sector};pdl{sector};indqual{sector}" for sector in ("a", "i", "t", "r", "na"))
WIDE = f"operateur;annee;filiere;code_iris;code_commune;libelle_commune;{SETS}"
LEVELS = f"OPERATEUR;ANNEE;FILIERE;TYPE;CODE;{SETS.upper()}"
ENERGY = "SELECT insee_code, energy_mwh, status FROM coverage ORDER BY ALL"


def iris(code: str, commune: str, residential: str, *, name: str = "", points: str = "1") -> str:
    """One row of an IRIS, of which homes alone have something."""
    return f"Enedis;2017;Electricité;{code};{commune};{name};;;;;;;;;;{residential};{points};1;;;"


def level(kind: str, code: str, residential: str, operator: str = "Enedis", year: str = "2012") -> str:
    """One row of a file of several levels."""
    return f"{operator};{year};E;{kind};{code};;;;;;;;;;{residential};1;1;;;"


def test_other_levels_are_counted_and_never_added(tmp_path: Path) -> None:
    """Of 12 rows, 6 say again at another level what communes say: they count as repeats, and each level is told."""
    report = taken(settings_in(tmp_path), FIXTURES / "sdes_local_energy.csv")[0]
    assert (report.rows_read, report.rows_accepted, report.rows_rejected, report.duplicates) == (12, 6, 0, 6)
    assert [(one.row, one.column, one.value, one.code) for one in report.findings] == [
        (4, "TYPE", "IRIS × 2", "other_level_ignored"),
        (11, "TYPE", "EPCI × 2", "other_level_ignored"),
        (12, "TYPE", "Département × 1", "other_level_ignored"),
        (13, "TYPE", "Région × 1", "other_level_ignored"),
    ]


def test_a_file_without_communes_is_refused(tmp_path: Path) -> None:
    """A file of EPCI and régions has nothing to add up: it is refused, and its levels named."""
    text = "\n".join([LEVELS, level("EPCI", "200040715", "9"), level("Région", "84", "9")])
    report = check([written(tmp_path, "a.csv", text)], settings_in(tmp_path))[0]
    assert (report.outcome, report.code, report.params) == (
        Outcome.REJECT,
        "no_commune_level",
        {"levels": ["EPCI", "Région"]},
    )


def test_the_iris_of_an_arrondissement_stand_in_its_commune(tmp_path: Path) -> None:
    """Paris given whole by its operator: an IRIS of its first arrondissement is not added to it."""
    settings = settings_in(tmp_path)
    text = "\n".join([LEVELS, level("Commune", "75056", "900"), level("IRIS", "751010101", "500")])
    taken(settings, written(tmp_path, "a.csv", text))
    assert current(settings).query(ENERGY).rows() == [("75056", 900.0, "measured")]


def test_one_operator_s_level_says_nothing_of_another_s(tmp_path: Path) -> None:
    """RTE gives the commune and Enedis its IRIS: two deliveries, both counted."""
    settings = settings_in(tmp_path)
    text = "\n".join([LEVELS, level("Commune", "38151", "900", "RTE"), level("IRIS", "381510101", "500")])
    report = taken(settings, written(tmp_path, "a.csv", text))[0]
    assert report.duplicates == 0
    assert current(settings).query(ENERGY).rows() == [("38151", 500.0, "measured"), ("38151", 900.0, "measured")]


def test_an_iris_and_its_commune_must_agree() -> None:
    """An IRIS of Échirolles beside the code of Grenoble is an error; beside a former code of its commune, it is not."""
    reading = read("\n".join([WIDE, iris("381510101", "38185", "10"), iris("383060000", "38163", "20")]))
    assert [(one.row, one.column, one.code) for one in reading.report.findings] == [(2, "code_iris", "communes_differ")]
    assert reading.report.rows_accepted == 1


def test_an_iris_that_lost_its_zero_needs_its_commune_s_name() -> None:
    """10010000 is the IRIS of L'Abergement-Clémenciat where the name says so, and no commune otherwise."""
    named = read("\n".join([WIDE, iris("10010000", "", "10", name="L'Abergement-Clémenciat")]))
    nameless = read("\n".join([WIDE, iris("10010000", "", "10")]))
    assert [one.code for one in named.report.findings] == ["insee_repadded"]
    assert named.observed is not None
    assert named.observed.facts["insee_code"].to_list() == ["01001"]
    assert nameless.report.code == "too_many_errors"


def test_a_file_by_iris_is_never_read_as_one_by_commune(tmp_path: Path) -> None:
    """Both layouts name the commune: the column of the IRIS decides."""
    report = check([FIXTURES / "ore_sectors_iris.csv", FIXTURES / "ore_sectors.csv"], settings_in(tmp_path))
    assert [one.source for one in report] == ["ore_sectors_iris", "ore_sectors"]


@pytest.mark.parametrize("place", ["CODE_IRIS", "CODE_IRIS_CODE", "IRIS_CODE", "Code Commune"])
def test_each_vintage_by_address_is_refused_as_such(tmp_path: Path, place: str) -> None:
    """SDES and Enedis spell the place of an address in several ways: it is an address all the same."""
    text = (
        f"OPERATEUR;ANNEE;FILIERE;{place};NOM_COMMUNE;ADRESSE;CODE_GRAND_SECTEUR;CONSO;PDL\nEnedis;2019;E;1;A;B;T;1;1\n"
    )
    report = check([written(tmp_path, "a.csv", text)], settings_in(tmp_path))[0]
    assert (report.code, report.params["by_address"]) == ("unrecognised", True)


def test_the_long_layout_by_iris_never_replaces_communes(tmp_path: Path) -> None:
    """The columns of the file by commune, and one of IRIS beside them: another file, which no source reads yet."""
    header, line, *_ = (FIXTURES / "ore_commune.csv").read_text(encoding="utf-8-sig").splitlines()
    text = f"Code IRIS;{header}\n380010000;{line}\n"
    report = check([written(tmp_path, "a.csv", text)], settings_in(tmp_path))[0]
    assert report.code == "unrecognised"
    assert all(one["missing"] for one in report.params["nearest"])


def test_years_in_columns_are_refused_with_what_to_do(tmp_path: Path) -> None:
    """The fleet of vehicles, one column a year and a commune 38XXX: nothing is read, and the sentence says what to do."""
    report = check([FIXTURES / "vehicles.csv"], settings_in(tmp_path))[0]
    assert (report.outcome, report.code, report.rows_read) == (Outcome.REJECT, "unrecognised", 0)
    assert (report.params["years_across"], report.params["by_address"]) == (True, False)


@pytest.mark.parametrize("index", ["0.5", "50", "0"])
def test_a_value_that_is_partly_estimated_is_estimated(tmp_path: Path, index: str) -> None:
    """An index below the whole, in shares or in percentages: the value stands and is called estimated."""
    whole = "100" if index == "50" else "1"
    settings = settings_in(tmp_path)
    rows = [
        f"Enedis;2017;Electricité;381510101;38151;;;;;;;;;;;10;1;{index};;;",
        f"Enedis;2017;Electricité;380570000;38057;;;;;;;;;;;20;1;{whole};;;",
    ]
    taken(settings, written(tmp_path, "a.csv", "\n".join([WIDE, *rows])))
    assert current(settings).query(ENERGY).rows() == [("38057", 20.0, "measured"), ("38151", 10.0, "estimated")]


@SOME
@given(
    st.lists(st.integers(0, 10**6) | st.none(), min_size=1, max_size=12),
    st.randoms(use_true_random=False),
)
def test_iris_make_their_commune_whatever_their_order(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[int | None], luck: Random
) -> None:
    """Sum of the IRIS that are published, a lower bound where one is hidden, nothing where all are; rows may move."""
    folder = tmp_path_factory.mktemp("iris")
    rows = [
        iris(f"38151{at:04}", "38151", "secret" if one is None else str(one), points="3")
        for at, one in enumerate(amounts, start=101)
    ]
    moved = list(rows)
    luck.shuffle(moved)
    told = [one for one in amounts if one is not None]
    status = "withheld" if not told else "measured" if len(told) == len(amounts) else "partial"
    for name, lines in (("a", rows), ("b", moved)):
        settings = settings_in(folder / name)
        taken(settings, written(folder, f"{name}.csv", "\n".join([WIDE, *lines])))
        found = current(settings).query(ENERGY).rows()
        assert found == [("38151", pytest.approx(sum(told)) if told else None, status)]


@SOME
@given(st.lists(st.tuples(st.sampled_from(["Commune", "IRIS", "EPCI", "Région"]), st.integers(1, 10**6)), min_size=1))
def test_levels_are_never_added(tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, int]]) -> None:
    """Whatever levels a file mixes, a commune's figure is its own row, else its IRIS, and nothing else ever enters."""
    folder = tmp_path_factory.mktemp("levels")
    codes = {"EPCI": "200040715", "Région": "84"}
    once = [(kind, value) for at, (kind, value) in enumerate(drawn) if kind == "IRIS" or kind not in dict(drawn[:at])]
    rows = [
        level(kind, "38151" if kind == "Commune" else f"38151{at:04}" if kind == "IRIS" else codes[kind], str(value))
        for at, (kind, value) in enumerate(once)
    ]
    own = [value for kind, value in once if kind == "Commune"] or [value for kind, value in once if kind == "IRIS"]
    settings = settings_in(folder)
    report = taken(settings, written(folder, "a.csv", "\n".join([LEVELS, *rows])))[0]
    assert report.rows_read == report.rows_accepted + report.rows_rejected + report.duplicates
    if not own:
        assert report.code == "no_commune_level"
        return
    assert current(settings).query(ENERGY).rows() == [("38151", pytest.approx(sum(own)), "measured")]
