"""What a line of the template means: dates, energy, signs and keys, each counted by hand."""

import datetime as dt

import polars as pl
import pytest

from observatory.deposits.check import check
from observatory.deposits.checked import Checked
from observatory.deposits.depositor import Depositor
from observatory.settings import settings
from tests.corpus.making import GRENOBLE, as_csv, good, line

TODAY = dt.date(2026, 11, 25)


def checked(*lines: dict[str, object], communes: tuple[str, ...] = (GRENOBLE,), **told: object) -> Checked:
    """The verdict on lines of the template."""
    return check(as_csv(lines), "a.csv", Depositor(communes), settings(), today=TODAY, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("periode", "start", "end"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("02/2023", "2023-02-01", "2023-02-28"),
        ("janvier 2023", "2023-01-01", "2023-01-31"),
        ("janv-22", "2022-01-01", "2022-01-31"),
        ("août-98", "1998-08-01", "1998-08-31"),
        ("T1 2023", "2023-01-01", "2023-03-31"),
        ("4T2022", "2022-10-01", "2022-12-31"),
        ("S2 2023", "2023-07-01", "2023-12-31"),
        ("2023-03-31 00:00:00", "2023-03-01", "2023-03-31"),
        ("01/03/2023", "2023-03-01", "2023-03-31"),
    ],
)
def test_a_period_has_its_days(periode: str, start: str, end: str) -> None:
    """Each spelling of a period is its first and its last day."""
    row = checked(line(periode=periode)).rows.row(0, named=True)
    assert (str(row["period_start"]), str(row["period_end"])) == (start, end)


def test_two_dates_say_more_than_a_period() -> None:
    """Where a line has both, the dates of the bill count."""
    row = checked(line(periode="2023", date_debut="15/01/2023", date_fin="14/02/2023")).rows.row(0, named=True)
    assert (str(row["period_start"]), str(row["period_end"])) == ("2023-01-15", "2023-02-14")


@pytest.mark.parametrize(
    ("fluide", "unite", "mwh", "m3"),
    [
        ("electricite", "kWh", 1.0, None),
        ("electricite", "GWh", 1_000_000.0, None),
        ("gaz", "kWh", 1000 / 1.11 / 1000, None),  # PCS on the bill, PCI kept
        ("gaz", "MWh PCI", 1000.0, None),
        ("fioul", "L", 42 * 0.845 / 3.6, None),  # 42 GJ/t, 0.845 kg/L
        ("fioul", "m3", 42 * 0.845 / 3.6 * 1000, None),
        ("fioul", "t", 42 / 3.6 * 1000, None),
        ("propane", "kg", 46 / 3.6, None),  # 46 GJ/t
        ("propane", "t", 46 / 3.6 * 1000, None),
        ("bois", "stere", 1680.0, None),
        ("bois", "MAP", None, None),
        ("carburant", "L", None, None),
        ("eau", "m3", None, 1000.0),
        ("eau", "L", None, 1.0),
    ],
)
def test_a_thousand_of_each_unit(fluide: str, unite: str, mwh: float | None, m3: float | None) -> None:
    """A thousand units are so many MWh of the lower heating value, or m³ of water, by the declared conversion."""
    row = checked(line(fluide=fluide, unite=unite, consommation="1000")).rows.row(0, named=True)
    assert row["energy_mwh"] == (None if mwh is None else pytest.approx(mwh))
    assert row["water_m3"] == (None if m3 is None else pytest.approx(m3))
    assert row["quantity"] == 1000


def test_costs_are_kept_as_written() -> None:
    """What excludes tax and what includes it are never made of one another; a cost alone has neither quantity nor unit."""
    first, second = (
        checked(line(consommation="", cout_ht="100,5", dont_abonnement="12"), line(cout_ttc="48", periode="2023-02"))
        .rows.sort("row")
        .to_dicts()
    )
    assert (first["cost_ht_eur"], first["cost_ttc_eur"], first["fixed_cost_eur"]) == (100.5, None, 12)
    assert (first["quantity"], first["unit"], first["energy_mwh"]) == (None, None, None)
    assert (second["cost_ht_eur"], second["cost_ttc_eur"], second["quantity"]) == (None, 48, 100)


def test_blanks_mean_a_bill_read_on_the_meter() -> None:
    """Where nothing is said, a line is a bill, of an actual reading, of the sender's one commune."""
    row = checked(line()).rows.row(0, named=True)
    assert (row["nature"], row["reading"], row["insee_code"]) == ("bill", "actual", GRENOBLE)


def test_an_index_becomes_what_was_used_between_two_readings() -> None:
    """From 1000 to 1030 to 1100 m³: 30 and 70, from the day after one reading to the day of the next."""
    readings = [("10/01/2023", "1000"), ("09/02/2023", "1030"), ("11/03/2023", "1100")]
    rows = checked(
        *(line(fluide="eau", unite="m3", nature="index", periode=day, consommation=value) for day, value in readings)
    ).rows.sort("row")
    assert rows["quantity"].to_list() == rows["water_m3"].to_list() == [30, 70]
    spans = [(str(start), str(end)) for start, end in rows.select("period_start", "period_end").iter_rows()]
    assert spans == [("2023-01-11", "2023-02-09"), ("2023-02-10", "2023-03-11")]


def test_an_index_is_not_compared_across_meters_and_units() -> None:
    """Two meters, or kWh and MWh of one, are not subtracted from one another."""
    told = {"nature": "index"}
    result = checked(
        line(**told, compteur="A", consommation="10"),
        line(**told, compteur="B", consommation="900", periode="2023-02"),
        line(**told, compteur="A", consommation="5", unite="MWh", periode="2023-03"),
    )
    assert result.rows.is_empty()
    assert [each.code for each in result.warnings] == ["index_alone"] * 3


def test_two_meters_keep_both_values_and_a_correction_the_last() -> None:
    """One question covers the year; two meters are numbered in the order of their lines, a correction replaces."""
    months = [f"2023-{month:02d}" for month in range(1, 13)]
    lines = [line(compteur="", periode=month, consommation=value) for month in months for value in ("10", "20")]
    asked = checked(*lines, *good(30))
    (question,) = asked.questions
    assert asked.rows_rejected == 24
    assert question.rows == tuple(range(2, 26))
    two = checked(*lines, *good(30), answers={question.key: "two_meters"})
    assert two.rows_accepted == 54
    school = two.rows.filter(site="École")
    assert school.group_by("meter").agg(pl.col("quantity").sum()).sort("meter").rows() == [("1", 120.0), ("2", 240.0)]
    one = checked(*lines, *good(30), answers={question.key: "correction"})
    assert (one.rows_accepted, one.duplicates) == (42, 12)
    assert one.rows.filter(site="École")["quantity"].to_list() == [20.0] * 12


def test_a_file_of_several_communes_is_counted_by_commune() -> None:
    """Each commune has its own lines and counts; together they are the file's."""
    result = checked(
        line(code_insee=GRENOBLE),
        line(code_insee=GRENOBLE),
        line(code_insee="38179", fluide="vent"),
        line(code_insee="38179", compteur="B"),
        line(code_insee="38179", compteur="C"),
        communes=(GRENOBLE, "38179"),
    )
    parts = {part.insee_code: part for part in result.by_commune()}
    told = {
        code: (part.counts.read, part.counts.accepted, part.counts.rejected, part.counts.duplicates)
        for code, part in parts.items()
    }
    assert told == {GRENOBLE: (2, 1, 0, 1), "38179": (3, 2, 1, 0)}
    assert {code: part.rows.height for code, part in parts.items()} == {GRENOBLE: 1, "38179": 2}


def test_a_merged_commune_is_told_its_code_of_today() -> None:
    """Arandon (38014) is part of Arandon-Passins (38297) since 2017."""
    result = checked(line(code_insee="38014"), communes=("38297",))
    assert (result.code, result.params["current"]) == ("commune_unknown", "Arandon-Passins (38297)")


def test_what_is_missing_and_what_was_found_are_named() -> None:
    """A header without its fluid and its unit says so, with the headers that it has."""
    content = as_csv(good(2), header=("site", "periode", "consommation", "compteur", "cout_ttc"))
    result = check(content, "a.csv", Depositor((GRENOBLE,)), settings(), today=TODAY)
    assert result.params["missing"] == ["fluide", "unite"]
    assert result.params["found"] == ["site", "periode", "consommation", "compteur", "cout_ttc"]


def test_findings_are_named_by_the_headers_of_the_file() -> None:
    """A finding says the header as the file spells it, and the text of the cell."""
    content = as_csv([*good(2), line(consommation="beaucoup")]).replace(b"consommation", b"Consommation")
    (finding,) = check(content, "a.csv", Depositor((GRENOBLE,)), settings(), today=TODAY).errors
    assert (finding.row, finding.column, finding.value) == (4, "Consommation", "beaucoup")
