"""An adviser's own table: guessed, told, read as it says, and known again by its headers."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from observatory.errors import FileRejected, QuestionRefused
from observatory.grammar import fold
from observatory.settings import Settings
from observatory.sources import recognise
from observatory.sources.mapping import TableMapping, as_source, read_mapping
from observatory.sources.mapping_text import read_toml, with_said, write_toml
from observatory.sources.places import in_communes
from observatory.store import reference
from observatory.workbook.drafting import draft
from tests.mapped import ORCAE, PCAET, facts, mapping, read
from tests.stores import FIXTURES, written

FIELDS: dict[str, Any] = {
    "key": "orcae", "title": "t", "publisher": "p", "licence": "l", "fact": "energy", "unit": "MWh", "gas": "none",
    "climate_corrected": False, "recomputes": False, "values": ["Valeur"], "headers": ["INSEE", "An", "Valeur"],
    "columns": {"commune": "INSEE", "year": "An"},
}  # fmt: skip
SOME = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def refused(**fields: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(QuestionRefused) as refusal:
        read_mapping({**FIELDS, **fields})
    return refusal.value.code, dict(refusal.value.params)


@pytest.mark.parametrize("path", [ORCAE, PCAET], ids=lambda path: path.stem)
def test_a_table_gives_its_golden_facts(path: Path) -> None:
    """Units, gas in PCS, years across, totals left out, withheld and estimated values are those counted by hand."""
    golden = pl.read_csv(FIXTURES / "golden" / path.name, schema_overrides={"insee_code": pl.String})
    found = facts(path, mapping(path)).select(golden.columns)
    assert_frame_equal(found, golden.cast(dict(found.schema)), check_row_order=False)


def test_a_translation_says_a_word_of_the_vocabulary() -> None:
    """What stands for a spelling is a sector, a carrier or « - »: another word is refused when the mapping is read."""
    code, params = refused(carriers={"Bûches": "bois dur"})
    assert (code, params["field"], params["value"]) == ("mapping_field", "carriers.Bûches", "bois dur")
    assert "wood" in params["known"]


def test_each_guess_of_a_long_table_has_its_reason() -> None:
    """Headers, a title and cells say what the columns are; a total is left out; the publisher is never guessed."""
    guesses = draft(ORCAE.read_bytes(), ORCAE.name).guesses
    assert {name: (guess.value, guess.why) for name, guess in guesses.items()} == {
        "columns.commune": ("Code INSEE", "guess_header"),
        "columns.year": ("Année", "guess_header"),
        "columns.sector": ("Secteur", "guess_header"),
        "columns.carrier": ("Énergie", "guess_header"),
        "values": (("Consommation (GWh)",), "guess_header"),
        "sectors.Tous secteurs": ("-", "guess_total"),
        "carriers.Toutes énergies": ("-", "guess_total"),
        "unit": ("GWh", "guess_text"),
        "fact": ("energy", "guess_unit"),
        "gas": ("pci", "guess_text"),
        "climate_corrected": (False, "guess_text"),
        "decimal": (",", "guess_mark"),
    }


def test_years_across_are_guessed_and_the_header_is_found_under_titles() -> None:
    """The third line of the annex is its header, and its columns of years are its values."""
    found = draft(PCAET.read_bytes(), PCAET.name)
    assert found.header_row == 3
    assert (found.guesses["values"].value, found.guesses["unfold"].value) == (("2015", "2018", "2021"), "year")
    assert found.guesses["unit"].value == "ktep"
    assert "gas" not in found.guesses


def test_a_column_without_a_name_that_says_it_is_guessed_by_its_cells(tmp_path: Path) -> None:
    """Codes, years and sectors are known by what stands in them."""
    path = written(tmp_path, "a.csv", "a;b;c;d\n38151;2020;Résidentiel;1,5\n38421;2021;Tertiaire;2\n")
    guesses = draft(path.read_bytes(), path.name).guesses
    known = {name: guesses[name].value for name in ("columns.commune", "columns.year", "columns.sector", "values")}
    assert known == {"columns.commune": "a", "columns.year": "b", "columns.sector": "c", "values": ("d",)}


def test_what_is_wrong_is_told_as_the_file_writes_it(tmp_path: Path) -> None:
    """A negative amount, a text and an unknown sector are told by row, header and value of the file, not converted."""
    path = written(
        tmp_path,
        "a.csv",
        "INSEE;Année;Secteur;Conso GWh\n38151;2020;Résidentiel;-1,5\n38151;2021;Résidentiel;douze\n"
        "38151;2021;Plage;3\n38151;2022;Résidentiel;1\n38151;2023;Résidentiel;1\n38151;2019;Résidentiel;1\n",
    )
    found = read(path, mapping(path, gas="none", climate_corrected="non")).report.findings
    assert [(one.row, one.column, one.value, one.code) for one in found] == [
        (2, "Conso GWh", "-1,5", "negative"),
        (3, "Conso GWh", "douze", "not_a_number"),
        (4, "Secteur", "Plage", "sector_unknown"),
    ]


def test_a_value_out_of_range_is_told_in_its_own_column(tmp_path: Path) -> None:
    """Of years that stand across, only the one that no commune can have is told, under its own header."""
    path = written(tmp_path, "a.csv", "Code INSEE;Secteur;2019;2020\n38151;Industrie;1;99999\n38421;Industrie;1;2\n")
    found = read(path, mapping(path, unit="GWh", fact="energy", gas="none", climate_corrected="non"))
    assert [(one.row, one.column, one.value, one.code) for one in found.report.findings] == [
        (2, "2020", "99999", "out_of_range")
    ]


def test_spellings_of_one_sector_are_added_and_its_total_is_not(tmp_path: Path) -> None:
    """Air and rail are both other transport; the row of all sectors is left out: 3 + 4, not 14."""
    text = "INSEE;Année;Secteur;Conso MWh\n38151;2020;Aérien;3\n38151;2020;Ferroviaire;4\n38151;2020;Total;7\n"
    path = written(tmp_path, "a.csv", text)
    said = {"sectors.Aérien": "other_transport", "sectors.Ferroviaire": "other_transport"}
    found = mapping(path, gas="none", climate_corrected="non", **said)
    assert facts(path, found).select("sector", "energy_mwh").rows() == [("other_transport", 7.0)]


def test_the_same_key_twice_is_a_contradiction_unless_rows_are_parts(tmp_path: Path) -> None:
    """Two uses of one sector contradict each other, or are added where the adviser says that they are parts."""
    path = written(tmp_path, "a.csv", "INSEE;Année;Usage;Conso MWh\n38151;2020;eau;3\n38151;2020;chauffage;4\n")
    usual = {"gas": "none", "climate_corrected": "non"}
    assert [one.code for one in read(path, mapping(path, **usual)).report.findings] == ["duplicate_conflict"] * 2
    assert facts(path, mapping(path, adds="oui", **usual))["energy_mwh"].to_list() == [7.0]


def test_sectors_across_and_one_year_for_the_whole_table(tmp_path: Path) -> None:
    """Columns named by sectors are values, in tCO₂e; the year is what the adviser says: 1 kt = 1,000 t."""
    path = written(tmp_path, "a.csv", "INSEE;Résidentiel;Energie;Tertiaire\n38151;1,5;;\n38421;2;;0,25\n")
    found = mapping(path, fact="emissions", unit="ktCO2e", year="2019", gas="none", climate_corrected="non")
    assert facts(path, found).select("insee_code", "year", "sector", "emissions_tco2e").rows() == [
        ("38151", 2019, "residential", 1500.0),
        ("38421", 2019, "residential", 2000.0),
        ("38421", 2019, "tertiary", 250.0),
    ]


@pytest.mark.parametrize(
    ("unit", "mwh"),
    [("kWh", 0.001), ("MWh", 1), ("GWh", 1000), ("tep", 11.63), ("ktep", 11630), ("GJ", 1 / 3.6), ("TJ", 1000 / 3.6)],
)
def test_a_unit_of_energy_in_mwh(tmp_path: Path, unit: str, mwh: float) -> None:
    """1 tep = 11.63 MWh (International Energy Agency), 1 MWh = 3.6 GJ, the rest powers of ten."""
    path = written(tmp_path, "a.csv", "INSEE;Année;Conso\n38151;2020;1\n38421;2020;2\n")
    found = facts(path, mapping(path, unit=unit, fact="energy", gas="none", climate_corrected="non"))
    assert found["energy_mwh"].to_list() == pytest.approx([mwh, 2 * mwh])


def test_communes_are_named_exactly_or_refused(tmp_path: Path) -> None:
    """A name is folded, never approached; a former commune stands in the one of today; a stranger is refused."""
    text = "Commune;Année;Conso MWh\nSAINT MARTIN D'HERES;2020;1\nEchirole;2020;2\nVaujany;2020;3\nGrenoble;2020;4\n"
    path = written(tmp_path, "a.csv", text)
    found = mapping(path, named_in="38", gas="none", climate_corrected="non")
    assert facts(path, found)["insee_code"].to_list() == ["38185", "38421", "38527"]
    wrong = [(one.row, one.column, one.value, one.code) for one in read(path, found).report.findings]
    assert wrong == [(3, "Commune", "Echirole", "commune_name_unknown")]


def test_a_name_of_two_former_communes_is_ambiguous() -> None:
    """Two communes that have merged bore one name in one département: the name says neither."""
    codes = pl.DataFrame(
        [
            ("38001", "Bourg", "38003"),
            ("38002", "Bourg", "38004"),
            ("38003", "Val", "38003"),
            ("38004", "Mont", "38004"),
        ],
        schema=["code", "name", "insee_code"],
        orient="row",
    )
    text = pl.DataFrame({"insee_code": ["Bourg", "Val"], "commune": ["", ""], "merged_from": ["", ""]})
    found = in_communes(text, codes, named_in="38")
    assert found["insee_code_code"].to_list() == ["commune_ambiguous", None]
    assert found["insee_code_text"].to_list() == ["Bourg", "Val"]


def test_what_lacks_or_does_not_hold_is_told_by_its_field() -> None:
    """A field unsaid, a unit of another fact, a column that the table lacks, the key of a published source."""
    assert refused(publisher="", gas=None) == ("mapping_lacks", {"fields": ["publisher", "gas"]})
    assert refused(columns={"commune": "INSEE"}) == ("mapping_lacks", {"fields": ["year"]})
    assert refused(unit="tCO2e")[1]["field"] == "unit"
    assert refused(unit="stère")[0] == "mapping_field"
    assert refused(colour="bleu")[1]["field"] == "colour"
    assert refused(values=["Autre"])[0] == "mapping_column_unknown"
    assert refused(key="ore_commune") == ("mapping_key_taken", {"key": "ore_commune"})
    with pytest.raises(QuestionRefused) as refusal:
        read_toml("key = [")
    assert refusal.value.code == "mapping_unreadable"


def test_a_mapping_saved_in_the_encoding_of_a_notepad_is_read_or_refused_in_words() -> None:
    """A byte order mark of UTF-8 is read over, down to what the mapping lacks; UTF-16 is refused, not a failure."""
    for content, code in (
        (b'\xef\xbb\xbfkey = "orcae"', "mapping_lacks"),
        ('key = "é"'.encode("utf-16"), "mapping_unreadable"),
    ):
        with pytest.raises(QuestionRefused) as refusal:
            read_toml(content)
        assert refusal.value.code == code


def recognised(found: TableMapping, *headers: str) -> bool:
    try:
        return recognise([(1, headers)], mapped=[as_source(found)]).source.key == found.key
    except FileRejected:
        return False


def test_a_table_is_known_by_all_its_headers_and_no_other() -> None:
    """A column more or less is another table; case, accents and order are none of it."""
    found = mapping(ORCAE)
    headers = ["CODE INSEE", "commune", "annee", "Secteur", "Énergie", "Consommation (GWh)"]
    assert recognised(found, *reversed(headers))
    assert not recognised(found, *headers, "Usage")
    assert not recognised(found, *headers[1:])


def test_one_more_year_across_is_still_the_same_table() -> None:
    """The next version has 2024 and an estimated 2025; another title of column is another table."""
    found = mapping(PCAET)
    assert recognised(found, "Commune", "Secteur", "2015", "2018", "2021", "2024", "2025 (e)")
    assert not recognised(found, "Commune", "Secteur", "2015", "Population 2015")
    assert not recognised(found, "Commune", "Secteur")


def test_two_tables_of_the_same_headers_are_told_apart_by_name_only() -> None:
    """Nothing but its name says which of two publishers a table is of."""
    lines = [(1, ["INSEE", "An", "Valeur"])]
    two = [as_source(read_mapping({**FIELDS, "key": key})) for key in ("orcae", "annexe")]
    with pytest.raises(FileRejected) as refusal:
        recognise(lines, mapped=two)
    assert (refusal.value.code, refusal.value.params["sources"]) == ("mapping_ambiguous", ["annexe", "orcae"])
    assert recognise(lines, mapped=two, only="orcae").source.key == "orcae"


def test_a_published_layout_precedes_an_advisers_table() -> None:
    """A mapping of the Agence ORE's own headers never takes its file."""
    path = FIXTURES / "ore_commune.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0].split(";")
    fields = {**FIELDS, "headers": header, "values": ["Conso totale (MWh)"]}
    own = read_mapping({**fields, "columns": {"commune": "Code Commune", "year": "Année"}})
    assert as_source(own).matches is not None
    assert recognise([(1, header)], mapped=[as_source(own)]).source.key == "ore_commune"
    with pytest.raises(FileRejected) as refusal:
        recognise([(1, header)], mapped=[as_source(own)], only="orcae")
    assert refusal.value.code == "mapping_published"


TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda text: bool(fold(text))
)


@SOME
@given(title=TEXTS, header=TEXTS, spelling=TEXTS)
def test_a_mapping_is_the_same_once_written_and_read(title: str, header: str, spelling: str) -> None:
    """Whatever characters a title, a header or a spelling has, the file of a mapping gives it back."""
    fields = {**FIELDS, "title": title, "headers": [*FIELDS["headers"], header], "sectors": {spelling: "waste"}}
    found = read_mapping(fields)
    assert read_toml(write_toml(found, {"title": "titre"})) == found


AMOUNTS = st.dictionaries(
    st.tuples(st.sampled_from(["38151", "38421"]), st.integers(2015, 2018)), st.integers(0, 10**6), min_size=2
)


@SOME
@given(amounts=AMOUNTS, order=st.randoms(use_true_random=False))
def test_long_and_across_say_the_same(tmp_path: Path, amounts: dict[tuple[str, int], int], order: Any) -> None:
    """Years in rows, in any order and in MWh, or across in kWh: the same facts."""
    rows = [f"{code};{year};{value / 1000}" for (code, year), value in amounts.items()]
    order.shuffle(rows)
    years = [2015, 2016, 2017, 2018]
    wide = [";".join([code, *(str(amounts.get((code, year), "")) for year in years)]) for code in ("38151", "38421")]
    usual = {"fact": "energy", "gas": "none", "climate_corrected": "non", "decimal": "."}
    long_path = written(tmp_path, "long.csv", "\n".join(["INSEE;Année;Conso", *rows]) + "\n")
    wide_path = written(tmp_path, "wide.csv", "\n".join(["INSEE;2015;2016;2017;2018", *wide]) + "\n")
    columns = ["insee_code", "year", "energy_mwh", "status"]
    one = facts(long_path, mapping(long_path, unit="MWh", **usual)).select(columns)
    other = facts(wide_path, mapping(wide_path, unit="kWh", **usual)).select(columns)
    assert_frame_equal(one, other)


def test_what_is_said_is_a_column_or_a_word_for_all() -> None:
    """The name of a header is a column, another word holds for the whole table, nothing takes the field away."""
    fields = {"headers": ["Année", "Valeur"], "columns": {"year": "Année"}}
    assert with_said(fields, {"year": "2021"})["constants"] == {"year": "2021"}
    assert with_said(fields, {"year": "annee"})["columns"] == {"year": "Année"}
    assert with_said(fields, {"year": ""})["columns"] == {}
    with pytest.raises(QuestionRefused):
        with_said(fields, {"adds": "peut-être"})


def test_every_commune_of_the_reference_has_its_own_name_in_its_departement() -> None:
    """No name of today is ambiguous inside a département: names are safe where codes lack."""
    codes = reference.commune_codes(Settings().data).filter(pl.col("code") == pl.col("insee_code"))
    places = codes.with_columns(
        place=pl.col("code").str.slice(0, 2), folded=pl.col("name").map_elements(fold, pl.String)
    )
    twice = places.group_by("place", "folded").len().filter((pl.col("len") > 1) & ~pl.col("place").is_in(["97"]))
    assert twice.is_empty()
